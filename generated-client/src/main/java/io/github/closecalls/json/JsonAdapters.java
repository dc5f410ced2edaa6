package io.github.closecalls.json;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonReader.Token;
import com.squareup.moshi.JsonWriter;
import com.squareup.moshi.Moshi;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * The adapters that generated models are made of.
 *
 * <p>Each reads exactly one kind of JSON value and refuses every other with a {@link
 * JsonDataException} that names the path; none coerces, and only those called {@code NULLABLE_}
 * take null. Adapters are immutable and safe to share between threads.
 */
public final class JsonAdapters {
  private static final int MAX_INTEGER_ZEROS = 1_000;

  /** A string. */
  public static final JsonAdapter<String> STRING =
      new Scalar<>("a string", Token.STRING) {
        @Override
        String read(JsonReader reader) throws IOException {
          return reader.nextString();
        }

        @Override
        void write(JsonWriter writer, String value) throws IOException {
          writer.value(checked(value, writer));
        }
      };

  /** A boolean. */
  public static final JsonAdapter<Boolean> BOOLEAN =
      new Scalar<>("a boolean", Token.BOOLEAN) {
        @Override
        Boolean read(JsonReader reader) throws IOException {
          return reader.nextBoolean();
        }

        @Override
        void write(JsonWriter writer, Boolean value) throws IOException {
          writer.value(value);
        }
      };

  /** An integer of 32 bits. */
  public static final JsonAdapter<Integer> INTEGER =
      new Scalar<>("an integer of 32 bits", Token.NUMBER) {
        @Override
        Integer read(JsonReader reader) throws IOException {
          return reader.nextInt();
        }

        @Override
        void write(JsonWriter writer, Integer value) throws IOException {
          writer.value(value.longValue());
        }
      };

  /** An integer of 64 bits. */
  public static final JsonAdapter<Long> LONG =
      new Scalar<>("an integer of 64 bits", Token.NUMBER) {
        @Override
        Long read(JsonReader reader) throws IOException {
          return reader.nextLong();
        }

        @Override
        void write(JsonWriter writer, Long value) throws IOException {
          writer.value(value.longValue());
        }
      };

  /** An integer of any size. */
  public static final JsonAdapter<BigInteger> BIG_INTEGER =
      new Scalar<>("an integer", Token.NUMBER) {
        @Override
        BigInteger read(JsonReader reader) throws IOException {
          BigDecimal decimal = decimal(reader);
          // 1e999999999 is nine bytes on the wire and half a gigabyte as an integer.
          if (decimal.scale() < -MAX_INTEGER_ZEROS) {
            throw new ArithmeticException("the number is too large");
          }
          return decimal.toBigIntegerExact();
        }

        @Override
        void write(JsonWriter writer, BigInteger value) throws IOException {
          writer.value(value);
        }
      };

  /** A number, exact. */
  public static final JsonAdapter<BigDecimal> BIG_DECIMAL =
      new Scalar<>("a number", Token.NUMBER) {
        @Override
        BigDecimal read(JsonReader reader) throws IOException {
          return decimal(reader);
        }

        @Override
        void write(JsonWriter writer, BigDecimal value) throws IOException {
          writer.value(value);
        }
      };

  /** A number of double precision (format {@code double} or {@code float}). */
  public static final JsonAdapter<Double> DOUBLE =
      new Scalar<>("a number of double precision", Token.NUMBER) {
        @Override
        Double read(JsonReader reader) throws IOException {
          double value = Double.parseDouble(reader.nextString());
          if (Double.isInfinite(value)) {
            throw new ArithmeticException("the number is too large");
          }
          return value;
        }

        @Override
        void write(JsonWriter writer, Double value) throws IOException {
          writer.value(value.doubleValue());
        }
      };

  /** A date (format {@code date}, RFC 3339 {@code full-date}). */
  public static final JsonAdapter<LocalDate> DATE =
      new Scalar<>("a date such as 2013-02-01", Token.STRING) {
        @Override
        LocalDate read(JsonReader reader) throws IOException {
          return LocalDate.parse(reader.nextString());
        }

        @Override
        void write(JsonWriter writer, LocalDate value) throws IOException {
          if (value.getYear() < 0 || value.getYear() > 9999) {
            throw new DateTimeException(
                "RFC 3339 has years 0000 to 9999 only, the date has the year " + value.getYear());
          }
          writer.value(value.toString());
        }
      };

  /** A date with time and offset (format {@code date-time}, RFC 3339). */
  public static final JsonAdapter<OffsetDateTime> DATE_TIME =
      new Scalar<>("a date-time such as 2013-02-01T00:51:33+00:00", Token.STRING) {
        @Override
        OffsetDateTime read(JsonReader reader) throws IOException {
          return DateTimes.parse(reader.nextString());
        }

        @Override
        void write(JsonWriter writer, OffsetDateTime value) throws IOException {
          writer.value(DateTimes.format(value));
        }
      };

  /** A URI (format {@code uri} or {@code uri-reference}), kept as it is written. */
  public static final JsonAdapter<URI> URI =
      new Scalar<>("a URI", Token.STRING) {
        @Override
        URI read(JsonReader reader) throws IOException {
          try {
            return new URI(reader.nextString());
          } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e.getReason(), e);
          }
        }

        @Override
        void write(JsonWriter writer, URI value) throws IOException {
          writer.value(value.toString());
        }
      };

  /** A UUID (format {@code uuid}). */
  public static final JsonAdapter<UUID> UUID =
      new Scalar<>("a UUID", Token.STRING) {
        private static final int LENGTH = 36;

        @Override
        UUID read(JsonReader reader) throws IOException {
          String text = reader.nextString();
          if (text.length() != LENGTH) {
            throw new IllegalArgumentException("a UUID has " + LENGTH + " characters");
          }
          return java.util.UUID.fromString(text);
        }

        @Override
        void write(JsonWriter writer, UUID value) throws IOException {
          writer.value(value.toString());
        }
      };

  /** Bytes, in Base64 (format {@code byte}). */
  public static final JsonAdapter<ByteString> BYTES =
      new Scalar<>("bytes in Base64", Token.STRING) {
        @Override
        ByteString read(JsonReader reader) throws IOException {
          ByteString bytes = ByteString.decodeBase64(reader.nextString());
          if (bytes == null) {
            throw new IllegalArgumentException("the text is not Base64");
          }
          return bytes;
        }

        @Override
        void write(JsonWriter writer, ByteString value) throws IOException {
          writer.value(value.base64());
        }
      };

  /** Any JSON value but null; see {@link JsonValues#copyOf(Object)} for how it looks in Java. */
  public static final JsonAdapter<Object> ANY = new Any();

  /** Null and nothing else. */
  public static final JsonAdapter<@Nullable Void> NULLABLE_NULL =
      new JsonAdapter<>() {
        @Override
        public @Nullable Void fromJson(JsonReader reader) throws IOException {
          if (reader.peek() != Token.NULL) {
            throw unexpected(reader, "null");
          }
          return reader.nextNull();
        }

        @Override
        public void toJson(JsonWriter writer, @Nullable Void value) throws IOException {
          writer.nullValue();
        }
      };

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
  public static final JsonAdapter<@Nullable Object> NULLABLE_ANY = ANY.nullSafe();

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
   * @param item the adapter of an item; whether it takes null decides whether the array may hold it
   * @return an adapter that reads immutable lists
   */
  public static <T extends @Nullable Object> JsonAdapter<List<T>> list(JsonAdapter<T> item) {
    return new ArrayAdapter<>(item) {
      @Override
      List<T> toJava(List<T> items, JsonReader reader) {
        return items.isEmpty() ? List.of() : Collections.unmodifiableList(items);
      }
    };
  }

  /**
   * Returns an adapter for an array without duplicates ({@code uniqueItems}), in order.
   *
   * @param <T> the type of an item
   * @param item the adapter of an item; whether it takes null decides whether the set may hold it
   * @return an adapter that reads immutable sets and refuses a duplicate rather than lose it
   */
  public static <T extends @Nullable Object> JsonAdapter<Set<T>> set(JsonAdapter<T> item) {
    return new ArrayAdapter<>(item) {
      @Override
      Set<T> toJava(List<T> items, JsonReader reader) {
        Set<T> set = new LinkedHashSet<>(items);
        if (set.size() != items.size()) {
          throw new JsonDataException(
              "Expected an array without duplicates at path " + reader.getPath());
        }
        return Collections.unmodifiableSet(set);
      }
    };
  }

  /**
   * Returns an adapter for an object used as a map, in order.
   *
   * @param <V> the type of a value
   * @param value the adapter of a value; whether it takes null decides whether the map may hold it
   * @return an adapter that reads immutable maps
   */
  public static <V extends @Nullable Object> JsonAdapter<Map<String, V>> map(JsonAdapter<V> value) {
    return new MapAdapter<>(value);
  }

  /**
   * Returns the adapter of a type that is not generated: one of the constants of this class, or a
   * list, set or map of types that Moshi has adapters for.
   *
   * @param type the type
   * @param moshi where the adapters of items come from
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
   * Reads a value if it is what an adapter reads.
   *
   * @param <T> the type of the value
   * @param adapter the adapter
   * @param reader where the value is read from; it stays where it is if it is something else
   * @return the value, or null if it is something else
   * @throws IOException if the JSON cannot be read
   */
  public static <T> @Nullable T readIf(JsonAdapter<T> adapter, JsonReader reader)
      throws IOException {
    T value;
    try (JsonReader ahead = reader.peekJson()) {
      value = adapter.fromJson(ahead);
    } catch (JsonDataException e) {
      return null;
    }
    reader.skipValue();
    return value;
  }

  /**
   * Reads the opening of a model's object.
   *
   * @param reader where the model is read from
   * @param model the name of the model, for the error
   * @throws IOException if the JSON cannot be read
   * @throws JsonDataException if no object comes next
   */
  public static void beginModel(JsonReader reader, String model) throws IOException {
    if (reader.peek() != Token.BEGIN_OBJECT) {
      throw unexpected(reader, model + " (an object)");
    }
    reader.beginObject();
  }

  /**
   * Returns the error for properties that an answer lacks.
   *
   * @param reader where the model was read from
   * @param properties the names of the missing properties
   * @return the error to throw
   */
  public static JsonDataException missing(JsonReader reader, List<String> properties) {
    return new JsonDataException(
        "Required but missing: " + String.join(", ", properties) + " at path " + reader.getPath());
  }

  /**
   * Returns an error with the name of the model it arose in.
   *
   * @param model the name of the model
   * @param error the error
   * @return the error to throw
   */
  public static JsonDataException inModel(String model, JsonDataException error) {
    return new JsonDataException(model + ": " + error.getMessage(), error);
  }

  private static JsonDataException unexpected(JsonReader reader, String expected)
      throws IOException {
    return new JsonDataException(
        "Expected " + expected + " but was " + reader.peek() + " at path " + reader.getPath());
  }

  /**
   * Writes the name of a property that the contract does not list.
   *
   * @param writer where the property is written to
   * @param name the name
   * @throws IOException if the JSON cannot be written
   * @throws JsonDataException if the name is no Unicode text
   */
  public static void writeName(JsonWriter writer, String name) throws IOException {
    writer.name(checked(name, writer));
  }

  /** Okio would write half of a surrogate pair as a question mark. */
  private static String checked(String text, JsonWriter writer) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          throw new JsonDataException(
              "The text holds half of a surrogate pair, at index "
                  + i
                  + ", which UTF-8 cannot express, at path "
                  + writer.getPath());
        }
        i++;
      }
    }
    return text;
  }

  private static BigDecimal decimal(JsonReader reader) throws IOException {
    String text = reader.nextString();
    Number number = JsonNumber.of(text);
    return number instanceof JsonNumber exact ? exact.toBigDecimal() : new BigDecimal(text);
  }

  /** A value that is a string, a number or a boolean. */
  private abstract static class Scalar<T> extends JsonAdapter<T> {
    private final String expected;
    private final Token token;

    Scalar(String expected, Token token) {
      this.expected = expected;
      this.token = token;
    }

    abstract T read(JsonReader reader) throws IOException;

    abstract void write(JsonWriter writer, T value) throws IOException;

    @Override
    public final T fromJson(JsonReader reader) throws IOException {
      if (reader.peek() != token) {
        throw unexpected(reader, expected);
      }
      try {
        return read(reader);
      } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
        throw new JsonDataException(
            "Expected " + expected + " at path " + reader.getPath() + ": " + e.getMessage(), e);
      }
    }

    @Override
    public final void toJson(JsonWriter writer, @Nullable T value) throws IOException {
      if (value == null) {
        throw new JsonDataException(
            "Expected " + expected + " but was null at path " + writer.getPath());
      }
      try {
        write(writer, value);
      } catch (DateTimeException e) {
        throw new JsonDataException(e.getMessage() + " at path " + writer.getPath(), e);
      }
    }

    @Override
    public final String toString() {
      return "JsonAdapter(" + expected + ")";
    }
  }

  /** An array, read in order. */
  private abstract static class ArrayAdapter<T extends @Nullable Object, C extends Collection<T>>
      extends JsonAdapter<C> {
    private final JsonAdapter<T> item;

    ArrayAdapter(JsonAdapter<T> item) {
      this.item = item;
    }

    abstract C toJava(List<T> items, JsonReader reader);

    @Override
    public final C fromJson(JsonReader reader) throws IOException {
      if (reader.peek() != Token.BEGIN_ARRAY) {
        throw unexpected(reader, "an array");
      }
      List<T> items = new ArrayList<>();
      reader.beginArray();
      while (reader.hasNext()) {
        items.add(item.fromJson(reader));
      }
      reader.endArray();
      return toJava(items, reader);
    }

    @Override
    public final void toJson(JsonWriter writer, @Nullable C value) throws IOException {
      if (value == null) {
        throw new JsonDataException("Expected an array but was null at path " + writer.getPath());
      }
      writer.beginArray();
      for (T element : value) {
        item.toJson(writer, element);
      }
      writer.endArray();
    }

    @Override
    public final String toString() {
      return item + ".array()";
    }
  }

  /** An object whose names are not known beforehand. */
  private static final class MapAdapter<V extends @Nullable Object>
      extends JsonAdapter<Map<String, V>> {
    private final JsonAdapter<V> value;

    MapAdapter(JsonAdapter<V> value) {
      this.value = value;
    }

    @Override
    public Map<String, V> fromJson(JsonReader reader) throws IOException {
      if (reader.peek() != Token.BEGIN_OBJECT) {
        throw unexpected(reader, "an object");
      }
      Map<String, V> map = new LinkedHashMap<>();
      reader.beginObject();
      while (reader.hasNext()) {
        map.put(reader.nextName(), value.fromJson(reader));
      }
      reader.endObject();
      return Collections.unmodifiableMap(map);
    }

    @Override
    public void toJson(JsonWriter writer, @Nullable Map<String, V> map) throws IOException {
      if (map == null) {
        throw new JsonDataException("Expected an object but was null at path " + writer.getPath());
      }
      boolean serializeNulls = writer.getSerializeNulls();
      // Off by default in Moshi, which would lose the entries that are null.
      writer.setSerializeNulls(true);
      try {
        writer.beginObject();
        for (Map.Entry<String, V> entry : map.entrySet()) {
          writeName(writer, entry.getKey());
          value.toJson(writer, entry.getValue());
        }
        writer.endObject();
      } finally {
        writer.setSerializeNulls(serializeNulls);
      }
    }

    @Override
    public String toString() {
      return value + ".map()";
    }
  }

  /** Any JSON value. Moshi's own adapter would turn 5 into 5.0 and 9007199254740993 into …992. */
  private static final class Any extends JsonAdapter<Object> {
    @Override
    public Object fromJson(JsonReader reader) throws IOException {
      return switch (reader.peek()) {
        case STRING -> reader.nextString();
        case NUMBER -> JsonNumber.of(reader.nextString());
        case BOOLEAN -> reader.nextBoolean();
        case BEGIN_ARRAY -> ANY_LIST.fromJson(reader);
        case BEGIN_OBJECT -> ANY_MAP.fromJson(reader);
        default -> throw unexpected(reader, "a value");
      };
    }

    @Override
    @SuppressWarnings("unchecked") // JsonValues lets in no map with other keys than strings.
    public void toJson(JsonWriter writer, @Nullable Object value) throws IOException {
      if (value instanceof String string) {
        writer.value(checked(string, writer));
      } else if (value instanceof Boolean bool) {
        writer.value(bool);
      } else if (value instanceof Number number) {
        writer.value(number);
      } else if (value instanceof List<?> list) {
        ANY_LIST.toJson(writer, (List<@Nullable Object>) list);
      } else if (value instanceof Map<?, ?> map) {
        ANY_MAP.toJson(writer, (Map<String, @Nullable Object>) map);
      } else {
        throw new JsonDataException(
            "Expected a JSON value but was "
                + (value == null ? "null" : value.getClass().getName())
                + " at path "
                + writer.getPath());
      }
    }

    @Override
    public String toString() {
      return "JsonAdapter(any value)";
    }
  }

  private static final JsonAdapter<List<@Nullable Object>> ANY_LIST = list(NULLABLE_ANY);
  static final JsonAdapter<Map<String, @Nullable Object>> ANY_MAP = map(NULLABLE_ANY);
}
