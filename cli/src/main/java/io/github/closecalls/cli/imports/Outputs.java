package io.github.closecalls.cli.imports;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The three files that say what became of the rows: each row is in one of them, or waits.
 *
 * <p>They are written in the encoding of the file, and with its separator, for the program that
 * made it. The answer counts them.
 *
 * @param keys of all rows of the file
 * @param mended the occasions of calls that Close may have and that are no longer in the file
 */
record Outputs(
    CsvFile file,
    Set<String> keys,
    ImportSettings settings,
    Journal journal,
    Set<String> mended,
    Tally tally) {
  static final String LOGGED = "logged.csv";
  static final String REFUSED = "refused.csv";
  static final String UNKNOWN = "unknown.csv";
  static final List<String> FILES = List.of(LOGGED, REFUSED, UNKNOWN);

  private static final String LEAD = "https://app.close.com/lead/";
  private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");
  private static final Pattern NUMBERS = Pattern.compile("[0-9]{4,}");

  /**
   * What became of the rows, without anything that a row says.
   *
   * @param counts of each outcome
   * @param open the calls that may be logged
   * @param reasons why rows were refused, and which
   * @param gone how many more calls may be logged whose rows are no longer in the file
   */
  record Result(
      Map<RowOutcome, Integer> counts, List<Open> open, Map<String, List<Long>> reasons, int gone) {
    int count(RowOutcome outcome) {
      return counts.getOrDefault(outcome, 0);
    }

    /** Returns how many of the open ones are so since their rows were changed. */
    int changed() {
      String why = RowVerdict.CHANGED.question();
      return (int) open.stream().filter(call -> call.why().equals(why)).count();
    }

    int total() {
      return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    private void refuse(String reason, CallRow row) {
      reasons.computeIfAbsent(reason, none -> new ArrayList<>()).add(row.number());
    }
  }

  /** A call that may be logged: the row, when it was sent, what happened, and its lead. */
  record Open(long row, String at, String why, String lead) {}

  /** Writes them, and puts each in its place only when it is whole. */
  Result write(Iterator<CallRow> rows) {
    Map<String, RowState> gone = new TreeMap<>(journal.states());
    gone.values().removeIf(state -> !state.isOpen() || state.asked());
    gone.keySet().removeAll(keys);
    Result result =
        new Result(
            new EnumMap<>(RowOutcome.class), new ArrayList<>(), new LinkedHashMap<>(), gone.size());
    List<String> question =
        List.of(Decisions.DECISION, Decisions.QUESTION, "row", "what_happened", "sent_at", "lead");
    try {
      try (CsvWriter logged = writer(LOGGED);
          CsvWriter refused = writer(REFUSED);
          CsvWriter unknown = writer(UNKNOWN)) {
        logged.writeRecord("row", settings.keyByContent() ? "key" : settings.key(), "call_id");
        refused.writeRecord(with(file.header(), "row", "problem"));
        unknown.writeRecord(with(file.header(), question.toArray(String[]::new)));
        while (rows.hasNext()) {
          RowOutcome outcome = write(rows.next(), logged, refused, unknown, result);
          result.counts.merge(outcome, 1, Integer::sum);
        }
        gone.forEach((key, state) -> unknown.writeRecord(gone(key, state)));
      }
      journal.force(); // It has the questions that these files ask.
      for (String name : FILES) {
        OwnerOnly.replace(temporary(name), settings.folder().resolve(name));
      }
    } catch (IOException e) {
      throw cannotBeWritten(e);
    } catch (UncheckedIOException e) {
      throw cannotBeWritten(Objects.requireNonNull(e.getCause()));
    }
    return result;
  }

  private static ImportException cannotBeWritten(IOException e) {
    return ImportException.failed(
        "The lists of what became of the rows cannot be written: %s. Nothing is lost: make room on"
            + " the disk, close them where they are open, and run the same line again.",
        ImportException.reason(e));
  }

  private RowOutcome write(
      CallRow row, CsvWriter logged, CsvWriter refused, CsvWriter unknown, Result result) {
    String number = String.valueOf(row.number());
    RowState state = journal.state(row.key());
    RowVerdict verdict = RowVerdict.of(row, state, mended);
    switch (verdict) {
      case LOGGED -> {
        logged.writeRecord(number, row.key(), Objects.requireNonNull(state).id());
        return RowOutcome.LOGGED;
      }
      case BAD -> {
        refused.writeRecord(with(row.cells(), number, String.join(" ", row.problems())));
        row.problems().forEach(problem -> result.refuse(shape(problem), row));
        return RowOutcome.REFUSED;
      }
      case SEND -> {
        if (state == null || state.outcome() != RowOutcome.REFUSED) {
          return RowOutcome.WAITING;
        }
        String why = "Close refused it: " + state.why() + ".";
        refused.writeRecord(with(row.cells(), number, tally.message(row.key()).orElse(why)));
        result.refuse(why, row);
        return RowOutcome.REFUSED;
      }
      case CHANGED, SIMILAR -> journal.asked(row, verdict.question());
      case OPEN -> {}
    }
    RowState open = Objects.requireNonNull(journal.state(row.key()));
    String id = row.call().leadId();
    String lead = id == null ? "" : LEAD + id + "/";
    String happened = tally.message(row.key()).orElse(open.why());
    unknown.writeRecord(
        with(row.cells(), "", journal.question(open), number, happened, open.at(), lead));
    result.open.add(new Open(row.number(), open.at(), open.why(), lead));
    return RowOutcome.UNKNOWN;
  }

  /** Asks about a call that would be forgotten with its row, of which the key alone is known. */
  private List<String> gone(String key, RowState state) {
    String happened =
        "%s, and its row is no longer in the file: %s is %s. Put the row back to log it again."
            .formatted(state.why(), settings.keyByContent() ? "the key" : settings.key(), key);
    return with(
        Collections.nCopies(file.header().size(), ""),
        "",
        journal.question(state),
        "",
        happened,
        state.at(),
        "");
  }

  /** Returns a problem without what differs from row to row, and may be a person's. */
  static String shape(String problem) {
    return NUMBERS.matcher(QUOTED.matcher(problem).replaceAll("…")).replaceAll("…");
  }

  private CsvWriter writer(String name) throws IOException {
    Writer writer =
        new OutputStreamWriter(
            Files.newOutputStream(OwnerOnly.createFile(temporary(name))),
            settings.encoding().newEncoder().onUnmappableCharacter(CodingErrorAction.REPLACE));
    if (settings.encoding().equals(StandardCharsets.UTF_8)) {
      writer.write('\uFEFF'); // Without it Excel reads something else than UTF-8.
    }
    return CsvWriter.builder().fieldSeparator(settings.separator()).build(writer);
  }

  private Path temporary(String name) {
    return settings.folder().resolve(name + ".tmp");
  }

  private static List<String> with(List<String> cells, String... first) {
    List<String> all = new ArrayList<>(Arrays.asList(first));
    all.addAll(cells);
    return all;
  }
}
