package io.github.closecalls.json;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import io.github.closecalls.json.internal.JsonAdapters;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * JSON values whose type the contract leaves open.
 *
 * <p>In Java a string is a {@link String}; a boolean a {@link Boolean}; a number a {@link Byte},
 * {@link Short}, {@link Integer}, {@link Long}, {@link BigInteger}, {@link BigDecimal}, {@link
 * JsonNumber} or a finite {@link Double} or {@link Float}; an array a {@link Collection}; an object
 * a {@link Map} with strings as keys; null is null. Values that are read have immutable lists and
 * maps, and numbers as {@link JsonNumber#of} returns them.
 *
 * <p>What is set may also be an {@link OffsetDateTime}, an {@link Instant}, a {@link LocalDate}, a
 * {@link UUID} or a {@link URI}, which become strings, or a {@link JsonWritable}, such as a
 * generated model, which becomes what it is in JSON.
 *
 * <p>All methods are safe for use by several threads.
 */
public final class JsonValues {
  /**
   * Reads and writes any such value, including null, without loss: numbers stay exact. Safe to
   * share between threads.
   */
  public static final JsonAdapter<@Nullable Object> ADAPTER = JsonAdapters.NULLABLE_ANY;

  /** Deeper values are refused: Moshi reads and writes no more levels than this. */
  private static final int MAX_DEPTH = 200;

  private JsonValues() {}

  /**
   * Returns an immutable copy of a JSON value, which has a string, an object or what else stands in
   * JSON in place of a date or a model.
   *
   * @param value the value
   * @return a copy that shares nothing mutable with it
   * @throws IllegalArgumentException if JSON cannot express the value; the message says where
   */
  public static @Nullable Object copyOf(@Nullable Object value) {
    return copyOf(value, "$", 0);
  }

  private static @Nullable Object copyOf(@Nullable Object value, String path, int depth) {
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException(
          "The value is nested more than " + MAX_DEPTH + " levels deep, or contains itself");
    }
    if (value == null
        || value instanceof String
        || value instanceof Boolean
        || value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte
        || value instanceof JsonNumber
        || value.getClass() == BigDecimal.class
        || value.getClass() == BigInteger.class
        || (value instanceof Double d && Double.isFinite(d))
        || (value instanceof Float f && Float.isFinite(f))) {
      return value;
    }
    if (value instanceof Collection<?> items) {
      List<@Nullable Object> copy = new ArrayList<>(items.size());
      for (Object item : items) {
        copy.add(copyOf(item, path + "[" + copy.size() + "]", depth + 1));
      }
      return Collections.unmodifiableList(copy);
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> copy = new LinkedHashMap<>();
      map.forEach(
          (key, item) -> {
            if (!(key instanceof String name)) {
              throw new IllegalArgumentException(
                  "JSON has only strings as keys, but " + path + " has another key: use strings");
            }
            copy.put(name, copyOf(item, path + "." + name, depth + 1));
          });
      return Collections.unmodifiableMap(copy);
    }
    try {
      Object converted = converted(value);
      if (converted != null) {
        return converted;
      }
    } catch (IOException | JsonDataException | DateTimeException e) {
      throw new IllegalArgumentException(
          "JSON cannot express the "
              + value.getClass().getName()
              + " at "
              + path
              + ": "
              + e.getMessage(),
          e);
    }
    throw new IllegalArgumentException(
        "JSON cannot express the "
            + value.getClass().getName()
            + " at "
            + path
            + ": use a string, a finite number, a boolean, a date or date-time with its offset, a"
            + " list, a map with strings as keys, a generated model, or null");
  }

  /** Returns what stands in JSON for a type that is not one of JSON, or null for an unknown one. */
  private static @Nullable Object converted(Object value) throws IOException {
    if (value instanceof JsonWritable writable) {
      return ADAPTER.fromJson(writable.toJson());
    }
    if (value instanceof OffsetDateTime time) {
      return JsonAdapters.DATE_TIME.toJsonValue(time);
    }
    if (value instanceof Instant instant) {
      return JsonAdapters.DATE_TIME.toJsonValue(instant.atOffset(ZoneOffset.UTC));
    }
    if (value instanceof LocalDate date) {
      return JsonAdapters.DATE.toJsonValue(date);
    }
    return value instanceof UUID || value instanceof URI ? value.toString() : null;
  }
}
