package io.github.closecalls;

import io.github.closecalls.json.JsonValues;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The rate limit as an answer of Close states it.
 *
 * <p>Read from the header {@code RateLimit}, {@code limit=100, remaining=50, reset=5} or {@code
 * "default";r=50;t=5} with {@code RateLimit-Policy: "default";q=100;w=60}, otherwise from {@code
 * RateLimit-Reset} and the like, {@code Retry-After}, {@code X-Rate-Limit-Reset} and the like, and
 * finally from {@code rate_reset} in the body of an error. Of several policies, the one with the
 * fewest requests left counts. Negative values, and those that are not numbers, count as missing.
 * Immutable, and safe to share between threads. Source: <a
 * href="https://developer.close.com/topics/rate-limits/">developer.close.com</a>.
 *
 * @see <a
 *     href="https://github.com/close-calls/close-calls-java/blob/main/TROUBLESHOOTING.md#apiexception-429">Troubleshooting:
 *     ApiException: 429</a>
 */
public final class RateLimit implements Serializable {
  private static final long serialVersionUID = 1;

  private static final long UNSAID = RateLimitHeaders.UNSAID;

  /** The limit, or {@link #UNSAID}. */
  private final long limit;

  /** The number of requests left, or {@link #UNSAID}. */
  private final long remaining;

  /** Nanoseconds until there are more, or {@link #UNSAID}. */
  private final long reset;

  RateLimit(long limit, long remaining, long reset) {
    this.limit = limit;
    this.remaining = remaining;
    this.reset = reset;
  }

  /** Returns what the answer says, or null if it says nothing. */
  static @Nullable RateLimit of(Answer answer) {
    long limit = UNSAID;
    long remaining = UNSAID;
    long reset = UNSAID;
    if (RateLimitHeaders.anyIn(answer.headers())) {
      RateLimitHeaders headers = RateLimitHeaders.read(answer.headers());
      limit = headers.limit();
      remaining = headers.remaining();
      reset = headers.resetNanos();
    }
    if (reset == UNSAID && !answer.isSuccess()) {
      reset = rateReset(answer.text());
    }
    return limit == UNSAID && remaining == UNSAID && reset == UNSAID
        ? null
        : new RateLimit(limit, remaining, reset);
  }

  /**
   * Returns how many requests Close accepts in a period.
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
   * Returns how long after the answer more requests will be allowed.
   *
   * @return at most a year; zero if the answer did not say it
   */
  public Duration reset() {
    return reset == UNSAID ? Duration.ZERO : Duration.ofNanos(reset);
  }

  /** Returns how many requests there are in a period, or another number if it is not known. */
  long limitOr(long otherwise) {
    return limit == UNSAID ? otherwise : limit;
  }

  /** Returns how many requests are left, or another number if it is not known. */
  long remainingOr(long otherwise) {
    return remaining == UNSAID ? otherwise : remaining;
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

  private static long rateReset(String body) {
    if (!body.contains("rate_reset")) {
      return UNSAID;
    }
    try {
      if (!(JsonValues.ADAPTER.fromJson(body) instanceof Map<?, ?> object)) {
        return UNSAID;
      }
      Object reset = object.get("rate_reset");
      if (reset == null && object.get("error") instanceof Map<?, ?> error) {
        reset = error.get("rate_reset");
      }
      return RateLimitHeaders.nanos(String.valueOf(reset));
    } catch (IOException | RuntimeException e) {
      return UNSAID; // A gateway's 429 can have any body.
    }
  }
}
