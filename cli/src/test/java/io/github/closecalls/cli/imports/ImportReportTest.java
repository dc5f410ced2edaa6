package io.github.closecalls.cli.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.closecalls.cli.command.ExitCode;
import io.github.closecalls.testing.FakeClose;
import io.github.closecalls.testing.Reply;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;

class ImportReportTest {
  @AutoClose private final FakeClose close = FakeClose.start();

  @TempDir private Path folder;

  private String report() throws Exception {
    close.replies(
        Reply.logged(), Reply.badRequest("<script>alert(1)</script>", "Bad."), Reply.dropped());
    ImportRun run = new ImportRun(folder, close);
    run.write("external_id,duration", "k1,1", "k2,2", "k3,3", "<img src=x>,a")
        .assertEnds(ExitCode.UNKNOWN, "--concurrency", "1", "--zone", "Europe/Berlin");
    return Files.readString(run.output("report.html"));
  }

  @Test
  void itSaysFirstWhatBecameOfTheCallsAndWhatToDo() throws Exception {
    String report = report();

    assertTrue(
        report.contains(
            "1 of 4 calls is logged. 1 may be logged: look at it first. 2 were refused."),
        report);
    assertTrue(report.indexOf("What to do") < report.indexOf("This run"), report);
    assertTrue(report.contains("--zone Europe/Berlin"), "It lacks the line that goes on.");
  }

  @Test
  void itNeedsNothingButItselfAndRunsNothing() throws Exception {
    String report = report();

    for (String part : List.of("<script", "<img", "src=", "@import", "url(http", "<link")) {
      assertFalse(report.contains(part), "It has " + part + ":\n" + report);
    }
    assertFalse(report.contains("{" + "tiles}"), "A place of the page was not filled.");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 61, 3_000, 100_000})
  void theChartIsWellFormedAndShowsEachOutcomeOfAnyLength(int seconds) throws Exception {
    List<Map<RowOutcome, Integer>> counts = new ArrayList<>();
    for (int i = 0; i < seconds; i++) {
      counts.add(Map.of(RowOutcome.LOGGED, 9));
    }
    counts.set(
        seconds / 2, Map.of(RowOutcome.LOGGED, 8, RowOutcome.REFUSED, 1, RowOutcome.UNKNOWN, 1));
    String svg = new Chart(counts, 10).svg();

    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader("<svg>" + svg + "</svg>")));
    int bars = svg.split("<g>", -1).length - 1;
    assertTrue(bars >= 1 && bars <= 60, () -> bars + " bars");
    assertEquals(1, svg.split("1 refused, 1 may be logged", -1).length - 1, svg);
  }

  @Test
  void theLineOfProgressFitsATerminal() {
    Tally tally = new Tally();
    for (int i = 0; i < 4210; i++) {
      tally.passed(RowOutcome.LOGGED);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Progress progress =
        new Progress(new PrintStream(bytes, true, StandardCharsets.UTF_8), tally, 10_000, true);
    progress.show();
    progress.show();

    String printed = bytes.toString(StandardCharsets.UTF_8);
    assertTrue(printed.startsWith("\rImporting 4,210 of 10,000 (42 %)"), printed);
    assertEquals(2, printed.split("\r", -1).length - 1, "It should be drawn anew.");
    assertTrue(printed.length() / 2 < 80, printed);
  }

  @Test
  void withoutATerminalNothingIsRedrawn() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Progress progress =
        new Progress(new PrintStream(bytes, true, StandardCharsets.UTF_8), new Tally(), 10, false);
    progress.show();
    progress.end();

    assertEquals("", bytes.toString(StandardCharsets.UTF_8));
  }
}
