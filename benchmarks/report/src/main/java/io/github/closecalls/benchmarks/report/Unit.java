package io.github.closecalls.benchmarks.report;

import java.util.Locale;

/** What is counted, and how it is printed. */
enum Unit {
  BYTES("B"),
  /** CPU time in nanoseconds, printed in microseconds. */
  CPU("µs") {
    @Override
    String text(double value) {
      return String.format(Locale.ROOT, value < 10_000 ? "%.1f" : "%,.0f", value / 1_000);
    }

    @Override
    String range(Samples samples) {
      return (samples.rounds().size() == 1 ? "≈ " : "") + super.range(samples);
    }
  },
  /** CPU time of a process in milliseconds. */
  PROCESS_CPU("ms"),
  CLASSES("classes"),
  CALLS("calls"),
  FAILED("failed"),
  /** Requests that were answered 429. */
  REFUSED("refused"),
  SECONDS("s") {
    @Override
    String text(double value) {
      return String.format(Locale.ROOT, "%.1f", value);
    }
  };

  final String symbol;

  Unit(String symbol) {
    this.symbol = symbol;
  }

  String text(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }

  /** Returns the least and, where rounds differ, the greatest. */
  String range(Samples samples) {
    String least = text(samples.min());
    String greatest = text(samples.max());
    return least.equals(greatest) ? least : least + "–" + greatest;
  }
}
