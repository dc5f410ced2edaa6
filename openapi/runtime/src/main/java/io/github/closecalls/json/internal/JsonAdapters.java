package io.github.closecalls.json.internal;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.Moshi;
import io.github.closecalls.json.OrNull;
import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * The adapters that generated models are made of.
 *
 * <p>Each reads exactly one kind of JSON value and rejects every other with a {@link
 * JsonDataException} that names the path. None converts values, and only those called {@code
 * NULLABLE_} accept null. Adapters are immutable and safe to share between threads.
 */
public final class JsonAdapters {
  /** A string. */
  public static final JsonAdapter<String> STRING = ScalarAdapters.STRING;

  /** A boolean. */
  public static final JsonAdapter<Boolean> BOOLEAN = ScalarAdapters.BOOLEAN;

  /** An integer of 32 bits. */
  public static final JsonAdapter<Integer> INTEGER = NumberAdapters.INTEGER;

  /** An integer of 64 bits. */
  public static final JsonAdapter<Long> LONG = NumberAdapters.LONG;

  /** An integer of any size. */
  public static final JsonAdapter<BigInteger> BIG_INTEGER = NumberAdapters.BIG_INTEGER;

  /** A number, exact. */
  public static final JsonAdapter<BigDecimal> BIG_DECIMAL = NumberAdapters.BIG_DECIMAL;

  /** A number of double precision (format {@code double} or {@code float}). */
  public static final JsonAdapter<Double> DOUBLE = NumberAdapters.DOUBLE;

  /** A date (format {@code date}, RFC 3339 {@code full-date}). */
  public static final JsonAdapter<LocalDate> DATE = DateAdapters.DATE;

  /** A date with time and offset (format {@code date-time}, RFC 3339). */
  public static final JsonAdapter<OffsetDateTime> DATE_TIME = DateAdapters.DATE_TIME;

  /** A URI (format {@code uri} or {@code uri-reference}), kept as it is written. */
  public static final JsonAdapter<URI> URI = ScalarAdapters.URI;

  /** A UUID (format {@code uuid}). */
  public static final JsonAdapter<UUID> UUID = ScalarAdapters.UUID;

  /** Bytes, in Base64 (format {@code byte}). */
  public static final JsonAdapter<ByteString> BYTES = ScalarAdapters.BYTES;

  /**
   * Any JSON value except null; {@link io.github.closecalls.json.JsonValues} lists the Java types.
   */
  public static final JsonAdapter<Object> ANY = AnyAdapter.ANY;

  /** Null and nothing else. */
  public static final JsonAdapter<@Nullable Void> NULLABLE_NULL = ScalarAdapters.NULL;

  /** A {@link #STRING} or null. */
  public static final JsonAdapter<@Nullable String> NULLABLE_STRING = STRING.nullSafe();

  /** A {@link #BOOLEAN} or null. */
  public static final JsonAdapter<@Nullable Boolean> NULLABLE_BOOLEAN = BOOLEAN.nullSafe();

  /** An {@link #INTEGER} or null. */
  public static final JsonAdapter<@Nullable Integer> NULLABLE_INTEGER = INTEGER.nullSafe();

  /** A {@link #LONG} or null. */
  public static final JsonAdapter<@Nullable Long> NULLABLE_LONG = LONG.nullSafe();

  /** A {@link #BIG_INTEGER} or null. */
  public static final JsonAdapter<@Nullable BigInteger> NULLABLE_BIG_INTEGER =
      BIG_INTEGER.nullSafe();

  /** A {@link #BIG_DECIMAL} or null. */
  public static final JsonAdapter<@Nullable BigDecimal> NULLABLE_BIG_DECIMAL =
      BIG_DECIMAL.nullSafe();

  /** A {@link #DOUBLE} or null. */
  public static final JsonAdapter<@Nullable Double> NULLABLE_DOUBLE = DOUBLE.nullSafe();

  /** A {@link #DATE} or null. */
  public static final JsonAdapter<@Nullable LocalDate> NULLABLE_DATE = DATE.nullSafe();

  /** A {@link #DATE_TIME} or null. */
  public static final JsonAdapter<@Nullable OffsetDateTime> NULLABLE_DATE_TIME =
      DATE_TIME.nullSafe();

  /** A {@link #URI} or null. */
  public static final JsonAdapter<@Nullable URI> NULLABLE_URI = URI.nullSafe();

  /** A {@link #UUID} or null. */
  public static final JsonAdapter<@Nullable UUID> NULLABLE_UUID = UUID.nullSafe();

  /** {@link #BYTES} or null. */
  public static final JsonAdapter<@Nullable ByteString> NULLABLE_BYTES = BYTES.nullSafe();

  /** Any JSON value, null included. */
  public static final JsonAdapter<@Nullable Object> NULLABLE_ANY = AnyAdapter.NULLABLE_ANY;

  private static final Map<Type, JsonAdapter<?>> SCALARS =
      Map.ofEntries(
          Map.entry(String.class, STRING),
          Map.entry(Boolean.class, BOOLEAN),
          Map.entry(Integer.class, INTEGER),
          Map.entry(Long.class, LONG),
          Map.entry(BigInteger.class, BIG_INTEGER),
          Map.entry(BigDecimal.class, BIG_DECIMAL),
          Map.entry(Double.class, DOUBLE),
          Map.entry(LocalDate.class, DATE),
          Map.entry(OffsetDateTime.class, DATE_TIME),
          Map.entry(URI.class, URI),
          Map.entry(UUID.class, UUID),
          Map.entry(ByteString.class, BYTES),
          Map.entry(Object.class, NULLABLE_ANY));

  private JsonAdapters() {}

  /**
   * Returns an adapter for an array in order.
   *
   * @param <T> the type of an item
   * @param item the adapter of an item; if it accepts null, so does the array
   * @return an adapter that reads immutable lists
   */
  public static <T extends @Nullable Object> JsonAdapter<List<T>> list(JsonAdapter<T> item) {
    return ContainerAdapters.list(item);
  }

  /**
   * Returns an adapter for an array without duplicates ({@code uniqueItems}), in order.
   *
   * @param <T> the type of an item
   * @param item the adapter of an item; if it accepts null, so does the set
   * @return an adapter that reads immutable sets and rejects a duplicate rather than lose it
   */
  public static <T extends @Nullable Object> JsonAdapter<Set<T>> set(JsonAdapter<T> item) {
    return ContainerAdapters.set(item);
  }

  /**
   * Returns an adapter for an object used as a map, in order.
   *
   * @param <V> the type of a value
   * @param value the adapter of a value; if it accepts null, so does the map
   * @return an adapter that reads immutable maps
   */
  public static <V extends @Nullable Object> JsonAdapter<Map<String, V>> map(JsonAdapter<V> value) {
    return ContainerAdapters.map(value);
  }

  /**
   * Returns the adapter of a type that is not generated: one of the constants of this class, or a
   * list, set or map of types that Moshi has adapters for.
   *
   * @param type the type
   * @param moshi the source of the adapters of items
   * @return the adapter, or null if this class has none
   */
  public static @Nullable JsonAdapter<?> of(Type type, Moshi moshi) {
    if (type instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> raw) {
      Type[] arguments = generic.getActualTypeArguments();
      Type item = arguments[arguments.length - 1];
      if (raw == List.class) {
        return list(moshi.adapter(item));
      }
      if (raw == Set.class) {
        return set(moshi.adapter(item));
      }
      return raw == Map.class && arguments[0] == String.class ? map(moshi.adapter(item)) : null;
    }
    return SCALARS.get(type);
  }

  /**
   * Returns the adapter of a type with an annotation of ours that says more of it.
   *
   * @param type the type
   * @param annotations the annotations
   * @param moshi where the adapters of types come from
   * @return the adapter, or null if the annotations are not ours
   */
  public static @Nullable JsonAdapter<?> of(
      Type type, Set<? extends Annotation> annotations, Moshi moshi) {
    return annotations.size() == 1 && annotations.iterator().next() instanceof OrNull orNull
        ? of(type, orNull.value(), 0, moshi)
        : null;
  }

  private static JsonAdapter<?> of(Type type, boolean[] nullable, int level, Moshi moshi) {
    JsonAdapter<?> adapter = moshi.adapter(type);
    if (type instanceof ParameterizedType generic && level + 1 < nullable.length) {
      Type[] arguments = generic.getActualTypeArguments();
      JsonAdapter<?> item = of(arguments[arguments.length - 1], nullable, level + 1, moshi);
      Type raw = generic.getRawType();
      adapter = raw == List.class ? list(item) : raw == Set.class ? set(item) : map(item);
    }
    return nullable[level] ? adapter.nullSafe() : adapter;
  }
}
