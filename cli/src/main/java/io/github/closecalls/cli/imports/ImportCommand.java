package io.github.closecalls.cli.imports;

import io.github.closecalls.CloseClient;
import io.github.closecalls.CloseResponse;
import io.github.closecalls.Credentials;
import io.github.closecalls.cli.command.Account;
import io.github.closecalls.cli.command.Command;
import io.github.closecalls.cli.command.ExitCode;
import io.github.closecalls.cli.command.Options;
import io.github.closecalls.cli.command.Terminal;
import io.github.closecalls.json.JsonValues;
import io.github.closecalls.model.CallActivity;
import io.github.closecalls.model.CreateCallActivity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Logs each row of a CSV file as a call, and each at most once. */
public final class ImportCommand implements Command {
  private static final String CLOSE = "https://api.close.com/api/v1/";

  private final UnaryOperator<Function<CreateCallActivity, CloseResponse<CallActivity>>> around;

  /** Makes the command. */
  public ImportCommand() {
    this(send -> send);
  }

  ImportCommand(UnaryOperator<Function<CreateCallActivity, CloseResponse<CallActivity>>> around) {
    this.around = around;
  }

  @Override
  public ExitCode run(Options options, Terminal terminal) throws InterruptedException {
    List<String> problems = new ArrayList<>(options.problems());
    ImportSettings settings = ImportSettings.of(options, problems);
    Account account = Account.of(terminal);
    if (!settings.dryRun()) {
      problems.addAll(account.problems());
      if (!account.isSet()) {
        problems.add(
            Account.API_KEY
                + " is not set: set it to your API key (in Close: Settings, Developer, API Keys)."
                + " To check the file without a key, give --dry-run.");
      }
    }
    if (!problems.isEmpty()) {
      return terminal.refuse(problems);
    }
    try (CloseClient client = client(account, settings)) {
      String base = terminal.variable(Account.BASE_URL).orElse(CLOSE);
      CsvFile file = CsvFile.read(settings.file(), settings.encoding(), settings.separator());
      Columns columns = Columns.of(file.header(), settings);
      Run run =
          new Run(around, settings, terminal, client, file, columns, base, commandLine(options));
      if (settings.dryRun()) {
        return run.check();
      }
      terminal.err().println(account.destination());
      return run.send();
    } catch (ImportException e) {
      if (e.exit() == ExitCode.BAD_INPUT) {
        return terminal.refuse(e.lines());
      }
      e.lines().forEach(terminal.err()::println);
      return e.exit();
    }
  }

  private static CloseClient client(Account account, ImportSettings settings) {
    CloseClient.Builder client =
        settings.dryRun()
            ? CloseClient.builder().credentials(Credentials.apiKey("none"))
            : account.client();
    return client
        .pacing(true)
        .maxConcurrency(settings.concurrency())
        .userAgent("close-calls-cli")
        .build();
  }

  private static String commandLine(Options options) {
    StringBuilder line = new StringBuilder("close-calls import");
    options.operands().forEach(operand -> line.append(' ').append(quoted(operand)));
    new TreeMap<>(options.values())
        .forEach((name, value) -> line.append(' ').append(name).append(' ').append(quoted(value)));
    new TreeSet<>(options.flags()).forEach(flag -> line.append(' ').append(flag));
    return line.toString();
  }

  private static String quoted(String value) {
    return value.matches("[A-Za-z0-9_./:=+,@%-]+")
        ? value
        : "'" + value.replace("'", "'\\''") + "'";
  }

  /** One import, once all that is given is read. */
  private record Run(
      UnaryOperator<Function<CreateCallActivity, CloseResponse<CallActivity>>> around,
      ImportSettings settings,
      Terminal terminal,
      CloseClient client,
      CsvFile file,
      Columns columns,
      String base,
      String commandLine) {
    /** Checks all rows, and says all that is wrong with them. */
    ExitCode check() {
      Map<String, RowState> states = Journal.peek(settings.folder());
      Set<String> mended = RowVerdict.mended(states, all().keys());
      CallReader reader = reader();
      Map<RowVerdict, Integer> counts = new TreeMap<>();
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
      sayHowItWasRead(reader);
      terminal
          .err()
          .println(
              "Checked "
                  + ImportReport.count(file.count(), "row")
                  + ", and sent nothing: "
                  + ready
                  + " can be sent, "
                  + bad
                  + " cannot, "
                  + logged
                  + " are logged already, "
                  + (file.count() - ready - bad - logged)
                  + " may be.");
      Map<String, Object> summary = new LinkedHashMap<>();
      summary.put("rows", (long) file.count());
      summary.put("ready", (long) ready);
      summary.put("bad", (long) bad);
      summary.put("logged", (long) logged);
      terminal.out().println(JsonValues.ADAPTER.toJson(summary));
      return bad > 0 ? ExitCode.REFUSED : ExitCode.DONE;
    }

    ExitCode send() throws InterruptedException {
      CallReader all = all();
      sayHowItWasRead(all);
      if (settings.decisions().isEmpty()
          && Decisions.areIn(settings.folder().resolve(Outputs.UNKNOWN), settings)) {
        throw ImportException.badInput(
            settings.folder().resolve(Outputs.UNKNOWN)
                + " has decisions that would be lost: give it back with --decisions.");
      }
      String source = String.valueOf(settings.file().getFileName());
      try (Journal journal = Journal.open(settings.folder(), base, columns.keyName(), source)) {
        int decided =
            settings.decisions().map(given -> Decisions.take(given, settings, journal)).orElse(0);
        if (decided > 0) {
          terminal.err().println("Took back " + ImportReport.count(decided, "decision") + ".");
        }
        Set<String> mended = RowVerdict.mended(journal.states(), all.keys());
        Tally tally = new Tally();
        Importer importer =
            new Importer(
                journal, around.apply(client.calls()::logWithResponse), settings, mended, tally);
        return untilStopped(
            importer,
            () -> {
              Progress progress =
                  new Progress(terminal.err(), tally, file.count(), terminal.isInteractive());
              Optional<String> stopped = importer.run(reader(), progress::show);
              progress.end();
              Outputs.Result result =
                  new Outputs(file, settings, journal, mended, tally).write(reader());
              return ended(all, tally, result, stopped);
            });
      }
    }

    private ExitCode ended(
        CallReader all, Tally tally, Outputs.Result result, Optional<String> stopped) {
      ImportReport report =
          new ImportReport(settings, base, commandLine, tally, result, stopped, all);
      report.write();
      report.sentences().forEach(terminal.err()::println);
      terminal.out().println(JsonValues.ADAPTER.toJson(report.summary()));
      boolean waiting = result.count(RowOutcome.WAITING) > 0 && tally.sent() < settings.limit();
      if (stopped.isPresent() || waiting) {
        return ExitCode.STOPPED;
      }
      if (result.count(RowOutcome.UNKNOWN) > 0) {
        return ExitCode.UNKNOWN;
      }
      return result.count(RowOutcome.REFUSED) > 0 ? ExitCode.REFUSED : ExitCode.DONE;
    }

    /** Reads all rows before anything is sent, and refuses what concerns more than one. */
    private CallReader all() {
      CallReader reader = reader();
      while (reader.hasNext()) {
        reader.next();
      }
      reader.phones().check();
      return reader;
    }

    private CallReader reader() {
      return new CallReader(file, columns, settings, client.calls()::check);
    }

    private void sayHowItWasRead(CallReader reader) {
      ImportReport.conversions(reader).forEach(terminal.err()::println);
      reader.phones().samples().forEach(sample -> terminal.err().println("  " + sample));
    }

    /**
     * Runs it so that Ctrl-C, or a polite kill, begins no more calls and waits for those under way.
     */
    private ExitCode untilStopped(Importer importer, Work work) throws InterruptedException {
      CountDownLatch ended = new CountDownLatch(1);
      AtomicInteger exit = new AtomicInteger(ExitCode.FAILED.number());
      Thread hook =
          new Thread(
              () -> {
                terminal.err().println("\nStopping: waiting for the calls that are under way.");
                importer.stop("It was told to stop.");
                try {
                  ended.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
                Runtime.getRuntime().halt(exit.get());
              },
              "stop");
      Runtime.getRuntime().addShutdownHook(hook);
      try {
        ExitCode code = work.run();
        exit.set(code.number());
        return code;
      } finally {
        ended.countDown();
        try {
          Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
          // The hook runs already, and ends this process.
        }
      }
    }
  }

  /** What is run until it ends or is stopped. */
  @FunctionalInterface
  private interface Work {
    ExitCode run() throws InterruptedException;
  }
}
