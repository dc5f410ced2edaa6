package io.github.closecalls.benchmarks;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A thread for each task: a virtual one where the JDK has them. */
final class Threads {
  private Threads() {}

  static ExecutorService perTask() throws ReflectiveOperationException {
    if (Runtime.version().feature() < 21) {
      return Executors.newCachedThreadPool();
    }
    return (ExecutorService)
        Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
  }
}
