package io.github.closecalls.benchmarks.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/** Where and of what it was measured. */
record Machine(String text, String commit) {
  static Machine current() throws IOException {
    return new Machine(
        "%s, %d cores, %s %s"
            .formatted(
                processor(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name"),
                System.getProperty("os.version")),
        head() + " on " + LocalDate.now(ZoneOffset.UTC));
  }

  private static String head() {
    try {
      String commit = CommandOutput.run("git", "rev-parse", "--short=10", "HEAD").strip();
      String changes = CommandOutput.run("git", "status", "--porcelain", "--untracked-files=no");
      return "`" + commit + "`" + (changes.isBlank() ? "" : " and what was not committed");
    } catch (IOException e) {
      return "unknown, as this is no Git clone,";
    }
  }

  /** Returns how many threads wanted to run during the last minute. */
  static String load() {
    return String.format(
        Locale.ROOT, "%.1f", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  private static String processor() throws IOException {
    Path list = Path.of("/proc/cpuinfo");
    if (Files.exists(list)) {
      for (String line : Files.readAllLines(list)) {
        if (line.startsWith("model name")) {
          return line.substring(line.indexOf(':') + 1).strip();
        }
      }
    }
    return System.getProperty("os.arch");
  }
}
