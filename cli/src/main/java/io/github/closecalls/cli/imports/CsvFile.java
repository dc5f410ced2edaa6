package io.github.closecalls.cli.imports;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** A CSV file that was read as a whole, so that nobody can change it between check and import. */
final class CsvFile {
  /** What a spreadsheet puts before a text, so that its encoding is seen. */
  private static final String MARK = "\uFEFF";

  private static final String WORKBOOK = "PK\3\4";

  private final Path path;
  private final String text;
  private final char separator;
  private final boolean exact;
  private final List<String> header;
  private final int rows;

  private CsvFile(Path path, String text, char separator, boolean exact) {
    this.path = path;
    this.text = text;
    this.separator = separator;
    this.exact = exact;
    this.header = exact ? checkedHeader() : names();
    int count = 0;
    for (Iterator<Row> all = rows(); all.hasNext(); all.next()) {
      count++;
    }
    this.rows = count;
  }

  /**
   * A row of the file.
   *
   * @param number as a spreadsheet numbers it: the header is row 1
   * @param cells as many as the header has, unless the file was read loosely
   */
  record Row(long number, List<String> cells) {
    /** Returns a cell, which is empty if the row ends before it. */
    String cell(int index) {
      return index < cells.size() ? cells.get(index) : "";
    }
  }

  /** Reads a file, and refuses it if a fault of it would put values into wrong places. */
  static CsvFile read(Path path, Charset encoding, char separator) {
    return new CsvFile(path, decoded(path, bytes(path), encoding), separator, true);
  }

  /** Reads a text of which it matters only what some columns hold, such as a list of ours. */
  static CsvFile loose(Path path, String text, char separator) {
    return new CsvFile(path, text, separator, false);
  }

  /** Reads the bytes of a text file. */
  static byte[] bytes(Path path) {
    try {
      byte[] bytes = Files.readAllBytes(path);
      if (begins(bytes, WORKBOOK, StandardCharsets.US_ASCII)) {
        throw ImportException.badInput(
            "%s is not a CSV file but a workbook: open it in a spreadsheet program, and save it as"
                + " CSV, in UTF-8 if it offers that.",
            path);
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw ImportException.badInput("%s does not exist.", path);
    } catch (IOException e) {
      throw ImportException.badInput(
          "%s cannot be read: %s.",
          path, Files.isDirectory(path) ? "it is a folder" : ImportException.reason(e));
    }
  }

  List<String> header() {
    return header;
  }

  /** Returns how many rows there are after the header. */
  int count() {
    return rows;
  }

  /** Reads the rows anew. */
  Iterator<Row> rows() {
    Iterator<CsvRecord> records = records();
    records.next();
    return new Iterator<>() {
      private long number = 1;
      private List<String> next = advance();

      private List<String> advance() {
        while (step(records)) {
          CsvRecord record = records.next();
          number++;
          if (!isBlank(record)) {
            return checked(record);
          }
        }
        return List.of();
      }

      @Override
      public boolean hasNext() {
        return !next.isEmpty();
      }

      @Override
      public Row next() {
        Row row = new Row(number, next);
        next = advance();
        return row;
      }
    };
  }

  private boolean step(Iterator<CsvRecord> records) {
    try {
      return records.hasNext();
    } catch (CsvParseException e) {
      throw ImportException.badInput(
          "%s: %s%s. A cell that begins with a quotation mark must end with one, before the next"
              + " separator; write a quotation mark within it twice.",
          path,
          String.valueOf(e.getMessage()),
          e.getCause() == null ? "" : ": " + e.getCause().getMessage());
    }
  }

  private Iterator<CsvRecord> records() {
    return CsvReader.builder()
        .fieldSeparator(separator)
        .skipEmptyLines(false)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .allowUnclosedQuote(false)
        .ofCsvRecord(text)
        .iterator();
  }

  private boolean isBlank(CsvRecord record) {
    return record.getFields().stream().allMatch(String::isBlank);
  }

  private List<String> checked(CsvRecord record) {
    if (exact && record.getFieldCount() != header.size()) {
      throw ImportException.badInput(
          "%s, line %s has %s cells, but the header has %s: put cells that contain the separator"
              + " into quotation marks, and leave no cell out.",
          path, record.getStartingLineNumber(), record.getFieldCount(), header.size());
    }
    return record.getFields();
  }

  private List<String> names() {
    Iterator<CsvRecord> records = records();
    if (!step(records)) {
      throw ImportException.badInput("%s is empty: its first line must name the columns.", path);
    }
    return records.next().getFields().stream().map(String::strip).toList();
  }

  private List<String> checkedHeader() {
    List<String> names = names();
    if (names.get(0).startsWith("sep=")) {
      throw ImportException.badInput(
          "%s, line 1 only names the separator, for Excel: remove it, and give --separator if it is"
              + " not a comma.",
          path);
    }
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (name.isEmpty() || !seen.add(name)) {
        throw ImportException.badInput(
            "%s, line 1 %s: name each column once.",
            path, name.isEmpty() ? "has a column without a name" : "names " + name + " twice");
      }
    }
    for (String other : List.of(";", "\t", ",", "|")) {
      if (names.size() == 1 && names.get(0).contains(other)) {
        throw ImportException.badInput(
            "%s seems to be separated by another character: give --separator %s.",
            path, other.equals("\t") ? "tab" : "'" + other + "'");
      }
    }
    return names;
  }

  private static String decoded(Path path, byte[] bytes, Charset encoding) {
    boolean isUtf8 = encoding.equals(StandardCharsets.UTF_8);
    if (isUtf8
        && (begins(bytes, MARK, StandardCharsets.UTF_16BE)
            || begins(bytes, MARK, StandardCharsets.UTF_16LE))) {
      throw ImportException.badInput("%s is written in UTF-16: give --encoding UTF-16.", path);
    }
    if (!isUtf8 && begins(bytes, MARK, StandardCharsets.UTF_8)) {
      throw ImportException.badInput(
          "%s is written in UTF-8, not in %s: leave --encoding out.", path, encoding);
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    CoderResult result =
        encoding
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT)
            .decode(in, out, true);
    if (result.isError()) {
      throw ImportException.badInput(
          "%s, line %s is not %s: save the file as UTF-8, or name its encoding. What Excel saves as"
              + " plain CSV is often --encoding windows-1252.",
          path, lineAt(bytes, in.position()), encoding);
    }
    String text = out.flip().toString();
    if (text.indexOf('\0') >= 0) {
      throw ImportException.badInput(
          "%s is not a text file, or its encoding is not %s.", path, encoding);
    }
    // A spreadsheet's mark of UTF-8 would become part of the first column's name.
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static boolean begins(byte[] bytes, String text, Charset charset) {
    byte[] begin = text.getBytes(charset);
    return Arrays.equals(Arrays.copyOf(bytes, begin.length), begin);
  }

  private static long lineAt(byte[] bytes, int end) {
    long line = 1;
    for (int i = 0; i < end; i++) {
      if (bytes[i] == '\n') {
        line++;
      }
    }
    return line;
  }
}
