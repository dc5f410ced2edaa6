package io.github.closecalls.cli;

import io.github.closecalls.cli.command.Command;
import io.github.closecalls.cli.command.ExitCode;
import io.github.closecalls.cli.command.Terminal;
import io.github.closecalls.cli.command.Usage;
import io.github.closecalls.cli.imports.ImportCommand;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The tool {@code close-calls}: finds the command and runs it. */
public final class Main {
  private static final Map<String, Command> COMMANDS =
      new TreeMap<>(
          Map.of(
              "fake", new FakeCommand(), "import", new ImportCommand(), "log", new LogCommand()));
  private static final Set<String> HELP = Set.of("-h", "--help");

  private Main() {}

  static Set<String> commands() {
    return COMMANDS.keySet();
  }

  /**
   * Runs a command, and exits with its code.
   *
   * @param arguments the name of the command, and what belongs to it
   */
  public static void main(String[] arguments) {
    System.exit(run(Arrays.asList(arguments), Terminal.ofThisProcess()).number());
  }

  static ExitCode run(List<String> arguments, Terminal terminal) {
    String name = arguments.isEmpty() ? "" : arguments.get(0);
    Command command = COMMANDS.get(name);
    if (isHelp(arguments)) {
      terminal.out().print(Usage.of(command == null ? "close-calls" : name).text());
      return ExitCode.DONE;
    }
    if (name.equals("--version")) {
      terminal
          .out()
          .println(
              "close-calls "
                  + Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                      .orElse("that was not packaged"));
      return ExitCode.DONE;
    }
    if (command == null) {
      return terminal.refuse(
          List.of(
              (name.isEmpty() ? "No command is given" : "\"" + name + "\" is not a command")
                  + ": use one of "
                  + String.join(", ", COMMANDS.keySet())
                  + ", or --help."));
    }
    try {
      return command.run(Usage.of(name).parse(arguments.subList(1, arguments.size())), terminal);
    } catch (IOException e) {
      terminal.err().println(e.getMessage());
      return ExitCode.FAILED;
    } catch (InterruptedException e) {
      return ExitCode.STOPPED;
    } catch (RuntimeException e) {
      terminal
          .err()
          .println(
              "close-calls has a fault ("
                  + e
                  + "): please report it. If a call was being sent, look in Close for it.");
      return ExitCode.UNKNOWN;
    }
  }

  private static boolean isHelp(List<String> arguments) {
    String name = arguments.isEmpty() ? "" : arguments.get(0);
    if (name.equals("help")) {
      return true;
    }
    String before = "";
    for (String argument : arguments) {
      if (argument.equals("--")) {
        return false;
      }
      // As a value it is what a variable holds, as in --note "$note".
      if (HELP.contains(argument)
          && (!COMMANDS.containsKey(name) || !Usage.of(name).takesValue(before))) {
        return true;
      }
      before = argument;
    }
    return false;
  }
}
