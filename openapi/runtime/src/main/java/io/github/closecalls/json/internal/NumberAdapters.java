package io.github.closecalls.json.internal;

import com.squareup.moshi.JsonAdapter;
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
          return reader.nextInt();
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
          return reader.nextLong();
        }

        @Override
        void write(JsonWriter writer, Long value) throws IOException {
          writer.value(value.longValue());
        }
      };

  static final JsonAdapter<BigInteger> BIG_INTEGER =
      new ScalarAdapter<>("an integer", Token.NUMBER) {
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

  static final JsonAdapter<BigDecimal> BIG_DECIMAL =
      new ScalarAdapter<>("a number", Token.NUMBER) {
        @Override
        BigDecimal read(JsonReader reader) throws IOException {
          return decimal(reader);
        }

        @Override
        void write(JsonWriter writer, BigDecimal value) throws IOException {
          writer.value(value);
        }
      };

  static final JsonAdapter<Double> DOUBLE =
      new ScalarAdapter<>("a number of double precision", Token.NUMBER) {
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

  private NumberAdapters() {}

  private static BigDecimal decimal(JsonReader reader) throws IOException {
    String text = reader.nextString();
    Number number = JsonNumber.of(text);
    return number instanceof JsonNumber exact ? exact.toBigDecimal() : new BigDecimal(text);
  }
}
