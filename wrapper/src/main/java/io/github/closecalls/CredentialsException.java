package io.github.closecalls;

import org.jspecify.annotations.Nullable;

/**
 * Reports that there was no credential to send the call with.
 *
 * <p>{@link #delivery()} is {@link Delivery#NOT_SENT}, or what an attempt before had come to, such
 * as {@link Delivery#REFUSED} if Close answered it with 401.
 *
 * @see <a
 *     href="https://github.com/close-calls/close-calls-java/blob/main/TROUBLESHOOTING.md#credentialsexception">Troubleshooting:
 *     CredentialsException</a>
 */
public final class CredentialsException extends CloseException {
  private static final long serialVersionUID = 1;

  /** Says why there is no credential. */
  public enum Reason {
    /** The supplier of the key or token failed, or returned what cannot be one. */
    SUPPLIER_FAILED,

    /**
     * The token address could not be reached, or gave no usable answer, and no token was valid any
     * more; the next call asks again. The message says if the refresh token may be used up.
     */
    NOT_RENEWED,

    /**
     * The token address refused the refresh token: the user has to give access to your application
     * anew.
     */
    SESSION_ENDED,

    /**
     * The {@link RefreshTokenStore} did not accept the new refresh token. It is kept in memory, and
     * offered to the store again with the next call.
     */
    NOT_STORED
  }

  /** Why there is no credential. */
  private final Reason reason;

  CredentialsException(
      String message, Reason reason, CallHistory history, @Nullable Throwable cause) {
    super(message, TroubleshootingSection.CREDENTIALS, history, cause);
    this.reason = reason;
  }

  /**
   * Returns why there is no credential.
   *
   * @return what decides about the next step
   */
  public Reason reason() {
    return reason;
  }
}
