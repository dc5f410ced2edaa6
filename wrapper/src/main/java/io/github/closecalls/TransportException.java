package io.github.closecalls;

import org.jspecify.annotations.Nullable;

/**
 * Reports that no answer came: no connection, a broken one, a deadline that passed, an interrupted
 * thread or a closed client.
 *
 * <p>{@link #delivery()} is {@link Delivery#NOT_SENT} if no byte of the request was handed to a
 * connection (the host was not found, refused the connection or failed the TLS handshake), else
 * {@link Delivery#UNKNOWN}: a request that was sent can have been processed although its answer was
 * lost. If an attempt before was answered, it is what that answer says, such as {@link
 * Delivery#REFUSED} after 429. If the thread was interrupted, its interrupt flag stays set.
 *
 * @see <a
 *     href="https://github.com/close-calls/close-calls-java/blob/main/TROUBLESHOOTING.md#transportexception-not-sent">Troubleshooting:
 *     TransportException: not sent</a>
 * @see <a
 *     href="https://github.com/close-calls/close-calls-java/blob/main/TROUBLESHOOTING.md#transportexception-unknown">Troubleshooting:
 *     TransportException: unknown</a>
 */
public final class TransportException extends CloseException {
  private static final long serialVersionUID = 1;

  TransportException(
      String message,
      TroubleshootingSection section,
      CallHistory history,
      @Nullable Throwable cause) {
    super(message, section, history, cause);
  }
}
