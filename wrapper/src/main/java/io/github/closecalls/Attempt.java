package io.github.closecalls;

import org.jspecify.annotations.Nullable;

/**
 * One try to send a request, which travels with it as a tag: what proves who sends it, and how far
 * it got.
 *
 * <p>Its fields are written and read by the one thread that makes the try.
 */
final class Attempt {
  /** The value of the header Authorization. */
  final String authorization;

  /** Whether the request was handed to a connection, so that the server may have seen of it. */
  boolean sent;

  /** What the server answered; null as long as there is no status. */
  @Nullable Answer answer;

  Attempt(String authorization) {
    this.authorization = authorization;
  }
}
