package io.github.closecalls.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A process that is waited for. */
final class CommandOutput {
  private static final Path ERRORS = Path.of("target", "command.log");

  private CommandOutput() {}

  /** Returns what it prints, unless it fails. */
  static String run(List<String> command, Map<String, String> environment) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(ERRORS.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes());
    try {
      if (process.waitFor() != 0) {
        throw new IOException(
            "Failed: " + String.join(" ", command) + "\n" + text + Files.readString(ERRORS));
      }
    } catch (InterruptedException e) {
      process.destroy();
      throw new IOException("interrupted", e);
    }
    return text;
  }

  static String run(String... command) throws IOException {
    return run(List.of(command), Map.of());
  }
}
