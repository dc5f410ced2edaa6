package io.github.closecalls;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reports that a call could not be logged, and what became of it.
 *
 * <p>Thrown as one of its four kinds: {@link InvalidCallException} before anything is sent, {@link
 * TransportException} if no answer came, {@link ApiException} for an answer that is not a success,
 * {@link UnreadableAnswerException} for a success that cannot be read. No text of an exception, its
 * cause or its stack trace contains the credential, even if the server sends it back.
 */
public abstract sealed class CloseException extends RuntimeException
    permits ApiException, InvalidCallException, TransportException, UnreadableAnswerException {
  private static final long serialVersionUID = 1;

  /** What became of the call. */
  private final Delivery delivery;

  CloseException(String message, Delivery delivery, @Nullable Throwable cause) {
    super(message, cause);
    this.delivery = delivery;
  }

  /**
   * Returns what became of the call.
   *
   * @return what is certain about it, never more
   */
  public final Delivery delivery() {
    return delivery;
  }

  /** Returns the message, which the constructor demands. */
  @Override
  public final String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
