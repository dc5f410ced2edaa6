package io.github.closecalls;

import java.io.IOException;

/** Reports that a connection had ended before anything of the request was written to it. */
final class StaleConnectionException extends IOException {
  private static final long serialVersionUID = 1;

  StaleConnectionException() {
    super("The server ended the connection while it was idle");
  }
}
