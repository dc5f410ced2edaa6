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
      List<T> toJava(List<T> items, JsonReader reader) {
        return items.isEmpty() ? List.of() : Collections.unmodifiableList(items);
      }
    };
  }

  static <T extends @Nullable Object> JsonAdapter<Set<T>> set(JsonAdapter<T> item) {
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

    abstract C toJava(List<T> items, JsonReader reader);

    @Override
    public final C fromJson(JsonReader reader) throws IOException {
      if (reader.peek() != Token.BEGIN_ARRAY) {
        throw JsonErrors.unexpected(reader, "an array");
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
