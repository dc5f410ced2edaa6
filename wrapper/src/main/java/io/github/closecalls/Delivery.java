package io.github.closecalls;

/**
 * Says what became of a call whose logging failed.
 *
 * <p>Close has no key that would let it recognize a call it already has: each request that arrives
 * adds a call. Whether a call may be logged again is therefore a question of what became of the
 * first request.
 *
 * @see <a
 *     href="https://github.com/close-calls/close-calls-java/blob/main/TROUBLESHOOTING.md">Troubleshooting</a>
 */
public enum Delivery {
  /**
   * Nothing of the request left this machine, though a connection may have been tried; logging the
   * call again is safe.
   */
  NOT_SENT,

  /**
   * Close answered that it did not log the call; logging it again is safe, and helps once the cause
   * is removed.
   */
  REFUSED,

  /**
   * The request was sent, at least in part, and no answer says what became of it: the call may have
   * been logged. Logging it again can log it twice.
   */
  UNKNOWN,

  /**
   * Close accepted the call, but its answer could not be read: the call is logged. Logging it again
   * logs it twice.
   */
  ACCEPTED
}
