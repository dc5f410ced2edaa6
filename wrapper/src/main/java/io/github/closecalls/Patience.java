package io.github.closecalls;

/** How long a call may still wait, and whether it still should. */
interface Patience {
  /** Returns the nanoseconds until the deadline. */
  long left();

  boolean isStopped();
}
