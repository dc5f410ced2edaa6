package io.github.closecalls.benchmarks.report;

/** Says on standard error what is being done. */
final class RunProgress {
  private static final long BEGIN = System.nanoTime();

  private RunProgress() {}

  static void say(String format, Object... arguments) {
    long seconds = (System.nanoTime() - BEGIN) / 1_000_000_000;
    System.err.printf("%4ds  %s%n", seconds, format.formatted(arguments));
  }
}
