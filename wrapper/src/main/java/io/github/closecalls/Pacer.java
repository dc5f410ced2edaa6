package io.github.closecalls;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Holds attempts back for as long as a {@link Pace} says.
 *
 * <p>First come, first served; only what was refused goes to the head again. Has no threads of its
 * own. Safe to share between threads.
 */
final class Pacer {
  /** A shorter hold is not worth waking all who wait to see whether they have so much time. */
  private static final long LONG_HOLD = TimeUnit.SECONDS.toNanos(1);

  private final ReentrantLock lock = new ReentrantLock();

  /** Those who wait, in their order, each to be woken on its own. */
  private final Deque<Condition> queue = new ArrayDeque<>();

  private final Pace pace;

  Pacer(double perSecond) {
    this.pace = new Pace(perSecond);
  }

  /**
   * Waits until an attempt may begin.
   *
   * @param again whether one before it was held back already
   * @return whether it may; false as soon as it is known that it could not before the deadline, or
   *     if the call was stopped
   */
  boolean begin(Patience patience, boolean again) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (queue.isEmpty() && mayBegin(System.nanoTime(), patience)) {
        return true;
      }
      Condition turn = lock.newCondition();
      if (again) {
        queue.addFirst(turn);
      } else {
        queue.addLast(turn);
      }
      try {
        return await(turn, patience);
      } finally {
        queue.remove(turn);
        wakeFirst();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes note of how an attempt ended, which {@link #begin} had let through.
   *
   * @param began when it did, read after {@link #begin} returned
   * @param answer null if there was none
   */
  void ended(long began, @Nullable Answer answer) {
    RateLimit said = answer == null ? null : RateLimit.of(answer);
    lock.lock();
    try {
      long now = System.nanoTime();
      boolean tooMany = answer != null && answer.status() == 429;
      if (answer != null && (tooMany || said != null || answer.isSuccess())) {
        pace.answered(now, began, tooMany, said);
      } else {
        pace.ended(began); // Perhaps of a gateway, which knows nothing of the limit.
      }
      if (pace.hold(now) >= LONG_HOLD) {
        queue.forEach(Condition::signal);
      } else {
        wakeFirst();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Has all who wait look whether they still should. */
  void wake() {
    lock.lock();
    try {
      queue.forEach(Condition::signal);
    } finally {
      lock.unlock();
    }
  }

  private boolean await(Condition turn, Patience patience) throws InterruptedException {
    while (true) {
      long now = System.nanoTime();
      long left = patience.left();
      boolean first = queue.peekFirst() == turn;
      if (first && mayBegin(now, patience)) {
        return true;
      }
      if (left <= 0 || patience.isStopped() || pace.hold(now) > left) {
        return false;
      }
      long ignored = turn.awaitNanos(first ? Math.min(left, pace.delay(now, left)) : left);
    }
  }

  private boolean mayBegin(long now, Patience patience) {
    long left = patience.left();
    boolean may = left > 0 && !patience.isStopped() && pace.delay(now, left) <= 0;
    if (may) {
      pace.begun(now);
    }
    return may;
  }

  private void wakeFirst() {
    Condition first = queue.peekFirst();
    if (first != null) {
      first.signal();
    }
  }
}
