package io.github.closecalls;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How long a call may still take, and whether it is still wanted.
 *
 * <p>What a call waits for, it waits for here, so that its deadline, an interrupt, its cancellation
 * and the end of the client end each wait. Others may cancel it; all else is for the thread of the
 * call.
 */
final class Patience {
  private static final String MORE_TIME = "Allow more time, or start fewer calls at once.";

  private final WaitCondition condition;
  private final BooleanSupplier closed;
  private final Duration deadline;
  private final long start = System.nanoTime();
  private final long end;
  private volatile boolean cancelled;

  /**
   * Begins to count.
   *
   * @param closed whether the client is closed
   */
  Patience(Duration deadline, WaitCondition condition, BooleanSupplier closed) {
    this.deadline = deadline;
    this.condition = condition;
    this.closed = closed;
    this.end = start + deadline.toNanos();
  }

  /** Returns the nanoseconds until the deadline; none or fewer once it has passed. */
  long left() {
    return end - System.nanoTime();
  }

  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  Duration deadline() {
    return deadline;
  }

  /** Ends the wait that is under way, and lets no other begin. */
  void cancel() {
    cancelled = true;
    condition.wake();
  }

  /** Returns whether the call was cancelled, or its client closed. */
  boolean isStopped() {
    return cancelled || closed.getAsBoolean();
  }

  /** Returns whether there is a reason other than the deadline not to go on. */
  boolean isOver() {
    return isStopped() || Thread.currentThread().isInterrupted();
  }

  /**
   * Throws if there is a reason not to go on.
   *
   * @param when what the call was doing, or nothing
   */
  void check(String when) throws CallStoppedException {
    String reason = reasonToStop();
    if (reason != null) {
      throw new CallStoppedException(when.isEmpty() ? reason : reason + " " + when, remedy());
    }
    if (left() <= 0) {
      throw expired(when);
    }
  }

  /** Returns what to throw if a wait would pass the deadline, or has. */
  CallStoppedException expired(String when) {
    return new CallStoppedException(
        "the deadline of "
            + CallHistory.seconds(deadline)
            + (when.isEmpty() ? " has passed" : " would pass " + when),
        MORE_TIME);
  }

  /** Waits so many nanoseconds. */
  void pause(long nanos, String when) throws CallStoppedException {
    await(() -> false, System.nanoTime() + nanos, when);
  }

  /** Waits for something that does not end with this call. */
  void await(CompletableFuture<?> awaited, String when) throws CallStoppedException {
    CompletableFuture<?> unused = awaited.whenComplete((value, failure) -> condition.wake());
    await(awaited::isDone, end, when);
    if (!awaited.isDone()) {
      throw expired(when);
    }
  }

  /**
   * Asks something of the user on this thread, which is interrupted once the deadline has passed.
   */
  <T> T ask(Supplier<T> supplier) {
    Watchdog.Watch watch = new Watchdog.Watch();
    watch.begin(end);
    try {
      return supplier.get();
    } finally {
      watch.stop();
    }
  }

  /** Returns why the call ends, if that is not for the server to say. */
  @Nullable String reasonToStop() {
    if (closed.getAsBoolean()) {
      return "the client is closed";
    }
    if (cancelled) {
      return "it was cancelled";
    }
    return Thread.currentThread().isInterrupted() ? "the thread was interrupted" : null;
  }

  /** Returns what to do before the call is logged again. */
  String remedy() {
    if (closed.getAsBoolean()) {
      return "Make a new client: this one cannot be used after close().";
    }
    if (cancelled) {
      return "Make sure that it is wanted after all.";
    }
    if (Thread.currentThread().isInterrupted()) {
      return "Use a thread that is not interrupted.";
    }
    return left() <= 0 ? MORE_TIME : "Check that the host can be reached from here.";
  }

  private void await(BooleanSupplier done, long until, String when) throws CallStoppedException {
    try {
      condition.await(() -> isStopped() || done.getAsBoolean(), until);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    check(when);
  }
}
