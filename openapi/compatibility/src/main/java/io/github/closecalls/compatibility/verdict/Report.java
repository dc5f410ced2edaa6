package io.github.closecalls.compatibility.verdict;

import io.github.closecalls.compatibility.rule.Finding;
import io.github.closecalls.compatibility.rule.PrintedText;
import io.github.closecalls.compatibility.rule.Severity;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.lang3.StringUtils;

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
          """
          openapi/baseline/waivers.txt waives changes that are not there. Remove these lines and
          their reasons:
          """);
      verdict.unused().forEach(waiver -> line("- " + code(waiver)));
    }
    if (!verdict.isProven()) {
      proof(verdict);
    }
    section("What is written by hand does not compile", verdict.errors().isEmpty());
    if (!verdict.errors().isEmpty()) {
      line("Adapt it to what changed. Its own API was not compared. javac says:\n\n```");
      line(verdict.errors().stripTrailing() + "\n```");
    }
    if (!verdict.isHighEnough()) {
      waysOut(verdict);
    }
  }

  private static String headline(Verdict verdict) {
    String counts =
        Stream.of(Severity.BREAKING, Severity.ADDITIVE, Severity.DOCUMENTATION)
            .map(kind -> verdict.of(kind).size() + " " + kind.word())
            .map(count -> count.replaceFirst("^0 ", "none "))
            .collect(Collectors.joining(", "));
    return (verdict.isGreen() ? "green, " : "red, ")
        + (verdict.findings().isEmpty() ? "nothing changed" : counts);
  }

  private void section(String title, boolean empty) {
    if (!empty) {
      line("\n## " + title + "\n");
    }
  }

  private void sections(List<Finding> findings, boolean waivable) {
    section(findings, Severity.BREAKING, "existing code may no longer compile or work", waivable);
    section(findings, Severity.ADDITIVE, "existing code still works", waivable);
    section(findings, Severity.DOCUMENTATION, "no code notices", false);
  }

  private void section(List<Finding> findings, Severity kind, String effect, boolean waivable) {
    List<Finding> some = findings.stream().filter(each -> each.severity() == kind).toList();
    section(StringUtils.capitalize(kind.word()) + ": " + effect, some.isEmpty());
    list(some, waivable);
  }

  private void list(List<Finding> findings, boolean waivable) {
    int number = 1;
    for (Finding finding : findings) {
      String ways = finding.direction().isEmpty() ? "" : " (" + finding.direction() + ")";
      line(number++ + ". " + code(finding.place()) + ", " + code(finding.rule().id()) + ways);
      line("   - before: " + value(finding.before()));
      line("   - after: " + value(finding.after()));
      line("   - " + finding.effect());
      for (Finding java : finding.consequences()) {
        String change = value(java.before()) + " → " + value(java.after()) + ". ";
        line("   - Java: " + code(java.place()) + ", " + change + java.effect());
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
    line(
        """
        From openapi/baseline/close-calls.yaml the generator makes another client than
        openapi/baseline/%s.api says.
        If you changed the generator and want that, put this line into
        openapi/baseline/waivers.txt, and the reason below it, indented:

            %s

        If you did not, the baseline was edited by hand: restore it with
        `git checkout -- openapi/baseline`. The differences:
        """
            .formatted(Baseline.CLIENT, Waivers.GENERATOR));
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
    line(
        "The version %s does not allow %s changes since %s.\n"
            .formatted(verdict.project(), worst.word(), verdict.baseline()));
    line(
        "- To keep the changes, "
            + (verdict.released()
                ? "raise the version to "
                    + verdict.needed()
                    + ": CONTRIBUTING.md, \"A new contract\"."
                : "write the baseline anew, as it is not released yet: " + Baseline.COMMAND));
    List<Finding> findings = verdict.of(worst);
    if (!findings.stream().allMatch(Finding::isOfContract)) {
      line("- If a change of the Java API above is a mistake, undo it.");
    }
    if (findings.stream().anyMatch(Finding::isOfContract)) {
      line(
          "- Close made the changes at the places that begin with `/`: they cannot be undone here.");
    }
    line(
        """
        - If a change does no harm, put its line "to waive" into openapi/baseline/waivers.txt,
          with the reason on the line below, indented.""");
  }

  private void line(String line) {
    text.append(PrintedText.visible(line)).append('\n');
  }
}
