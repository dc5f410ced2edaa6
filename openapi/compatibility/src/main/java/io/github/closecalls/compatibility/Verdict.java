package io.github.closecalls.compatibility;

import io.github.closecalls.compatibility.Change.Kind;
import java.util.Comparator;
import java.util.List;

/**
 * What semantic versioning says of the changes since the last release.
 *
 * @param baseline the last release
 * @param project the version that is being made
 * @param changes what counts, the worst first
 * @param waived what accepted.txt waives
 * @param accepted the reasons for that
 * @param generated what the generator makes of the baseline's contract otherwise than the baseline
 *     says
 * @param unused the waivers that waive nothing
 * @param errors why the wrapper does not compile, empty if it does
 */
record Verdict(
    Version baseline,
    Version project,
    List<Change> changes,
    List<Change> waived,
    Accepted accepted,
    List<Change> generated,
    List<String> unused,
    String errors) {

  /** Judges the changes, in any order, and the differences that prove the baseline wrong. */
  static Verdict of(
      Version baseline,
      Version project,
      List<Change> found,
      List<Change> generated,
      Accepted accepted,
      String errors) {
    List<Change> sorted =
        found.stream()
            .sorted(
                Comparator.comparing(Change::kind)
                    .reversed()
                    .thenComparing(change -> change.direction().equals("Java"))
                    .thenComparing(Change::place)
                    .thenComparing(Change::before)
                    .thenComparing(Change::after))
            .toList();
    return new Verdict(
        baseline,
        project,
        sorted.stream().filter(change -> !accepted.waives(change)).toList(),
        sorted.stream().filter(accepted::waives).toList(),
        accepted,
        generated,
        accepted.unused(found, !generated.isEmpty()),
        errors);
  }

  /** The lowest version that the changes allow. */
  Version needed() {
    return changes.isEmpty() ? baseline : baseline.next(changes.get(0).kind());
  }

  boolean isHighEnough() {
    return project.compareTo(needed()) >= 0;
  }

  boolean isProven() {
    return generated.isEmpty() || accepted.saysThatTheGeneratorChanged();
  }

  boolean isGreen() {
    return isHighEnough() && isProven() && unused.isEmpty() && errors.isEmpty();
  }

  List<Change> of(Kind kind) {
    return changes.stream().filter(change -> change.kind() == kind).toList();
  }
}
