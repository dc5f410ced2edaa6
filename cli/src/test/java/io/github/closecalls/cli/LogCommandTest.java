package io.github.closecalls.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
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
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogCommandTest {
  private static final String KEY = "api_a-key-that-nobody-may-see";
  private static final String NOTE = "Grüße ☎ 𝄞 日本";

  @Nested
  class WithoutAKey {
    @Test
    void aFakeAnswersWithWhatWasSentAndTheToolSaysSoFirst() {
      ToolRun run =
          new ToolRun()
              .expect(
                  ExitCode.DONE, "log", "--phone", "+16505551234", "--duration=153", "--note", NOTE)
              .prints("\"phone\": \"+16505551234\"", "\"duration\": 153", NOTE, "\"id\": \"acti_");

      assertTrue(
          run.err().startsWith("CLOSE_API_KEY is not set: calls go to a fake Close"), run::err);
    }

    @Test
    void anAddressAloneIsIgnoredAndTheToolSaysSo() {
      new ToolRun()
          .with("CLOSE_BASE_URL", "https://example.com/")
          .expect(ExitCode.DONE, "log", "--note", NOTE)
          .says("CLOSE_BASE_URL is ignored");
    }
  }

  @Nested
  class WithAKey {
    private ToolRun runAt(FakeClose close) {
      return new ToolRun()
          .with("CLOSE_API_KEY", KEY)
          .with("CLOSE_BASE_URL", close.url().toString());
    }

    @Test
    void theCallIsLoggedWithThatKey() {
      try (FakeClose close = FakeClose.start().accepts(KEY)) {
        ToolRun run =
            runAt(close)
                .expect(ExitCode.DONE, "log", "--note", NOTE)
                .says("CLOSE_API_KEY is set: calls go to the address in CLOSE_BASE_URL.")
                .prints(NOTE);

        assertEquals(List.of(CreateCallActivity.builder().note(NOTE).build()), close.logged());
        assertFalse((run.out() + run.err()).contains(KEY), "No text may show the key");
      }
    }

    @Test
    void anAccessTokenDoesTheSame() {
      try (FakeClose close = FakeClose.start().accepts(KEY)) {
        new ToolRun()
            .with("CLOSE_ACCESS_TOKEN", KEY)
            .with("CLOSE_BASE_URL", close.url().toString())
            .expect(ExitCode.DONE, "log", "--note", NOTE);

        assertEquals(1, close.logged().size());
      }
    }

    @Test
    void aDryRunPrintsTheCallAndSendsNothing() {
      try (FakeClose close = FakeClose.start()) {
        ToolRun run =
            runAt(close)
                .expect(ExitCode.DONE, "log", "--phone", "+16505551234", "--dry-run")
                .says("Nothing is wrong with this call. It was not sent.");

        assertEquals("{\n  \"phone\": \"+16505551234\"\n}\n", run.out());
        assertEquals(List.of(), close.requests());
      }
    }

    @Test
    void whatCloseRefusesExitsWith3() {
      try (FakeClose close = FakeClose.start()) {
        close.replies(Reply.badRequest("lead_id", "Object does not exist."));
        runAt(close)
            .expect(ExitCode.REFUSED, "log", "--lead-id", "lead_none")
            .printsNothing()
            .says("Object does not exist.");
      }
    }

    @Test
    void whatMayBeLoggedExitsWith4() {
      try (FakeClose close = FakeClose.start()) {
        close.replies(Reply.dropped().butLogged());
        runAt(close).expect(ExitCode.UNKNOWN, "log", "--note", NOTE).printsNothing();

        assertEquals(1, close.logged().size(), "It should be sent once");
      }
    }

    @Test
    void whatIsLoggedExitsWith0EvenIfTheAnswerCannotBeRead() {
      try (FakeClose close = FakeClose.start()) {
        close.replies(Reply.garbled());
        runAt(close).expect(ExitCode.DONE, "log", "--note", NOTE).printsNothing().says("logged");
      }
    }

    @Test
    void aKeyThatCannotBeOneIsRefusedWithoutBeingShown() {
      ToolRun run =
          new ToolRun()
              .with("CLOSE_API_KEY", KEY + "\n")
              .expect(ExitCode.BAD_INPUT, "log", "--note", NOTE)
              .says("CLOSE_API_KEY: ");

      assertFalse(run.err().contains(KEY), "No text may show the key");
    }

    @Test
    void anEmptyKeyIsNotTakenForNone() {
      new ToolRun()
          .with("CLOSE_API_KEY", "")
          .expect(ExitCode.BAD_INPUT, "log", "--note", NOTE)
          .says("CLOSE_API_KEY: The API key must not be empty.");
    }

    @Test
    void aKeyAndATokenAreRefused() {
      new ToolRun()
          .with("CLOSE_API_KEY", KEY)
          .with("CLOSE_ACCESS_TOKEN", KEY)
          .expect(ExitCode.BAD_INPUT, "log", "--note", NOTE)
          .says("are both set");
    }

    @Test
    void anAddressThatCannotBeOneIsRefusedWithoutBeingShown() {
      ToolRun run =
          new ToolRun()
              .with("CLOSE_API_KEY", KEY)
              .with("CLOSE_BASE_URL", "https://user:secret word@example.com/")
              .expect(ExitCode.BAD_INPUT, "log", "--note", NOTE)
              .says("CLOSE_BASE_URL is not a URL");

      assertFalse(run.err().contains("secret"), run::err);
    }
  }

  @Test
  void eachOptionOfACallIsSent() {
    new ToolRun()
        .expect(
            ExitCode.DONE,
            "log",
            "--dry-run",
            "--phone=+16505551234",
            "--direction=inbound",
            "--duration=0",
            "--note=--",
            "--lead-id=lead_1",
            "--contact-id=cont_1",
            "--user-id=user_1",
            "--status=no-answer",
            "--activity-at=2026-11-26T14:30:00+01:00",
            "--recording-url=https://example.com/1.mp3")
        .prints(
            "\"phone\": \"+16505551234\"",
            "\"direction\": \"inbound\"",
            "\"duration\": 0",
            "\"note\": \"--\"",
            "\"lead_id\": \"lead_1\"",
            "\"contact_id\": \"cont_1\"",
            "\"user_id\": \"user_1\"",
            "\"status\": \"no-answer\"",
            "\"activity_at\": \"2026-11-26T14:30:00+01:00\"",
            "\"recording_url\": \"https://example.com/1.mp3\"");
  }

  @Test
  void optionsAndRulesAreReportedAllAtOnce() {
    new ToolRun()
        .with("CLOSE_API_KEY", "not a key")
        .expect(
            ExitCode.BAD_INPUT,
            ("log --colour red --direction sideways --duration x --phone 12 --status gone"
                    + " --activity-at today --recording-url http://example.com/1.mp3 --user-id a"
                    + " --user-id b astray --dry-run=yes --lead-id= --note")
                .split(" "))
        .printsNothing()
        .says(
            "--colour is not an option",
            "--direction is \"sideways\": give inbound or outbound.",
            "--duration is \"x\": give the seconds",
            "phone must be an E.164 number",
            "--status is \"gone\": give one of created, in-progress, completed, cancel, no-answer,",
            "--activity-at is \"today\": give date, time and offset",
            "recording_url must be an absolute https URL",
            "--user-id is given twice",
            "\"astray\" belongs to no option",
            "--dry-run takes no value",
            "--lead-id is empty",
            "--note has no value",
            "CLOSE_API_KEY: ");
  }

  @ParameterizedTest
  @CsvSource({
    "--phone --direction outbound, --phone has no value",
    "--duration -5, --duration is less than 0",
    "--duration 2:33, --duration is \"2:33\"",
    "--duration 99999999999999999999, --duration is \"99999999999999999999\"",
    "--phone 555-1234, phone must be an E.164 number",
    "--dry-run, Nothing is said of the call",
    "-x, -x is not an option"
  })
  void badInputExitsWith2(String line, String problem) {
    new ToolRun()
        .expect(ExitCode.BAD_INPUT, ("log " + line).split(" "))
        .printsNothing()
        .says(problem);
  }

  @Test
  void aNumberIsShownToWhoeverTypedItAndMaskedElsewhere() {
    new ToolRun()
        .atATerminal()
        .expect(ExitCode.BAD_INPUT, "log", "--phone", "(650) 555-1234")
        .says("--phone must", "but is \"(650) 555-1234\"", "such as +16505551234");

    assertFalse(
        new ToolRun()
            .expect(ExitCode.BAD_INPUT, "log", "--phone", "6505559876")
            .err()
            .contains("6505559876"),
        "Elsewhere may be a log file");
  }

  @Test
  void whatIsShownCannotActOnTheTerminal() {
    ToolRun run =
        new ToolRun().expect(ExitCode.BAD_INPUT, "log", "--direction", "\u001b[2J", "--\u001b[2J");

    assertFalse(run.err().contains("\u001b"), "An escape sequence should not be printed");
  }

  @Test
  void charactersThatTheLocaleHasRuinedAreRefused() {
    new ToolRun()
        .expect(ExitCode.BAD_INPUT, "log", "--note", "Gr\ufffd\ufffd\ufffd\ufffde")
        .says("LC_ALL");
  }

  @Nested
  class NoteFile {
    @TempDir Path folder;

    private String file(byte[] content) throws IOException {
      return Files.write(folder.resolve("note"), content).toString();
    }

    @Test
    void theNoteComesFromAFileAsEditorsWriteIt() throws IOException {
      String file = file(("\ufeff" + NOTE + "\n\n" + NOTE + "\r\n").getBytes(UTF_8));

      new ToolRun()
          .expect(ExitCode.DONE, "log", "--dry-run", "--note-file", file)
          .prints("\"" + NOTE + "\\n\\n" + NOTE + "\"");
    }

    @Test
    void orItIsPipedIn() {
      new ToolRun()
          .withInput(NOTE.getBytes(UTF_8))
          .expect(ExitCode.DONE, "log", "--dry-run", "--note-file", "-")
          .prints("\"" + NOTE + "\"");
    }

    @Test
    void anotherEncodingIsRefused() throws IOException {
      new ToolRun()
          .expect(ExitCode.BAD_INPUT, "log", "--note-file", file("Grüße".getBytes(ISO_8859_1)))
          .says("--note-file is not in UTF-8");
    }

    @Test
    void anEmptyFileIsRefused() throws IOException {
      new ToolRun()
          .expect(ExitCode.BAD_INPUT, "log", "--note-file", file("\n".getBytes(UTF_8)))
          .says("--note-file is empty");
    }

    @Test
    void aFileThatIsNotThereIsRefused() {
      new ToolRun()
          .expect(ExitCode.BAD_INPUT, "log", "--note-file", folder.resolve("none").toString())
          .says("--note-file cannot be read (there is none of this name)");
    }

    @Test
    void twoNotesAreRefused() throws IOException {
      new ToolRun()
          .expect(
              ExitCode.BAD_INPUT, "log", "--note", NOTE, "--note-file", file(NOTE.getBytes(UTF_8)))
          .says("--note and --note-file are both given");
    }
  }
}
