package io.github.closecalls;

import io.github.closecalls.model.CreateCallActivity;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reports that a call could not be logged, and what became of it.
 *
 * <p>Thrown as one of its five kinds: {@link InvalidCallException} before anything is sent, {@link
 * CredentialsException} if there was no credential to send it with, {@link TransportException} if
 * no answer came, {@link ApiException} for an answer that is not a success, {@link
 * UnreadableAnswerException} for a success that cannot be read. Its message ends with a link to
 * what you can do. No text of an exception, its cause or its stack trace contains the credential,
 * even if the server sends it back.
 *
 * @see <a
 *     href="https://github.com/close-calls/close-calls-java/blob/main/TROUBLESHOOTING.md">Troubleshooting</a>
 */
public abstract sealed class CloseException extends RuntimeException
    permits ApiException,
        CredentialsException,
        InvalidCallException,
        TransportException,
        UnreadableAnswerException {
  private static final long serialVersionUID = 1;

  /** The state of the call. */
  private final Delivery delivery;

  /** The number of attempts. */
  private final int attempts;

  /** The time that the call took. */
  private final Duration elapsed;

  /** The rate limit in the last answer, or null. */
  private final @Nullable RateLimit rateLimit;

  /** The call, or null once the exception was serialized: it holds personal data. */
  private final transient @Nullable CreateCallActivity call;

  CloseException(
      String message,
      TroubleshootingSection section,
      CallHistory history,
      @Nullable Throwable cause) {
    super(history.message(message, section), cause);
    this.delivery = history.delivery();
    this.attempts = history.attempts();
    this.elapsed = history.elapsed();
    this.rateLimit = history.rateLimit();
    this.call = history.call();
  }

  /**
   * Returns what became of the call, over all its attempts.
   *
   * <p>After {@link Delivery#NOT_SENT} and {@link Delivery#REFUSED} it can be kept and logged
   * later: {@link CreateCallActivity#toJson()} has all of it, and {@link
   * CreateCallActivity#fromJson} reads it again.
   *
   * @return only what is certain
   */
  public final Delivery delivery() {
    return delivery;
  }

  /**
   * Returns the call that could not be logged.
   *
   * <p>No text of the exception shows it, since it holds personal data: phone numbers and notes.
   *
   * @return empty only if the exception was serialized, which leaves the call out
   */
  public final Optional<CreateCallActivity> call() {
    return Optional.ofNullable(call);
  }

  /**
   * Returns how often the call was tried.
   *
   * @return 0 if it failed before the first attempt
   */
  public final int attempts() {
    return attempts;
  }

  /**
   * Returns how long the call took, including all attempts and pauses.
   *
   * @return zero if it failed before the first attempt was prepared
   */
  public final Duration elapsed() {
    return elapsed;
  }

  /**
   * Returns what the last answer said about the rate limit.
   *
   * @return empty if there was none, or it said nothing
   */
  public final Optional<RateLimit> rateLimit() {
    return Optional.ofNullable(rateLimit);
  }

  /** Returns the message. */
  @Override
  public final String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
