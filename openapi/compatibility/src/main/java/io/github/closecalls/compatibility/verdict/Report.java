package io.github.closecalls.compatibility.verdict;

import io.github.closecalls.compatibility.rule.Finding;
import io.github.closecalls.compatibility.rule.PrintedText;
import io.github.closecalls.compatibility.rule.Severity;
import java.util.List;
import java.util.Locale;

/** Says in Markdown what was found, and what can be done about it. */
public final class Report {
  private final StringBuilder text = new StringBuilder();

  private Report() {}

  static String of(Verdict verdict) {
    Report report = new Report();
    report.verdict(verdict);
    return report.text.toString();
  }

  /** The findings alone, the worst first. */
  public static String of(List<Finding> findings) {
    Report report = new Report();
    report.sections(findings, false);
    return report.text.toString();
  }

  private void verdict(Verdict verdict) {
    line("# Compatibility with " + verdict.baseline() + ": " + headline(verdict));
    sections(verdict.findings(), !verdict.isHighEnough());
    section("Waived in openapi/baseline/waivers.txt", verdict.waived().isEmpty());
    for (Finding finding : verdict.waived()) {
      line("- " + code(Waivers.line(finding)) + ": " + verdict.waivers().reason(finding));
    }
    section("Waivers for nothing", verdict.unused().isEmpty());
    if (!verdict.unused().isEmpty()) {
      line(
          "openapi/baseline/waivers.txt waives changes that are not there. Remove these lines and");
      line("their reasons:");
      line("");
      verdict.unused().forEach(waiver -> line("- " + code(waiver)));
    }
    if (!verdict.isProven()) {
      proof(verdict);
    }
    section("The wrapper does not compile", verdict.errors().isEmpty());
    if (!verdict.errors().isEmpty()) {
      line("Adapt it to what changed. Its own API was not compared. javac says:");
      line("");
      line("```");
      line(verdict.errors().stripTrailing());
      line("```");
    }
    if (!verdict.isHighEnough()) {
      waysOut(verdict);
    }
  }

  private static String headline(Verdict verdict) {
    String counts =
        count(verdict, Severity.BREAKING)
            + ", "
            + count(verdict, Severity.ADDITIVE)
            + ", "
            + count(verdict, Severity.DOCUMENTATION);
    return (verdict.isGreen() ? "green, " : "red, ")
        + (verdict.findings().isEmpty() ? "nothing changed" : counts);
  }

  private static String count(Verdict verdict, Severity kind) {
    int size = verdict.of(kind).size();
    return (size == 0 ? "none" : size) + " " + kind.name().toLowerCase(Locale.ROOT);
  }

  private void section(String title, boolean empty) {
    if (!empty) {
      line("");
      line("## " + title);
      line("");
    }
  }

  private void sections(List<Finding> findings, boolean waivable) {
    list(
        "Breaking: existing code may no longer compile or work",
        Severity.BREAKING,
        findings,
        waivable);
    list("Additive: existing code still works", Severity.ADDITIVE, findings, waivable);
    list("Documentation: no code notices", Severity.DOCUMENTATION, findings, false);
  }

  private void list(String title, Severity kind, List<Finding> findings, boolean waivable) {
    List<Finding> some = findings.stream().filter(finding -> finding.severity() == kind).toList();
    section(title, some.isEmpty());
    list(some, waivable);
  }

  private void list(List<Finding> findings, boolean waivable) {
    int number = 1;
    for (Finding finding : findings) {
      line(
          number++
              + ". "
              + code(finding.place())
              + ", `"
              + finding.rule().id()
              + "`"
              + (finding.direction().isEmpty() ? "" : " (" + finding.direction() + ")"));
      line("   - before: " + value(finding.before()));
      line("   - after: " + value(finding.after()));
      line("   - " + finding.effect());
      for (Finding java : finding.consequences()) {
        line(
            "   - Java: "
                + code(java.place())
                + ", "
                + value(java.before())
                + " → "
                + value(java.after())
                + ". "
                + java.effect());
      }
      if (waivable) {
        line("   - to waive: " + code(Waivers.line(finding)));
      }
    }
  }

  private static String value(String text) {
    return text.equals(Finding.NOTHING) ? text : code(text);
  }

  /** The contract is written by others: nothing of it is markup. */
  private static String code(String text) {
    return "`" + (text.isBlank() ? " " : text.replace('`', '\'')) + "`";
  }

  private void proof(Verdict verdict) {
    section("The baseline does not prove itself", false);
    line("From openapi/baseline/close-calls.yaml the generator makes another client than");
    line("openapi/baseline/" + Baseline.CLIENT + ".api says.");
    line("If you changed the generator and want that, put this line into");
    line("openapi/baseline/waivers.txt, and the reason below it, indented:");
    line("");
    line("    " + Waivers.GENERATOR);
    line("");
    line("If you did not, the baseline was edited by hand: restore it with");
    line("`git checkout -- openapi/baseline`. The differences:");
    line("");
    list(verdict.generated(), false);
  }

  private void waysOut(Verdict verdict) {
    section("What to do", false);
    if (verdict.findings().isEmpty()) {
      line("The version is " + verdict.project() + ", which is older than the last release, ");
      line(verdict.baseline() + ". Raise it.");
      return;
    }
    Severity worst = verdict.findings().get(0).severity();
    String kind = worst.name().toLowerCase(Locale.ROOT);
    line(
        "The version "
            + verdict.project()
            + " does not allow "
            + kind
            + " changes since "
            + verdict.baseline()
            + ".");
    line("");
    line(
        verdict.released()
            ? "- To keep the changes, raise the version to "
                + verdict.needed()
                + ": CONTRIBUTING.md, \"A new contract\"."
            : "- To keep the changes, write the baseline anew, as it is not released yet: "
                + Baseline.COMMAND);
    if (verdict.findings().stream()
        .anyMatch(finding -> finding.severity() == worst && !finding.isOfContract())) {
      line("- If a change of the Java API above is a mistake, undo it.");
    }
    if (verdict.findings().stream()
        .anyMatch(finding -> finding.severity() == worst && finding.isOfContract())) {
      line(
          "- Close made the changes at the places that begin with `/`: they cannot be undone here.");
    }
    line(
        "- If a change does no harm, put its line \"to waive\" into openapi/baseline/waivers.txt,");
    line("  with the reason on the line below, indented.");
  }

  private void line(String line) {
    text.append(PrintedText.visible(line)).append('\n');
  }
}
