package io.github.closecalls.cli.imports;

import io.github.closecalls.cli.command.ExitCode;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;

/** Ends the import with a message for the person who started it. */
@SuppressWarnings("AnnotateFormatMethod") // The annotation would be a dependency.
final class ImportException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final ExitCode exit;

  private ImportException(ExitCode exit, String message) {
    super(message);
    this.exit = exit;
  }

  /**
   * Says that the input is wrong; nothing was sent.
   *
   * @param message with %s for each of the details
   */
  static ImportException badInput(String message, Object... details) {
    return new ImportException(ExitCode.BAD_INPUT, message.formatted(details));
  }

  /**
   * Says that this machine failed.
   *
   * @param message with %s for each of the details
   */
  static ImportException failed(String message, Object... details) {
    return new ImportException(ExitCode.FAILED, message.formatted(details));
  }

  /** Says why the system refused, without the names of classes and files. */
  static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "access is denied";
    }
    if (e instanceof NoSuchFileException) {
      return "it, or its folder, does not exist";
    }
    String reason = e instanceof FileSystemException of ? of.getReason() : e.getMessage();
    return reason == null ? e.toString() : reason;
  }

  /** Returns the message, without its line breaks. */
  List<String> lines() {
    return String.valueOf(getMessage()).lines().toList();
  }

  ExitCode exit() {
    return exit;
  }
}
