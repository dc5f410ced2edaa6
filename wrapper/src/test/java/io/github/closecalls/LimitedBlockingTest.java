package io.github.closecalls;

import static io.github.closecalls.SecretScan.assertThrows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.closecalls.model.CallActivity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import okhttp3.OkHttpClient;
import okhttp3.mockwebserver.MockResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a limit that counts blocking calls does to them. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class LimitedBlockingTest {
  private static final MockResponse LOGGED = new MockResponse().setBody(StubServer.LOGGED);

  private final StubServer server = new StubServer();
  private final Semaphore answers = new Semaphore(0);
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void close() {
    answers.release(1_000);
    threads.shutdownNow();
    server.close();
  }

  /** Has the server answer only as often as {@link #answers} lets it. */
  private CloseClient limited(int maxConcurrency, boolean limitBlockingCalls) {
    server.answersBy(
        request -> {
          most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
          answers.acquireUninterruptibly();
          underWay.decrementAndGet();
          return LOGGED;
        });
    return server
        .builder()
        .maxConcurrency(maxConcurrency)
        .limitBlockingCalls(limitBlockingCalls)
        .build();
  }

  @Test
  void callsOfEachKindShareTheLimit() throws Exception {
    try (CloseClient client = limited(3, true)) {
      List<Future<CallActivity>> calls = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        for (LogVariant variant : LogVariant.values()) {
          calls.add(threads.submit(() -> variant.log(client)));
        }
      }
      awaitTrue(() -> underWay.get() == 3);
      answers.release(1_000);
      for (Future<CallActivity> call : calls) {
        assertEquals("acti_1", call.get(2, TimeUnit.MINUTES).id());
      }
    }
    assertEquals(3, most.get(), "run three at once, of all kinds together");
  }

  @Test
  void withoutTheOptionTheyAreNotLimited() throws Exception {
    try (CloseClient client = limited(1, false)) {
      List<Future<CallActivity>> calls = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        calls.add(threads.submit(() -> client.calls().log(StubServer.call())));
      }
      for (int i = 0; i < 4; i++) {
        server.takeRequest(); // Before any of them is answered.
      }
      answers.release(4);
      for (Future<CallActivity> call : calls) {
        assertEquals("acti_1", call.get(2, TimeUnit.MINUTES).id());
      }
    }
  }

  @Test
  void aCallWithinACallNeedsNoPlaceOfItsOwn() throws Exception {
    AtomicReference<@Nullable CloseClient> self = new AtomicReference<>();
    AtomicInteger within = new AtomicInteger();
    server.answersBy(request -> LOGGED);
    try (CloseClient client =
        server
            .builder()
            .maxConcurrency(1)
            .limitBlockingCalls(true)
            .httpClient(
                new OkHttpClient.Builder()
                    .addInterceptor(
                        chain -> {
                          if (within.getAndIncrement() == 0) {
                            Objects.requireNonNull(self.get()).calls().log(StubServer.call());
                          }
                          return chain.proceed(chain.request());
                        })
                    .build())
            .build()) {
      self.set(client);
      for (LogVariant variant : LogVariant.values()) {
        within.set(0);
        assertEquals("acti_1", variant.log(client).id(), variant.name());
      }
    }
  }

  @Test
  void aCallThatGetsNoPlaceBeforeItsDeadlineIsNotSent() throws Exception {
    try (CloseClient client = limited(1, true)) {
      Future<CallActivity> running = threads.submit(() -> client.calls().log(StubServer.call()));
      server.takeRequest();
      TransportException e =
          assertThrows(
              TransportException.class,
              () ->
                  client
                      .calls()
                      .log(
                          StubServer.call(),
                          CallOptions.builder().deadline(Duration.ofMillis(50)).build()));
      assertEquals(Delivery.NOT_SENT, e.delivery());
      assertEquals(0, e.attempts());
      assertTrue(e.getMessage().contains("while waiting for another call"), e.getMessage());
      assertFalse(running.isDone(), "let the other call go on");
      server.sawRequests(1);
    }
  }

  @Test
  void anInterruptEndsTheWaitForAPlace() throws Exception {
    try (CloseClient client = limited(1, true)) {
      Future<CallActivity> running = threads.submit(() -> client.calls().log(StubServer.call()));
      server.takeRequest();
      AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
      AtomicBoolean interrupted = new AtomicBoolean();
      Thread waiting =
          new Thread(
              () -> {
                failure.set(
                    assertThrows(
                        TransportException.class, () -> client.calls().log(StubServer.call())));
                interrupted.set(Thread.currentThread().isInterrupted());
              });
      waiting.start();
      awaitTrue(() -> isWaiting(waiting));
      waiting.interrupt();
      waiting.join(60_000);
      TransportException e = assertInstanceOf(TransportException.class, failure.get());
      assertEquals(Delivery.NOT_SENT, e.delivery());
      assertTrue(e.getMessage().contains("interrupted"), e.getMessage());
      assertTrue(interrupted.get(), "keep the interrupt flag");
      assertFalse(running.isDone(), "let the other call go on");
      server.sawRequests(1);
    }
  }

  @Test
  void theyGetTheirPlacesInTheOrderInWhichTheyCame() throws Exception {
    try (CloseClient client = limited(1, true)) {
      Future<CallActivity> running = threads.submit(() -> client.calls().log(StubServer.call()));
      server.takeRequest();
      List<Integer> order = new CopyOnWriteArrayList<>();
      for (int i = 0; i < 5; i++) {
        int number = i;
        Thread waiting =
            new Thread(
                () -> {
                  client.calls().log(StubServer.call());
                  order.add(number);
                });
        waiting.start();
        awaitTrue(() -> isWaiting(waiting));
      }
      answers.release();
      assertEquals("acti_1", running.get(2, TimeUnit.MINUTES).id());
      for (int i = 1; i <= 5; i++) {
        int ended = i;
        answers.release();
        awaitTrue(() -> order.size() == ended);
      }
      assertEquals(List.of(0, 1, 2, 3, 4), order);
    }
  }

  @Test
  void aCallThatFailsGivesItsPlaceBack() {
    server.answers(400, "{}").answers(200, StubServer.LOGGED);
    try (CloseClient client = server.builder().maxConcurrency(1).limitBlockingCalls(true).build()) {
      assertThrows(BadRequestException.class, () -> client.calls().log(StubServer.call()));
      assertEquals("acti_1", client.calls().log(StubServer.call()).id());
    }
  }

  @Test
  void aContinuationThatBlocksNeedsNoPlace() throws Exception {
    try (CloseClient client = limited(1, true)) {
      CountDownLatch noneIsFree = new CountDownLatch(1);
      CompletableFuture<String> chained =
          client
              .calls()
              .logAsync(StubServer.call())
              .thenApply(
                  first -> {
                    await(noneIsFree);
                    return client.calls().log(StubServer.call()).id();
                  });
      server.takeRequest();
      answers.release();
      Future<CallActivity> running = threads.submit(() -> client.calls().log(StubServer.call()));
      server.takeRequest();
      noneIsFree.countDown();
      server.takeRequest(); // That of the continuation.
      answers.release(2);
      assertEquals("acti_1", chained.get(2, TimeUnit.MINUTES));
      assertEquals("acti_1", running.get(2, TimeUnit.MINUTES).id());
    }
  }

  @Test
  void whenTheClientIsClosedThoseThatWaitAreNotSent() throws Exception {
    CloseClient client = limited(1, true);
    Future<CallActivity> running = threads.submit(() -> client.calls().log(StubServer.call()));
    server.takeRequest();
    Future<CallActivity> waiting = threads.submit(() -> client.calls().log(StubServer.call()));
    client.close();
    assertThrows(ExecutionException.class, () -> running.get(2, TimeUnit.MINUTES));
    ExecutionException e =
        assertThrows(ExecutionException.class, () -> waiting.get(2, TimeUnit.MINUTES));
    assertEquals(
        Delivery.NOT_SENT, assertInstanceOf(TransportException.class, e.getCause()).delivery());
    server.sawRequests(1);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(60, TimeUnit.SECONDS), "be released");
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isWaiting(Thread thread) {
    return thread.getState() == Thread.State.TIMED_WAITING
        && LockSupport.getBlocker(thread) != null;
  }

  private static void awaitTrue(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }
}
