package io.github.closecalls;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs calls on threads of the library, and continuations of users on as many others.
 *
 * <p>A caller that would start one more than the limit waits, so that a fast caller cannot fill the
 * memory. A call gives its place back when its future is about to be completed, so that slow
 * continuations slow down the caller instead of piling up. Safe to share between threads.
 */
final class AsyncExecutor {
  private static final Duration IDLE = Duration.ofSeconds(10);

  private final int maxConcurrency;
  private final ConcurrencyLimit limit;

  /** That of the application, which continuations are of. */
  private final @Nullable ClassLoader loader = Thread.currentThread().getContextClassLoader();

  /** Not there until a call needs them, as for most programs none does. */
  private volatile @Nullable Threads threads;

  private boolean closed;

  AsyncExecutor(int maxConcurrency, ConcurrencyLimit limit) {
    this.maxConcurrency = maxConcurrency;
    this.limit = limit;
  }

  /**
   * Starts a call once there is a place for it.
   *
   * <p>One that is exempt from the limit waits for a thread instead, without blocking.
   *
   * @param run runs the call, and returns what completes the future
   */
  <T, R> CompletableFuture<R> start(Exchange<T> exchange, Function<Exchange<T>, R> run) {
    CompletableFuture<R> future = new CompletableFuture<>();
    boolean needsPlace = !limit.isExempt();
    if (needsPlace && !limit.enter(exchange.patience())) {
      future.completeExceptionally(exchange.notBegun());
      return future;
    }
    boolean started = false;
    try {
      Threads threads = threads();
      threads.calls.execute(() -> run(exchange, run, future, needsPlace, threads.continuations));
      started = true;
    } catch (RejectedExecutionException e) {
      future.completeExceptionally(exchange.notBegun());
    } finally {
      if (!started && needsPlace) {
        limit.leave();
      }
    }
    // Cancelled, timed out or completed by the user: in whatever way, the call is wanted no more.
    CompletableFuture<R> unused = future.whenComplete((value, failure) -> exchange.cancel());
    return future;
  }

  private synchronized Threads threads() {
    Threads threads = this.threads;
    if (threads == null) {
      if (closed) {
        throw new RejectedExecutionException();
      }
      threads = new Threads(maxConcurrency, limit, loader);
      this.threads = threads;
    }
    return threads;
  }

  /** Lets the threads end once they are idle, and starts no more calls on them. */
  synchronized void close() {
    closed = true;
    Threads threads = this.threads;
    if (threads != null) {
      threads.calls.shutdown();
      threads.continuations.shutdown();
    }
  }

  private <T, R> void run(
      Exchange<T> exchange,
      Function<Exchange<T>, R> run,
      CompletableFuture<R> future,
      boolean givesPlaceBack,
      ForkJoinPool continuations) {
    R result = null;
    Throwable failure = null;
    try {
      result = run.apply(exchange);
    } catch (Throwable e) { // Errors as well: who waits for the future must learn of them.
      failure = e;
    } finally {
      exchange.end();
    }
    AtomicBoolean completed = new AtomicBoolean();
    R logged = result;
    Throwable error = failure;
    Runnable completion =
        () -> {
          if (completed.getAndSet(true)) {
            return; // It is in the queue although no thread could be had for it.
          }
          if (givesPlaceBack) {
            limit.leave();
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

  /** The threads of the library: daemons, which end when they are idle. */
  private static final class Threads {
    final ThreadPoolExecutor calls;

    /**
     * The threads that complete futures. A continuation that waits for the future of another call
     * lets one more thread run in its place, as that other future could otherwise never be
     * completed.
     */
    final ForkJoinPool continuations;

    Threads(int maxConcurrency, ConcurrencyLimit limit, @Nullable ClassLoader loader) {
      AtomicInteger number = new AtomicInteger();
      this.calls =
          new ThreadPoolExecutor(
              maxConcurrency,
              maxConcurrency,
              IDLE.toNanos(),
              TimeUnit.NANOSECONDS,
              new LinkedBlockingQueue<>(), // Calls that have a place, or were started by another.
              task -> {
                Thread thread =
                    new Thread(
                        () -> {
                          limit.exemptThread();
                          task.run();
                        },
                        "close-calls-" + number.incrementAndGet());
                thread.setDaemon(true);
                return thread;
              });
      calls.allowCoreThreadTimeOut(true);
      // One more than calls, so that with a single call at once one that blocks does not stop all.
      int parallelism = maxConcurrency + 1;
      this.continuations =
          new ForkJoinPool(
              parallelism,
              pool -> {
                ContinuationThread thread = new ContinuationThread(pool, limit);
                thread.setName("close-calls-continuation-" + number.incrementAndGet());
                thread.setContextClassLoader(loader);
                return thread;
              },
              null,
              true, // First come, first served.
              0,
              parallelism + 256, // As the common pool does.
              parallelism,
              pool -> true,
              IDLE.toNanos(),
              TimeUnit.NANOSECONDS);
    }
  }

  /** A thread that completes futures. */
  private static final class ContinuationThread extends ForkJoinWorkerThread {
    private final ConcurrencyLimit limit;

    ContinuationThread(ForkJoinPool pool, ConcurrencyLimit limit) {
      super(pool);
      this.limit = limit;
    }

    @Override
    protected void onStart() {
      super.onStart();
      limit.exemptThread();
    }
  }
}
