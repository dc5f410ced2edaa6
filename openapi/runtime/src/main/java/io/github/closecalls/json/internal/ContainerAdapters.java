package io.github.closecalls.json.internal;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonReader.Token;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Arrays and objects of values of one type. */
final class ContainerAdapters {
  private ContainerAdapters() {}

  static <T extends @Nullable Object> JsonAdapter<List<T>> list(JsonAdapter<T> item) {
    return new ArrayAdapter<>(item) {
      @Override
      List<T> toJava(List<T> items) {
        return items.isEmpty() ? List.of() : Collections.unmodifiableList(items);
      }
    };
  }

  static <T extends @Nullable Object> JsonAdapter<Set<T>> set(JsonAdapter<T> item) {
    return new ArrayAdapter<>(item) {
      @Override
      @Nullable Set<T> toJava(List<T> items) {
        Set<T> set = new LinkedHashSet<>(items);
        return set.size() == items.size() ? Collections.unmodifiableSet(set) : null;
      }
    };
  }

  static <V extends @Nullable Object> JsonAdapter<Map<String, V>> map(JsonAdapter<V> value) {
    return new MapAdapter<>(value);
  }

  /** An array, read in order. */
  private abstract static class ArrayAdapter<T extends @Nullable Object, C extends Collection<T>>
      extends JsonAdapter<C> {
    private final JsonAdapter<T> item;

    ArrayAdapter(JsonAdapter<T> item) {
      this.item = item;
    }

    /** Returns the items as they are given to users, or null if one is there twice. */
    abstract @Nullable C toJava(List<T> items);

    @Override
    public final C fromJson(JsonReader reader) throws IOException {
      if (reader.peek() != Token.BEGIN_ARRAY) {
        throw JsonErrors.unexpected(reader, "an array");
      }
      List<T> items = new ArrayList<>();
      reader.beginArray();
      try {
        while (reader.hasNext()) {
          items.add(item.fromJson(reader));
        }
      } catch (JsonDataException e) {
        throw withRest(items, e, reader);
      }
      reader.endArray();
      C value = toJava(items);
      if (value == null) {
        throw withDuplicate(items, reader);
      }
      return value;
    }

    private JsonDataException withRest(List<T> items, JsonDataException error, JsonReader reader)
        throws IOException {
      OddValue odd = UnexpectedValueException.value(error);
      List<@Nullable Object> whole = json(items);
      whole.add(odd.value());
      while (reader.hasNext()) {
        whole.add(AnyAdapter.NULLABLE_ANY.fromJson(reader));
      }
      reader.endArray();
      return UnexpectedValueException.within(
          error, Collections.unmodifiableList(whole), items.size(), reader);
    }

    private JsonDataException withDuplicate(List<T> items, JsonReader reader) throws IOException {
      String expected = "an array without duplicates";
      String message = "Expected " + expected + " at path " + reader.getPath();
      return JsonErrors.isKept(reader)
          ? JsonErrors.unexpected(
              message, null, expected, Collections.unmodifiableList(json(items)))
          : new JsonDataException(message);
    }

    private List<@Nullable Object> json(List<T> items) throws IOException {
      List<@Nullable Object> json = new ArrayList<>();
      for (T element : items) {
        json.add(AnyAdapter.jsonOf(item, element));
      }
      return json;
    }

    @Override
    public final void toJson(JsonWriter writer, @Nullable C value) throws IOException {
      if (value == null) {
        throw JsonErrors.unexpectedNull(writer, "an array");
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
        throw JsonErrors.unexpected(reader, "an object");
      }
      Map<String, V> map = new LinkedHashMap<>();
      String name = "";
      reader.beginObject();
      try {
        while (reader.hasNext()) {
          name = reader.nextName();
          map.put(name, value.fromJson(reader));
        }
      } catch (JsonDataException e) {
        throw withRest(map, name, e, reader);
      }
      reader.endObject();
      return Collections.unmodifiableMap(map);
    }

    private JsonDataException withRest(
        Map<String, V> map, String name, JsonDataException error, JsonReader reader)
        throws IOException {
      OddValue odd = UnexpectedValueException.value(error);
      Map<String, @Nullable Object> whole = new LinkedHashMap<>();
      for (Map.Entry<String, V> entry : map.entrySet()) {
        whole.put(entry.getKey(), AnyAdapter.jsonOf(value, entry.getValue()));
      }
      whole.put(name, odd.value());
      while (reader.hasNext()) {
        whole.put(reader.nextName(), AnyAdapter.NULLABLE_ANY.fromJson(reader));
      }
      reader.endObject();
      return UnexpectedValueException.within(
          error, Collections.unmodifiableMap(whole), name, reader);
    }

    @Override
    public void toJson(JsonWriter writer, @Nullable Map<String, V> map) throws IOException {
      if (map == null) {
        throw JsonErrors.unexpectedNull(writer, "an object");
      }
      boolean serializeNulls = writer.getSerializeNulls();
      // Off by default in Moshi, which would lose the entries that are null.
      writer.setSerializeNulls(true);
      try {
        writer.beginObject();
        for (Map.Entry<String, V> entry : map.entrySet()) {
          writer.name(UnicodeText.checked(entry.getKey(), writer));
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
}
