package io.github.closecalls.json.internal;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonReader.Token;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;

/** Dates and date-times of RFC 3339. */
final class DateAdapters {
  static final JsonAdapter<LocalDate> DATE =
      new ParsedAdapter<>("a date such as 2013-02-01", Token.STRING) {
        private static final int LENGTH = "2013-02-01".length();

        @Override
        LocalDate parse(String text) {
          // The JDK would take other years, which could not be written.
          if (text.length() != LENGTH) {
            throw new DateTimeException("a date has " + LENGTH + " characters");
          }
          return LocalDate.parse(text);
        }

        @Override
        void write(JsonWriter writer, LocalDate value) throws IOException {
          if (value.getYear() < 0 || value.getYear() > 9999) {
            throw new DateTimeException(
                "RFC 3339 allows only the years 0000 to 9999, but the date has the year "
                    + value.getYear());
          }
          writer.value(value.toString());
        }
      };

  static final JsonAdapter<OffsetDateTime> DATE_TIME =
      new ParsedAdapter<>("a date-time such as 2013-02-01T00:51:33+00:00", Token.STRING) {
        @Override
        OffsetDateTime parse(String text) {
          return DateTimes.parse(text);
        }

        @Override
        void write(JsonWriter writer, OffsetDateTime value) throws IOException {
          writer.value(DateTimes.format(value));
        }
      };

  private DateAdapters() {}
}
