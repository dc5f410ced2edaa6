package io.github.closecalls.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.closecalls.CallOptions;
import io.github.closecalls.CloseClient;
import io.github.closecalls.Credentials;
import io.github.closecalls.RetryPolicy;
import io.github.closecalls.faults.FaultServer.Protocol;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many calls from many threads, against a server that limits them and fails some. */
@Tag("load")
class LoadTest {
  private static final int THREADS = 64;

  private static final CallOptions OPTIONS =
      CallOptions.builder()
          .retryPolicy(
              RetryPolicy.builder().maxAttempts(50).baseDelay(Duration.ofMillis(20)).build())
          .build();

  /** Takes so many requests in each period, and of those fails one in twenty in some way. */
  private static final class Limit implements Supplier<Fault> {
    static final int PER_PERIOD = 250;
    static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(100);

    private static final List<Fault> FAULTS =
        Faults.all().stream()
            .filter(
                fault ->
                    List.of("500", "503", "400, neither", "200, HTML", "drop after the whole body")
                        .contains(fault.name()))
            .toList();

    private final Random random = new Random(1);
    private long end = System.nanoTime();
    private int left;
    int refused;

    @Override
    public Fault get() {
      long now = System.nanoTime();
      if (now - end >= 0) {
        end = now + PERIOD;
        left = PER_PERIOD;
      }
      String reset = String.format(Locale.ROOT, "%.3f", (end - now) / 1e9 + 0.001);
      String header = "RateLimit: limit=" + PER_PERIOD + ", remaining=%d, reset=" + reset;
      if (left == 0) {
        refused++;
        return Fault.ofRequest(
            "429",
            Outcome.REFUSED,
            Ledger.Fate.REFUSED,
            x -> x.answer(429, "", String.format(Locale.ROOT, header, 0)));
      }
      left--;
      if (random.nextInt(20) == 0) {
        return FAULTS.get(random.nextInt(FAULTS.size()));
      }
      String remaining = String.format(Locale.ROOT, header, left);
      return Fault.ofRequest(
          "200",
          Outcome.LOGGED,
          Ledger.Fate.ACCEPTED,
          x -> x.answer(200, Faults.CALL, "Content-Type: application/json", remaining));
    }
  }

  @Test
  void everyCallOfAnImportIsAccountedForAndNothingIsLeftBehind() throws Exception {
    int calls = 20_000;
    int refused = run(calls, true);
    assertTrue(refused < calls / 100, () -> "hold calls back, so that few are refused: " + refused);
  }

  @Test
  void everyCallOfACrowdIsAccountedForAndNothingIsLeftBehind() throws Exception {
    int refused = run(4_000, false);
    assertTrue(refused > 0, "send calls again that were refused");
  }

  /** Logs calls, and returns how many answers were 429. */
  private static int run(int calls, boolean pacing) throws Exception {
    int warm = calls / 4;
    Limit limit = new Limit();
    Map<Integer, Object> outcomes = new ConcurrentHashMap<>();
    long start = System.nanoTime();
    long more;
    Ledger ledger;
    try (FaultServer server =
        new FaultServer(Protocol.HTTP_1, new FaultScript(new Random(2), limit))) {
      ledger = server.ledger();
      try (CloseClient client =
          CloseClient.builder()
              .baseUrl(server.baseUrl())
              .credentials(Credentials.apiKey(ClientUnderTest.KEY))
              .pacing(pacing)
              .build()) {
        log(client, 0, warm, outcomes);
        long early = usedMemory();
        log(client, warm, calls, outcomes);
        more = usedMemory() - early;
        assertTrue(server.connections() > 0, "keep connections until close()");
      }
      assertTrue(server.awaitNoConnection(5), "leave no connection behind");
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    assertNoThreadIsLeft();
    Map<String, Integer> reported = new ConcurrentSkipListMap<>();
    List<String> violations = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      Object outcome = outcomes.get(i);
      Throwable error = outcome instanceof Throwable e ? e : null;
      if (outcome == null) {
        violations.add("call " + i + " has no outcome");
      }
      reported.merge(Outcome.of(error), 1, Integer::sum);
      for (String violation : DeliveryLaw.violations(ledger.of("lead_" + i), error, false)) {
        violations.add("call " + i + ": " + violation);
      }
    }
    System.out.printf(
        Locale.ROOT,
        "LoadTest: pacing %s, %d calls in %.1f s, %d answers 429, %d KiB more after %d calls, %s%n",
        pacing,
        calls,
        seconds,
        limit.refused,
        more >> 10,
        calls - warm,
        reported);
    assertEquals(List.of(), violations);
    // The test itself keeps some hundred bytes of each call, and the exceptions.
    assertTrue(more < 16 << 20, () -> "keep nothing of a call, but " + more + " bytes");
    return limit.refused;
  }

  private static void log(CloseClient client, int from, int to, Map<Integer, Object> outcomes)
      throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      AtomicInteger next = new AtomicInteger(from);
      List<Future<?>> running = new ArrayList<>();
      for (int t = 0; t < THREADS; t++) {
        boolean async = t % 2 == 0;
        running.add(
            threads.submit(
                () -> {
                  List<CompletableFuture<?>> futures = new ArrayList<>();
                  for (int i = next.getAndIncrement(); i < to; i = next.getAndIncrement()) {
                    log(client, i, async, outcomes, futures);
                  }
                  futures.forEach(future -> future.handle((value, error) -> error).join());
                }));
      }
      for (Future<?> one : running) {
        one.get(2, TimeUnit.MINUTES);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static void log(
      CloseClient client,
      int i,
      boolean async,
      Map<Integer, Object> outcomes,
      List<CompletableFuture<?>> futures) {
    var call = ClientUnderTest.call("lead_" + i, false);
    if (async) {
      futures.add(
          client
              .calls()
              .logAsync(call, OPTIONS)
              .whenComplete((value, error) -> outcomes.put(i, outcome(error))));
      return;
    }
    Throwable error = null;
    try {
      client.calls().log(call, OPTIONS);
    } catch (RuntimeException e) {
      error = e;
    }
    outcomes.put(i, outcome(error));
  }

  private static Object outcome(@Nullable Throwable error) {
    return error == null ? "logged" : error;
  }

  private static long usedMemory() throws InterruptedException {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      System.gc();
      Thread.sleep(50);
      Runtime runtime = Runtime.getRuntime();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }

  private static void assertNoThreadIsLeft() throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    List<String> left;
    do {
      Thread.sleep(20);
      left =
          Thread.getAllStackTraces().keySet().stream()
              .map(Thread::getName)
              .filter(name -> name.startsWith("close-calls"))
              .toList();
    } while (!left.isEmpty() && System.nanoTime() < end);
    assertEquals(List.of(), left, "leave no thread behind");
  }
}
