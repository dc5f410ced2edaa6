package io.github.closecalls.cli.command;

import java.io.IOException;

/** One command of the tool, such as {@code log}. */
@FunctionalInterface
public interface Command {
  /**
   * Runs the command.
   *
   * @param options what was given; the command reports {@link Options#problems()} together with
   *     those that it finds itself, so that all are seen at once
   * @param terminal where it reads and writes
   * @return the exit code
   * @throws IOException if a file cannot be read or written; its message is shown
   * @throws InterruptedException if the thread is interrupted
   */
  ExitCode run(Options options, Terminal terminal) throws IOException, InterruptedException;
}
