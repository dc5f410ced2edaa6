package io.github.closecalls.compatibility.verdict;

import static io.github.closecalls.compatibility.rule.Severity.ADDITIVE;
import static io.github.closecalls.compatibility.rule.Severity.BREAKING;
import static io.github.closecalls.compatibility.rule.Severity.DOCUMENTATION;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.closecalls.compatibility.rule.Finding;
import io.github.closecalls.compatibility.rule.Rule;
import io.github.closecalls.compatibility.rule.Severity;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The verdict")
class VerdictTest {
  private static Finding change(Severity kind, String place) {
    return new Finding(Rule.JAVA_MEMBER_REMOVED, place, Set.of(), "a", "b", kind, List.of());
  }

  private static Verdict verdict(
      String baseline, String project, String accepted, Finding... changes) {
    return new Verdict(
        Version.parse(baseline),
        true,
        Version.parse(project),
        List.of(changes),
        List.of(),
        Waivers.parse(accepted),
        "");
  }

  @ParameterizedTest(name = "{0} to {1} with {2}: {3}")
  @CsvSource({
    "1.2.3, 1.2.3-SNAPSHOT, DOCUMENTATION, green",
    "1.2.3, 1.2.3-SNAPSHOT, ADDITIVE, red",
    "1.2.3, 1.2.4-SNAPSHOT, ADDITIVE, red",
    "1.2.3, 1.3.0-SNAPSHOT, ADDITIVE, green",
    "1.2.3, 2.0.0, ADDITIVE, green",
    "1.2.3, 1.3.0, BREAKING, red",
    "1.2.3, 1.10.0, BREAKING, red",
    "1.2.3, 2.0.0-SNAPSHOT, BREAKING, green",
    "1.2.3, 10.0.0, BREAKING, green",
    "0.2.3, 0.2.3, ADDITIVE, red",
    "0.2.3, 0.2.4, ADDITIVE, green",
    "0.2.3, 0.2.4, BREAKING, red",
    "0.2.3, 0.3.0, BREAKING, green",
    "0.2.3, 1.0.0, BREAKING, green",
    "1.2.3, 1.2.2, DOCUMENTATION, red",
    "2.0.0, 1.9.9, ADDITIVE, red"
  })
  @DisplayName("follows semantic versioning:")
  void followsSemanticVersioning(String baseline, String project, Severity kind, String expected) {
    Verdict verdict = verdict(baseline, project, "", change(kind, "x"));
    assertEquals(expected, verdict.isGreen() ? "green" : "red");
    assertTrue(Report.of(verdict).contains(": " + expected + ", "), Report.of(verdict));
  }

  @Test
  @DisplayName("names the version that the worst change asks for, and lists the worst first")
  void sorts() {
    Verdict verdict =
        verdict(
            "1.0.0",
            "1.0.0",
            "",
            change(DOCUMENTATION, "a"),
            change(ADDITIVE, "b"),
            change(BREAKING, "d"),
            change(BREAKING, "c"));
    assertEquals("2.0.0", verdict.needed().toString());
    assertEquals(
        List.of("c", "d", "b", "a"), verdict.findings().stream().map(Finding::place).toList());
  }

  @Test
  @DisplayName("does not change with the order in which changes are found")
  void isDeterministic() {
    Finding[] changes =
        Stream.of("a", "b", "c", "d").map(p -> change(BREAKING, p)).toArray(Finding[]::new);
    Finding[] reversed = {changes[3], changes[2], changes[1], changes[0]};
    assertEquals(
        Report.of(verdict("1.0.0", "1.0.0", "", changes)),
        Report.of(verdict("1.0.0", "1.0.0", "", reversed)));
  }

  @Test
  @DisplayName("counts a waived change for nothing")
  void waives() {
    String accepted = "java-member-removed | x | a | b\n  Nobody uses it.\n";
    assertTrue(verdict("1.0.0", "1.0.0", accepted, change(BREAKING, "x")).isGreen());
  }

  @Test
  @DisplayName("knows a waiver from a comment")
  void waivesPlacesInTheContract() {
    String accepted =
        "# A comment.\njava-member-removed | /paths/~1x |  a | b\n  Nobody uses it.\n#\n";
    assertTrue(verdict("1.0.0", "1.0.0", accepted, change(BREAKING, "/paths/~1x")).isGreen());
  }

  @Test
  @DisplayName("does not mind a byte order mark before the waivers")
  void skipsAByteOrderMark() {
    String waivers = "\uFEFF# A comment.\njava-member-removed | x | a | b\n  Nobody uses it.\n";
    assertTrue(verdict("1.0.0", "1.0.0", waivers, change(BREAKING, "x")).isGreen());
  }

  @Test
  @DisplayName("is red with a waiver for another change at the same place")
  void waivesNothingElse() {
    String accepted = "java-member-removed | x | a | c\n  Nobody uses it.\n";
    Verdict verdict = verdict("1.0.0", "2.0.0", accepted, change(BREAKING, "x"));
    assertEquals(List.of("java-member-removed | x | a | c"), verdict.unused());
    assertTrue(!verdict.isGreen() && Report.of(verdict).contains("Waivers for nothing"));
  }

  @Test
  @DisplayName("is red with a note on the generator that has not changed")
  void needsNoNote() {
    Verdict verdict = verdict("1.0.0", "1.0.0", Waivers.GENERATOR + "\n  It did.\n");
    assertEquals(List.of(Waivers.GENERATOR), verdict.unused());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java-member-removed | x | a | b",
        "java-member-removed | x | a | b\n\n",
        "java-member-removed | x | a | b\njava-member-removed | y | a | b\n  why",
        "  why"
      })
  @DisplayName("demands a reason for each waiver, and a waiver for each reason:")
  void demandsReasons(String accepted) {
    assertThrows(IllegalArgumentException.class, () -> Waivers.parse(accepted));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "1.0", "1.0.0.0", "v1.0.0", "1.0.x"})
  @DisplayName("refuses what is no version:")
  void refusesVersions(String version) {
    assertThrows(IllegalArgumentException.class, () -> Version.parse(version));
  }
}
