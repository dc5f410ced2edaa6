package io.github.closecalls;

import java.io.IOException;

/** Recognizes that a proxy refused to open a tunnel to Close. */
final class ProxyRefusal {
  private ProxyRefusal() {}

  /** Whether an attempt failed so; OkHttp has no type for it, and these two texts. */
  static boolean is(Throwable error) {
    String message = error.getMessage();
    return error instanceof IOException
        && message != null
        && (message.equals("Failed to authenticate with proxy")
            || message.startsWith("Unexpected response code for CONNECT"));
  }
}
