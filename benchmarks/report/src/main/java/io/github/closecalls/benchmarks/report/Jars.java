package io.github.closecalls.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The jars that a client puts on a class path.
 *
 * @param files without those of the measurement
 */
record Jars(List<Path> files) {
  private static final Pattern OF_THE_MEASUREMENT =
      Pattern.compile("(probe|jmh-core|jopt-simple|commons-math3)-.*|.*-contender-.*");

  static Jars of(Subject subject) {
    return new Jars(
        subject.jars().stream()
            .filter(jar -> !OF_THE_MEASUREMENT.matcher(name(jar)).matches())
            .toList());
  }

  /** Returns those of this project. */
  Jars ours() {
    return new Jars(files.stream().filter(jar -> name(jar).startsWith("close-calls")).toList());
  }

  long kilobytes() throws IOException {
    long bytes = 0;
    for (Path file : files) {
      bytes += Files.size(file);
    }
    return Math.round(bytes / 1000.0);
  }

  /** Returns the names without the ending, such as {@code okhttp-4.12.0}; ours without version. */
  List<String> names() {
    return files.stream()
        .map(
            jar ->
                name(jar)
                    .replaceFirst("\\.jar$", "")
                    .replaceFirst("^(close-calls[a-z-]*)-\\d.*", "$1"))
        .toList();
  }

  private static String name(Path jar) {
    return jar.getFileName().toString();
  }
}
