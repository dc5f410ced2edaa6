package io.github.closecalls.json.internal;

import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonReader.Token;
import io.github.closecalls.json.JsonNumber;
import java.io.IOException;
import java.time.DateTimeException;

/** Reads and writes a value that is made of the text of a string or a number. */
abstract class ParsedAdapter<T> extends ScalarAdapter<T> {
  private final boolean isNumber;

  ParsedAdapter(String expected, Token token) {
    super(expected, token);
    this.isNumber = token == Token.NUMBER;
  }

  /**
   * Returns the value with this text.
   *
   * @throws IllegalArgumentException if there is none; likewise the others that are caught below
   */
  abstract T parse(String text);

  @Override
  final T read(JsonReader reader) throws IOException {
    String text = reader.nextString();
    try {
      return parse(text);
    } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
      throw JsonErrors.unexpected(reader, e, expected(), isNumber ? JsonNumber.of(text) : text);
    }
  }
}
