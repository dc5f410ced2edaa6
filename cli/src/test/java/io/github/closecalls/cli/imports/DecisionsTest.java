package io.github.closecalls.cli.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.closecalls.cli.command.ExitCode;
import io.github.closecalls.testing.FakeClose;
import io.github.closecalls.testing.Reply;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Gives unknown.csv back as people and their spreadsheets leave it. */
class DecisionsTest {
  private static final List<String> ROWS =
      List.of(
          "external_id,duration,phone,activity_at,note",
          "k1,1,+16505550001,2026-01-31T17:45:00Z,Grüße",
          "k2,2,+16505550002,2026-01-31T17:46:00Z,\"a; b, \"\"c\"\"\"",
          "k3,3,+16505550003,2026-01-31T17:47:00Z,");

  @AutoClose private final FakeClose close = FakeClose.start();

  @TempDir private Path folder;

  private ImportRun run;
  private Path unknown;

  @BeforeEach
  void begin() {
    run = new ImportRun(folder, close);
    unknown = run.output(Outputs.UNKNOWN);
  }

  /** Sends three calls, of which the second and the third are logged and nobody says so. */
  private void loseThreeAnswers(String... options) throws Exception {
    close.replies(Reply.dropped(), Reply.dropped().butLogged(), Reply.dropped().butLogged());
    List<String> all = new ArrayList<>(List.of("--concurrency", "1"));
    all.addAll(List.of(options));
    run.assertEnds(ExitCode.UNKNOWN, all.toArray(String[]::new));
  }

  /** Saves the list as a spreadsheet does, which has its own idea of numbers, times and quotes. */
  private void decideAndSave(Charset charset, String mark, String separator, String... decisions)
      throws Exception {
    List<Map<String, String>> rows = run.rows(Outputs.UNKNOWN);
    StringBuilder text = new StringBuilder(mark);
    text.append(String.join(separator, rows.get(0).keySet())).append("\r\n");
    for (int i = 0; i < rows.size(); i++) {
      Map<String, String> row = rows.get(i);
      row.put("decision", decisions[i]);
      row.put("sent_at", "27.11.2026 06:23");
      row.put("phone", "1,65056E+10");
      row.put("activity_at", "31.01.2026 17:45");
      row.replaceAll((name, cell) -> saved(cell, separator));
      text.append(String.join(separator, row.values())).append("\r\n");
    }
    Files.write(unknown, text.toString().getBytes(charset));
  }

  private static String saved(String cell, String separator) {
    return cell.contains(separator) || cell.contains("\"")
        ? "\"" + cell.replace("\"", "\"\"") + "\""
        : cell;
  }

  @ParameterizedTest
  @CsvSource({
    "windows-1252, '', ;", // Excel with German settings, "CSV"
    "UTF-8, \uFEFF, ;", // the same, "CSV UTF-8"
    "UTF-16LE, \uFEFF, tab", // Excel, "Unicode text"
    "windows-1252, '', ','",
    "UTF-8, '', tab"
  })
  void decisionsAreReadAsASpreadsheetHasSavedThem(String charset, String mark, String separator)
      throws Exception {
    run.write(ROWS.toArray(String[]::new));
    loseThreeAnswers();
    decideAndSave(
        Charset.forName(charset), mark, separator.replace("tab", "\t"), "Again ", "LOGGED", "");

    run.assertEnds(ExitCode.UNKNOWN, "--decisions", unknown.toString());
    run.assertPrinted("Took back 2 decisions.");
    assertEquals(List.of(1L, 2L, 3L), run.loggedDurations());
    assertEquals(List.of("k1", "k2"), run.column(Outputs.LOGGED, "external_id"));
    assertEquals(List.of("k3"), run.column(Outputs.UNKNOWN, "external_id"));
  }

  @Test
  void decisionsAreReadWhateverTheFileItselfIsSavedAs() throws Exception {
    Charset charset = Charset.forName("windows-1252");
    Files.write(
        run.file(),
        String.join("\n", ROWS)
            .replace("\"a; b, \"\"c\"\"\"", "a")
            .replace(',', ';')
            .getBytes(charset));
    String[] options = {"--encoding", charset.name(), "--separator", ";"};
    loseThreeAnswers(options);
    String text = Files.readString(unknown, charset).replace("\r\n;q", "\r\nlogged;q");
    Files.writeString(unknown, "\uFEFF" + text.replace(';', ','));

    run.assertEnds(
        ExitCode.DONE,
        "--encoding",
        charset.name(),
        "--separator",
        ";",
        "--decisions",
        unknown.toString());
    run.assertPrinted("Took back 3 decisions.");
  }

  @Test
  void decisionsThatASpreadsheetHasSavedAreNotOverwritten() throws Exception {
    run.write(ROWS.toArray(String[]::new));
    loseThreeAnswers();
    decideAndSave(Charset.forName("windows-1252"), "", ";", "again", "", "");
    byte[] saved = Files.readAllBytes(unknown);

    run.assertEnds(ExitCode.BAD_INPUT);
    run.assertPrinted("give it back with --decisions");
    assertTrue(Arrays.equals(saved, Files.readAllBytes(unknown)), "It was overwritten.");
  }

  @Test
  void cellsThatAreLeftOutOrAddedAtTheEndOfARowDoNotMatter() throws Exception {
    run.writeRows(3);
    loseThreeAnswers();
    List<String> lines = Files.readAllLines(unknown);
    lines.set(1, "again" + lines.get(1).replaceFirst("(,q[^,]+),.*", "$1"));
    lines.set(2, "logged" + lines.get(2) + ",Bob has found it");
    lines.set(3, "");
    Files.write(unknown, lines);

    run.assertEnds(ExitCode.UNKNOWN, "--decisions", unknown.toString());
    run.assertPrinted("Took back 2 decisions.");
    assertEquals(List.of(1L, 2L, 3L), run.loggedDurations());
  }

  @Test
  void aColumnOfTheFileMayBeCalledAsOneOfTheList() throws Exception {
    Path columns =
        Files.writeString(folder.resolve("columns"), "lead = lead_id\ndecision = ignore\n");
    run.write("external_id,lead,decision,duration", "k1,lead_1,logged,1");
    close.replies(Reply.dropped());
    String[] options = {"--columns", columns.toString()};
    run.assertEnds(ExitCode.UNKNOWN, options);

    run.assertEnds(ExitCode.UNKNOWN, options);
    decideAll("again");
    run.assertEnds(
        ExitCode.DONE, "--columns", columns.toString(), "--decisions", unknown.toString());
    assertEquals(List.of(1L), run.loggedDurations());
  }

  @Test
  void theDecisionsOfACopyOfTheFileDecideNothing() throws Exception {
    ImportRun copy = new ImportRun(Files.createDirectory(folder.resolve("copy")), close);
    close.replies(Reply.dropped().butLogged(), Reply.dropped());
    run.writeRows(1).assertEnds(ExitCode.UNKNOWN);
    copy.writeRows(1).assertEnds(ExitCode.UNKNOWN);
    Path decided = copy.output(Outputs.UNKNOWN);
    Files.writeString(decided, Files.readString(decided).replace("\r\n,q", "\r\nagain,q"));

    run.assertEnds(ExitCode.UNKNOWN, "--decisions", decided.toString());
    run.assertPrinted("Took back 0 decisions; 1 other in " + decided);
    assertEquals(List.of(1L), run.loggedDurations());
  }

  @Test
  void aDecisionIsNoneAboutARowThatWasChangedSince() throws Exception {
    close.replies(Reply.dropped());
    run.writeRows(1).assertEnds(ExitCode.UNKNOWN);
    run.write("external_id,lead_id,duration", "k1,lead_1,100");
    decideAll("again");

    run.assertEnds(ExitCode.UNKNOWN, "--decisions", unknown.toString());
    assertEquals(List.of(), run.loggedDurations());
    assertTrue(run.column(Outputs.UNKNOWN, "what_happened").get(0).contains("changed"));
    decideAll("again");
    run.assertEnds(ExitCode.DONE, "--decisions", unknown.toString());
    assertEquals(List.of(100L), run.loggedDurations());
  }

  private void decideAll(String decision) throws Exception {
    Files.writeString(
        unknown, Files.readString(unknown).replace("\r\n,q", "\r\n" + decision + ",q"));
  }

  @Test
  void aListWithoutItsColumnsIsRefusedWithTheRemedy() throws Exception {
    run.writeRows(1);
    close.replies(Reply.dropped());
    run.assertEnds(ExitCode.UNKNOWN);
    List<String> question = run.column(Outputs.UNKNOWN, "question");

    for (String text : List.of("", "row,lead\n2,\n", "\"decision,question\"\n\",q1\"\n")) {
      Files.writeString(unknown, text);
      run.assertEnds(ExitCode.BAD_INPUT, "--decisions", unknown.toString());
      run.assertPrinted("save it as CSV with all the columns that unknown.csv had");
      run.assertEnds(ExitCode.BAD_INPUT);
      run.assertPrinted("delete it: the next run writes it anew");
    }
    Files.delete(unknown);
    run.assertEnds(ExitCode.UNKNOWN);
    assertEquals(question, run.column(Outputs.UNKNOWN, "question"));
  }

  @Test
  void aWorkbookIsRefusedWithTheRemedy() throws Exception {
    run.writeRows(1);
    close.replies(Reply.dropped());
    run.assertEnds(ExitCode.UNKNOWN);
    Path workbook = Files.writeString(folder.resolve("unknown.xlsx"), "PK\3\4decision,question");

    run.assertEnds(ExitCode.BAD_INPUT, "--decisions", workbook.toString());
    run.assertPrinted("unknown.xlsx is not a CSV file but a workbook");
    run.assertPrinted("save it as CSV");
  }

  @Test
  void aCallThatMayBeLoggedIsNotForgottenWithItsRow() throws Exception {
    close.replies(Reply.dropped().butLogged(), Reply.dropped());
    run.writeRows(2).assertEnds(ExitCode.UNKNOWN, "--concurrency", "1");
    String header = "external_id,lead_id,duration";
    run.write(header, "k3,lead_3,3").assertEnds(ExitCode.UNKNOWN);

    run.assertPrinted(
        "1 of 1 call is logged. 2 more calls may be logged, but their rows are no longer");
    List<String> happened = run.column(Outputs.UNKNOWN, "what_happened");
    assertTrue(happened.get(0).contains("external_id is k1."), happened::toString);
    assertTrue(happened.get(1).contains("external_id is k2."), happened::toString);
    Files.writeString(
        unknown,
        Files.readString(unknown)
            .replaceFirst("\r\n,q", "\r\nlogged,q")
            .replaceFirst("\r\n,q", "\r\nagain,q"));
    run.assertEnds(ExitCode.DONE, "--decisions", unknown.toString());
    assertEquals(List.of(), run.rows(Outputs.UNKNOWN));

    run.write(header, "k1,lead_1,1", "k2,lead_1,2", "k3,lead_3,3").assertEnds(ExitCode.DONE);
    assertEquals(List.of(1L, 2L, 3L), run.loggedDurations());
    assertEquals(List.of("k1", "k2", "k3"), run.column(Outputs.LOGGED, "external_id"));
  }

  @Test
  void aDryRunTakesNoDecisions() throws Exception {
    run.writeRows(1).assertEnds(ExitCode.BAD_INPUT, "--dry-run", "--decisions", unknown.toString());
    run.assertPrinted("leave --decisions out");
    assertFalse(Files.exists(unknown.resolveSibling("journal")));
  }
}
