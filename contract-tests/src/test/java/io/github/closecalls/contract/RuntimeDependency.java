package io.github.closecalls.contract;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A jar that whoever uses the wrapper gets besides ours. */
record RuntimeDependency(String artifact, String version, long bytes) {
  private static final Path CLASS_PATH =
      Repository.root().resolve("wrapper/target/runtime-class-path");

  /** Returns what Maven resolved when it built the wrapper, in the order of its class path. */
  static List<RuntimeDependency> all() throws IOException {
    if (!Files.exists(CLASS_PATH)) {
      throw new AssertionError(
          "There is no " + CLASS_PATH + ": build it with `mvn -B -pl contract-tests -am test`");
    }
    return Arrays.stream(Files.readString(CLASS_PATH).trim().split(File.pathSeparator, -1))
        .map(Path::of)
        .map(RuntimeDependency::of)
        .toList();
  }

  long kilobytes() {
    return Math.round(bytes / 1000.0);
  }

  /** Reads the layout of a local repository: artifact, version, file. */
  private static RuntimeDependency of(Path jar) {
    Path version = jar.getParent();
    return new RuntimeDependency(
        version.getParent().getFileName().toString(),
        version.getFileName().toString(),
        jar.toFile().length());
  }
}
