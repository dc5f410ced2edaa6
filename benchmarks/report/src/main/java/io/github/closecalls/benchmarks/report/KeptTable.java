package io.github.closecalls.benchmarks.report;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What each client leaves of JSON that it did not expect: the answers of the probe. */
final class KeptTable {
  private final MarkdownTable table =
      new MarkdownTable(
          "Generator",
          "Compiles as generated",
          "Unknown enum value",
          "Unlisted property",
          "Required null",
          "Absent or null",
          "Offset `+02:00`",
          "`9007199254740993` in `custom_fields` / unlisted");

  void ask(Jdk jdk, Subject subject) throws IOException {
    RunProgress.say("%s: questions to %s", jdk, subject);
    String answers =
        CommandOutput.run(
            jdk.command(List.of(), subject.classPath(), "Questions", List.of(subject.contender())),
            Map.of());
    // Whether the others compile, Maven has found out before; benchmarks/run looks at why this one
    // does not.
    String compiles =
        subject == Subject.GSON
            ? "no: imports `JsonNullable`, which its POM lacks; the rest with"
                + " `openApiNullable=false`"
            : "yes";
    table.row(subject.title, compiles, answers.strip());
  }

  @Override
  public String toString() {
    return table.toString();
  }
}
