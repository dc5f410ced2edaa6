package io.github.closecalls.cli;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import io.github.closecalls.CloseClient;
import io.github.closecalls.CloseException;
import io.github.closecalls.Credentials;
import io.github.closecalls.Violation;
import io.github.closecalls.cli.command.Account;
import io.github.closecalls.cli.command.Command;
import io.github.closecalls.cli.command.ExitCode;
import io.github.closecalls.cli.command.Options;
import io.github.closecalls.cli.command.Terminal;
import io.github.closecalls.model.CallActivity;
import io.github.closecalls.model.CreateCallActivity;
import io.github.closecalls.model.ModelJsonAdapterFactory;
import io.github.closecalls.testing.FakeClose;
import java.util.ArrayList;
import java.util.List;

/** Logs one call, in Close or, without a key, in a fake. */
final class LogCommand implements Command {
  private static final Moshi MOSHI = new Moshi.Builder().add(new ModelJsonAdapterFactory()).build();

  @Override
  public ExitCode run(Options options, Terminal terminal) {
    Account account = Account.of(terminal);
    DescribedCall described = new DescribedCall(options, terminal);
    CreateCallActivity call = described.call();

    List<String> problems = new ArrayList<>(options.problems());
    problems.addAll(described.problems());
    try (CloseClient checks = anywhere().build()) {
      for (Violation violation : checks.calls().check(call)) {
        problems.add(sentence(violation, described, terminal));
      }
    }
    problems.addAll(account.problems());
    if (!problems.isEmpty()) {
      return terminal.refuse(problems);
    }
    if (options.has("--dry-run")) {
      terminal.err().println("Nothing is wrong with this call. It was not sent.");
      print(MOSHI.adapter(CreateCallActivity.class), call, terminal);
      return ExitCode.DONE;
    }
    terminal.err().println(account.destination());
    if (account.isSet()) {
      return log(account.client(), call, terminal);
    }
    try (FakeClose fake = FakeClose.start()) {
      ExitCode exit = log(anywhere().baseUrl(fake.url()), call, terminal);
      terminal
          .err()
          .println(
              "To log it in Close, set "
                  + Account.API_KEY
                  + " to your API key (in Close: Settings, Developer, API Keys).");
      return exit;
    }
  }

  /** A credential that means nothing, for what goes nowhere or to the fake. */
  private static CloseClient.Builder anywhere() {
    return CloseClient.builder().credentials(Credentials.apiKey("none"));
  }

  /** Shows the value where the person who typed it reads it; the library's own text masks it. */
  private static String sentence(Violation violation, DescribedCall call, Terminal terminal) {
    return call.given(violation.property())
        .filter(value -> terminal.isInteractive())
        .map(
            value ->
                DescribedCall.option(violation.property())
                    + " "
                    + violation.rule()
                    + ", but is \""
                    + Terminal.printable(value)
                    + "\". "
                    + violation.remedy())
        .orElseGet(violation::toString);
  }

  private static ExitCode log(
      CloseClient.Builder client, CreateCallActivity call, Terminal terminal) {
    CallActivity logged;
    try (CloseClient close = client.userAgent("close-calls-cli").build()) {
      logged = close.calls().log(call);
    } catch (CloseException e) {
      terminal.err().println(e.getMessage());
      return switch (e.delivery()) {
        case NOT_SENT -> ExitCode.FAILED;
        case REFUSED -> ExitCode.REFUSED;
        case UNKNOWN -> ExitCode.UNKNOWN;
        case ACCEPTED -> ExitCode.DONE; // It is logged: whoever tries again logs it twice.
      };
    }
    if (!print(MOSHI.adapter(CallActivity.class), logged, terminal)) {
      terminal.err().println("The call is logged, but Close's answer could not be written.");
    }
    return ExitCode.DONE;
  }

  private static <T> boolean print(JsonAdapter<T> adapter, T value, Terminal terminal) {
    terminal.out().println(adapter.indent("  ").toJson(value));
    return !terminal.out().checkError();
  }
}
