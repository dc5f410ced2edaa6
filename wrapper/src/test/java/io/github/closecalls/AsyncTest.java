package io.github.closecalls;

import static io.github.closecalls.SecretScan.assertThrows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.closecalls.model.CallActivity;
import io.github.closecalls.model.CreateCallActivity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.SocketPolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AsyncTest {
  private static final MockResponse LOGGED = new MockResponse().setBody(StubServer.LOGGED);
  private static final MockResponse SILENCE =
      new MockResponse().setSocketPolicy(SocketPolicy.NO_RESPONSE);

  private final StubServer server = new StubServer();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void asManyCallsRunAtOnceAsTheClientIsTold() throws Exception {
    AtomicInteger underWay = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch twelve = new CountDownLatch(12);
    server.answersBy(
        request -> {
          most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
          twelve.countDown();
          await(twelve); // However slowly they arrive.
          pause(50);
          underWay.decrementAndGet();
          return LOGGED;
        });
    try (CloseClient client = server.builder().maxConcurrency(12).build()) {
      List<CompletableFuture<CallActivity>> calls = new ArrayList<>();
      for (int i = 0; i < 48; i++) {
        calls.add(client.calls().logAsync(StubServer.call()));
      }
      for (CompletableFuture<CallActivity> call : calls) {
        assertEquals("acti_1", call.get(2, TimeUnit.MINUTES).id());
      }
    }
    assertEquals(12, most.get(), "run twelve at once, not OkHttp's five");
  }

  @Test
  void theCallerOfOneMoreWaitsUntilOneEnds() throws Exception {
    CountDownLatch first = new CountDownLatch(1);
    server.answersBy(
        request -> {
          await(first);
          return LOGGED;
        });
    try (CloseClient client = server.builder().maxConcurrency(1).build()) {
      CompletableFuture<CallActivity> running = client.calls().logAsync(StubServer.call());
      CompletableFuture<CallActivity> waiting =
          CompletableFuture.supplyAsync(() -> client.calls().logAsync(StubServer.call()).join());
      assertThrows(TimeoutException.class, () -> waiting.get(200, TimeUnit.MILLISECONDS));
      server.takeRequest();
      server.sawRequests(1);
      first.countDown();
      assertEquals("acti_1", running.get(2, TimeUnit.MINUTES).id());
      assertEquals("acti_1", waiting.get(2, TimeUnit.MINUTES).id());
    }
  }

  @Test
  void aCallThatFindsNoPlaceBeforeItsDeadlineIsNotSent() {
    server.answersBy(request -> SILENCE);
    try (CloseClient client = server.builder().maxConcurrency(1).build()) {
      CompletableFuture<CallActivity> running = client.calls().logAsync(StubServer.call());
      TransportException e =
          assertInstanceOf(
              TransportException.class,
              failure(
                  client
                      .calls()
                      .logAsync(
                          StubServer.call(),
                          CallOptions.builder().deadline(Duration.ofMillis(100)).build())));
      assertEquals(Delivery.NOT_SENT, e.delivery());
      assertEquals(0, e.attempts());
      assertTrue(e.getMessage().contains("waiting for another call to end"), e.getMessage());
      assertFalse(running.isDone(), "let the other call go on");
    }
  }

  @Test
  void anInterruptEndsTheWaitForAPlace() {
    server.answersBy(request -> SILENCE);
    try (CloseClient client = server.builder().maxConcurrency(1).build()) {
      CompletableFuture<CallActivity> running = client.calls().logAsync(StubServer.call());
      Thread.currentThread().interrupt();
      CompletableFuture<CallActivity> call = client.calls().logAsync(StubServer.call());
      assertTrue(Thread.interrupted(), "keep the interrupt flag");
      TransportException e = assertInstanceOf(TransportException.class, failure(call));
      assertEquals(Delivery.NOT_SENT, e.delivery());
      assertTrue(e.getMessage().contains("interrupted"), e.getMessage());
      assertFalse(running.isDone(), "let the other call go on");
    }
  }

  @Test
  void cancellingTheFutureClosesTheConnectionAndFreesThePlace() throws Exception {
    CountDownLatch cancelled = new CountDownLatch(1);
    server.answersBy(
        request -> {
          await(cancelled);
          return LOGGED;
        });
    try (CloseClient client = server.builder().maxConcurrency(1).build()) {
      CompletableFuture<CallActivity> call = client.calls().logAsync(StubServer.call());
      server.takeRequest();
      call.cancel(true);
      assertThrows(CancellationException.class, call::join);
      CompletableFuture<CallActivity> next =
          CompletableFuture.supplyAsync(() -> client.calls().logAsync(StubServer.call()).join());
      assertEquals(0, server.takeRequest().getSequenceNumber(), "use a new connection");
      cancelled.countDown();
      assertEquals("acti_1", next.get(2, TimeUnit.MINUTES).id());
    }
  }

  @Test
  void cancellingTheFutureEndsAWaitBetweenAttempts() throws Exception {
    CountDownLatch refused = new CountDownLatch(1);
    server.answersBy(
        request -> {
          if (refused.getCount() == 0) {
            return LOGGED;
          }
          refused.countDown();
          return new MockResponse().setResponseCode(429).setHeader("Retry-After", "30");
        });
    try (CloseClient client = server.builder().maxConcurrency(1).build()) {
      CompletableFuture<CallActivity> call = client.calls().logAsync(StubServer.call());
      await(refused);
      call.cancel(true);
      assertEquals(
          "acti_1",
          client.calls().logAsync(StubServer.call()).get(2, TimeUnit.MINUTES).id(),
          "free the place");
    }
    server.sawRequests(2);
  }

  @Test
  void aTimeOutOfTheFutureCancelsTheCall() throws Exception {
    server.answers(SILENCE);
    server.answers(LOGGED);
    try (CloseClient client = server.builder().maxConcurrency(1).build()) {
      CompletableFuture<CallActivity> call = client.calls().logAsync(StubServer.call());
      server.takeRequest();
      call = call.orTimeout(100, TimeUnit.MILLISECONDS);
      assertInstanceOf(TimeoutException.class, failure(call));
      assertEquals(
          "acti_1", client.calls().logAsync(StubServer.call()).get(2, TimeUnit.MINUTES).id());
    }
  }

  @Test
  void aBrokenRuleCompletesTheFuture() {
    CompletableFuture<CallActivity> call =
        server.client.calls().logAsync(CreateCallActivity.builder().phone("1").build());
    assertInstanceOf(InvalidCallException.class, failure(call));
    server.sawRequests(0);
  }

  @Test
  void whatIsAttachedToTheFutureGetsTheExceptionUnwrapped() throws Exception {
    server.answers(400, "");
    CompletableFuture<CallActivity> call = server.client.calls().logAsync(StubServer.call());
    Throwable handled = call.<@Nullable Throwable>handle((logged, e) -> e).get(2, TimeUnit.MINUTES);
    assertInstanceOf(BadRequestException.class, handled);
    ExecutionException e = assertThrows(ExecutionException.class, call::get);
    assertSame(handled, e.getCause());
  }

  @Test
  void aCallbackThatBlocksTakesNoPlaceAndMayLogCallsItself() throws Exception {
    CountDownLatch attached = new CountDownLatch(1);
    server.answersBy(
        request -> {
          await(attached);
          return LOGGED;
        });
    CountDownLatch end = new CountDownLatch(1);
    try (CloseClient client = server.builder().maxConcurrency(1).build()) {
      CompletableFuture<Void> blocked =
          client.calls().logAsync(StubServer.call()).thenAccept(logged -> await(end));
      attached.countDown(); // Else the callback could run here.
      CompletableFuture<String> nested =
          client
              .calls()
              .logAsync(StubServer.call())
              .thenApply(logged -> client.calls().logAsync(StubServer.call()).join().id())
              .thenApply(id -> client.calls().log(StubServer.call()).id());
      assertEquals("acti_1", nested.get(2, TimeUnit.MINUTES));
      assertFalse(blocked.isDone(), "not wait for the callback");
      end.countDown();
      blocked.get(2, TimeUnit.MINUTES);
    }
  }

  @Test
  void slowContinuationsRunOnOneThreadMoreThanCallsMay() throws Exception {
    server.answersBy(request -> LOGGED);
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    AtomicInteger threads = new AtomicInteger();
    Thread caller = Thread.currentThread(); // Runs what is chained to a call that has ended.
    try (CloseClient client = server.builder().maxConcurrency(3).build()) {
      List<CompletableFuture<?>> all = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        all.add(
            client
                .calls()
                .logAsync(StubServer.call())
                .thenAccept(
                    logged -> {
                      if (Thread.currentThread() != caller) {
                        most.accumulateAndGet(running.incrementAndGet(), Math::max);
                        threads.accumulateAndGet(ownThreads(), Math::max);
                        pause(20);
                        running.decrementAndGet();
                      }
                    }));
      }
      CompletableFuture.allOf(all.toArray(new CompletableFuture<?>[0])).get(2, TimeUnit.MINUTES);
    }
    assertTrue(most.get() <= 4, "run at most four at once, not " + most);
    assertTrue(threads.get() <= 7, "start at most three threads and four, not " + threads);
  }

  private static int ownThreads() {
    return (int)
        threads().stream().filter(thread -> !thread.getName().endsWith("watchdog")).count();
  }

  @Test
  void callsThatCallbacksStartAreNotStarvedByThoseWhoStartCalls() throws Exception {
    server.answersBy(request -> LOGGED);
    try (CloseClient client = server.builder().maxConcurrency(4).build()) {
      List<CompletableFuture<CallActivity>> chains =
          Collections.synchronizedList(new ArrayList<>());
      List<Thread> producers = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        Thread producer =
            new Thread(
                () ->
                    chains.add(
                        client
                            .calls()
                            .logAsync(StubServer.call())
                            .thenCompose(logged -> client.calls().logAsync(StubServer.call()))));
        producers.add(producer);
        producer.start();
      }
      for (Thread producer : producers) {
        producer.join(120_000);
      }
      for (CompletableFuture<CallActivity> chain : chains) {
        assertEquals("acti_1", chain.get(2, TimeUnit.MINUTES).id());
      }
    }
  }

  @Test
  void aChainOfCallsLongerThanThereArePlacesGoesThrough() throws Exception {
    server.answersBy(request -> LOGGED);
    try (CloseClient client = server.builder().maxConcurrency(1).build()) {
      List<CompletableFuture<CallActivity>> chains = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        CompletableFuture<CallActivity> chain = client.calls().logAsync(StubServer.call());
        for (int j = 0; j < 5; j++) {
          chain = chain.thenCompose(logged -> client.calls().logAsync(StubServer.call()));
        }
        chains.add(chain);
      }
      for (CompletableFuture<CallActivity> chain : chains) {
        assertEquals("acti_1", chain.get(2, TimeUnit.MINUTES).id());
      }
    }
  }

  @Test
  void closeCompletesTheCallsUnderWayAndThoseThatWaitForAPlace() throws Exception {
    server.answersBy(request -> SILENCE);
    CloseClient client = server.builder().maxConcurrency(1).build();
    CompletableFuture<CallActivity> running = client.calls().logAsync(StubServer.call());
    server.takeRequest();
    AtomicReference<@Nullable Thread> waiter = new AtomicReference<>();
    CompletableFuture<CallActivity> waiting =
        CompletableFuture.supplyAsync(
            () -> {
              waiter.set(Thread.currentThread());
              return client.calls().logAsync(StubServer.call()).join();
            });
    while (waiter.get() == null) {
      Thread.onSpinWait();
    }
    client.close();
    client.close();
    assertEquals(Delivery.UNKNOWN, delivery(running));
    assertEquals(Delivery.NOT_SENT, delivery(waiting));
    assertEquals(Delivery.NOT_SENT, delivery(client.calls().logAsync(StubServer.call())));
    server.sawRequests(1);
  }

  @Test
  void itsThreadsAreDaemonsAndEndAfterClose() throws Exception {
    server.answersBy(request -> LOGGED);
    Set<Thread> before = threads();
    try (CloseClient client = server.builder().build()) {
      client.calls().logAsync(StubServer.call()).get(2, TimeUnit.MINUTES);
      for (Thread thread : threads()) {
        assertTrue(thread.isDaemon(), () -> "make a daemon of " + thread.getName());
        assertFalse(thread.getName().contains("api_"), thread.getName());
      }
    }
    for (Thread thread : threads()) {
      if (!before.contains(thread)) {
        thread.join(120_000);
        assertFalse(thread.isAlive(), () -> "end " + thread.getName());
      }
    }
  }

  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("close-calls"))
        .collect(Collectors.toSet());
  }

  private static Delivery delivery(CompletableFuture<?> call) {
    return assertInstanceOf(TransportException.class, failure(call)).delivery();
  }

  private static @Nullable Throwable failure(CompletableFuture<?> call) {
    return assertThrows(ExecutionException.class, () -> call.get(2, TimeUnit.MINUTES)).getCause();
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(60, TimeUnit.SECONDS), "be released");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // The server is shut down.
    }
  }
}
