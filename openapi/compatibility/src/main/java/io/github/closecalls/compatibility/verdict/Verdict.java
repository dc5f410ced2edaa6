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
 * @param findings what counts, the worst first
 * @param waived what waivers.txt waives
 * @param waivers the reasons for that
 * @param generated what the generator makes of the baseline's contract otherwise than the baseline
 *     says
 * @param unused the waivers that waive nothing
 * @param errors why what is written by hand does not compile, empty if it does
 */
record Verdict(
    Version baseline,
    boolean released,
    Version project,
    List<Finding> findings,
    List<Finding> waived,
    Waivers waivers,
    List<Finding> generated,
    List<String> unused,
    String errors) {

  /** Judges the findings, in any order, and the differences that prove the baseline wrong. */
  static Verdict of(
      Version baseline,
      boolean released,
      Version project,
      List<Finding> found,
      List<Finding> generated,
      Waivers waivers,
      String errors) {
    List<Finding> sorted =
        found.stream()
            .sorted(
                Comparator.comparing(Finding::severity)
                    .reversed()
                    .thenComparing(finding -> !finding.isOfContract())
                    .thenComparing(Finding::place)
                    .thenComparing(Finding::before)
                    .thenComparing(Finding::after))
            .toList();
    return new Verdict(
        baseline,
        released,
        project,
        sorted.stream().filter(finding -> !waivers.waives(finding)).toList(),
        sorted.stream().filter(waivers::waives).toList(),
        waivers,
        generated,
        waivers.unused(found, !generated.isEmpty()),
        errors);
  }

  /** The lowest version that the changes allow. */
  Version needed() {
    return findings.isEmpty() ? baseline : baseline.next(findings.get(0).severity());
  }

  boolean isHighEnough() {
    return project.compareTo(needed()) >= 0;
  }

  boolean isProven() {
    return generated.isEmpty() || waivers.saysThatTheGeneratorChanged();
  }

  boolean isGreen() {
    return isHighEnough() && isProven() && unused.isEmpty() && errors.isEmpty();
  }

  List<Finding> of(Severity kind) {
    return findings.stream().filter(finding -> finding.severity() == kind).toList();
  }
}
