package io.github.closecalls.json.internal;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The errors about a value that is not what an adapter reads or writes. */
final class JsonErrors {
  private JsonErrors() {}

  /** Reads the value that comes next, which is of another kind, and returns the error. */
  static JsonDataException unexpected(JsonReader reader, String expected) throws IOException {
    String message = message(expected, reader.peek().toString(), reader.getPath());
    return switch (reader.peek()) {
      case END_ARRAY, END_OBJECT, END_DOCUMENT, NAME -> new JsonDataException(message);
      default ->
          isKept(reader)
              ? unexpected(message, null, expected, AnyAdapter.NULLABLE_ANY.fromJson(reader))
              : new JsonDataException(message);
    };
  }

  /** Returns the error about a value that was read. */
  static JsonDataException unexpected(
      JsonReader reader, Exception cause, String expected, Object value) {
    String message =
        "Expected " + expected + " at path " + reader.getPath() + ": " + cause.getMessage();
    return isKept(reader)
        ? unexpected(message, cause, expected, value)
        : new JsonDataException(message, cause);
  }

  static JsonDataException unexpected(
      String message, @Nullable Throwable cause, String expected, @Nullable Object value) {
    return UnexpectedValueException.of(message, OddValue.of(expected, value), cause);
  }

  /** Whether somebody keeps a value that is odd: not at the top, and not of what is only tried. */
  static boolean isKept(JsonReader reader) {
    return !Attempts.areUnderWay() && !reader.getPath().equals("$");
  }

  static JsonDataException unexpectedNull(JsonWriter writer, String expected) {
    return new JsonDataException(message(expected, "null", writer.getPath()));
  }

  static JsonDataException unexpected(String expected, String actual, String path) {
    return new JsonDataException(message(expected, actual, path));
  }

  private static String message(String expected, String actual, String path) {
    return "Expected " + expected + " but was " + actual + " at path " + path;
  }
}
