package io.github.closecalls;

import java.io.IOException;

/** Reports an answer that an interceptor of the user made up, where the wire brought none. */
final class MadeUpAnswerException extends IOException {
  private static final long serialVersionUID = 1;

  MadeUpAnswerException(int status) {
    super(
        "An interceptor answered with status "
            + status
            + " in place of the server, which does not say what became of the call");
  }
}
