package io.github.closecalls.cli.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.closecalls.model.CreateCallActivity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  @TempDir private Path parent;

  private Path folder() {
    return parent.resolve("calls.csv.import");
  }

  private Path file() {
    return folder().resolve("journal");
  }

  private Journal open() {
    return Journal.open(folder(), "https://example.com/", "external_id", "calls.csv");
  }

  private static CallRow row(int number) {
    return new CallRow(
        number,
        "k" + number,
        List.of(),
        CreateCallActivity.builder().build(),
        "digest" + number,
        "occasion" + number,
        List.of());
  }

  /** Writes one call of each fate. */
  private void fill() {
    try (Journal journal = open()) {
      for (int i = 1; i <= 5; i++) {
        journal.intent(row(i));
      }
      journal.logged(row(1), "acti_1", "orga_1");
      journal.ended(row(2), RowOutcome.REFUSED, "status 400");
      journal.ended(row(3), RowOutcome.UNKNOWN, "status 502 \t\n é");
      journal.ended(row(4), RowOutcome.WAITING, "");
      journal.decided("k3", Decisions.AGAIN);
    }
  }

  @Test
  void whatWasWrittenIsReadAgain() {
    fill();
    try (Journal journal = open()) {
      assertEquals(
          Map.of(
              "k1", RowOutcome.LOGGED,
              "k2", RowOutcome.REFUSED,
              "k3", RowOutcome.WAITING,
              "k4", RowOutcome.WAITING,
              "k5", RowOutcome.UNKNOWN),
          outcomes(journal.states()));
      assertEquals("orga_1", journal.organization().orElseThrow());
    }
  }

  private static Map<String, RowOutcome> outcomes(Map<String, RowState> states) {
    Map<String, RowOutcome> outcomes = new HashMap<>();
    states.forEach((key, state) -> outcomes.put(key, state.outcome()));
    return outcomes;
  }

  @Test
  void cutAtEachByteItKnowsAllWholeLinesAndGoesOn() throws IOException {
    fill();
    byte[] whole = Files.readAllBytes(file());
    for (int length = 0; length <= whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      int lines = 0;
      for (byte b : cut) {
        lines += b == '\n' ? 1 : 0;
      }
      Files.write(file(), cut);
      Map<String, RowState> expected = replayed(whole, lines);
      try (Journal journal = open()) {
        assertEquals(expected, journal.states(), "Cut at byte " + length);
        journal.intent(row(9));
      }
      expected.put("k9", RowState.after(null, Map.of("e", "intent"), 0));
      assertEquals(
          outcomes(expected), outcomes(Journal.peek(folder())), "Gone on at byte " + length);
    }
  }

  /** Reads so many lines as the journal itself does, from a file that was not cut in a line. */
  private Map<String, RowState> replayed(byte[] whole, int lines) throws IOException {
    String text = new String(whole, StandardCharsets.UTF_8);
    int end = 0;
    for (int i = 0; i < lines; i++) {
      end = text.indexOf('\n', end) + 1;
    }
    Path other = Files.createDirectories(parent.resolve("other"));
    Files.writeString(other.resolve("journal"), text.substring(0, end));
    return new HashMap<>(Journal.peek(other));
  }

  @Test
  void aByteThatChangedStopsTheRunWithItsLine() throws IOException {
    fill();
    byte[] whole = Files.readAllBytes(file());
    int line = 1;
    for (int i = 0; i < whole.length; i++) {
      if (whole[i] == '\n') {
        line++;
        continue;
      }
      byte[] damaged = whole.clone();
      damaged[i] ^= 1;
      Files.write(file(), damaged);
      ImportException e = assertThrows(ImportException.class, this::open, "Byte " + i);
      String said = String.valueOf(e.getMessage());
      assertTrue(said.contains("damaged at line " + line), said);
    }
  }

  @Test
  void onlyItsOwnerCanReadIt() throws IOException {
    fill();
    assertEquals("rwx------", permissions(folder()));
    assertEquals("rw-------", permissions(file()));
  }

  private static String permissions(Path path) throws IOException {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? PosixFilePermissions.toString(Files.getPosixFilePermissions(path))
        : Files.isDirectory(path) ? "rwx------" : "rw-------";
  }

  @Test
  void aCallInAnotherOrganizationIsNoticed() {
    try (Journal journal = open()) {
      journal.intent(row(1));
      assertTrue(journal.logged(row(1), "acti_1", "orga_1"));
      journal.intent(row(2));
      assertTrue(!journal.logged(row(2), "acti_2", "orga_2"));
    }
  }
}
