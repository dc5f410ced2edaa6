package io.github.closecalls.openapi.generator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Deletes what was generated from anything else, before the build generates what is not there.
 *
 * <p>OpenAPI Generator's {@code skipIfSpecIsUnchanged} looks at its own model of the contract only:
 * not at what that leaves out, the options, or the generator.
 */
final class StaleOutput {
  private StaleOutput() {}

  /**
   * Deletes a folder, unless it was made from these files by this generator.
   *
   * @param arguments the folder, and the files
   */
  public static void main(String[] arguments) throws IOException, URISyntaxException {
    List<Path> sources = new ArrayList<>();
    sources.add(
        Path.of(StaleOutput.class.getProtectionDomain().getCodeSource().getLocation().toURI()));
    for (String file : List.of(arguments).subList(1, arguments.length)) {
      sources.add(Path.of(file));
    }
    deleteUnlessMadeFrom(sources, Path.of(arguments[0]));
  }

  /** Folders among the sources stand for all files in them. */
  static void deleteUnlessMadeFrom(List<Path> sources, Path output) throws IOException {
    Path stamp = output.resolveSibling(output.getFileName() + ".made-from");
    String digest = digest(sources);
    if (Files.exists(stamp) && Files.readString(stamp).equals(digest)) {
      return;
    }
    if (Files.exists(output)) {
      try (Stream<Path> files = Files.walk(output)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    Files.createDirectories(stamp.toAbsolutePath().getParent());
    Files.writeString(stamp, digest);
  }

  private static String digest(List<Path> sources) throws IOException {
    MessageDigest sha256 = sha256();
    for (Path source : sources) {
      try (Stream<Path> files = Files.walk(source)) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          // Digests of one length: no byte can move from one file to the next unseen.
          sha256.update(sha256().digest(source.relativize(file).toString().getBytes(UTF_8)));
          sha256.update(sha256().digest(Files.readAllBytes(file)));
        }
      }
    }
    return HexFormat.of().formatHex(sha256.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
