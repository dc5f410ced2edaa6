package io.github.closecalls.testing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;

/** So many requests in each stretch of time. This class is thread-safe. */
final class RequestLimit {
  private final int most;
  private final long nanos;
  private long end;
  private int used;
  private boolean begun;

  RequestLimit(int most, Duration per) {
    if (most < 1 || per.isZero() || per.isNegative()) {
      throw new IllegalArgumentException(
          "A limit needs at least one request and a time longer than zero, but is "
              + most
              + " per "
              + per);
    }
    this.most = most;
    this.nanos = per.toNanos();
  }

  /** What an answer says of the limit, and whether the request is still within it. */
  record State(String header, Optional<Duration> pause) {}

  /** Counts a request, if there is room for it. */
  synchronized State count(long now) {
    if (!begun || now - end >= 0) {
      begun = true;
      end = now + nanos;
      used = 0;
    }
    boolean full = used == most;
    if (!full) {
      used++;
    }
    Duration left = Duration.ofNanos(end - now);
    return new State(header(most, most - used, left), full ? Optional.of(left) : Optional.empty());
  }

  /** As Close documents it: the time until the next stretch begins, in seconds. */
  static String header(int limit, int remaining, Duration reset) {
    return "limit=" + limit + ", remaining=" + remaining + ", reset=" + seconds(reset);
  }

  /** Returns milliseconds as a decimal of seconds, never less than the duration. */
  static String seconds(Duration duration) {
    return BigDecimal.valueOf(duration.toNanos(), 9)
        .setScale(3, RoundingMode.CEILING)
        .toPlainString();
  }
}
