package io.github.closecalls;

import org.jspecify.annotations.Nullable;

/**
 * Reports that there was no credential to send the call with.
 *
 * <p>{@link #delivery()} is {@link Delivery#NOT_SENT}, or what became of an earlier attempt, such
 * as {@link Delivery#REFUSED} if Close answered it with 401.
 *
 * @see <a
 *     href="https://github.com/close-calls/close-calls-java/blob/main/TROUBLESHOOTING.md#credentialsexception">Troubleshooting:
 *     CredentialsException</a>
 */
public final class CredentialsException extends CloseException {
  private static final long serialVersionUID = 1;

  /** The reason why there is no credential. */
  public enum Reason {
    /** The supplier of the key or token failed, or returned something that cannot be one. */
    SUPPLIER_FAILED,

    /**
     * The token address could not be reached, or gave no usable answer, and the last token has
     * expired; the next call asks again. The message says if the refresh token may be used up.
     */
    NOT_RENEWED,

    /**
     * The token address refused the refresh token: the user has to authorize your application
     * again.
     */
    SESSION_ENDED,

    /**
     * The {@link RefreshTokenStore} did not accept the new refresh token. It is kept in memory and
     * offered to the store again with the next call.
     */
    NOT_STORED
  }

  /** The reason. */
  private final Reason reason;

  CredentialsException(
      String message, Reason reason, CallHistory history, @Nullable Throwable cause) {
    super(message, TroubleshootingSection.CREDENTIALS, history, cause);
    this.reason = reason;
  }

  /**
   * Returns why there is no credential.
   *
   * @return the reason, which decides what to do next
   */
  public Reason reason() {
    return reason;
  }
}
