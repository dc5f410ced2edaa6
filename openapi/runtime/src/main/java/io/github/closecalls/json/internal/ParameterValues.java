package io.github.closecalls.json.internal;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.Moshi;
import io.github.closecalls.json.internal.StyledText.Encoding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Makes what Retrofit sends of values that it cannot take as they are: those that go out as several
 * parameters, and a body that is null.
 *
 * <p>All methods are safe for use by several threads.
 */
public final class ParameterValues {
  /** One for each contract: adapters are kept in it. */
  private static final ConcurrentMap<Class<?>, Moshi> MOSHIS = new ConcurrentHashMap<>();

  private ParameterValues() {}

  /**
   * Returns the parameters of a value that goes out as several.
   *
   * @param models the factory of the contract's models
   * @param type the type of the value
   * @param value the value, or null for no parameters
   * @param style the style of OpenAPI, or {@code json}
   * @param name the name in the contract
   * @param explode whether parts are written one by one
   * @param allowReserved whether reserved characters stay as they are
   * @return names and texts, percent-encoded; a name may be there more than once
   */
  public static Map<String, String> pairs(
      JsonAdapter.Factory models,
      Type type,
      @Nullable Object value,
      String style,
      String name,
      boolean explode,
      boolean allowReserved) {
    if (value == null) {
      return Map.of();
    }
    Encoding encoding = allowReserved ? Encoding.ALL_BUT_RESERVED : Encoding.ALL;
    return pairs(
        new StyledText(style, name, explode, encoding).pairs(tree(adapter(models, type), value)));
  }

  /** A map as Retrofit reads it, in which a name may be more than once. */
  static Map<String, String> pairs(List<Map.Entry<String, String>> pairs) {
    return new Pairs(pairs);
  }

  /**
   * Returns a body of JSON, be it that of null.
   *
   * @param models the factory of the contract's models
   * @param type the type of the value
   * @param value the value, or null
   * @param mediaType the media type to send it as
   * @return the body
   */
  public static RequestBody body(
      JsonAdapter.Factory models, Type type, @Nullable Object value, String mediaType) {
    // As bytes: of a text OkHttp would say the charset as well, which JSON has no parameter for.
    byte[] json = adapter(models, type).nullSafe().toJson(value).getBytes(StandardCharsets.UTF_8);
    return RequestBody.create(json, MediaType.get(mediaType));
  }

  static JsonAdapter<Object> adapter(JsonAdapter.Factory models, Type type) {
    return MOSHIS
        .computeIfAbsent(models.getClass(), none -> new Moshi.Builder().add(models).build())
        .adapter(type);
  }

  /** The JSON that an adapter writes, as values. */
  static @Nullable Object tree(JsonAdapter<Object> adapter, Object value) {
    Buffer json = new Buffer();
    try {
      adapter.toJson(json, value);
      return tree(json);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write JSON to memory", e);
    }
  }

  /**
   * Returns the JSON in a buffer as values.
   *
   * @param json the JSON
   * @return the value
   * @throws IOException if it is none
   */
  public static @Nullable Object tree(Buffer json) throws IOException {
    return AnyAdapter.NULLABLE_ANY.fromJson(JsonReader.of(json));
  }

  /** A map as Retrofit reads it, entry by entry, in which a name may be more than once. */
  private static final class Pairs extends AbstractMap<String, String> {
    private final List<Map.Entry<String, String>> pairs;

    Pairs(List<Map.Entry<String, String>> pairs) {
      this.pairs = List.copyOf(pairs);
    }

    @Override
    public Set<Map.Entry<String, String>> entrySet() {
      return new AbstractSet<>() {
        @Override
        public Iterator<Map.Entry<String, String>> iterator() {
          return pairs.iterator();
        }

        @Override
        public int size() {
          return pairs.size();
        }
      };
    }
  }
}
