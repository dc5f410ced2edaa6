package io.github.closecalls.json;

import io.github.closecalls.json.internal.ParameterText;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The values of a parameter that is sent once, with commas between them (OpenAPI styles {@code
 * form} without {@code explode}, and {@code simple}).
 *
 * <p>Immutable, and safe to share between threads.
 *
 * @param <T> the type of a value
 */
public final class CommaSeparated<T> {
  private final List<T> values;

  private CommaSeparated(List<T> values) {
    this.values = values;
  }

  /**
   * Returns these values.
   *
   * @param <T> the type of a value
   * @param values the values, none of them null
   * @return an immutable instance
   */
  public static <T> CommaSeparated<T> of(Collection<? extends T> values) {
    return new CommaSeparated<>(List.copyOf(values));
  }

  /**
   * Returns the values.
   *
   * @return an immutable list
   */
  public List<T> values() {
    return values;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CommaSeparated<?> that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  /** Returns the text of the parameter. */
  @Override
  public String toString() {
    return values.stream().map(ParameterText::of).collect(Collectors.joining(","));
  }
}
