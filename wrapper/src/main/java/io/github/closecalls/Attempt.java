package io.github.closecalls;

import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * One try to send a request, which travels with it as a tag: what proves who sends it, and how far
 * it got.
 *
 * <p>Its fields are written and read by the one thread that makes the try.
 */
final class Attempt {
  /** A pause after which nothing follows. */
  static final long LAST = -1;

  /** Which try of the call it is, from 1. */
  int number;

  /** When it began, by System.nanoTime. */
  long begin;

  /** When its time is up, by System.nanoTime. */
  long end;

  /** How many nanoseconds to wait before the next, or {@link #LAST}. */
  long pause = LAST;

  /** What proves who sends the request. */
  @Nullable Secret secret;

  /** What the user adds to the request. */
  @Nullable Headers headers;

  /** Whether the request was handed to a connection, so that the server may have seen of it. */
  boolean sent;

  /** What the server answered; null as long as there is no status. */
  @Nullable Answer answer;

  /** Why it failed; null if it was answered properly. */
  @Nullable Throwable error;

  /** Returns what became of the call, as far as this try is concerned. */
  Delivery delivery() {
    if (answer != null) {
      return answer.delivery();
    }
    return sent ? Delivery.UNKNOWN : Delivery.NOT_SENT;
  }
}
