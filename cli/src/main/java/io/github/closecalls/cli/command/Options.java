package io.github.closecalls.cli.command;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the command line says.
 *
 * @param values the value of each option that has one, by its name with the two hyphens
 * @param flags the options without a value
 * @param operands what is no option, in order
 * @param problems what is wrong, each with its remedy
 */
public record Options(
    Map<String, String> values, Set<String> flags, List<String> operands, List<String> problems) {
  /**
   * Copies all of it.
   *
   * @param values the value of each option that has one
   * @param flags the options without a value
   * @param operands what is no option
   * @param problems what is wrong
   */
  public Options {
    values = Map.copyOf(values);
    flags = Set.copyOf(flags);
    operands = List.copyOf(operands);
    problems = List.copyOf(problems);
  }

  /**
   * Returns the value of an option.
   *
   * @param name the name, such as {@code --phone}
   * @return the value, or nothing if the option was not given
   */
  public Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /**
   * Returns whether an option without a value was given.
   *
   * @param name the name, such as {@code --dry-run}
   * @return true if it was
   */
  public boolean has(String name) {
    return flags.contains(name);
  }
}
