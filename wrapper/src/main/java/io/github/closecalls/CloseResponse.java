package io.github.closecalls;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A successful answer of Close: body, status, headers and rate limit; and what it took.
 *
 * <p>Immutable, and safe to share between threads.
 *
 * @param <T> the type of the body
 * @see <a
 *     href="https://github.com/close-calls/close-calls-java/blob/main/TROUBLESHOOTING.md#unreadableanswerexception">Troubleshooting:
 *     UnreadableAnswerException</a>
 * @see <a href="https://developer.close.com/api/resources/activities/calls/create">The properties
 *     of a call, in Close's documentation</a>
 */
public final class CloseResponse<T> {
  private final T body;
  private final Answer answer;
  private final Credentials credentials;
  private final @Nullable RateLimit rateLimit;
  private final int attempts;
  private final Duration elapsed;

  CloseResponse(T body, Answer answer, Credentials credentials, int attempts, Duration elapsed) {
    this.body = body;
    this.answer = answer;
    this.credentials = credentials;
    this.rateLimit = RateLimit.of(answer);
    this.attempts = attempts;
    this.elapsed = elapsed;
  }

  /**
   * Returns the body.
   *
   * @return the decoded body
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
    return answer.status();
  }

  /**
   * Returns the headers.
   *
   * @return an immutable map that ignores the case of names; the credential, if a header contains
   *     it, is replaced
   */
  public Map<String, List<String>> headers() {
    return Collections.unmodifiableMap(RedactedAnswer.headers(answer.headers(), credentials));
  }

  /**
   * Returns what the answer said about the rate limit.
   *
   * @return empty if it said nothing
   */
  public Optional<RateLimit> rateLimit() {
    return Optional.ofNullable(rateLimit);
  }

  /**
   * Returns how often the call was tried, as {@link CloseException#attempts()} does for one that
   * failed.
   *
   * @return 1 if the first attempt succeeded
   */
  public int attempts() {
    return attempts;
  }

  /**
   * Returns how long the call took, including all attempts and pauses, as {@link
   * CloseException#elapsed()} does for one that failed.
   *
   * @return the time from the beginning of the call to its answer
   */
  public Duration elapsed() {
    return elapsed;
  }

  /** Returns the status and the rate limit; not the body, which holds personal data. */
  @Override
  public String toString() {
    return "CloseResponse(status="
        + answer.status()
        + (rateLimit == null ? "" : ", rateLimit=" + rateLimit)
        + ")";
  }
}
