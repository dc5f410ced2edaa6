package io.github.closecalls.benchmarks.report;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Which figures of a run lie outside the spread of those of an earlier one. */
final class RunComparison {
  /** What a second round would find again. */
  private static final Set<Unit> EXACT = EnumSet.of(Unit.BYTES, Unit.CLASSES);

  /** Seconds on the clock, and what depends on them, say more of the machine than of the code. */
  private static final Set<Unit> TIMED = EnumSet.of(Unit.CPU, Unit.PROCESS_CPU);

  /** By how much the state of the compilers moves what rounds of one run agree on. */
  private static final double LEAST_SPREAD = 0.03;

  private final Results earlier;
  private final Results now;

  RunComparison(Results earlier, Results now) {
    this.earlier = earlier;
    this.now = now;
  }

  @Override
  public String toString() {
    MarkdownTable outside = new MarkdownTable("JDK", "what", "whose", "unit", "kept", "now");
    int compared = 0;
    int found = 0;
    Map<Results.Key, Samples> all = earlier.all();
    for (Map.Entry<Results.Key, Samples> figure : now.all().entrySet()) {
      Results.Key key = figure.getKey();
      Samples before = all.get(key);
      if (before != null && isComparable(key.unit(), before)) {
        compared++;
        if (isOutside(key.unit(), before, figure.getValue())) {
          found++;
          outside.row(
              String.valueOf(key.jdk()),
              key.of().title,
              key.subject().title,
              key.unit().symbol,
              key.unit().range(before),
              key.unit().range(figure.getValue()));
        }
      }
    }
    return "%d of %d figures lie outside the spread of the kept ones.\n\n%s"
        .formatted(found, compared, found == 0 ? "" : outside);
  }

  /** CPU that was measured once may lie anywhere in a spread that nobody knows. */
  private static boolean isComparable(Unit unit, Samples before) {
    return EXACT.contains(unit) || (TIMED.contains(unit) && before.rounds().size() > 1);
  }

  /** The rounds of one run share what moves the next. */
  private boolean isOutside(Unit unit, Samples before, Samples after) {
    double wider = 1 + Math.max(LEAST_SPREAD, earlier.medianSpread(unit));
    return after.min() > before.max() * wider || after.max() * wider < before.min();
  }
}
