package io.github.closecalls;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One try to send a request, once it is over.
 *
 * @param number which try of the call it is, from 1
 * @param began when it began, by System.nanoTime
 * @param took how long it took
 * @param sent whether the server may have seen, and processed, something of the request
 * @param answer what came over the wire; null if there was no status
 * @param body what it answered, decoded; null unless it was a success
 * @param error why it failed; null if it was answered properly
 */
record Attempt<T>(
    int number,
    long began,
    Duration took,
    boolean sent,
    @Nullable Answer answer,
    @Nullable T body,
    @Nullable Throwable error) {

  /** Returns what became of the call, as far as this try is concerned, if it failed. */
  Delivery delivery() {
    if (answer != null) {
      return answer.delivery();
    }
    return sent ? Delivery.UNKNOWN : Delivery.NOT_SENT;
  }

  /** Returns whether nothing was tried but a connection that had ended before. */
  boolean metStaleConnection() {
    return !sent && error instanceof StaleConnectionException;
  }
}
