package io.github.closecalls;

import org.jspecify.annotations.Nullable;

/**
 * Reports that no answer came: no connection, a broken one, a time-out, an interrupted thread or a
 * closed client.
 *
 * <p>{@link #delivery()} is {@link Delivery#NOT_SENT} if no byte of the request was handed to a
 * connection (the host was not found, refused the connection or failed the TLS handshake), else
 * {@link Delivery#UNKNOWN}: a request that was sent can have been processed although its answer was
 * lost. If the thread was interrupted, its interrupt flag stays set.
 */
public final class TransportException extends CloseException {
  private static final long serialVersionUID = 1;

  TransportException(String message, Delivery delivery, @Nullable Throwable cause) {
    super(message, delivery, cause);
  }
}
