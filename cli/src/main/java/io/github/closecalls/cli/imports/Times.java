package io.github.closecalls.cli.imports;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.List;
import java.util.Optional;

/** Reads the times of the file, and guesses at none of them. */
final class Times {
  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendPattern("['T'][' ']")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .appendPattern("[' ']")
          .optionalStart()
          .appendOffset("+HHMM", "Z")
          .optionalEnd()
          .optionalStart()
          .appendOffset("+HH:MM", "Z")
          .optionalEnd()
          .toFormatter()
          .withResolverStyle(ResolverStyle.STRICT);

  private final DateTimeFormatter format;
  private final Optional<ZoneId> zone;

  Times(Optional<DateTimeFormatter> format, Optional<ZoneId> zone) {
    this.format = format.orElse(ISO);
    this.zone = zone;
  }

  /**
   * Reads a time.
   *
   * @throws IllegalArgumentException with what is wrong with it, and the remedy
   */
  OffsetDateTime parse(String text) {
    TemporalAccessor time;
    LocalDateTime local;
    try {
      time = format.parse(text);
      local = LocalDateTime.from(time);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          format == ISO
              ? "must be a time such as 2026-01-31T17:45:00+01:00: write it so, or give"
                  + " --time-format"
              : "is not in the format that --time-format says: correct the one or the other");
    }
    ZoneId place =
        Optional.<ZoneId>ofNullable(time.query(TemporalQueries.offset()))
            .or(() -> Optional.ofNullable(time.query(TemporalQueries.zoneId())))
            .or(() -> zone)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "has no offset: write one, such as +01:00 or Z, or give --zone"));
    List<ZoneOffset> offsets = place.getRules().getValidOffsets(local);
    if (offsets.size() != 1) {
      throw new IllegalArgumentException(
          (offsets.isEmpty() ? "does not exist in " : "exists twice in ")
              + place
              + ", where clocks were changed: write it with its offset");
    }
    return local.atOffset(offsets.get(0));
  }
}
