package io.github.closecalls;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private final Answer answer;
  private final Credentials credentials;
  private final @Nullable RateLimit rateLimit;

  CloseResponse(T body, Answer answer, Credentials credentials) {
    this.body = body;
    this.answer = answer;
    this.credentials = credentials;
    this.rateLimit = RateLimit.of(answer);
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
    return answer.status();
  }

  /**
   * Returns the headers.
   *
   * @return an immutable map that finds a name in upper and lower case; the credential, if it is in
   *     there, is replaced
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

  /** Returns the status and the rate limit; not the body, which holds personal data. */
  @Override
  public String toString() {
    return "CloseResponse(status="
        + answer.status()
        + (rateLimit == null ? "" : ", rateLimit=" + rateLimit)
        + ")";
  }
}
