package io.github.closecalls;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An answer of Close with all that came with it.
 *
 * <p>Immutable, and safe to share between threads.
 *
 * @param <T> what Close answered with
 * @see <a
 *     href="https://github.com/close-calls/close-calls-java/blob/main/TROUBLESHOOTING.md#unreadableanswerexception">Troubleshooting:
 *     UnreadableAnswerException</a>
 * @see <a href="https://developer.close.com/api/resources/activities/calls/create">The properties
 *     of a call, in Close's documentation</a>
 */
public final class CloseResponse<T> {
  private final T body;
  private final int status;
  private final Map<String, List<String>> headers;
  private final @Nullable RateLimit rateLimit;

  CloseResponse(T body, Answer answer) {
    this.body = body;
    this.status = answer.status();
    Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    answer.headers().toMultimap().forEach((name, values) -> copy.put(name, List.copyOf(values)));
    this.headers = Collections.unmodifiableMap(copy);
    this.rateLimit = answer.rateLimit();
  }

  /**
   * Returns what Close answered with.
   *
   * @return the body, decoded
   */
  public T body() {
    return body;
  }

  /**
   * Returns the HTTP status.
   *
   * @return a number from 200 to 299
   */
  public int status() {
    return status;
  }

  /**
   * Returns the headers.
   *
   * @return an immutable map that finds a name in upper and lower case
   */
  public Map<String, List<String>> headers() {
    return headers;
  }

  /**
   * Returns what the answer said about the rate limit.
   *
   * @return empty if it said nothing
   */
  public Optional<RateLimit> rateLimit() {
    return Optional.ofNullable(rateLimit);
  }

  /** Returns the status and the rate limit; not the body, which holds personal data. */
  @Override
  public String toString() {
    return "CloseResponse(status="
        + status
        + (rateLimit == null ? "" : ", rateLimit=" + rateLimit)
        + ")";
  }
}
