package io.github.closecalls.cli.imports;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Spreads calls evenly over time, before they are announced in the journal.
 *
 * <p>The client would do it too, but a call that waits there is under way already, as far as the
 * journal knows: it would be unknown after a crash, for nothing.
 */
final class Beat {
  /** So much time that a slow disk or a busy machine has cost is caught up with. */
  private static final long LAG = TimeUnit.MILLISECONDS.toNanos(250);

  private static final long LONGEST_SLEEP = TimeUnit.MILLISECONDS.toNanos(100);

  private final long interval;
  private long next = System.nanoTime();

  Beat(double perSecond) {
    this.interval = (long) (TimeUnit.SECONDS.toNanos(1) / perSecond);
  }

  /** Waits for the turn of the next call, unless it is stopped. */
  void await(BooleanSupplier stopped) throws InterruptedException {
    long turn;
    synchronized (this) {
      turn = Math.max(next, System.nanoTime() - LAG);
      next = turn + interval;
    }
    long left;
    while ((left = turn - System.nanoTime()) > 0 && !stopped.getAsBoolean()) {
      TimeUnit.NANOSECONDS.sleep(Math.min(left, LONGEST_SLEEP));
    }
  }
}
