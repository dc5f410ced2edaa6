package io.github.closecalls.json.internal;

import com.squareup.moshi.JsonReader;
import io.github.closecalls.json.JsonValues;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Checks the arguments of generated builders, and makes immutable copies of them.
 *
 * <p>All methods are safe for use by several threads.
 */
public final class Arguments {
  private Arguments() {}

  /**
   * Returns an immutable copy of a list.
   *
   * @param <T> the type of an item
   * @param items the items
   * @param copy copies one item, and rejects null where it is not allowed
   * @return the copy, in the same order
   */
  public static <T extends @Nullable Object> List<T> list(
      Collection<? extends T> items, UnaryOperator<T> copy) {
    List<T> list = new ArrayList<>(items.size());
    for (T item : items) {
      list.add(copy.apply(item));
    }
    return Collections.unmodifiableList(list);
  }

  /**
   * Returns an immutable copy of a set.
   *
   * @param <T> the type of an item
   * @param items the items
   * @param copy copies one item, and rejects null where it is not allowed
   * @return the copy, in the same order
   */
  public static <T extends @Nullable Object> Set<T> set(
      Collection<? extends T> items, UnaryOperator<T> copy) {
    Set<T> set = new LinkedHashSet<>();
    for (T item : items) {
      set.add(copy.apply(item));
    }
    return Collections.unmodifiableSet(set);
  }

  /**
   * Returns an immutable copy of a map.
   *
   * @param <V> the type of a value
   * @param entries the entries
   * @param copy copies one value, and rejects null where it is not allowed
   * @return the copy, in the same order
   */
  public static <V extends @Nullable Object> Map<String, V> map(
      Map<String, ? extends V> entries, UnaryOperator<V> copy) {
    Map<String, V> map = new LinkedHashMap<>();
    entries.forEach((name, value) -> map.put(required(name), copied(name, value, copy)));
    return Collections.unmodifiableMap(map);
  }

  private static <V extends @Nullable Object> V copied(
      String name, V value, UnaryOperator<V> copy) {
    try {
      return copy.apply(value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + " cannot be set. " + e.getMessage(), e);
    }
  }

  /**
   * Returns what a builder keeps beside the listed properties, and begins with it if need be.
   *
   * @param <V> the type of a value
   * @param entries the entries, or null for none yet
   * @return the same entries, or a new map, in the order of what is put into it
   */
  public static <V extends @Nullable Object> Map<String, V> begun(
      @Nullable Map<String, V> entries) {
    return entries == null ? new SmallMap<>() : entries;
  }

  /**
   * Returns an immutable copy of what a builder keeps beside the listed properties.
   *
   * @param <V> the type of a value
   * @param entries the entries, or null for none
   * @return the copy, in the same order
   */
  public static <V extends @Nullable Object> Map<String, V> map(@Nullable Map<String, V> entries) {
    return wrap(entries == null ? null : Deviations.copy(entries));
  }

  /**
   * Returns what a builder keeps beside the listed properties, if that is not used any more.
   *
   * @param <V> the type of a value
   * @param entries the entries, or null for none
   * @return the same ones, which cannot be changed
   */
  public static <V extends @Nullable Object> Map<String, V> wrap(@Nullable Map<String, V> entries) {
    if (entries == null) {
      return Map.of();
    }
    return entries instanceof DeviatingMap<V> deviating && deviating.deviates()
        ? entries
        : Collections.unmodifiableMap(entries);
  }

  /**
   * Returns a value that must not be null.
   *
   * @param <T> the type of the value
   * @param value the value
   * @return the value
   * @throws NullPointerException if it is null
   */
  public static <T> T required(@Nullable T value) {
    if (value == null) {
      throw new NullPointerException(
          "The contract does not allow null here: leave the item out, or set a value");
    }
    return value;
  }

  /**
   * Requires the value of a property not to be null.
   *
   * @param value the value
   * @param property the name of the property
   * @throws NullPointerException if it is null
   */
  public static void required(@Nullable Object value, String property) {
    if (value == null) {
      throw new NullPointerException(
          "The contract does not allow null for " + property + ": do not set it, or set a value");
    }
  }

  /**
   * Returns an immutable copy of the value of a property that the contract does not list.
   *
   * @param value the value
   * @param property the name of the property
   * @return the copy
   * @throws IllegalArgumentException if JSON cannot express it; the message names the property
   */
  public static @Nullable Object any(@Nullable Object value, String property) {
    try {
      return JsonValues.copyOf(value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(property + " cannot be set. " + e.getMessage(), e);
    }
  }

  /**
   * Requires a name that the contract does not list.
   *
   * @param name the name
   * @param listed the names that the contract lists
   * @throws IllegalArgumentException if the name is among them
   */
  public static void unlisted(String name, JsonReader.Options listed) {
    Objects.requireNonNull(name, "The name of the property is null");
    if (listed.strings().contains(name)) {
      throw new IllegalArgumentException(
          "The contract lists " + name + ": use the builder's own method for it");
    }
  }
}
