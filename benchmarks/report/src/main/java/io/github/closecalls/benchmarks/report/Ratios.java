package io.github.closecalls.benchmarks.report;

import java.util.Locale;

/** How the tables print a ratio: that of the minima, and the median of those of each round. */
final class Ratios {
  private Ratios() {}

  static String text(Samples samples, Samples others) {
    String minima = text(samples.ratioOfMinima(others));
    String median = text(samples.medianOfRatios(others));
    return (minima.equals(median) ? minima : minima + " / " + median) + " ×";
  }

  private static String text(double ratio) {
    return String.format(Locale.ROOT, "%.2f", ratio);
  }
}
