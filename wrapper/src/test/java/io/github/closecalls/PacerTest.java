package io.github.closecalls;

import static io.github.closecalls.SecretScan.assertThrows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.closecalls.model.CallActivity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacerTest {
  private static final int LIMIT = 10;
  private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(250);

  private final StubServer server = new StubServer();
  private final List<RecordedRequest> logged = new ArrayList<>();
  private long periodBegan;
  private int inPeriod;
  private int refused;

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void anImportIsSentWithHardlyARefusal() throws Exception {
    server.answersBy(this::atMostTenInAPeriod);
    try (CloseClient client = server.builder().maxConcurrency(4).pacing(true).build()) {
      logAll(client, 60);
    }
    assertEquals(60, logged.size(), "log all");
    assertTrue(refused <= 3, () -> "hardly be refused: " + refused);
  }

  @Test
  void anImportIsSentAlthoughTheServerSaysNothingAndRefuses() throws Exception {
    server.answersBy(
        request -> {
          MockResponse response = atMostTenInAPeriod(request);
          response.removeHeader("RateLimit");
          return response;
        });
    RetryPolicy two = RetryPolicy.builder().maxAttempts(2).build();
    try (CloseClient client =
        server.builder().maxConcurrency(8).retryPolicy(two).pacing(true).build()) {
      logAll(client, 60);
    }
    assertEquals(60, logged.size(), "log all");
    assertTrue(refused > 0, "be refused, as nothing else tells what is allowed");
  }

  @Test
  void theUsersRateBoundsHowManyAreSentInATime() throws Exception {
    List<Long> arrivals = Collections.synchronizedList(new ArrayList<>());
    server.answersBy(
        request -> {
          arrivals.add(System.nanoTime());
          return new MockResponse().setBody(StubServer.LOGGED);
        });
    try (CloseClient client = server.builder().maxConcurrency(8).pacing(50).build()) {
      logAll(client, 20);
    }
    double seconds = (arrivals.get(19) - arrivals.get(0)) / 1e9;
    assertTrue(seconds > 0.2, () -> "send 50 a second at most, but it was 20 in " + seconds + " s");
  }

  @Test
  void aCallIsHeldBackWhileNoneRemains() throws Exception {
    server.answers(limited("limit=1, remaining=0, reset=30"));
    server.answers(200, StubServer.LOGGED);
    try (CloseClient client = paced()) {
      client.calls().log(StubServer.call());
      assertHeldBack(client);
    }
  }

  @Test
  void heldCallsGoInTheOrderInWhichTheyCame() throws Exception {
    server.answers(limited("limit=1, remaining=0, reset=2.5"));
    List<Thread> threads = new ArrayList<>();
    try (CloseClient client = paced()) {
      client.calls().log(StubServer.call());
      for (int i = 0; i < 3; i++) {
        server.answers(limited("limit=1, remaining=0, reset=0.02"));
        CallOptions options = CallOptions.builder().header("X-Number", "" + i).build();
        Thread thread = new Thread(() -> client.calls().log(StubServer.call(), options));
        threads.add(thread);
        thread.start();
        server.whenWaiting(thread, () -> {}).get(30, TimeUnit.SECONDS);
      }
      server.takeRequest();
      for (int i = 0; i < 3; i++) {
        assertEquals("" + i, server.takeRequest().getHeader("X-Number"));
      }
      for (Thread thread : threads) {
        thread.join(30_000);
      }
    }
  }

  @Test
  void withoutPacingNoCallIsHeldBack() {
    server.answers(limited("limit=1, remaining=0, reset=30"));
    server.answers(200, StubServer.LOGGED);
    server.client.calls().log(StubServer.call());
    CallOptions options = CallOptions.builder().deadline(Duration.ofSeconds(20)).build();
    assertEquals("acti_1", server.client.calls().log(StubServer.call(), options).id());
  }

  @Test
  void aCallThatCouldNotBeSentBeforeItsDeadlineFailsWithoutWaitingAsNotSent() {
    server.answers(limited("limit=1, remaining=0, reset=50"));
    try (CloseClient client = paced()) {
      client.calls().log(StubServer.call());
      CallOptions options = CallOptions.builder().deadline(Duration.ofSeconds(40)).build();
      TransportException e =
          assertThrows(
              TransportException.class, () -> client.calls().log(StubServer.call(), options));
      assertEquals(Delivery.NOT_SENT, e.delivery());
      assertEquals(0, e.attempts());
      assertTrue(e.elapsed().toSeconds() < 30, "fail without waiting for the deadline");
      assertTrue(e.getMessage().contains("rate limit"), e.getMessage());
    }
    server.sawRequests(1);
  }

  @Test
  void aRefusalHoldsOtherCallsBackAsWell() throws Exception {
    server.answers(
        new MockResponse()
            .setResponseCode(429)
            .setHeader("RateLimit", "limit=100, remaining=50, reset=30"));
    try (CloseClient client =
        server.builder().retryPolicy(RetryPolicy.none()).pacing(true).build()) {
      assertThrows(ApiException.class, () -> client.calls().log(StubServer.call()));
      assertHeldBack(client);
    }
  }

  @Test
  void aNonsensicalResetHoldsForAMinuteAtMost() {
    server.answers(limited("limit=1, remaining=0, reset=99999999999"));
    try (CloseClient client = paced()) {
      client.calls().log(StubServer.call());
      Thread caller = Thread.currentThread();
      CompletableFuture<Void> interrupt = server.whenWaiting(caller, caller::interrupt);
      CallOptions options = CallOptions.builder().deadline(Duration.ofSeconds(90)).build();
      TransportException e =
          assertThrows(
              TransportException.class, () -> client.calls().log(StubServer.call(), options));
      assertTrue(Thread.interrupted(), "wait until interrupted: " + e);
      assertEquals(Delivery.NOT_SENT, e.delivery());
      interrupt.join();
    }
  }

  @Test
  void closeEndsTheHold() {
    server.answers(limited("limit=1, remaining=0, reset=30"));
    CloseClient client = paced();
    client.calls().log(StubServer.call());
    CompletableFuture<Void> close = server.whenWaiting(Thread.currentThread(), client::close);
    TransportException e =
        assertThrows(TransportException.class, () -> client.calls().log(StubServer.call()));
    assertTrue(e.getMessage().contains("the client is closed"), e.getMessage());
    close.join();
  }

  @Test
  void cancellingTheFutureEndsTheHold() throws Exception {
    server.answers(limited("limit=1, remaining=0, reset=50"));
    BlockingQueue<Thread> asking = new LinkedBlockingQueue<>();
    Supplier<String> key =
        () -> {
          asking.add(Thread.currentThread());
          return StubServer.KEY;
        };
    try (CloseClient client =
        server
            .builder()
            .credentials(Credentials.apiKey(key))
            .maxConcurrency(1)
            .pacing(true)
            .build()) {
      client.calls().log(StubServer.call());
      asking.remove();
      CompletableFuture<CallActivity> held = client.calls().logAsync(StubServer.call());
      Thread holding = Objects.requireNonNull(asking.poll(30, TimeUnit.SECONDS));
      server.whenWaiting(holding, () -> held.cancel(true)).get(30, TimeUnit.SECONDS);
      CallOptions hurried = CallOptions.builder().deadline(Duration.ofSeconds(20)).build();
      CompletableFuture<CallActivity> next = client.calls().logAsync(StubServer.call(), hurried);
      ExecutionException e =
          assertThrows(ExecutionException.class, () -> next.get(2, TimeUnit.MINUTES));
      String text = String.valueOf(e.getMessage());
      assertTrue(text.contains("while waiting for the rate limit"), () -> "free a place: " + text);
    }
    server.sawRequests(1);
  }

  @Test
  void callsRunSideBySideWhereTheServerSaysNothing() throws Exception {
    CyclicBarrier eight = new CyclicBarrier(8);
    AtomicInteger requests = new AtomicInteger();
    server.answersBy(
        request -> {
          if (requests.getAndIncrement() > 0) {
            await(eight);
          }
          return new MockResponse().setBody(StubServer.LOGGED);
        });
    try (CloseClient client = server.builder().maxConcurrency(8).pacing(true).build()) {
      client.calls().log(StubServer.call());
      logAll(client, 40);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY, 1_000_001})
  void aRateThatIsNoneIsRefused(double perSecond) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> CloseClient.builder().pacing(perSecond));
    assertTrue(e.toString().contains("pacing must be more than 0"), e::toString);
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void logAll(CloseClient client, int count) throws Exception {
    List<CompletableFuture<CallActivity>> calls = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      calls.add(client.calls().logAsync(StubServer.call()));
    }
    for (CompletableFuture<CallActivity> call : calls) {
      call.get(60, TimeUnit.SECONDS);
    }
  }

  private void assertHeldBack(CloseClient client) throws Exception {
    Thread held =
        new Thread(
            () -> {
              try {
                client.calls().log(StubServer.call());
              } catch (TransportException e) {
                // The interrupt below.
              }
            });
    held.start();
    server.whenWaiting(held, held::interrupt).get(30, TimeUnit.SECONDS);
    held.join(30_000);
    server.sawRequests(1);
  }

  private CloseClient paced() {
    return server.builder().pacing(true).build();
  }

  private static MockResponse limited(String rateLimit) {
    return new MockResponse().setBody(StubServer.LOGGED).setHeader("RateLimit", rateLimit);
  }

  private synchronized MockResponse atMostTenInAPeriod(RecordedRequest request) {
    long now = System.nanoTime();
    if (now - periodBegan >= PERIOD) {
      periodBegan = now;
      inPeriod = 0;
    }
    String reset = String.valueOf((periodBegan + PERIOD - now) / 1e9);
    boolean allowed = inPeriod < LIMIT;
    if (allowed) {
      inPeriod++;
      logged.add(request);
    } else {
      refused++;
    }
    return limited("limit=" + LIMIT + ", remaining=" + (LIMIT - inPeriod) + ", reset=" + reset)
        .setResponseCode(allowed ? 200 : 429);
  }
}
