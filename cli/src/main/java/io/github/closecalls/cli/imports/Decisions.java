package io.github.closecalls.cli.imports;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a person found out about calls that may be logged, in the column for it of unknown.csv.
 *
 * <p>A decision answers one question, which its number names. So a file that is given back twice
 * cannot log a call twice.
 */
final class Decisions {
  static final String LOGGED = "logged";
  static final String AGAIN = "again";
  static final String DECISION = "decision";
  static final String QUESTION = "question";

  private Decisions() {}

  /**
   * Writes the decisions of a file into the journal; all of them, or none if one is wrong.
   *
   * @return how many there were that nobody had taken yet
   */
  static int take(Path file, ImportSettings settings, Journal journal) {
    Map<String, String> open = new HashMap<>();
    journal
        .states()
        .forEach(
            (key, state) -> {
              if (state.isOpen()) {
                open.put(String.valueOf(state.line()), key);
              }
            });
    Map<String, String> decided = new LinkedHashMap<>();
    List<String> problems = new ArrayList<>();
    int old = 0;
    for (Answer answer : answers(file, settings)) {
      if (!answer.decision.equals(LOGGED) && !answer.decision.equals(AGAIN)) {
        problems.add(
            "row " + answer.row + ": the decision must be logged or again, or left empty.");
      } else if (open.containsKey(answer.question)) {
        decided.put(open.get(answer.question), answer.decision);
      } else {
        old++;
      }
    }
    if (!problems.isEmpty()) {
      throw ImportException.badInput(
          file + ":\n" + String.join("\n", problems) + "\nNothing was sent.");
    }
    if (old > 0 && decided.isEmpty()) {
      throw ImportException.badInput(
          file
              + " decides nothing that is open: it was given back before, and the newest unknown.csv"
              + " has what is open now. Nothing was sent.");
    }
    decided.forEach(journal::decided);
    journal.force();
    return decided.size();
  }

  /** Returns whether somebody has decided something that would be overwritten. */
  static boolean areIn(Path file, ImportSettings settings) {
    return Files.exists(file) && !answers(file, settings).isEmpty();
  }

  private record Answer(long row, String question, String decision) {}

  private static List<Answer> answers(Path file, ImportSettings settings) {
    CsvFile csv = CsvFile.read(file, settings.encoding(), settings.separator());
    int decision = csv.header().indexOf(DECISION);
    int question = csv.header().indexOf(QUESTION);
    if (decision < 0 || question < 0) {
      throw ImportException.badInput(
          file + " has no columns decision and question: give unknown.csv back with all it had.");
    }
    List<Answer> answers = new ArrayList<>();
    for (Iterator<CsvFile.Row> rows = csv.rows(); rows.hasNext(); ) {
      CsvFile.Row row = rows.next();
      String text = row.cells().get(decision).strip().toLowerCase(Locale.ROOT);
      if (!text.isEmpty()) {
        answers.add(new Answer(row.number(), row.cells().get(question).strip(), text));
      }
    }
    return answers;
  }
}
