package io.github.closecalls.json.internal;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * RFC 3339 date-times. {@link OffsetDateTime#parse} makes up three quarters of what decoding an
 * answer allocates, so the form that APIs send is read by hand and {@code java.time} serves the
 * rest.
 */
final class DateTimes {
  private static final int LENGTH_OF_SECONDS = "2013-02-01T00:51:33".length();
  private static final int MAX_OFFSET_HOURS = 18;

  private static volatile LocalDate lastDate = LocalDate.EPOCH;

  private DateTimes() {}

  /**
   * Returns the date-time that a text says, with its offset.
   *
   * @throws DateTimeException if {@link OffsetDateTime#parse} refuses the text, or takes what could
   *     not be written
   */
  static OffsetDateTime parse(String text) {
    OffsetDateTime common = parseCommon(text);
    if (common != null) {
      return common;
    }
    OffsetDateTime other = OffsetDateTime.parse(text);
    var unused = format(other);
    return other;
  }

  private static @Nullable OffsetDateTime parseCommon(String s) {
    int length = s.length();
    if (length <= LENGTH_OF_SECONDS
        || s.charAt(4) != '-'
        || s.charAt(7) != '-'
        || s.charAt(10) != 'T'
        || s.charAt(13) != ':'
        || s.charAt(16) != ':') {
      return null;
    }
    int year = two(s, 0) * 100 + two(s, 2);
    int month = two(s, 5);
    int day = two(s, 8);
    int hour = two(s, 11);
    int minute = two(s, 14);
    int second = two(s, 17);
    // A non-digit makes its pair, and with it the sum of bits below, negative.
    if ((two(s, 0) | two(s, 2) | month | day | hour | minute | second) < 0
        || month < 1
        || month > 12
        || day < 1
        || day > lengthOfMonth(year, month)
        || hour > 23
        || minute > 59
        || second > 59) {
      return null;
    }
    int at = LENGTH_OF_SECONDS;
    int nano = 0;
    if (s.charAt(at) == '.') {
      int scale = 100_000_000;
      int start = ++at;
      for (; at < length && s.charAt(at) >= '0' && s.charAt(at) <= '9'; at++) {
        nano += (s.charAt(at) - '0') * scale;
        scale /= 10;
      }
      if (at == start || at - start > 9) {
        return null;
      }
    }
    ZoneOffset offset = offset(s, at);
    return offset == null
        ? null
        : OffsetDateTime.of(
            date(year, month, day), LocalTime.of(hour, minute, second, nano), offset);
  }

  /** Returns a date, which most of the date-times in an answer share. */
  private static LocalDate date(int year, int month, int day) {
    LocalDate date = lastDate;
    if (date.getYear() != year || date.getMonthValue() != month || date.getDayOfMonth() != day) {
      date = LocalDate.of(year, month, day);
      lastDate = date;
    }
    return date;
  }

  /** Without Month and IsoChronology, whose classes a first call would otherwise pay for. */
  private static int lengthOfMonth(int year, int month) {
    if (month == 2) {
      return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
    }
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
  }

  private static @Nullable ZoneOffset offset(String s, int at) {
    int length = s.length();
    if (at + 1 == length && s.charAt(at) == 'Z') {
      return ZoneOffset.UTC;
    }
    if (at + 6 != length || s.charAt(at + 3) != ':') {
      return null;
    }
    int hours = two(s, at + 1);
    int minutes = two(s, at + 4);
    char sign = s.charAt(at);
    if ((hours | minutes) < 0
        || minutes > 59
        || hours * 60 + minutes > MAX_OFFSET_HOURS * 60
        || (sign != '+' && sign != '-')) {
      return null;
    }
    int seconds = (hours * 60 + minutes) * 60;
    return ZoneOffset.ofTotalSeconds(sign == '-' ? -seconds : seconds);
  }

  /** Returns the number of two ASCII digits, or a negative one if they are not. */
  private static int two(String s, int at) {
    int tens = s.charAt(at) - '0';
    int ones = s.charAt(at + 1) - '0';
    return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
  }

  /**
   * Returns a date-time as RFC 3339 writes it: seconds always, fractions in groups of three digits
   * where there are any.
   *
   * @throws DateTimeException if RFC 3339 cannot express it
   */
  static String format(OffsetDateTime value) {
    int year = value.getYear();
    int offset = value.getOffset().getTotalSeconds();
    if (year < 0 || year > 9999) {
      throw new DateTimeException(
          "RFC 3339 allows only the years 0000 to 9999, but the date-time has the year " + year);
    }
    if (offset % 60 != 0) {
      throw new DateTimeException(
          "RFC 3339 allows only offsets of whole minutes, but the date-time has "
              + value.getOffset());
    }
    int nano = value.getNano();
    int length = LENGTH_OF_SECONDS + (nano == 0 ? 0 : ".123456789".length());
    StringBuilder out = new StringBuilder(length + (offset == 0 ? "Z" : "+00:00").length());
    pad(out, year, 1000).append('-');
    pad(out, value.getMonthValue(), 10).append('-');
    pad(out, value.getDayOfMonth(), 10).append('T');
    pad(out, value.getHour(), 10).append(':');
    pad(out, value.getMinute(), 10).append(':');
    pad(out, value.getSecond(), 10);
    if (nano != 0) {
      out.append('.');
      if (nano % 1_000_000 == 0) {
        pad(out, nano / 1_000_000, 100);
      } else if (nano % 1_000 == 0) {
        pad(out, nano / 1_000, 100_000);
      } else {
        pad(out, nano, 100_000_000);
      }
    }
    if (offset == 0) {
      return out.append('Z').toString();
    }
    int minutes = Math.abs(offset) / 60;
    pad(out.append(offset < 0 ? '-' : '+'), minutes / 60, 10).append(':');
    return pad(out, minutes % 60, 10).toString();
  }

  private static StringBuilder pad(StringBuilder out, int value, int unit) {
    for (int rest = unit; rest > 1 && value < rest; rest /= 10) {
      out.append('0');
    }
    return out.append(value);
  }
}
