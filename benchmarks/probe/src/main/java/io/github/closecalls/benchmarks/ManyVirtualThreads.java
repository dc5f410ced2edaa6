package io.github.closecalls.benchmarks;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Logs a call in each of many virtual threads at once, and prints seconds and failures. */
public final class ManyVirtualThreads {
  private static final int WARM_UP = 2_000;

  private ManyVirtualThreads() {}

  /** Takes the class of a {@link Client}, an address, how many calls, and how many at once. */
  public static void main(String[] args) throws Exception {
    Client client = Loader.client(Client.class, args[0], args[1]);
    int calls = Integer.parseInt(args[2]);
    Semaphore places = new Semaphore(Integer.parseInt(args[3]));
    for (int i = 0; i < WARM_UP; i++) {
      client.log();
    }
    AtomicInteger failures = new AtomicInteger();
    CountDownLatch ended = new CountDownLatch(calls);
    long begin = System.nanoTime();
    ExecutorService threads = Threads.perTask();
    for (int i = 0; i < calls; i++) {
      threads.execute(
          () -> {
            try {
              places.acquire();
              try {
                client.log();
              } finally {
                places.release();
              }
            } catch (Exception e) {
              failures.incrementAndGet();
            }
            ended.countDown();
          });
    }
    ended.await();
    System.out.println((System.nanoTime() - begin) / 1e9 + " " + failures);
    System.exit(0);
  }
}
