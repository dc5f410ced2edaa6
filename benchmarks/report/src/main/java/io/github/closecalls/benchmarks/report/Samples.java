package io.github.closecalls.benchmarks.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** What was measured, a value for each round. */
record Samples(List<Double> rounds) {
  Samples {
    rounds = List.copyOf(rounds);
  }

  double min() {
    return Collections.min(rounds);
  }

  double max() {
    return Collections.max(rounds);
  }

  double median() {
    return median(rounds);
  }

  /** Returns how much more than the least the greatest is: 0.1 for 10 %. */
  double spread() {
    return max() / min() - 1;
  }

  /** Returns how many times the other's least its least is, in the rounds that both have. */
  double ratioOfMinima(Samples other) {
    int both = Math.min(rounds.size(), other.rounds.size());
    return Collections.min(rounds.subList(0, both))
        / Collections.min(other.rounds.subList(0, both));
  }

  /** Returns the median of the ratios of each round, whose values were measured side by side. */
  double medianOfRatios(Samples other) {
    int pairs = Math.min(rounds.size(), other.rounds.size());
    return median(
        IntStream.range(0, pairs).mapToObj(i -> rounds.get(i) / other.rounds.get(i)).toList());
  }

  private static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
