package io.github.closecalls.examples;

import io.github.closecalls.Calls;
import io.github.closecalls.CloseException;
import io.github.closecalls.model.CreateCallActivity;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;

/**
 * Logs many calls with {@code log}, which blocks, on one thread each.
 *
 * <p>With Java 21 or newer, give it {@code Executors.newVirtualThreadPerTaskExecutor()}, whose
 * threads cost next to nothing while they wait for Close. Before Java 24 a virtual thread that
 * blocks inside {@code synchronized} holds one of the few real threads, and OkHttp has such code:
 * there, or with Java 17, {@code Executors.newCachedThreadPool()} does the same.
 */
public final class VirtualThreads {
  private VirtualThreads() {}

  /**
   * Logs all calls, and returns the failures: each has its call and what became of it.
   *
   * @param atOnce how many calls may be under way, since Close admits only some at once
   */
  public static List<CloseException> logAll(
      Calls calls, Iterable<CreateCallActivity> all, int atOnce, ExecutorService threads)
      throws InterruptedException {
    Semaphore free = new Semaphore(atOnce);
    Queue<CloseException> failures = new ConcurrentLinkedQueue<>();
    for (CreateCallActivity call : all) {
      free.acquire(); // Before a thread is made: a million calls need not be in memory.
      threads.execute(
          () -> {
            try {
              calls.log(call);
            } catch (CloseException e) {
              failures.add(e);
            } finally {
              free.release();
            }
          });
    }
    free.acquire(atOnce); // Until the last one has ended.
    return List.copyOf(failures);
  }
}
