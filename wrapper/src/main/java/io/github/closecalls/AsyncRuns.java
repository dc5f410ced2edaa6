package io.github.closecalls;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs calls on threads of the library, so many at once and no more.
 *
 * <p>Who would start one more waits, which keeps a fast caller from filling the memory. A call
 * gives its place back before its future is completed: what the user does then runs on the thread,
 * but takes no place from other calls. The threads are daemons, and end when they are idle. Safe to
 * share between threads.
 */
final class AsyncRuns {
  private static final Duration IDLE = Duration.ofSeconds(10);

  private final Semaphore places;
  private final ThreadPoolExecutor threads;

  AsyncRuns(int maxConcurrency) {
    this.places = new Semaphore(maxConcurrency, true);
    AtomicInteger number = new AtomicInteger();
    this.threads =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE, // The places limit them.
            IDLE.toNanos(),
            TimeUnit.NANOSECONDS,
            new SynchronousQueue<>(),
            task -> {
              Thread thread = new Thread(task, "close-calls-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Starts a call once there is a place for it. */
  <T> CompletableFuture<T> start(Exchange<T> exchange) {
    CompletableFuture<T> future = new CompletableFuture<>();
    boolean placed;
    try {
      placed = places.tryAcquire(Math.max(0, exchange.patience().left()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      placed = false;
    }
    if (!placed) {
      future.completeExceptionally(exchange.notBegun());
      return future;
    }
    boolean started = false;
    try {
      threads.execute(() -> run(exchange, future));
      started = true;
    } catch (RejectedExecutionException e) {
      future.completeExceptionally(exchange.notBegun());
    } finally {
      if (!started) {
        places.release();
      }
    }
    // Cancelled, timed out or completed by the user: in whatever way, the call is wanted no more.
    CompletableFuture<T> unused = future.whenComplete((value, failure) -> exchange.cancel());
    return future;
  }

  /** Lets the threads end once they are idle. */
  void close() {
    threads.shutdown();
  }

  private <T> void run(Exchange<T> exchange, CompletableFuture<T> future) {
    T result = null;
    Throwable failure = null;
    try {
      result = exchange.run();
    } catch (Throwable e) { // Errors as well: who waits for the future must learn of them.
      failure = e;
    } finally {
      exchange.end();
      places.release();
    }
    if (failure == null) {
      future.complete(result);
    } else {
      future.completeExceptionally(failure);
    }
  }
}
