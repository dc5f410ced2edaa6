package io.github.closecalls.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The usage text of a command, from which its options are read: what it lists is what there is.
 *
 * <p>The first line names the operands, as {@code <file>}. Each line that begins with two blanks
 * and two hyphens lists an option, with its value if it has one. The texts are files, since the
 * script shows them too, before anything is built.
 */
public final class Usage {
  private static final Pattern OPTION = Pattern.compile("(?m)^  (--[a-z-]+)( <[^>]+>)?");
  private static final Pattern OPERAND = Pattern.compile("<[^>]+>");

  private final String text;
  private final Set<String> withValue = new HashSet<>();
  private final Set<String> flags = new HashSet<>();
  private final List<String> operands;

  private Usage(String text) {
    this.text = text;
    for (MatchResult option : OPTION.matcher(text).results().toList()) {
      (option.group(2) == null ? flags : withValue).add(option.group(1));
    }
    this.operands =
        OPERAND
            .matcher(text.lines().findFirst().orElse(""))
            .results()
            .map(MatchResult::group)
            .toList();
  }

  /**
   * Returns the usage of a command.
   *
   * @param command the name, such as {@code log}
   * @return its usage
   */
  public static Usage of(String command) {
    String file = "/io/github/closecalls/cli/usage/" + command + ".txt";
    try (InputStream stream = Usage.class.getResourceAsStream(file)) {
      if (stream == null) {
        throw new IllegalArgumentException(command + " has no usage text: write " + file);
      }
      return new Usage(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns the text.
   *
   * @return lines, the last of which ends too
   */
  public String text() {
    return text;
  }

  /**
   * Returns whether what follows an argument is its value.
   *
   * @param argument an argument, such as {@code --note}
   * @return true if it is an option that takes a value
   */
  public boolean takesValue(String argument) {
    return withValue.contains(argument);
  }

  /**
   * Reads what was given to the command.
   *
   * @param arguments all that stands after its name
   * @return what they say, with all problems
   */
  public Options parse(List<String> arguments) {
    return new Parser(arguments).parse();
  }

  private final class Parser {
    private final List<String> arguments;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Set<String> given = new HashSet<>();
    private final List<String> found = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private int next;

    Parser(List<String> arguments) {
      this.arguments = arguments;
    }

    Options parse() {
      if (arguments.stream().anyMatch(argument -> argument.indexOf('\ufffd') >= 0)) {
        problems.add(
            "The language settings of this terminal ruin characters that are not ASCII: set LC_ALL"
                + " to C.UTF-8, or give the text in a file.");
      }
      while (next < arguments.size()) {
        String argument = arguments.get(next++);
        if (argument.equals("--")) {
          found.addAll(arguments.subList(next, arguments.size()));
          break;
        }
        if (argument.startsWith("-") && argument.length() > 1) {
          readOption(argument);
        } else {
          found.add(argument);
        }
      }
      for (int i = operands.size(); i < found.size(); i++) {
        problems.add(
            "\""
                + Terminal.printable(found.get(i))
                + "\" belongs to no option: put text with blanks in quotes.");
      }
      for (int i = found.size(); i < operands.size(); i++) {
        problems.add(operands.get(i) + " is missing: give it after the name of the command.");
      }
      values.forEach(
          (name, value) -> {
            if (value.isEmpty()) {
              problems.add(name + " is empty: give a value, or leave the option out.");
            }
          });
      values.values().removeIf(String::isEmpty);
      Set<String> set = new HashSet<>(given);
      set.retainAll(flags);
      return new Options(values, set, found, problems);
    }

    private void readOption(String argument) {
      int equals = argument.indexOf('=');
      String name = equals < 0 ? argument : argument.substring(0, equals);
      if (!withValue.contains(name) && !flags.contains(name)) {
        problems.add(Terminal.printable(name) + " is not an option: see --help.");
        if (equals < 0 && hasValue()) {
          next++; // Most likely its value.
        }
        return;
      }
      if (!given.add(name)) {
        problems.add(name + " is given twice: give it once.");
      }
      if (flags.contains(name)) {
        if (equals >= 0) {
          problems.add(name + " takes no value: leave out what follows the equals sign.");
        }
      } else if (equals >= 0) {
        values.put(name, argument.substring(equals + 1));
      } else if (hasValue()) {
        values.put(name, arguments.get(next++));
      } else {
        problems.add(
            name + " has no value: put one after it, or " + name + "=… if it begins with \"--\".");
      }
    }

    private boolean hasValue() {
      return next < arguments.size() && !arguments.get(next).startsWith("--");
    }
  }
}
