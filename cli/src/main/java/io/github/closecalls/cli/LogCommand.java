package io.github.closecalls.cli;

import io.github.closecalls.cli.command.Command;
import io.github.closecalls.cli.command.ExitCode;
import io.github.closecalls.cli.command.Options;
import io.github.closecalls.cli.command.Terminal;

/** Logs one call. */
final class LogCommand implements Command {
  @Override
  public ExitCode run(Options options, Terminal terminal) {
    return options.problems().isEmpty() ? ExitCode.DONE : terminal.refuse(options.problems());
  }
}
