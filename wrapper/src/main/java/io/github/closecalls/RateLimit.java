package io.github.closecalls;

import io.github.closecalls.json.JsonValues;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What an answer said about how many requests Close takes.
 *
 * <p>Read from the header {@code RateLimit}, else from {@code RateLimit-Reset} and its like, {@code
 * Retry-After}, {@code X-Rate-Limit-Reset} and its like, and last from {@code rate_reset} in the
 * body of an error. What is negative or no number counts as not said. Immutable, and safe to share
 * between threads. Source: <a
 * href="https://developer.close.com/topics/rate-limits/">developer.close.com</a>.
 *
 * @see <a
 *     href="https://github.com/close-calls/close-calls-java/blob/main/TROUBLESHOOTING.md#apiexception-429">Troubleshooting:
 *     ApiException: 429</a>
 */
public final class RateLimit implements Serializable {
  private static final long serialVersionUID = 1;

  /** What is longer is taken for this: it passes any deadline, and does not overflow. */
  private static final double LONGEST_SECONDS = Duration.ofDays(365).toSeconds();

  private static final long UNSAID = -1;

  private static final Pattern NUMBER = Pattern.compile("[0-9]+(\\.[0-9]*)?|\\.[0-9]+");
  private static final Pattern PARAMETER =
      Pattern.compile("(?:^|[,;])\\s*([A-Za-z]+)\\s*=\\s*\"?([^\\s,;\"]*)");

  /** How many requests, or {@link #UNSAID}. */
  private final long limit;

  /** How many requests are left, or {@link #UNSAID}. */
  private final long remaining;

  /** Nanoseconds until there are more, or {@link #UNSAID}. */
  private final long reset;

  private RateLimit(long limit, long remaining, long reset) {
    this.limit = limit;
    this.remaining = remaining;
    this.reset = reset;
  }

  /** Returns what the answer says, or null if it says nothing. */
  static @Nullable RateLimit of(Answer answer) {
    Headers headers = answer.headers();
    long limit =
        first(count(parameter(headers, "limit")), headers, "RateLimit-Limit", "X-Rate-Limit-Limit");
    long remaining =
        first(
            count(parameter(headers, "remaining")),
            headers,
            "RateLimit-Remaining",
            "X-Rate-Limit-Remaining");
    long reset = nanos(parameter(headers, "reset"));
    if (reset == UNSAID) {
      reset = nanos(headers.get("RateLimit-Reset"));
    }
    if (reset == UNSAID) {
      reset = retryAfter(headers);
    }
    if (reset == UNSAID) {
      reset = nanos(headers.get("X-Rate-Limit-Reset"));
    }
    if (reset == UNSAID && !answer.isSuccess()) {
      reset = rateReset(answer.text());
    }
    return limit == UNSAID && remaining == UNSAID && reset == UNSAID
        ? null
        : new RateLimit(limit, remaining, reset);
  }

  /**
   * Returns how many requests Close takes in a period.
   *
   * @return empty if the answer did not say it
   */
  public OptionalLong limit() {
    return limit == UNSAID ? OptionalLong.empty() : OptionalLong.of(limit);
  }

  /**
   * Returns how many requests are left of the limit.
   *
   * @return empty if the answer did not say it
   */
  public OptionalLong remaining() {
    return remaining == UNSAID ? OptionalLong.empty() : OptionalLong.of(remaining);
  }

  /**
   * Returns how long after the answer there will be more.
   *
   * @return at most a year; zero if the answer did not say it
   */
  public Duration reset() {
    return reset == UNSAID ? Duration.ZERO : Duration.ofNanos(reset);
  }

  /** Returns the time until there is more in nanoseconds, or another number if it is not known. */
  long resetNanosOr(long otherwise) {
    return reset == UNSAID ? otherwise : reset;
  }

  /** Returns what is known, such as {@code RateLimit(limit=100, remaining=0, reset=PT0.87S)}. */
  @Override
  public String toString() {
    return "RateLimit(limit="
        + (limit == UNSAID ? "?" : limit)
        + ", remaining="
        + (remaining == UNSAID ? "?" : remaining)
        + ", reset="
        + (reset == UNSAID ? "?" : reset())
        + ")";
  }

  private static @Nullable String parameter(Headers headers, String name) {
    for (String line : headers.values("RateLimit")) {
      Matcher parameter = PARAMETER.matcher(line);
      while (parameter.find()) {
        if (parameter.group(1).equalsIgnoreCase(name)) {
          return parameter.group(2);
        }
      }
    }
    return null;
  }

  private static long first(long known, Headers headers, String... names) {
    for (int i = 0; i < names.length && known == UNSAID; i++) {
      known = count(headers.get(names[i]));
    }
    return known;
  }

  private static long count(@Nullable String text) {
    double number = number(text);
    return number < 0 ? UNSAID : (long) number; // What is too large becomes Long.MAX_VALUE.
  }

  private static long nanos(@Nullable String text) {
    double seconds = number(text);
    return seconds < 0 ? UNSAID : Math.round(Math.min(seconds, LONGEST_SECONDS) * 1e9);
  }

  /** Not Double.parseDouble alone, which takes NaN, hexadecimal and 1e999 as well. */
  private static double number(@Nullable String text) {
    String number = text == null ? "" : text.strip();
    return NUMBER.matcher(number).matches() ? Double.parseDouble(number) : UNSAID;
  }

  /** Seconds, or a date, which is measured by the clock that wrote it (RFC 9110, 10.2.3). */
  private static long retryAfter(Headers headers) {
    long seconds = nanos(headers.get("Retry-After"));
    if (seconds != UNSAID) {
      return seconds;
    }
    Instant at = headers.getInstant("Retry-After");
    Instant now = headers.getInstant("Date");
    if (at == null || now == null) {
      return UNSAID;
    }
    double wait = Math.max(0, Duration.between(now, at).toMillis() / 1e3);
    return Math.round(Math.min(wait, LONGEST_SECONDS) * 1e9);
  }

  private static long rateReset(String body) {
    try {
      if (!(JsonValues.ADAPTER.fromJson(body) instanceof Map<?, ?> object)) {
        return UNSAID;
      }
      Object reset = object.get("rate_reset");
      if (reset == null && object.get("error") instanceof Map<?, ?> error) {
        reset = error.get("rate_reset");
      }
      return nanos(String.valueOf(reset));
    } catch (IOException | RuntimeException e) {
      return UNSAID; // A gateway's 429 can have any body.
    }
  }
}
