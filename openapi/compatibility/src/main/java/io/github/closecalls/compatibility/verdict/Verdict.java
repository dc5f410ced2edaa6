package io.github.closecalls.compatibility.verdict;

import io.github.closecalls.compatibility.rule.Finding;
import io.github.closecalls.compatibility.rule.Severity;
import java.util.Comparator;
import java.util.List;

/**
 * Semantic versioning's answer to the changes since the last release.
 *
 * @param baseline the last release
 * @param released whether it is released, or yet to come
 * @param project the version that is being made
 * @param found all that changed, in any order
 * @param generated what the generator makes of the baseline's contract otherwise than the baseline
 *     says
 * @param waivers which of the changes do not count
 * @param errors why what is written by hand does not compile, empty if it does
 */
record Verdict(
    Version baseline,
    boolean released,
    Version project,
    List<Finding> found,
    List<Finding> generated,
    Waivers waivers,
    String errors) {

  Verdict {
    found =
        found.stream()
            .sorted(
                Comparator.comparing(Finding::severity)
                    .reversed()
                    .thenComparing(finding -> !finding.isOfContract())
                    .thenComparing(Finding::place)
                    .thenComparing(Finding::before)
                    .thenComparing(Finding::after))
            .toList();
  }

  /** What counts, the worst first. */
  List<Finding> findings() {
    return found.stream().filter(finding -> !waivers.waives(finding)).toList();
  }

  List<Finding> waived() {
    return found.stream().filter(waivers::waives).toList();
  }

  /** The waivers that waive nothing. */
  List<String> unused() {
    return waivers.unused(found, !generated.isEmpty());
  }

  /** The lowest version that the changes allow. */
  Version needed() {
    return findings().isEmpty() ? baseline : baseline.next(findings().get(0).severity());
  }

  boolean isHighEnough() {
    return project.compareTo(needed()) >= 0;
  }

  boolean isProven() {
    return generated.isEmpty() || waivers.saysThatTheGeneratorChanged();
  }

  boolean isGreen() {
    return isHighEnough() && isProven() && unused().isEmpty() && errors.isEmpty();
  }

  List<Finding> of(Severity kind) {
    return findings().stream().filter(finding -> finding.severity() == kind).toList();
  }
}
