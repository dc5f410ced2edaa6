package io.github.closecalls.benchmarks.report;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Which figures of a run lie outside the spread of those of an earlier one. */
final class RunComparison {
  /** Seconds on the clock, and what depends on them, say more of the machine than of the code. */
  private static final Set<Unit> COMPARED =
      EnumSet.of(Unit.BYTES, Unit.CLASSES, Unit.CPU, Unit.PROCESS_CPU);

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
      if (before != null && COMPARED.contains(key.unit())) {
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

  /**
   * The rounds of one run share what moves the next. One round has no spread of its own: it may lie
   * as far off as any that has.
   */
  private boolean isOutside(Unit unit, Samples before, Samples after) {
    boolean once = before.rounds().size() == 1;
    double spread = once ? earlier.greatestSpread(unit) : earlier.medianSpread(unit);
    double wider = 1 + Math.max(LEAST_SPREAD, spread);
    return after.min() > before.max() * wider || after.max() * wider < before.min();
  }
}
