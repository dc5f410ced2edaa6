package io.github.closecalls.compatibility;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** What the last release promised, as text in a folder. */
final class Baseline {
  private static final String COMMAND = "mvn -B -Dquick=gate verify -Dbaseline.write";

  private final Path folder;

  Baseline(Path folder) {
    this.folder = folder;
  }

  Version version() {
    return Version.parse(read("VERSION"));
  }

  Path contract() {
    return existing("close-calls.yaml");
  }

  /** Returns the API of an artifact. */
  JavaApi api(String artifact) {
    try {
      return JavaApi.parse(read(artifact + ".api"));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          folder.resolve(artifact + ".api") + ": " + e.getMessage(), e);
    }
  }

  Accepted accepted() {
    return Accepted.parse(read("accepted.txt"));
  }

  private String read(String name) {
    try {
      return Files.readString(existing(name));
    } catch (IOException e) {
      throw new IllegalArgumentException("Cannot read " + folder.resolve(name) + ": " + e, e);
    }
  }

  private Path existing(String name) {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "The baseline lacks "
              + file
              + ". Restore it with git; before the first release, write it: "
              + COMMAND);
    }
    return file;
  }

  /** Replaces it by what is there now; nothing is waived any longer. */
  void write(Version version, Path contract, Map<String, JavaApi> apis) {
    Map<String, byte[]> files = new TreeMap<>();
    try {
      files.put("VERSION", utf8(version + "\n"));
      files.put("close-calls.yaml", Files.readAllBytes(contract));
      apis.forEach((artifact, api) -> files.put(artifact + ".api", utf8(api.toString())));
      files.put("accepted.txt", utf8(Accepted.NONE));
      Files.createDirectories(folder);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Files.write(folder.resolve(file.getKey()), file.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }
}
