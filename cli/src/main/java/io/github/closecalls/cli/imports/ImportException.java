package io.github.closecalls.cli.imports;

import io.github.closecalls.cli.command.ExitCode;
import java.util.List;

/** Ends the import with a message for the person who started it. */
final class ImportException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final ExitCode exit;

  private ImportException(ExitCode exit, String message) {
    super(message);
    this.exit = exit;
  }

  /** Says that the input is wrong; nothing was sent. */
  static ImportException badInput(String message) {
    return new ImportException(ExitCode.BAD_INPUT, message);
  }

  /** Says that this machine failed. */
  static ImportException failed(String message) {
    return new ImportException(ExitCode.FAILED, message);
  }

  /** Returns the message, without its line breaks. */
  List<String> lines() {
    return String.valueOf(getMessage()).lines().toList();
  }

  ExitCode exit() {
    return exit;
  }
}
