package io.github.closecalls.json.internal;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonReader.Token;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.time.DateTimeException;
import org.jspecify.annotations.Nullable;

/** Reads and writes a value that is a string, a number or a boolean. */
abstract class ScalarAdapter<T> extends JsonAdapter<T> {
  private final String expected;
  private final Token token;

  ScalarAdapter(String expected, Token token) {
    this.expected = expected;
    this.token = token;
  }

  abstract T read(JsonReader reader) throws IOException;

  abstract void write(JsonWriter writer, T value) throws IOException;

  @Override
  public final T fromJson(JsonReader reader) throws IOException {
    if (reader.peek() != token) {
      throw JsonErrors.unexpected(reader, expected);
    }
    return read(reader);
  }

  final String expected() {
    return expected;
  }

  @Override
  public final void toJson(JsonWriter writer, @Nullable T value) throws IOException {
    if (value == null) {
      throw JsonErrors.unexpectedNull(writer, expected);
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
