package io.github.closecalls.cli.imports;

import io.github.closecalls.Violation;
import io.github.closecalls.cli.command.ExitCode;
import io.github.closecalls.cli.command.Terminal;
import io.github.closecalls.json.JsonValues;
import io.github.closecalls.model.CreateCallActivity;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * An import of a file that can be read: checks its rows, or sends them, and tells what became of
 * them.
 *
 * @param rules find what is wrong with a call
 */
record FileImport(
    ImportSettings settings,
    Terminal terminal,
    CsvFile file,
    Columns columns,
    Function<CreateCallActivity, List<Violation>> rules) {
  /** Checks all rows, and says all that is wrong with them. */
  ExitCode check() {
    Map<String, RowState> states = Journal.peek(settings.folder());
    Set<String> mended = RowVerdict.mended(states, readAll().keys());
    Map<RowVerdict, Integer> counts = new EnumMap<>(RowVerdict.class);
    CallReader reader = reader();
    while (reader.hasNext()) {
      CallRow row = reader.next();
      RowVerdict verdict = RowVerdict.of(row, states.get(row.key()), mended);
      counts.merge(verdict, 1, Integer::sum);
      if (verdict == RowVerdict.BAD) {
        row.problems()
            .forEach(problem -> terminal.err().println("row " + row.number() + ": " + problem));
      }
    }
    int bad = counts.getOrDefault(RowVerdict.BAD, 0);
    int logged = counts.getOrDefault(RowVerdict.LOGGED, 0);
    int ready = counts.getOrDefault(RowVerdict.SEND, 0);
    int unknown = file.count() - ready - bad - logged;
    sayHowItWasRead(reader);
    terminal
        .err()
        .printf(
            "Checked %s, and sent nothing: %d can be sent, %d cannot, %d are logged already, %d may"
                + " be.%n",
            ImportReport.count(file.count(), "row"), ready, bad, logged, unknown);
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("rows", file.count());
    summary.put("ready", ready);
    summary.put("bad", bad);
    summary.put("logged", logged);
    summary.put("unknown", unknown);
    terminal.out().println(JsonValues.ADAPTER.toJson(summary));
    return unknown > 0 ? ExitCode.UNKNOWN : bad > 0 ? ExitCode.REFUSED : ExitCode.DONE;
  }

  /**
   * Sends what may be sent.
   *
   * @param base the address to which the calls go
   * @param commandLine what goes on with it
   * @param stop once it has a reason no more calls are begun
   */
  ExitCode send(CallSender sender, String base, String commandLine, CompletableFuture<String> stop)
      throws InterruptedException {
    CallReader all = readAll();
    sayHowItWasRead(all);
    String source = String.valueOf(settings.file().getFileName());
    try (Journal journal = Journal.open(settings.folder(), base, columns.keyName(), source)) {
      settings
          .decisions()
          .ifPresent(given -> terminal.err().println(Decisions.take(given, settings, journal)));
      Decisions.checkNoneIsLost(settings.folder().resolve(Outputs.UNKNOWN), settings, journal);
      Set<String> mended = RowVerdict.mended(journal.states(), all.keys());
      Tally tally = new Tally();
      Progress progress =
          new Progress(terminal.err(), tally, file.count(), terminal.isInteractive());
      try {
        new Importer(journal, sender, settings, mended, tally, stop).run(reader(), progress::show);
      } finally {
        progress.end();
      }
      Outputs.Result result =
          new Outputs(file, all.keys(), settings, journal, mended, tally).write(reader());
      Optional<String> stopped = stop.isDone() ? Optional.of(stop.join()) : Optional.empty();
      ImportReport report =
          new ImportReport(settings, base, commandLine, tally, result, stopped, all.conversions());
      report.sentences().forEach(terminal.err()::println);
      terminal.out().println(JsonValues.ADAPTER.toJson(report.summary()));
      Path page = report.write();
      terminal.err().println("The report is " + page + ".");
      return exit(result, tally, stopped.isPresent());
    }
  }

  private ExitCode exit(Outputs.Result result, Tally tally, boolean stopped) {
    boolean waiting = result.count(RowOutcome.WAITING) > 0 && tally.sent() < settings.limit();
    if (stopped || waiting) {
      return ExitCode.STOPPED;
    }
    if (result.count(RowOutcome.UNKNOWN) + result.gone() > 0) {
      return ExitCode.UNKNOWN;
    }
    return result.count(RowOutcome.REFUSED) > 0 ? ExitCode.REFUSED : ExitCode.DONE;
  }

  /** Reads all rows before anything is sent, and refuses what concerns more than one. */
  private CallReader readAll() {
    CallReader reader = reader();
    reader.forEachRemaining(row -> {});
    reader.phones().check();
    return reader;
  }

  private CallReader reader() {
    return new CallReader(file, columns, settings, rules);
  }

  private void sayHowItWasRead(CallReader reader) {
    reader.conversions().forEach(terminal.err()::println);
    reader.phones().samples().forEach(sample -> terminal.err().println("  " + sample));
  }
}
