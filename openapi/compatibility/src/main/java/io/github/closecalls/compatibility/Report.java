package io.github.closecalls.compatibility;

import io.github.closecalls.compatibility.Change.Kind;
import java.util.List;

/** Says in Markdown what the gate found, and what can be done about it. */
final class Report {
  private final Verdict verdict;
  private final StringBuilder text = new StringBuilder();

  private Report(Verdict verdict) {
    this.verdict = verdict;
  }

  static String of(Verdict verdict) {
    Report report = new Report(verdict);
    report.write();
    return report.text.toString();
  }

  private void write() {
    line("# Compatibility with " + verdict.baseline() + ": " + headline());
    section("Breaking: code that was written before may no longer compile or work", Kind.BREAKING);
    section("Additive: code that was written before does not feel it", Kind.ADDITIVE);
    section("Documentation: nothing that code can feel", Kind.DOCUMENTATION);
    waived();
    unused();
    proof();
    errors();
    waysOut();
  }

  private String headline() {
    String counts =
        verdict.changes().isEmpty()
            ? "nothing changed"
            : count(Kind.BREAKING) + ", " + count(Kind.ADDITIVE) + ", " + count(Kind.DOCUMENTATION);
    return (verdict.isGreen() ? "green" : "red") + ", " + counts;
  }

  private String count(Kind kind) {
    int size = verdict.of(kind).size();
    return (size == 0 ? "none" : size) + " " + kind.name().toLowerCase(java.util.Locale.ROOT);
  }

  private void section(String title, Kind kind) {
    List<Change> changes = verdict.of(kind);
    if (!changes.isEmpty()) {
      line("");
      line("## " + title);
      list(changes);
    }
  }

  private void list(List<Change> changes) {
    int number = 1;
    for (Change change : changes) {
      line("");
      line(number++ + ". `" + change.place() + "` (" + change.direction() + ")");
      line("   - before: " + value(change.before()));
      line("   - after: " + value(change.after()));
      line("   - " + change.effect());
    }
  }

  private static String value(String text) {
    return text.equals("nothing") ? text : "`" + text + "`";
  }

  private void waived() {
    if (verdict.waived().isEmpty()) {
      return;
    }
    line("");
    line("## Waived in openapi/baseline/accepted.txt");
    line("");
    for (Change change : verdict.waived()) {
      line("- `" + Accepted.line(change) + "`: " + verdict.accepted().reason(change));
    }
  }

  private void unused() {
    if (verdict.unused().isEmpty()) {
      return;
    }
    line("");
    line("## Waivers for nothing");
    line("");
    line("openapi/baseline/accepted.txt waives what is not there. Remove these lines and their");
    line("reasons, so that they waive nothing later:");
    line("");
    verdict.unused().forEach(waiver -> line("- `" + waiver + "`"));
  }

  private void proof() {
    if (verdict.isProven()) {
      return;
    }
    line("");
    line("## The baseline does not prove itself");
    line("");
    line("From openapi/baseline/close-calls.yaml the generator makes another client than");
    line("openapi/baseline/" + CompatibilityGate.CLIENT + ".api says.");
    line(
        "If you changed the generator, and want that, put into openapi/baseline/accepted.txt the line");
    line(
        "\""
            + Accepted.GENERATOR
            + "\" and below it, indented, why. If you did not, the baseline was");
    line("edited by hand: restore it with `git checkout -- openapi/baseline`. The differences:");
    list(verdict.generated());
  }

  private void errors() {
    if (verdict.errors().isEmpty()) {
      return;
    }
    line("");
    line("## The wrapper does not compile");
    line("");
    line("It has to be adapted to what changed. Its own API was not compared. javac says:");
    line("");
    line("```");
    line(verdict.errors().stripTrailing());
    line("```");
  }

  private void waysOut() {
    if (verdict.isHighEnough()) {
      return;
    }
    Version needed = verdict.needed();
    line("");
    line("## What to do");
    line("");
    if (verdict.changes().isEmpty()) {
      line("The version is " + verdict.project() + ", which is older than the last release, ");
      line(verdict.baseline() + ". Raise it.");
      return;
    }
    boolean breaking = verdict.changes().get(0).kind() == Kind.BREAKING;
    line(
        "Since "
            + verdict.baseline()
            + (breaking
                ? " something changed that breaks the code of users,"
                : " something was added,")
            + " but the version is "
            + verdict.project()
            + ".");
    line("There are two ways out:");
    line("");
    line(
        "- If you did not mean it, undo the "
            + (breaking ? "breaking" : "additive")
            + " changes above.");
    line(
        "- If you did, raise the version to "
            + needed
            + ": CONTRIBUTING.md, \"A new contract\", says how.");
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
