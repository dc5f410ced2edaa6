package io.github.closecalls;

/**
 * The state of a call whose logging failed: what became of it.
 *
 * <p>Close cannot recognize a call that it already has: each request that arrives adds a call. So
 * whether a call may be logged again depends on what became of the first request.
 *
 * @see <a
 *     href="https://github.com/close-calls/close-calls-java/blob/main/TROUBLESHOOTING.md">Troubleshooting</a>
 */
public enum Delivery {
  /**
   * Close has not seen the call: no part of the request left this machine, or the server rejected
   * it unprocessed (HTTP/2, RFC 9113, section 8.7). Logging the call again is safe.
   */
  NOT_SENT,

  /**
   * Close answered that it did not log the call. Logging it again is safe, and helps once the cause
   * is removed.
   */
  REFUSED,

  /**
   * The request was sent, at least in part, and no answer shows what became of it: the call may
   * have been logged. Logging it again can log it twice.
   */
  UNKNOWN,

  /**
   * Close answered with the call, but the answer could not be read, or lacks its id: the call is
   * logged. Logging it again logs it twice.
   */
  ACCEPTED;

  /**
   * Returns what became of a call that was tried twice: the worse of the two.
   *
   * <p>The more certain it is that the call is logged, the worse it is to log it again.
   */
  Delivery or(Delivery other) {
    return isWorseThan(other) ? this : other;
  }

  private boolean isWorseThan(Delivery other) {
    return switch (this) {
      case NOT_SENT -> false;
      case REFUSED -> other == NOT_SENT;
      case UNKNOWN -> other == NOT_SENT || other == REFUSED;
      case ACCEPTED -> true;
    };
  }
}
