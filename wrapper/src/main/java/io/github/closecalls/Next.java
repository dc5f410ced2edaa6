package io.github.closecalls;

/** What follows an attempt. */
sealed interface Next {
  /** Nothing: it succeeded. */
  record Done() implements Next {}

  /**
   * Another attempt.
   *
   * @param pause how many nanoseconds to wait before it
   */
  record Again(long pause) implements Next {}

  /** Another attempt, if there is another credential than the one that was refused. */
  record Renew() implements Next {}

  /** Another attempt, with another credential than the one that was refused. */
  record AgainWith(Secret secret) implements Next {}

  /** Nothing: the call has failed. */
  record GiveUp() implements Next {}

  /** Nothing, since the wait would pass the deadline: the call has failed. */
  record TooLate(long pause) implements Next {}

  Next DONE = new Done();
  Next RENEW = new Renew();
  Next GIVE_UP = new GiveUp();
}
