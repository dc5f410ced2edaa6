package io.github.closecalls.cli.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.closecalls.cli.command.ExitCode;
import io.github.closecalls.model.CreateCallActivity;
import io.github.closecalls.testing.FakeClose;
import io.github.closecalls.testing.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImportCommandTest {
  @AutoClose private final FakeClose close = FakeClose.start();

  @TempDir private Path folder;

  private ImportRun run;

  @BeforeEach
  void begin() {
    run = new ImportRun(folder, close);
  }

  @Test
  void aRowIsLoggedAsItsCellsSay() throws Exception {
    run.write(
            "external_id,lead_id,phone,direction,status,duration,activity_at,note,recording_url,custom.cf_1",
            "k1,lead_1,+16505551234,inbound,no-answer,0:02:33,2026-01-31T17:45:00+01:00,\"Grüße,",
            "\"\"Bob\"\"\",https://example.com/1.mp3,yes")
        .assertEnds(ExitCode.DONE);

    CreateCallActivity call = close.logged().get(0);
    assertEquals("lead_1", call.leadId());
    assertEquals("+16505551234", call.phone());
    assertEquals("inbound", String.valueOf(call.direction()));
    assertEquals("no-answer", String.valueOf(call.status()));
    assertEquals(153L, call.duration());
    assertEquals(OffsetDateTime.parse("2026-01-31T17:45:00+01:00"), call.activityAt());
    assertEquals("Grüße,\n\"Bob\"", call.note());
    assertEquals("https://example.com/1.mp3", String.valueOf(call.recordingUrl()));
    assertEquals("yes", call.additionalProperties().get("custom.cf_1"));
    assertFalse(call.hasContactId(), "A column that is not there is sent.");
  }

  @Test
  void anEmptyCellIsLeftOut() throws Exception {
    run.write("external_id,lead_id,phone", "k1,lead_1,").assertEnds(ExitCode.DONE);

    assertFalse(close.logged().get(0).hasPhone(), "An empty cell is sent as null or as text.");
  }

  @Test
  void theSameLineAgainSendsNothing() throws Exception {
    run.writeRows(5).assertEnds(ExitCode.DONE);
    run.assertEnds(ExitCode.DONE);

    assertEquals(List.of(1L, 2L, 3L, 4L, 5L), run.loggedDurations());
    assertEquals(5, close.requests().size(), "The second run sent something.");
    run.assertPrinted("5 of 5 calls are logged.");
  }

  @Test
  void aRowThatWasAddedIsSentAlone() throws Exception {
    run.writeRows(3).assertEnds(ExitCode.DONE);
    run.writeRows(4).assertEnds(ExitCode.DONE);

    assertEquals(List.of(1L, 2L, 3L, 4L), run.loggedDurations());
  }

  @Test
  void theLimitSendsSoManyAndTheNextRunGoesOn() throws Exception {
    run.writeRows(5).assertEnds(ExitCode.DONE, "--limit", "2");
    assertEquals(List.of(1L, 2L), run.loggedDurations());
    run.assertPrinted("3 are not sent yet.");

    run.assertEnds(ExitCode.DONE);
    assertEquals(List.of(1L, 2L, 3L, 4L, 5L), run.loggedDurations());
  }

  @Test
  void eachRowIsInOneOutputOrWaits() throws Exception {
    close.replies(
        Reply.logged(),
        Reply.badRequest("lead_id", "Object does not exist."),
        Reply.dropped(),
        Reply.dropped().butLogged());
    run.write(
            "external_id,lead_id,duration",
            "k1,lead_1,1",
            "k2,lead_1,2",
            "k3,lead_1,x",
            "k4,lead_1,4",
            "k5,lead_1,5",
            "k6,lead_1,6")
        .assertEnds(ExitCode.UNKNOWN, "--concurrency", "1", "--limit", "4");

    assertEquals(List.of("k1"), run.column(Outputs.LOGGED, "external_id"));
    assertEquals(List.of("k2", "k3"), run.column(Outputs.REFUSED, "external_id"));
    assertEquals(List.of("k4", "k5"), run.column(Outputs.UNKNOWN, "external_id"));
    run.assertPrinted("\"rows\":6,\"logged\":1,\"refused\":2,\"unknown\":2,\"not_sent\":1");
    assertTrue(
        run.column(Outputs.REFUSED, "problem").get(0).contains("Object does not exist."),
        "refused.csv should say what Close said.");
    assertEquals("https://app.close.com/lead/lead_1/", run.column(Outputs.UNKNOWN, "lead").get(0));
  }

  @Test
  void aRefusedRowIsSentAgainOnceItIsMended() throws Exception {
    run.write("external_id,lead_id,phone", "k1,lead_1,123", "k2,lead_2,+16505551234")
        .assertEnds(ExitCode.REFUSED);
    run.write("external_id,lead_id,phone", "k1,lead_1,+16505550001", "k2,lead_2,+16505551234")
        .assertEnds(ExitCode.DONE);

    assertEquals(2, close.logged().size());
  }

  @Test
  void aCallThatMayBeLoggedIsNotSentAgainUntilAPersonSaysSo() throws Exception {
    close.replies(Reply.dropped(), Reply.dropped().butLogged());
    run.writeRows(2).assertEnds(ExitCode.UNKNOWN, "--concurrency", "1");
    run.assertEnds(ExitCode.UNKNOWN);
    assertEquals(List.of(2L), run.loggedDurations());

    decide("again", "logged");
    String decisions = run.output(Outputs.UNKNOWN).toString();
    run.assertEnds(ExitCode.DONE, "--decisions", decisions);

    assertEquals(List.of(1L, 2L), run.loggedDurations());
    run.assertPrinted("Took back 2 decisions.");
    run.assertEnds(ExitCode.DONE, "--decisions", decisions);
    assertEquals(List.of(1L, 2L), run.loggedDurations());
  }

  @Test
  void aDecisionThatIsGivenBackTwiceDoesNotAnswerTheNextQuestion() throws Exception {
    close.replies(Reply.dropped(), Reply.dropped().butLogged());
    run.writeRows(1).assertEnds(ExitCode.UNKNOWN);
    decide("again");
    Path copy = folder.resolve("decided.csv");
    Files.copy(run.output(Outputs.UNKNOWN), copy);
    run.assertEnds(ExitCode.UNKNOWN, "--decisions", copy.toString());

    run.assertEnds(ExitCode.UNKNOWN, "--decisions", copy.toString());
    assertEquals(List.of(1L), run.loggedDurations());
    run.assertPrinted("Took back 0 decisions; 1 other in " + copy + " answers no open question.");
  }

  @Test
  void decisionsThatWereTakenBeforeACrashDoNotStopTheNextRun() throws Exception {
    close.replies(Reply.dropped());
    run.writeRows(1).assertEnds(ExitCode.UNKNOWN);
    decide("again");
    Path unknown = run.output(Outputs.UNKNOWN);
    byte[] decided = Files.readAllBytes(unknown);
    run.assertEnds(ExitCode.DONE, "--decisions", unknown.toString());
    Files.write(unknown, decided); // As it is after a kill before the outputs are written.

    run.assertEnds(ExitCode.DONE, "--decisions", unknown.toString());
    assertEquals(List.of(1L), run.loggedDurations());
  }

  @Test
  void theDecisionsOfAnotherFileDecideNothing() throws Exception {
    ImportRun other = new ImportRun(Files.createDirectory(folder.resolve("other")), close);
    close.replies(Reply.dropped(), Reply.dropped());
    other.write("external_id,duration", "k1,7").assertEnds(ExitCode.UNKNOWN);
    run.writeRows(1).assertEnds(ExitCode.UNKNOWN);
    decide(other, "again");

    run.assertEnds(ExitCode.UNKNOWN, "--decisions", other.output(Outputs.UNKNOWN).toString());
    assertEquals(List.of(), run.loggedDurations());
  }

  @Test
  void aDecisionWithoutItsQuestionDecidesNothing() throws Exception {
    close.replies(Reply.badRequest("note", "too long"), Reply.dropped());
    run.writeRows(2).assertEnds(ExitCode.UNKNOWN, "--concurrency", "1");
    Path unknown = run.output(Outputs.UNKNOWN);
    List<String> lines = Files.readAllLines(unknown);
    int cells = lines.get(0).split(",", -1).length;
    Files.write(unknown, List.of(lines.get(0), "logged" + ",".repeat(cells - 1)));

    run.assertEnds(ExitCode.UNKNOWN, "--decisions", unknown.toString());
    assertEquals(List.of("k2"), run.column(Outputs.UNKNOWN, "external_id"));
    assertEquals(
        run.loggedDurations().size(), run.rows(Outputs.LOGGED).size(), "no row is logged unsent");
  }

  @Test
  void twoDecisionsOnOneCallAreRefused() throws Exception {
    close.replies(Reply.dropped());
    run.writeRows(1).assertEnds(ExitCode.UNKNOWN);
    Path unknown = run.output(Outputs.UNKNOWN);
    List<String> lines = Files.readAllLines(unknown);
    Files.write(unknown, List.of(lines.get(0), "again" + lines.get(1), "logged" + lines.get(1)));

    run.assertEnds(ExitCode.BAD_INPUT, "--decisions", unknown.toString());
    run.assertPrinted("row 3: the same call was decided otherwise above");
  }

  @Test
  void aRowThatIsChangedBackIsNotLoggedAgain() throws Exception {
    run.writeRows(1).assertEnds(ExitCode.DONE);
    run.write("external_id,lead_id,duration", "k1,lead_1,100").assertEnds(ExitCode.UNKNOWN);
    decide("again");
    close.goDown();
    run.assertEnds(ExitCode.STOPPED, "--decisions", run.output(Outputs.UNKNOWN).toString());
    close.comeUp();

    run.writeRows(1).assertEnds(ExitCode.DONE);
    assertEquals(List.of(1L), run.loggedDurations());
  }

  @Test
  void aSecondRowOfTheSameKeyIsRefusedAndAsksNothing() throws Exception {
    run.write("external_id,duration", "k1,1", "k1,2", "k1,1").assertEnds(ExitCode.REFUSED);

    assertEquals(List.of(1L), run.loggedDurations());
    assertEquals(List.of("3", "4"), run.column(Outputs.REFUSED, "row"));
    assertEquals(List.of("2"), run.column(Outputs.LOGGED, "row"));
  }

  @Test
  void decisionsThatAreNotGivenBackAreNotOverwritten() throws Exception {
    close.replies(Reply.dropped());
    run.writeRows(1).assertEnds(ExitCode.UNKNOWN);
    decide("again");

    run.assertEnds(ExitCode.BAD_INPUT);
    run.assertPrinted("--decisions");
  }

  @Test
  void aDecisionThatIsNoneIsRefusedAndNoneIsTaken() throws Exception {
    close.replies(Reply.dropped(), Reply.dropped());
    run.writeRows(2).assertEnds(ExitCode.UNKNOWN);
    decide("again", "perhaps");

    run.assertEnds(ExitCode.BAD_INPUT, "--decisions", run.output(Outputs.UNKNOWN).toString());
    assertEquals(List.of(), run.loggedDurations());
  }

  @Test
  void aRowThatWasChangedAfterItWasLoggedIsAskedAbout() throws Exception {
    run.writeRows(2).assertEnds(ExitCode.DONE);
    run.write("external_id,lead_id,duration", "k1,lead_1,100", "k2,lead_1,2")
        .assertEnds(ExitCode.UNKNOWN);
    assertEquals(List.of(1L, 2L), run.loggedDurations());
    assertTrue(run.column(Outputs.UNKNOWN, "what_happened").get(0).contains("changed"));
    run.assertPrinted("1 row was changed since it was logged. If that was not you");

    run.writeRows(2).assertEnds(ExitCode.DONE);
    assertEquals(List.of("k1", "k2"), run.column(Outputs.LOGGED, "external_id"));
  }

  @Test
  void withoutKeysAMendedRowIsAskedAboutAndATwinIsSent() throws Exception {
    run.write("phone,activity_at,note", "+16505551234,2026-01-31T17:45:00Z,Helo")
        .assertEnds(ExitCode.DONE, "--key-by-content");
    run.write(
            "phone,activity_at,note",
            "+16505551234,2026-01-31T17:45:00Z,Hello",
            "+16505551234,2026-01-31T17:50:00Z,Twin",
            "+16505551234,2026-01-31T17:50:00Z,Twin")
        .assertEnds(ExitCode.UNKNOWN, "--key-by-content");

    assertEquals(
        List.of("Helo", "Twin", "Twin"),
        close.logged().stream().map(CreateCallActivity::note).sorted().toList());
    assertEquals(List.of("Hello"), run.column(Outputs.UNKNOWN, "note"));
    assertEquals(List.of(""), run.column(Outputs.UNKNOWN, "sent_at"), "It was not sent.");
  }

  @Test
  void withoutKeysARowWhoseNumberWasMendedIsAskedAbout() throws Exception {
    run.write("phone,activity_at", "+16505551234,2026-01-31T17:45:00Z")
        .assertEnds(ExitCode.DONE, "--key-by-content");
    run.write("phone,activity_at", "+16505551235,2026-01-31T18:45:00+01:00")
        .assertEnds(ExitCode.UNKNOWN, "--key-by-content");

    assertEquals(1, close.logged().size());
  }

  @Test
  void anAcceptedCallWhoseAnswerCannotBeReadIsLogged() throws Exception {
    close.replies(Reply.garbled());
    run.writeRows(1);
    ExitCode exit = run.run();

    assertEquals(1, close.logged().size());
    assertTrue(exit == ExitCode.DONE || exit == ExitCode.UNKNOWN, run::printed);
    run.run();
    assertEquals(1, close.logged().size());
  }

  @Test
  void aCredentialThatIsNotAcceptedStopsAtOnce() throws Exception {
    close.accepts("another-key");
    run.writeRows(50).assertEnds(ExitCode.STOPPED);

    assertTrue(
        close.requests().size() <= 8, () -> close.requests().size() + " requests were sent.");
    close.accepts(ImportRun.KEY);
    run.assertEnds(ExitCode.DONE);
    assertEquals(50, close.logged().size());
  }

  @Test
  void tooManyUnknownCallsStop() throws Exception {
    close.replies(call -> Reply.dropped());
    run.writeRows(50).assertEnds(ExitCode.STOPPED, "--max-unknown", "2", "--concurrency", "2");

    int unknown = run.rows(Outputs.UNKNOWN).size();
    assertTrue(unknown >= 3 && unknown <= 4, () -> unknown + " calls are unknown.");
  }

  @Test
  void twentyRefusalsAtTheBeginningStop() throws Exception {
    close.replies(call -> Reply.badRequest("lead_id", "Object does not exist."));
    run.writeRows(60).assertEnds(ExitCode.STOPPED);

    assertTrue(
        close.requests().size() <= 24, () -> close.requests().size() + " requests were sent.");
    run.assertPrinted("The first 20 rows were all refused");
  }

  @Test
  void listsThatCannotBeWrittenAreWrittenByTheNextRun() throws Exception {
    run.writeRows(2).assertEnds(ExitCode.DONE, "--limit", "1");
    Path inTheWay = Files.createDirectories(run.output("logged.csv.tmp").resolve("x"));
    run.assertEnds(ExitCode.FAILED);
    run.assertPrinted("cannot be written");
    assertEquals(List.of("k1"), run.column(Outputs.LOGGED, "external_id"));

    Files.delete(inTheWay);
    run.assertEnds(ExitCode.DONE);
    assertEquals(List.of(1L, 2L), run.loggedDurations());
    assertEquals(List.of("k1", "k2"), run.column(Outputs.LOGGED, "external_id"));
  }

  @Test
  void aLinkToTheFileIsTheSameFile() throws Exception {
    run.writeRows(1).assertEnds(ExitCode.DONE);
    ImportRun link = new ImportRun(Files.createDirectory(folder.resolve("elsewhere")), close);
    Files.createSymbolicLink(link.file(), run.file());

    link.assertEnds(ExitCode.DONE);
    assertEquals(List.of(1L), run.loggedDurations());
  }

  @Test
  void aJournalKnowsOneAddress() throws Exception {
    run.writeRows(1).assertEnds(ExitCode.DONE);
    try (FakeClose other = FakeClose.start()) {
      run.environment().put("CLOSE_BASE_URL", other.url().toString());

      run.assertEnds(ExitCode.BAD_INPUT);
      assertEquals(List.of(), other.requests());
    }
  }

  @Test
  void aJournalKnowsOneKey() throws Exception {
    run.writeRows(1).assertEnds(ExitCode.DONE);

    run.assertEnds(ExitCode.BAD_INPUT, "--key-by-content");
    run.assertPrinted("the column external_id");
    run.assertEnds(ExitCode.BAD_INPUT, "--key", "duration");
    assertEquals(1, close.logged().size());
  }

  @Test
  void withoutKeysAnotherRegionDoesNotMakeOtherCallsOfTheRows() throws Exception {
    run.write("phone,note,external_id", "4520123456,a,k1");
    run.assertEnds(ExitCode.DONE, "--key-by-content", "--region", "US");
    run.assertEnds(ExitCode.UNKNOWN, "--key-by-content", "--region", "DK");

    assertEquals(1, close.logged().size());
  }

  @Test
  void outputsWithoutTheirJournalAreRefused() throws Exception {
    run.writeRows(1).assertEnds(ExitCode.DONE);
    Files.delete(run.output("journal"));

    run.assertEnds(ExitCode.BAD_INPUT);
    run.assertPrinted("is gone");
    assertEquals(1, close.logged().size());
  }

  @Test
  void aSecondImportOfTheFileIsRefusedWhileOneRuns() throws Exception {
    run.writeRows(1);
    try (Journal first =
        Journal.open(folder.resolve("calls.csv.import"), "x", "external_id", "c")) {
      run.assertEnds(ExitCode.BAD_INPUT);
      run.assertPrinted("another import of this file is running");
      assertTrue(first.organization().isEmpty());
    }
  }

  @Test
  void aDryRunSaysAllThatIsWrongAndSendsAndWritesNothing() throws Exception {
    run.environment().clear();
    run.write(
            "external_id,phone,direction,duration",
            "k1,+16505551234,inbound,1",
            "k2,650-555-1234,outgoing,2:33",
            "k2,,,1",
            "k5,,,")
        .assertEnds(ExitCode.REFUSED, "--dry-run");

    run.assertPrinted("row 3: phone must be an E.164 number");
    run.assertPrinted("row 3: direction must be one of inbound, outbound");
    run.assertPrinted("row 3: duration may mean hours or minutes");
    run.assertPrinted("row 4: external_id is the same as in row 3");
    run.assertPrinted(
        "row 5: Nothing is said of the call: fill in at least one cell that describes it.");
    run.assertPrinted("\"rows\":4,\"ready\":1,\"bad\":3,\"logged\":0");
    assertEquals(List.of(), close.requests());
    assertFalse(Files.exists(folder.resolve("calls.csv.import")), "A dry run wrote something.");
  }

  @Test
  void aDryRunSaysWhichCallsMayBeLogged() throws Exception {
    close.replies(Reply.dropped());
    run.writeRows(2).assertEnds(ExitCode.UNKNOWN, "--concurrency", "1");

    run.assertEnds(ExitCode.UNKNOWN, "--dry-run");
    run.assertPrinted("\"ready\":0,\"bad\":0,\"logged\":1,\"unknown\":1");
  }

  @Test
  void whatTheSystemRefusesIsSaidWithoutTheNamesOfClasses() throws Exception {
    Files.createDirectories(run.output("journal"));
    run.writeRows(1).assertEnds(ExitCode.FAILED);

    run.assertPrinted("journal cannot be opened: ");
    assertFalse(run.printed().contains("Exception"), run::printed);
  }

  @Test
  void optionsThatAreWrongAreSaidAllAtOnce() throws Exception {
    run.environment().clear();
    run.writeRows(1)
        .assertEnds(
            ExitCode.BAD_INPUT,
            "--rate",
            "0",
            "--zone",
            "Mars",
            "--region",
            "XX",
            "--concurrency",
            "1000",
            "--encoding",
            "ISO-2022-CN",
            "--colour",
            "red");

    for (String part :
        List.of("--rate", "--zone", "--region", "--concurrency", "--encoding", "--colour")) {
      run.assertPrinted(part);
    }
    run.assertPrinted("CLOSE_API_KEY is not set");
  }

  @Test
  void noSecretAndNothingPersonalIsWhereItIsNotMeantToBe() throws Exception {
    close.replies(
        Reply.logged(),
        Reply.badRequest("phone", "\"+16505550002\" of Jane Roe is bad; note: secret-note"),
        Reply.dropped(),
        Reply.status(502, "+16505550004 secret-note " + ImportRun.KEY));
    run.write(
            "external_id,phone,note,recording_url",
            "k1,(650) 555-0001,secret-note,https://example.com/secret-recording",
            "k2,(650) 555-0002,secret-note,",
            "k3,(650) 555-0003,secret-note,",
            "k4,(650) 555-0004,secret-note,",
            "k5,(650) 555-000x,secret-note,http://example.com/secret-recording")
        .assertEnds(ExitCode.UNKNOWN, "--concurrency", "1", "--region", "US");

    for (Path path : files()) {
      String text = Files.readString(path);
      String name = String.valueOf(path.getFileName());
      assertFalse(text.contains(ImportRun.KEY), name + " has the key.");
      if (!name.endsWith(".csv") || name.equals(Outputs.LOGGED)) {
        for (String secret : List.of("555-000", "555000", "secret-", "Jane")) {
          assertFalse(text.contains(secret), name + " has " + secret + ":\n" + text);
        }
      }
    }
    for (String secret : List.of(ImportRun.KEY, "555-000", "555000", "secret-", "Jane")) {
      assertFalse(run.printed().contains(secret), () -> secret + " is printed:\n" + run.printed());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 502})
  void whatCloseSaidIsNoPartOfTheReasonToStop(int status) throws Exception {
    close.replies(Reply.status(status, "+16505550001 secret"));
    run.write("external_id,phone", "k1,+16505550001")
        .assertEnds(ExitCode.STOPPED, "--max-unknown", "0");

    for (String text : List.of(Files.readString(run.output("report.html")), run.printed())) {
      assertTrue(text.contains("status " + status), text);
      assertFalse(text.contains("555000") || text.contains("secret"), text);
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("calls.csv.import"))) {
      return files.toList();
    }
  }

  /** Writes decisions into unknown.csv, as a person does. */
  private void decide(String... decisions) throws IOException {
    decide(run, decisions);
  }

  private static void decide(ImportRun run, String... decisions) throws IOException {
    Path file = run.output(Outputs.UNKNOWN);
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    for (int i = 0; i < decisions.length; i++) {
      lines.set(i + 1, decisions[i] + lines.get(i + 1));
    }
    Files.write(file, lines);
  }
}
