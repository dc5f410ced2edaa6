package io.github.closecalls.json.internal;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonReader.Token;
import com.squareup.moshi.JsonWriter;
import io.github.closecalls.json.JsonNumber;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Numbers of a type, each read exactly or refused. */
final class NumberAdapters {
  private static final int MAX_INTEGER_ZEROS = 1_000;

  static final JsonAdapter<Integer> INTEGER =
      new ScalarAdapter<>("an integer of 32 bits", Token.NUMBER) {
        @Override
        Integer read(JsonReader reader) throws IOException {
          try {
            return reader.nextInt();
          } catch (JsonDataException e) {
            throw outOfRange(reader, e, expected());
          }
        }

        @Override
        void write(JsonWriter writer, Integer value) throws IOException {
          writer.value(value.longValue());
        }
      };

  static final JsonAdapter<Long> LONG =
      new ScalarAdapter<>("an integer of 64 bits", Token.NUMBER) {
        @Override
        Long read(JsonReader reader) throws IOException {
          try {
            return reader.nextLong();
          } catch (JsonDataException e) {
            throw outOfRange(reader, e, expected());
          }
        }

        @Override
        void write(JsonWriter writer, Long value) throws IOException {
          writer.value(value.longValue());
        }
      };

  static final JsonAdapter<BigInteger> BIG_INTEGER =
      new ParsedAdapter<>("an integer", Token.NUMBER) {
        @Override
        BigInteger parse(String text) {
          BigDecimal decimal = decimal(text);
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

  static final JsonAdapter<BigDecimal> BIG_DECIMAL =
      new ParsedAdapter<>("a number", Token.NUMBER) {
        @Override
        BigDecimal parse(String text) {
          return decimal(text);
        }

        @Override
        void write(JsonWriter writer, BigDecimal value) throws IOException {
          writer.value(value);
        }
      };

  static final JsonAdapter<Double> DOUBLE =
      new ParsedAdapter<>("a number of double precision", Token.NUMBER) {
        @Override
        Double parse(String text) {
          double value = Double.parseDouble(text);
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

  private NumberAdapters() {}

  /** Moshi's reader still has the number then. */
  private static JsonDataException outOfRange(
      JsonReader reader, JsonDataException error, String expected) throws IOException {
    return JsonErrors.isKept(reader)
        ? JsonErrors.unexpected(
            String.valueOf(error.getMessage()), error, expected, JsonNumber.of(reader.nextString()))
        : error;
  }

  private static BigDecimal decimal(String text) {
    Number number = JsonNumber.of(text);
    return number instanceof JsonNumber exact ? exact.toBigDecimal() : new BigDecimal(text);
  }
}
