package io.github.closecalls.openapi.generator;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * A stack for work that goes from schema to schema, and one level deeper with each.
 *
 * <p>The schemas of a contract can form a chain that is as long as the contract. Maven's own stack
 * holds some hundreds of them.
 */
final class LongStack {
  /** Memory is taken only as far as the stack grows. */
  private static final long BYTES = 1L << 30;

  private LongStack() {}

  /** Does the work, and throws what it throws. */
  static void run(Runnable work) {
    call(
        () -> {
          work.run();
          return true;
        });
  }

  /** The same, and returns what the work returns. */
  static <T> T call(Supplier<T> work) {
    FutureTask<T> task = new FutureTask<>(work::get);
    Thread thread = new Thread(null, task, "retrofit-moshi", BYTES);
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException exception) {
        throw exception;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while reading the contract", e);
    }
  }
}
