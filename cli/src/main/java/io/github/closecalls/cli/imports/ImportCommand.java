package io.github.closecalls.cli.imports;

import io.github.closecalls.CloseClient;
import io.github.closecalls.Credentials;
import io.github.closecalls.cli.command.Account;
import io.github.closecalls.cli.command.Command;
import io.github.closecalls.cli.command.ExitCode;
import io.github.closecalls.cli.command.Options;
import io.github.closecalls.cli.command.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/** Logs each row of a CSV file as a call, and each at most once. */
public final class ImportCommand implements Command {
  private static final String CLOSE = "https://api.close.com/api/v1/";

  private final UnaryOperator<CallSender> around;

  /** Makes the command. */
  public ImportCommand() {
    this(sender -> sender);
  }

  ImportCommand(UnaryOperator<CallSender> around) {
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
    CompletableFuture<String> stop = new CompletableFuture<>();
    GracefulShutdown.Work work = () -> run(options, settings, account, terminal, stop);
    return settings.dryRun()
        ? work.run()
        : GracefulShutdown.run(
            work,
            () -> {
              terminal
                  .err()
                  .println(
                      "\nStopping: waiting for the calls that are under way. Press Ctrl-C again to"
                          + " end at once; then these calls may or may not be logged.");
              stop.complete("It was told to stop.");
            });
  }

  private ExitCode run(
      Options options,
      ImportSettings settings,
      Account account,
      Terminal terminal,
      CompletableFuture<String> stop)
      throws InterruptedException {
    CloseClient.Builder client =
        settings.dryRun()
            ? CloseClient.builder().credentials(Credentials.apiKey("none"))
            : account.client();
    client.pacing(true).maxConcurrency(settings.concurrency()).userAgent("close-calls-cli");
    try (CloseClient close = client.build()) {
      CsvFile file = CsvFile.read(settings.file(), settings.encoding(), settings.separator());
      Columns columns = Columns.of(file.header(), settings);
      String base = terminal.variable(Account.BASE_URL).orElse(CLOSE);
      FileImport all = new FileImport(settings, terminal, file, columns, close.calls()::check);
      if (settings.dryRun()) {
        return all.check();
      }
      terminal.err().println(account.destination());
      CallSender sender = around.apply(close.calls()::logWithResponse);
      return all.send(sender, base, commandLine(options), stop);
    } catch (ImportException e) {
      if (e.exit() == ExitCode.BAD_INPUT) {
        return terminal.refuse(e.lines());
      }
      e.lines().forEach(terminal.err()::println);
      return e.exit();
    }
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
}
