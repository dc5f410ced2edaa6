package io.github.closecalls;

import org.jspecify.annotations.Nullable;

/**
 * Reports that Close accepted the call with an answer that cannot be read: empty, {@code null}, not
 * JSON, cut off, over 10 MiB, or without a property that the contract requires.
 *
 * <p>{@link #delivery()} is {@link Delivery#ACCEPTED}: the status of the answer was 2xx, which
 * means success (RFC 9110, section 15.3). Do not log the call again.
 *
 * @see <a
 *     href="https://github.com/close-calls/close-calls-java/blob/main/TROUBLESHOOTING.md#unreadableanswerexception">Troubleshooting:
 *     UnreadableAnswerException</a>
 */
public final class UnreadableAnswerException extends CloseException {
  private static final long serialVersionUID = 1;

  /** The HTTP status. */
  private final int status;

  /** The body as text, without the credential. */
  private final String body;

  UnreadableAnswerException(
      String message, int status, String body, History history, @Nullable Throwable cause) {
    super(message, Section.UNREADABLE_ANSWER, history, cause);
    this.status = status;
    this.body = body;
  }

  /**
   * Returns the HTTP status of the answer.
   *
   * @return a number from 200 to 299
   */
  public int status() {
    return status;
  }

  /**
   * Returns the body as text, read as UTF-8.
   *
   * @return at most 10 MiB of it, as far as it came; the credential, if it is in there, is replaced
   */
  public String body() {
    return body;
  }
}
