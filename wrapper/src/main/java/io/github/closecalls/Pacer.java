package io.github.closecalls;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Holds attempts back while the answers say that no request remains.
 *
 * <p>It counts down from what an answer said remains, and takes the number of a later answer if
 * that is lower. Once the time of the reset has come, it counts down from the limit, or lets one
 * attempt through to learn more if the limit is not known. First come, first served; only an
 * attempt that was refused goes to the head again. Safe to share between threads.
 */
final class Pacer {
  /** So that a nonsensical answer cannot stop a client for longer. */
  private static final long LONGEST_HOLD = TimeUnit.MINUTES.toNanos(1);

  /** An answer that names a reset so much earlier was under way while the period ended. */
  private static final long STALE = TimeUnit.MILLISECONDS.toNanos(100);

  private final ReentrantLock lock = new ReentrantLock();

  /** Those who wait, in their order, each to be woken on its own. */
  private final Deque<Condition> queue = new ArrayDeque<>();

  /** How many attempts may begin; as good as unlimited until an answer says otherwise. */
  private long remaining = Long.MAX_VALUE;

  /** How many there are after the reset, or 1 if it is not known. */
  private long limit = 1;

  /** When there are more, by System.nanoTime, if anything holds. */
  private long resetAt;

  /** Whether resetAt still lies ahead, or nothing remains and an answer must tell when. */
  private boolean limited;

  private int underWay;

  /**
   * Waits until an attempt may begin.
   *
   * @param again whether the call was attempted before
   * @return whether it may; false if it could not before the deadline of the call, or the call was
   *     stopped
   */
  boolean begin(Patience patience, boolean again) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (queue.isEmpty() && mayBegin()) {
        return begun();
      }
      Condition turn = lock.newCondition();
      if (again) {
        queue.addFirst(turn);
      } else {
        queue.addLast(turn);
      }
      try {
        while (true) {
          long left = patience.left();
          if (left <= 0 || patience.isStopped() || untilReset() > left) {
            return false;
          }
          boolean first = queue.peekFirst() == turn;
          if (first && mayBegin()) {
            return begun();
          }
          long hold = untilReset();
          long ignored = turn.awaitNanos(first && hold > 0 ? Math.min(left, hold) : left);
        }
      } finally {
        queue.remove(turn);
        wakeFirst();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Takes note of how an attempt ended, which {@link #begin} had let through. */
  void ended(Attempt<?> attempt, Next next) {
    Answer answer = attempt.answer();
    RateLimit seen = answer == null ? null : answer.rateLimit();
    lock.lock();
    try {
      underWay--;
      long now = System.nanoTime();
      if (answer != null && answer.status() == 429) {
        long wait = next instanceof Next.Again again ? again.pause() : 0;
        hold(0, now, seen == null ? wait : seen.resetNanosOr(wait));
      } else if (seen != null && seen.remaining().isPresent()) {
        learn(seen.remaining().getAsLong(), now, seen.resetNanosOr(0));
      } else if (answer != null && !limited) {
        remaining = Long.MAX_VALUE; // The server has ceased to say.
      }
      if (seen != null && seen.limit().isPresent()) {
        limit = Math.max(1, seen.limit().getAsLong());
      }
      wakeFirst();
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

  private void learn(long left, long now, long reset) {
    if (!limited || now - resetAt >= 0) {
      if (reset > 0) {
        hold(Math.max(0, left - underWay), now, reset);
      }
    } else if (now + reset - resetAt > -STALE) {
      hold(Math.min(remaining, left), now, Math.max(reset, resetAt - now));
    }
  }

  private void hold(long remaining, long now, long wait) {
    this.remaining = remaining;
    this.resetAt = now + Math.min(wait, LONGEST_HOLD);
    this.limited = true;
  }

  private boolean mayBegin() {
    if (limited && System.nanoTime() - resetAt >= 0) {
      limited = false;
      remaining = Math.max(1, limit - underWay);
    }
    return remaining > 0 || (!limited && underWay == 0);
  }

  private boolean begun() {
    remaining--;
    underWay++;
    return true;
  }

  /** Returns how long nothing can begin, in nanoseconds. */
  private long untilReset() {
    return limited && remaining <= 0 ? Math.max(0, resetAt - System.nanoTime()) : 0;
  }

  private void wakeFirst() {
    Condition first = queue.peekFirst();
    if (first != null) {
      first.signal();
    }
  }
}
