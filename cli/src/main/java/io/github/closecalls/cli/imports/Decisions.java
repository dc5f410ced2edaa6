package io.github.closecalls.cli.imports;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a person found out about calls that may be logged, in the column for it of unknown.csv.
 *
 * <p>A decision answers one question, and counts as long as that is open. So a file that is given
 * back twice, or after a crash, cannot log a call twice.
 */
final class Decisions {
  static final String LOGGED = "logged";
  static final String AGAIN = "again";
  static final String DECISION = "decision";
  static final String QUESTION = "question";

  /** What was decided, by the keys of the calls. */
  private final Map<String, String> decided = new LinkedHashMap<>();

  private final List<String> problems = new ArrayList<>();
  private int old;

  private Decisions(Path file, ImportSettings settings, Journal journal) {
    CsvFile csv = read(file, settings);
    int decision = csv.header().indexOf(DECISION);
    int question = csv.header().indexOf(QUESTION);
    Map<String, String> open = new HashMap<>();
    journal
        .states()
        .forEach(
            (key, state) -> {
              if (state.isOpen()) {
                open.put(journal.question(state), key);
              }
            });
    for (Iterator<CsvFile.Row> rows = csv.rows(); rows.hasNext(); ) {
      CsvFile.Row row = rows.next();
      String said = row.cell(decision).strip().toLowerCase(Locale.ROOT);
      String key = open.get(row.cell(question).strip());
      if (!said.isEmpty()) {
        add(row.number(), key == null ? "" : key, said);
      }
    }
  }

  /**
   * Reads the list as the spreadsheet has saved it in which a person has decided: often with
   * another separator, in another encoding, and with other numbers and times.
   *
   * <p>None of this can change what is read of it: its first line shows the separator, and nothing
   * but ASCII is in the two columns that matter. A question that was changed is none that is open.
   */
  private static CsvFile read(Path file, ImportSettings settings) {
    byte[] bytes = CsvFile.bytes(file);
    return Stream.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16, settings.encoding())
        .map(encoding -> new String(bytes, encoding).replaceFirst("^\uFEFF", ""))
        .flatMap(
            text ->
                Stream.of(settings.separator(), ',', ';', '\t')
                    .filter(separator -> namesItsColumns(text, separator))
                    .map(separator -> CsvFile.loose(file, text, separator)))
        .filter(csv -> csv.header().containsAll(List.of(DECISION, QUESTION)))
        .findFirst()
        .orElseThrow(
            () ->
                ImportException.badInput(
                    "%s does not have the columns decision and question in its first line: save it"
                        + " as CSV with all the columns that unknown.csv had. If no decision is in"
                        + " it, delete it: the next run writes it anew.",
                    file));
  }

  private static boolean namesItsColumns(String text, char separator) {
    String first = text.lines().findFirst().orElse("").replace("\"", "");
    return Arrays.asList(first.split(Pattern.quote(String.valueOf(separator))))
        .containsAll(List.of(DECISION, QUESTION));
  }

  /**
   * Writes the decisions of a file into the journal; all of them, or none if one is wrong.
   *
   * @return what it did, for the person who gave them
   */
  static String take(Path file, ImportSettings settings, Journal journal) {
    Decisions given = new Decisions(file, settings, journal);
    if (!given.problems.isEmpty()) {
      throw ImportException.badInput("%s:\n%s", file, String.join("\n", given.problems));
    }
    given.decided.forEach(journal::decided);
    journal.force();
    String taken = "Took back " + ImportReport.count(given.decided.size(), "decision");
    return given.old == 0
        ? taken + "."
        : "%s; %s in %s %s no open question."
            .formatted(
                taken,
                ImportReport.count(given.old, "other"),
                file,
                given.old == 1 ? "answers" : "answer");
  }

  /** Refuses to go on if somebody has decided something that would be overwritten. */
  static void checkNoneIsLost(Path file, ImportSettings settings, Journal journal) {
    if (Files.exists(file)) {
      Decisions waiting = new Decisions(file, settings, journal);
      if (!waiting.decided.isEmpty() || !waiting.problems.isEmpty()) {
        throw ImportException.badInput(
            "%s has decisions that would be lost: give it back with --decisions.", file);
      }
    }
  }

  private void add(long row, String key, String said) {
    if (key.isEmpty()) {
      old++;
    } else if (!said.equals(LOGGED) && !said.equals(AGAIN)) {
      problems.add("row " + row + ": the decision must be logged or again, or left empty.");
    } else if (!said.equals(decided.getOrDefault(key, said))) {
      problems.add("row " + row + ": the same call was decided otherwise above.");
    } else {
      decided.put(key, said);
    }
  }
}
