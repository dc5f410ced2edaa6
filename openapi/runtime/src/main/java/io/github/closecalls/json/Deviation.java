package io.github.closecalls.json;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One place where the JSON that a model was read from is not what the contract says.
 *
 * <p>Immutable, and safe to share between threads.
 *
 * @see JsonModel#deviations()
 */
public final class Deviation {
  /** Longer numbers can be those of phones. */
  private static final int LONGEST_SHOWN = 6;

  private final String pointer;
  private final String rule;
  private final boolean absent;
  private final @Nullable Object value;

  /**
   * Creates a deviation; models do.
   *
   * @param pointer where it is
   * @param rule what the contract says of it
   * @param absent whether there is no value
   * @param value the value, or null if it is null or absent
   */
  public Deviation(String pointer, String rule, boolean absent, @Nullable Object value) {
    this.pointer = pointer;
    this.rule = rule;
    this.absent = absent;
    this.value = value;
  }

  /**
   * Returns where it is, from the model that was asked.
   *
   * @return a JSON pointer (RFC 6901) such as {@code /users/0/id}
   */
  public String pointer() {
    return pointer;
  }

  /**
   * Returns what the contract says of the value.
   *
   * @return words such as {@code must be a string} or {@code is required}; of an array or a map
   *     with one wrong item, also where in it the item is
   */
  public String rule() {
    return rule;
  }

  /**
   * Returns whether there is no value, although the contract requires one.
   *
   * @return false if there is another value than the contract says
   */
  public boolean isAbsent() {
    return absent;
  }

  /**
   * Returns the value as it came, which is sent back so.
   *
   * @return the value as {@link JsonValues} describes it, or null if it is null or absent
   */
  public @Nullable Object value() {
    return value;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Deviation that
        && pointer.equals(that.pointer)
        && rule.equals(that.rule)
        && absent == that.absent
        && Objects.equals(value, that.value);
  }

  @Override
  public int hashCode() {
    return Objects.hash(pointer, rule, absent, value);
  }

  /** Returns the place, the rule, and of which kind the value is: a text may be a secret. */
  @Override
  public String toString() {
    return pointer + " " + rule + ", but is " + (absent ? "absent" : kind());
  }

  private String kind() {
    if (value instanceof String text) {
      return text.isEmpty() ? "an empty string" : "a string of " + text.length() + " characters";
    }
    if (value instanceof List) {
      return "an array";
    }
    String text = String.valueOf(value);
    boolean shown = (value == null || value instanceof Boolean || value instanceof Number);
    return !shown ? "an object" : text.length() <= LONGEST_SHOWN ? text : "a long number";
  }
}
