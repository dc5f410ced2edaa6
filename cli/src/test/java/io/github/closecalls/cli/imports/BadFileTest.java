package io.github.closecalls.cli.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.closecalls.cli.command.ExitCode;
import io.github.closecalls.cli.command.Usage;
import io.github.closecalls.testing.FakeClose;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file with a fault is refused before anything is sent, with its place and the remedy. */
class BadFileTest {
  @AutoClose private final FakeClose close = FakeClose.start();

  @TempDir private Path folder;

  private ImportRun run;

  @BeforeEach
  void begin() {
    run = new ImportRun(folder, close);
  }

  private void assertRefused(String place, String remedy, String... options) throws Exception {
    run.assertEnds(ExitCode.BAD_INPUT, options);
    for (String part : List.of(place, remedy)) {
      assertTrue(
          run.printed().contains(part),
          () -> "It should print \"" + part + "\", not:\n" + run.printed());
    }
    assertEquals(List.of(), close.requests());
    assertFalse(Files.exists(run.output("journal")), "A journal was begun.");
  }

  private void writeBytes(String text, Charset charset) throws Exception {
    Files.write(run.file(), text.getBytes(charset));
  }

  @Test
  void aFileThatIsNotThere() throws Exception {
    assertRefused("calls.csv", "does not exist");
  }

  @Test
  void aNameThatNoFileCanHave() {
    List<String> problems = new ArrayList<>();
    ImportSettings.of(Usage.of("import").parse(List.of("a\0b")), problems);

    assertTrue(problems.get(0).contains("is not the name of a file"), problems::toString);
  }

  @Test
  void aFolder() throws Exception {
    Files.createDirectory(run.file());
    assertRefused("calls.csv", "it is a folder");
  }

  @Test
  void anEmptyFile() throws Exception {
    Files.createFile(run.file());
    assertRefused("is empty", "its first line must name the columns");
  }

  @Test
  void anotherEncoding() throws Exception {
    writeBytes("external_id,note\nk1,a\nk2,Grüße\n", Charset.forName("windows-1252"));
    assertRefused("line 3 is not UTF-8", "--encoding windows-1252");

    run.assertEnds(ExitCode.DONE, "--encoding", "windows-1252", "--concurrency", "1");
    assertEquals(List.of("a", "Grüße"), close.logged().stream().map(call -> call.note()).toList());
  }

  @Test
  void utf16() throws Exception {
    writeBytes("external_id,note\nk1,Grüße\n", StandardCharsets.UTF_16);
    assertRefused("UTF-16", "--encoding UTF-16");

    run.assertEnds(ExitCode.DONE, "--encoding", "UTF-16");
    assertEquals("Grüße", close.logged().get(0).note());
  }

  @Test
  void aSpreadsheetsMarkOfUtf8IsNoPartOfTheFirstColumn() throws Exception {
    writeBytes("\uFEFFexternal_id,note\nk1,a\n", StandardCharsets.UTF_8);
    run.assertEnds(ExitCode.DONE);
  }

  @Test
  void anotherEncodingThanTheFilesMarkSays() throws Exception {
    writeBytes("\uFEFFexternal_id,note\nk1,Grüße\n", StandardCharsets.UTF_8);
    assertRefused("is written in UTF-8", "leave --encoding out", "--encoding", "windows-1252");
  }

  @Test
  void aWorkbook() throws Exception {
    writeBytes("PK\3\4\0\0", StandardCharsets.US_ASCII);
    assertRefused("is not a CSV file but a workbook", "save it as CSV");
  }

  @Test
  void aBinaryFile() throws Exception {
    writeBytes("external_id,note\nk1,a\0b\n", StandardCharsets.UTF_8);
    assertRefused("is not a text file", "encoding");
  }

  @Test
  void aQuotationMarkThatNobodyCloses() throws Exception {
    run.write("external_id,note", "k1,a", "k2,\"b", "k3,c", "k4,d");
    assertRefused("line 3). A cell", "must end with one");
  }

  @Test
  void textAfterAQuotationMark() throws Exception {
    run.write("external_id,note", "k1,a", "k2,\"b\" and c", "k3,c");
    assertRefused("3", "must end with one");
  }

  @Test
  void aShortRow() throws Exception {
    run.write("external_id,note,duration", "k1,\"a", "a\",1", "k2,b");
    assertRefused("line 4 has 2 cells, but the header has 3", "leave no cell out");
  }

  @Test
  void aLongRow() throws Exception {
    run.write("external_id,note", "k1,a, b");
    assertRefused("line 2 has 3 cells", "quotation marks");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",", " , "})
  void blankLinesAreNoRows(String blank) throws Exception {
    run.write("external_id,note", "k1,a", blank, "k2,b", blank).assertEnds(ExitCode.DONE);
    assertEquals(List.of("2", "4"), run.column(Outputs.LOGGED, "row"));
  }

  @ParameterizedTest
  @ValueSource(strings = {";", ","})
  void aLineForExcelThatNamesTheSeparator(String separator) throws Exception {
    run.write("sep=" + separator, "external_id,note".replace(",", separator));
    assertRefused("line 1 only names the separator", "remove it, and give --separator");
  }

  @Test
  void anotherSeparator() throws Exception {
    run.write("external_id;note", "k1;a");
    assertRefused("separated by another character", "--separator ';'");

    run.assertEnds(ExitCode.DONE, "--separator", ";");
  }

  @Test
  void aColumnWithoutAName() throws Exception {
    run.write("external_id,,note", "k1,a,b");
    assertRefused("line 1 has a column without a name", "name each column");
  }

  @Test
  void aColumnThatIsThereTwice() throws Exception {
    run.write("external_id,note,note", "k1,a,b");
    assertRefused("line 1 names note twice", "once");
  }

  @Test
  void aColumnThatIsNoProperty() throws Exception {
    run.write("external_id,Lead ID,colour", "k1,lead_1,red");
    assertRefused("The column Lead ID is no property", "Is it lead_id?");
    assertRefused("The column colour is no property", "\"colour = ignore\"");
  }

  @Test
  void noKey() throws Exception {
    run.write("lead_id,note", "lead_1,a");
    assertRefused("no column external_id", "--key-by-content");
  }

  @Test
  void thePhoneNumberAsTheKey() throws Exception {
    run.write("phone,note", "+16505551234,a");
    assertRefused("two calls can have the same number", "another column", "--key", "phone");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.41555E+10", "1.41555e+10", "1.41555E10", "1E+10"})
  void aKeyThatASpreadsheetHasRounded(String key) throws Exception {
    run.write("external_id,note", key + ",a");
    assertRefused("Row 2: external_id was rounded by a spreadsheet", "export the column as text");
  }

  @Test
  void aKeyOfHexadecimalDigitsIsNotRounded() throws Exception {
    run.write("external_id,note", "7E123456,a").assertEnds(ExitCode.DONE);
  }

  @Test
  void aPhoneNumberThatASpreadsheetHasRoundedIsNamed() throws Exception {
    run.write("external_id,phone", "k1,1.41555E+10").assertEnds(ExitCode.REFUSED, "--dry-run");
    assertTrue(run.printed().contains("row 2: phone was rounded by a spreadsheet"), run::printed);
  }

  @Test
  void aColumnOfPhoneNumbersThatMixesTwoForms() throws Exception {
    run.write("external_id,phone", "k1,650-555-1234", "k2,447700900123", "k3,4520123456");
    assertRefused("row 3: **********23", "Write + before each number", "--region", "US");
  }

  private Path columns(String... lines) throws Exception {
    return Files.writeString(folder.resolve("columns"), String.join("\n", lines));
  }

  @Test
  void aColumnsFileSaysWhatColumnsAndValuesMean() throws Exception {
    Path columns =
        columns(
            "# Twilio's export",
            "Call SID = external_id",
            "Direction = direction",
            "  outbound-dial -> outbound",
            "To = phone",
            "  anonymous ->",
            "Status = status",
            "  NO ANSWER -> no-answer",
            "Price = ignore");
    run.write("Call SID,Direction,To,Status,Price", "CA1,outbound-dial,anonymous,NO ANSWER,0.01")
        .assertEnds(ExitCode.DONE, "--columns", columns.toString());

    assertEquals("outbound", String.valueOf(close.logged().get(0).direction()));
    assertEquals("no-answer", String.valueOf(close.logged().get(0).status()));
    assertFalse(close.logged().get(0).hasPhone());
    assertEquals(List.of("CA1"), run.column(Outputs.LOGGED, "external_id"));
  }

  @Test
  void theOtherSideOfACallIsInTheColumnThatItsDirectionSays() throws Exception {
    Path columns =
        columns("\uFEFFCall = external_id", "From = phone if inbound", "To = phone if outbound");
    run.write(
            "Call,From,To,direction",
            "1,+16505550001,+16505550002,inbound",
            "2,+16505550001,+16505550002,outbound",
            "3,+16505550001,+16505550002,")
        .assertEnds(ExitCode.REFUSED, "--columns", columns.toString(), "--concurrency", "1");

    assertEquals(
        List.of("+16505550001", "+16505550002"),
        close.logged().stream().map(call -> call.phone()).toList());
    assertEquals(
        List.of("direction is empty, and decides which column is phone: fill it in."),
        run.column(Outputs.REFUSED, "problem"));
  }

  @Test
  void twoColumnsThatAreTheSame() throws Exception {
    Path key = columns("Call = external_id");
    run.write("Call,external_id,note", "1,2,a");
    assertRefused("Call and external_id are both external_id", "ignore", "--columns", key + "");

    Path phone = columns("Call = external_id", "From = phone if inbound", "To = phone");
    run.write("Call,From,To", "1,2,3");
    assertRefused("From and To are both phone", "ignore one", "--columns", phone.toString());
  }

  @Test
  void aColumnsFileWithMistakes() throws Exception {
    List<String> lines =
        new ArrayList<>(
            Arrays.asList(
                "  a -> b", "Call SID", "Cal SID = external_id", "Note = note", "Note = note"));
    Path columns = columns(lines.toArray(String[]::new));
    run.write("external_id,Note,note", "k1,a,b");
    assertRefused("line 1:", "\"column = property\"", "--columns", columns.toString());
    assertRefused("line 2:", "\"column = property\"", "--columns", columns.toString());
    assertRefused(
        "line 3: the file has no column Cal SID",
        "spell it as the file does",
        "--columns",
        columns.toString());
    assertRefused("line 5: Note is there twice", "keep one", "--columns", columns.toString());
    assertRefused("Note and note are both note", "ignore one", "--columns", columns.toString());
  }
}
