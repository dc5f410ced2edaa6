package io.github.closecalls;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs a limited number of calls at once on threads of the library, and continuations of users on
 * as many others.
 *
 * <p>A caller that would start one more waits, so that a fast caller cannot fill the memory. A call
 * gives its place back when its future is about to be completed, so that slow continuations slow
 * down the caller instead of piling up. The threads are daemons, and end when they are idle. Safe
 * to share between threads.
 */
final class AsyncExecutor {
  private static final Duration IDLE = Duration.ofSeconds(10);

  private final Semaphore places;
  private final ThreadPoolExecutor threads;

  /**
   * The threads that complete futures. A continuation that waits for the future of another call
   * lets one more thread run in its place, as that other future could otherwise never be completed.
   */
  private final ForkJoinPool continuations;

  AsyncExecutor(int maxConcurrency) {
    this.places = new Semaphore(maxConcurrency, true);
    AtomicInteger number = new AtomicInteger();
    this.threads =
        new ThreadPoolExecutor(
            maxConcurrency,
            maxConcurrency,
            IDLE.toNanos(),
            TimeUnit.NANOSECONDS,
            new LinkedBlockingQueue<>(), // Calls that have a place, or were started by another.
            task -> {
              Thread thread = new Thread(task, "close-calls-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    // One more than calls, so that with a single call at once one that blocks does not stop all.
    int parallelism = maxConcurrency + 1;
    this.continuations =
        new ForkJoinPool(
            parallelism,
            pool -> continuationThread(pool, number.incrementAndGet(), loader),
            null,
            true, // First come, first served.
            0,
            parallelism + 256, // As the common pool does.
            parallelism,
            pool -> true,
            IDLE.toNanos(),
            TimeUnit.NANOSECONDS);
  }

  private static ForkJoinWorkerThread continuationThread(
      ForkJoinPool pool, int number, @Nullable ClassLoader loader) {
    ForkJoinWorkerThread thread = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(pool);
    thread.setName("close-calls-continuation-" + number);
    thread.setContextClassLoader(loader); // That of the application, which continuations are of.
    return thread;
  }

  /**
   * Starts a call once there is a place for it.
   *
   * <p>A call that a continuation starts needs none: it waits for a thread without blocking, since
   * the places that it would wait for are given back by continuations.
   *
   * @param run runs the call, and returns what completes the future
   */
  <T, R> CompletableFuture<R> start(Exchange<T> exchange, Function<Exchange<T>, R> run) {
    CompletableFuture<R> future = new CompletableFuture<>();
    boolean needsPlace = !isContinuation(Thread.currentThread());
    if (needsPlace && !takePlace(exchange.patience())) {
      future.completeExceptionally(exchange.notBegun());
      return future;
    }
    boolean started = false;
    try {
      threads.execute(() -> run(exchange, run, future, needsPlace));
      started = true;
    } catch (RejectedExecutionException e) {
      future.completeExceptionally(exchange.notBegun());
    } finally {
      if (!started && needsPlace) {
        places.release();
      }
    }
    // Cancelled, timed out or completed by the user: in whatever way, the call is wanted no more.
    CompletableFuture<R> unused = future.whenComplete((value, failure) -> exchange.cancel());
    return future;
  }

  private boolean isContinuation(Thread thread) {
    return thread instanceof ForkJoinWorkerThread worker && worker.getPool() == continuations;
  }

  private boolean takePlace(Patience patience) {
    try {
      return places.tryAcquire(Math.max(0, patience.left()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Lets the threads end once they are idle. */
  void close() {
    threads.shutdown();
    continuations.shutdown();
  }

  private <T, R> void run(
      Exchange<T> exchange,
      Function<Exchange<T>, R> run,
      CompletableFuture<R> future,
      boolean hasPlace) {
    R result = null;
    Throwable failure = null;
    try {
      result = run.apply(exchange);
    } catch (Throwable e) { // Errors as well: who waits for the future must learn of them.
      failure = e;
    } finally {
      exchange.end();
    }
    R logged = result;
    Throwable error = failure;
    Runnable completion =
        () -> {
          if (hasPlace) {
            places.release();
          }
          if (error == null) {
            future.complete(logged);
          } else {
            future.completeExceptionally(error);
          }
        };
    try {
      continuations.execute(completion);
    } catch (RejectedExecutionException | OutOfMemoryError e) {
      completion.run(); // No thread can be had: better here than never.
    }
  }
}
