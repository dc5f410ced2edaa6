package io.github.closecalls.cli.command;

import java.io.Console;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What surrounds a command.
 *
 * @param environment the environment variables
 * @param in what is typed or piped in
 * @param out for what the caller's programs read: JSON
 * @param err for what people read
 * @param isInteractive whether a person sits at it
 */
public record Terminal(
    Map<String, String> environment,
    InputStream in,
    PrintStream out,
    PrintStream err,
    boolean isInteractive) {
  /**
   * Returns that of this process.
   *
   * @return it, writing UTF-8: the platform's charset may lack characters of a note
   */
  public static Terminal ofThisProcess() {
    return new Terminal(
        System.getenv(),
        System.in,
        new PrintStream(System.out, true, StandardCharsets.UTF_8),
        new PrintStream(System.err, true, StandardCharsets.UTF_8),
        hasConsole());
  }

  /** From JDK 22 on there can be a console without a person, and a method that tells. */
  @SuppressWarnings("SystemConsoleNull") // Until JDK 21 it is null.
  private static boolean hasConsole() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }

  /**
   * Returns an environment variable.
   *
   * @param name the name
   * @return the value, or nothing if it is not set
   */
  public Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name));
  }

  /**
   * Says why nothing is done.
   *
   * @param problems sentences, each with a remedy
   * @return {@link ExitCode#BAD_INPUT}
   */
  public ExitCode refuse(List<String> problems) {
    err.println("Nothing was sent:");
    problems.forEach(problem -> err.println("  " + problem));
    return ExitCode.BAD_INPUT;
  }

  /**
   * Returns a text that cannot act on the terminal that shows it.
   *
   * @param text what was given
   * @return it, with a question mark for each control character
   */
  public static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }
}
