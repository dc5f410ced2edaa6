package io.github.closecalls.json.internal;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import io.github.closecalls.json.JsonNumber;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes any JSON value but null. Moshi's own adapter would turn 5 into 5.0 and
 * 9007199254740993 into …992.
 */
final class AnyAdapter extends JsonAdapter<Object> {
  static final JsonAdapter<Object> ANY = new AnyAdapter();
  static final JsonAdapter<@Nullable Object> NULLABLE_ANY = ANY.nullSafe();
  static final JsonAdapter<Map<String, @Nullable Object>> MAP = ContainerAdapters.map(NULLABLE_ANY);
  private static final JsonAdapter<List<@Nullable Object>> LIST =
      ContainerAdapters.list(NULLABLE_ANY);

  private AnyAdapter() {}

  /** Returns what an adapter writes, as this one reads it. */
  static <T extends @Nullable Object> @Nullable Object jsonOf(JsonAdapter<T> adapter, T value)
      throws IOException {
    if (value instanceof String) {
      return value; // Also one that was read although it is not Unicode, which none writes.
    }
    Buffer json = new Buffer();
    adapter.toJson(json, value);
    return NULLABLE_ANY.fromJson(json);
  }

  @Override
  public Object fromJson(JsonReader reader) throws IOException {
    return switch (reader.peek()) {
      case STRING -> reader.nextString();
      case NUMBER -> JsonNumber.of(reader.nextString());
      case BOOLEAN -> reader.nextBoolean();
      case BEGIN_ARRAY -> LIST.fromJson(reader);
      case BEGIN_OBJECT -> MAP.fromJson(reader);
      default -> throw JsonErrors.unexpected(reader, "a value");
    };
  }

  @Override
  @SuppressWarnings("unchecked") // JsonValues lets in no map with other keys than strings.
  public void toJson(JsonWriter writer, @Nullable Object value) throws IOException {
    if (value instanceof String string) {
      writer.value(UnicodeText.checked(string, writer));
    } else if (value instanceof Boolean bool) {
      writer.value(bool);
    } else if (value instanceof Number number) {
      writer.value(number);
    } else if (value instanceof List<?> list) {
      LIST.toJson(writer, (List<@Nullable Object>) list);
    } else if (value instanceof Map<?, ?> map) {
      MAP.toJson(writer, (Map<String, @Nullable Object>) map);
    } else {
      throw JsonErrors.unexpected(
          "a JSON value", value == null ? "null" : value.getClass().getName(), writer.getPath());
    }
  }

  @Override
  public String toString() {
    return "JsonAdapter(any value)";
  }
}
