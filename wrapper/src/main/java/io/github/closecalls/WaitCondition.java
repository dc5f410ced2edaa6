package io.github.closecalls;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Where calls wait, so that a cancellation, an interrupt and the end of the client wake them. */
final class WaitCondition {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /**
   * Waits until something is true, or that time has come by System.nanoTime.
   *
   * @param done becomes true before {@link #wake} is called
   */
  void await(BooleanSupplier done, long until) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = until - System.nanoTime();
      while (left > 0 && !done.getAsBoolean()) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Has all waits look at what they wait for. */
  void wake() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
