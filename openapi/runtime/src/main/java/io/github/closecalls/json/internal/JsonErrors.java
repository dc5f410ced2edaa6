package io.github.closecalls.json.internal;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;

/** The errors about a value that is not what an adapter reads or writes. */
final class JsonErrors {
  private JsonErrors() {}

  static JsonDataException unexpected(JsonReader reader, String expected) throws IOException {
    return unexpected(expected, reader.peek().toString(), reader.getPath());
  }

  static JsonDataException unexpectedNull(JsonWriter writer, String expected) {
    return unexpected(expected, "null", writer.getPath());
  }

  static JsonDataException unexpected(String expected, String actual, String path) {
    return new JsonDataException(
        "Expected " + expected + " but was " + actual + " at path " + path);
  }
}
