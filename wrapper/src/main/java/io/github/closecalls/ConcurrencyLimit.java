package io.github.closecalls;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Limits how many calls run at once: asynchronous ones, and blocking ones if the user wants that.
 *
 * <p>A call that would be one too many waits, first come, first served. What an interceptor or a
 * continuation starts is exempt, since the places that it would wait for may be given back only
 * after it. Safe to share between threads.
 */
final class ConcurrencyLimit {
  private final Semaphore places;
  private final boolean limitsBlockingCalls;
  private final ThreadLocal<Boolean> exempt = new ThreadLocal<>();

  ConcurrencyLimit(int maxConcurrency, boolean limitsBlockingCalls) {
    this.places = new Semaphore(maxConcurrency, true);
    this.limitsBlockingCalls = limitsBlockingCalls;
  }

  /**
   * Runs a blocking call, once there is a place for it if it needs one.
   *
   * @param run runs the call, and returns what comes of it
   */
  <T, R> R run(Exchange<T> exchange, Function<Exchange<T>, R> run) {
    if (!limitsBlockingCalls || isExempt()) {
      return run.apply(exchange);
    }
    if (!enter(exchange.patience())) {
      throw exchange.notBegun();
    }
    try {
      exemptThread();
      return run.apply(exchange);
    } finally {
      exempt.remove();
      places.release();
    }
  }

  /** Returns whether what this thread starts needs no place. */
  boolean isExempt() {
    return exempt.get() != null;
  }

  /** Lets this thread start calls without a place. */
  void exemptThread() {
    exempt.set(true);
  }

  /** Waits for a place, and returns whether there is one before patience ends. */
  boolean enter(Patience patience) {
    try {
      return places.tryAcquire(Math.max(0, patience.left()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Gives a place back. */
  void leave() {
    places.release();
  }
}
