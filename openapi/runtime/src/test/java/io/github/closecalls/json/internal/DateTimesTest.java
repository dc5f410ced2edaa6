package io.github.closecalls.json.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateTimesTest {
  private static final int TEXTS = 200_000;

  /** Printed with a failure; {@code -Dseed=} repeats it. */
  private static final long SEED = Long.getLong("seed", System.nanoTime());

  private static final String ALPHABET = "0123456789-+:.TtZz 9０\u0000";

  private final Random random = new Random(SEED);

  @Test
  void everyTextGivesTheValueOfJavaTimeIfThatCanBePrintedOrIsRefused() {
    for (int i = 0; i < TEXTS; i++) {
      String text = mutated(dateTime());
      assertEquals(
          result(DateTimesTest::printable, text),
          result(DateTimes::parse, text),
          () -> text + ", -Dseed=" + SEED + " repeats it");
    }
  }

  private static OffsetDateTime printable(String text) {
    OffsetDateTime value = OffsetDateTime.parse(text);
    if (value.getYear() < 0
        || value.getYear() > 9999
        || value.getOffset().getTotalSeconds() % 60 != 0) {
      throw new DateTimeException("RFC 3339 cannot express it");
    }
    return value;
  }

  private static Optional<OffsetDateTime> result(
      Function<String, OffsetDateTime> parser, String text) {
    try {
      return Optional.of(parser.apply(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private String dateTime() {
    StringBuilder text = new StringBuilder();
    text.append(two(0, 99)).append(two(0, 99)).append('-').append(two(0, 13));
    text.append('-').append(two(0, 32)).append('T').append(two(0, 25)).append(':');
    text.append(two(0, 61)).append(':').append(two(0, 61));
    int digits = random.nextInt(11);
    if (digits > 0) {
      text.append('.');
      for (int i = 0; i < digits; i++) {
        text.append(random.nextInt(10));
      }
    }
    return switch (random.nextInt(3)) {
      case 0 -> text.append('Z').toString();
      case 1 -> text.append(random.nextBoolean() ? "+00:00" : "-00:00").toString();
      default ->
          text.append(random.nextBoolean() ? '+' : '-')
              .append(two(0, 19))
              .append(':')
              .append(two(0, 61))
              .toString();
    };
  }

  private String two(int from, int to) {
    int value = from + random.nextInt(to - from + 1);
    return (value < 10 ? "0" : "") + value;
  }

  private String mutated(String text) {
    StringBuilder mutated = new StringBuilder(text);
    int at = random.nextInt(mutated.length());
    switch (random.nextInt(6)) {
      case 0 -> mutated.setCharAt(at, ALPHABET.charAt(random.nextInt(ALPHABET.length())));
      case 1 -> mutated.deleteCharAt(at);
      case 2 -> mutated.insert(at, ALPHABET.charAt(random.nextInt(ALPHABET.length())));
      default -> {}
    }
    return mutated.toString();
  }

  @Test
  void whatIsPrintedIsReadAsTheSame() {
    for (int i = 0; i < TEXTS; i++) {
      OffsetDateTime value =
          OffsetDateTime.ofInstant(
              Instant.ofEpochSecond(random.nextLong(-62167000000L, 253402000000L), nano()),
              ZoneOffset.ofTotalSeconds(60 * (random.nextInt(36 * 60 + 1) - 18 * 60)));
      assertEquals(
          value,
          OffsetDateTime.parse(DateTimes.format(value)),
          () -> value + ", -Dseed=" + SEED + " repeats it");
    }
  }

  private long nano() {
    int[] units = {1, 1_000, 1_000_000, 1_000_000_000};
    int unit = units[random.nextInt(units.length)];
    return (long) random.nextInt(1_000_000_000) / unit * unit;
  }

  @ParameterizedTest
  @CsvSource({
    "2013-02-01T00:51:33Z,2013-02-01T00:51:33Z",
    "2013-02-01T00:51:33+00:00,2013-02-01T00:51:33Z",
    "2013-02-01T00:51:33+02:00,2013-02-01T00:51:33+02:00",
    "2013-02-01T00:51:33-00:30,2013-02-01T00:51:33-00:30",
    "2013-02-01T00:51:33+18:00,2013-02-01T00:51:33+18:00",
    "2013-02-01T00:51:33.1Z,2013-02-01T00:51:33.100Z",
    "2013-02-01T00:51:33.509000+00:00,2013-02-01T00:51:33.509Z",
    "2013-02-01T00:51:33.000001Z,2013-02-01T00:51:33.000001Z",
    "2013-02-01T00:51:33.123456789Z,2013-02-01T00:51:33.123456789Z",
    "2013-02-01T00:51:33.000000000Z,2013-02-01T00:51:33Z",
    "2013-02-01t00:51:33z,2013-02-01T00:51:33Z",
    "2013-02-01T00:51Z,2013-02-01T00:51:00Z",
    "2013-02-01T00:00:00Z,2013-02-01T00:00:00Z",
    "0000-01-01T00:00:00Z,0000-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999999999-18:00,9999-12-31T23:59:59.999999999-18:00",
    "2016-02-29T00:00:00Z,2016-02-29T00:00:00Z",
    "2000-02-29T00:00:00Z,2000-02-29T00:00:00Z"
  })
  void eachFormIsReadAndPrintedInOne(String text, String printed) {
    assertEquals(printed, DateTimes.format(DateTimes.parse(text)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2013-02-01",
        "2013-02-01T00:51:33",
        "2013-02-01 00:51:33Z",
        "2013-02-29T00:00:00Z",
        "1900-02-29T00:00:00Z",
        "2013-04-31T00:00:00Z",
        "2013-02-01T24:00:00Z",
        "2016-12-31T23:59:60Z",
        "2013-02-01T00:51:33.Z",
        "2013-02-01T00:51:33.1234567890Z",
        "2013-02-01T00:51:33+18:01",
        "2013-02-01T00:51:33+02:60",
        "2013-02-01T00:51:33+02",
        "20\uFF11\uFF13-02-01T00:51:33Z",
        "today"
      })
  void whatJavaTimeRefusesIsRefused(String text) {
    assertThrows(DateTimeException.class, () -> OffsetDateTime.parse(text + "!"));
    assertEquals(result(OffsetDateTime::parse, text), result(DateTimes::parse, text));
  }

  @Test
  void aLeapSecondIsRefusedAsByJavaTime() {
    assertThrows(DateTimeException.class, () -> DateTimes.parse("2016-12-31T23:59:60Z"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-0001-12-31T23:59:59Z", "+10000-01-01T00:00:00Z"})
  void aYearThatRfc3339DoesNotHaveIsNeitherReadNorPrinted(String text) {
    assertThrows(DateTimeException.class, () -> DateTimes.parse(text));
    OffsetDateTime value = OffsetDateTime.parse(text);
    assertThrows(DateTimeException.class, () -> DateTimes.format(value));
  }

  @Test
  void anOffsetOfSecondsIsNeitherReadNorPrinted() {
    assertThrows(DateTimeException.class, () -> DateTimes.parse("2013-02-01T00:51:33+01:00:30"));
    OffsetDateTime value = OffsetDateTime.parse("2013-02-01T00:51:33+01:00:30");
    assertThrows(DateTimeException.class, () -> DateTimes.format(value));
  }
}
