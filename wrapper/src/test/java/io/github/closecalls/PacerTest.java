package io.github.closecalls;

import static io.github.closecalls.SecretScan.assertThrows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.closecalls.model.CallActivity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PacerTest {
  private static final int LIMIT = 10;
  private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(250);

  private final CloseServer server = new CloseServer();
  private final List<RecordedRequest> logged = new ArrayList<>();
  private long periodBegan;
  private int inPeriod;
  private int refused;

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void anImportRunsAtTheAllowedRateWithHardlyARefusal() throws Exception {
    server.answersBy(this::atMostTenInAPeriod);
    long begin = System.nanoTime();
    try (CloseClient client = server.builder().maxConcurrency(4).pacing(true).build()) {
      List<CompletableFuture<CallActivity>> calls = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        calls.add(client.calls().logAsync(CloseServer.call()));
      }
      for (CompletableFuture<CallActivity> call : calls) {
        call.get(20, TimeUnit.SECONDS);
      }
    }
    long periods = (System.nanoTime() - begin) / PERIOD;
    assertEquals(60, logged.size(), "log all");
    assertTrue(refused <= 3, () -> "hardly be refused: " + refused);
    assertTrue(periods >= 5 && periods <= 12, () -> "run at the rate: " + periods + " periods");
  }

  @Test
  void aCallIsHeldBackWhileNoneRemains() {
    server.answers(limited("limit=1, remaining=0, reset=0.3"));
    server.answers(200, CloseServer.LOGGED);
    try (CloseClient client = paced()) {
      client.calls().log(CloseServer.call());
      long begin = System.nanoTime();
      client.calls().log(CloseServer.call());
      assertTrue(System.nanoTime() - begin > TimeUnit.MILLISECONDS.toNanos(250), "hold it back");
    }
  }

  @Test
  void heldCallsGoInTheOrderInWhichTheyCame() throws Exception {
    server.answers(limited("limit=1, remaining=0, reset=0.6"));
    List<Thread> threads = new ArrayList<>();
    try (CloseClient client = paced()) {
      client.calls().log(CloseServer.call());
      for (int i = 0; i < 3; i++) {
        server.answers(limited("limit=1, remaining=0, reset=0.02"));
        CallOptions options = CallOptions.builder().header("X-Number", "" + i).build();
        Thread thread = new Thread(() -> client.calls().log(CloseServer.call(), options));
        threads.add(thread);
        thread.start();
        server.whenWaiting(thread, () -> {}).get(5, TimeUnit.SECONDS);
      }
      server.takeRequest();
      for (int i = 0; i < 3; i++) {
        assertEquals("" + i, server.takeRequest().getHeader("X-Number"));
      }
      for (Thread thread : threads) {
        thread.join(5_000);
      }
    }
  }

  @Test
  void withoutPacingNoCallIsHeldBack() {
    server.answers(limited("limit=1, remaining=0, reset=30"));
    server.answers(200, CloseServer.LOGGED);
    server.client.calls().log(CloseServer.call());
    CallOptions options = CallOptions.builder().deadline(Duration.ofSeconds(5)).build();
    assertEquals("acti_1", server.client.calls().log(CloseServer.call(), options).id());
  }

  @Test
  void aCallThatCouldNotBeSentBeforeItsDeadlineFailsAtOnceAsNotSent() {
    server.answers(limited("limit=1, remaining=0, reset=30"));
    try (CloseClient client = paced()) {
      client.calls().log(CloseServer.call());
      CallOptions options = CallOptions.builder().deadline(Duration.ofSeconds(20)).build();
      TransportException e =
          assertThrows(
              TransportException.class, () -> client.calls().log(CloseServer.call(), options));
      assertEquals(Delivery.NOT_SENT, e.delivery());
      assertEquals(0, e.attempts());
      assertTrue(e.elapsed().toMillis() < 5_000, "fail at once");
      assertTrue(e.getMessage().contains("rate limit"), e.getMessage());
    }
    server.sawRequests(1);
  }

  @Test
  void aRefusalHoldsOtherCallsBackAsWell() {
    server.answers(
        new MockResponse()
            .setResponseCode(429)
            .setHeader("RateLimit", "limit=100, remaining=50, reset=0.3"));
    server.answers(200, CloseServer.LOGGED);
    try (CloseClient client =
        server.builder().retryPolicy(RetryPolicy.none()).pacing(true).build()) {
      assertThrows(ApiException.class, () -> client.calls().log(CloseServer.call()));
      long begin = System.nanoTime();
      client.calls().log(CloseServer.call());
      assertTrue(System.nanoTime() - begin > TimeUnit.MILLISECONDS.toNanos(250), "hold it back");
    }
  }

  @Test
  void aNonsensicalResetHoldsForAMinuteAtMost() {
    server.answers(limited("limit=1, remaining=0, reset=99999999999"));
    try (CloseClient client = paced()) {
      client.calls().log(CloseServer.call());
      Thread caller = Thread.currentThread();
      CompletableFuture<Void> interrupt = server.whenWaiting(caller, caller::interrupt);
      CallOptions options = CallOptions.builder().deadline(Duration.ofSeconds(90)).build();
      TransportException e =
          assertThrows(
              TransportException.class, () -> client.calls().log(CloseServer.call(), options));
      assertTrue(Thread.interrupted(), "wait until interrupted: " + e);
      assertEquals(Delivery.NOT_SENT, e.delivery());
      interrupt.join();
    }
  }

  @Test
  void closeEndsTheHold() {
    server.answers(limited("limit=1, remaining=0, reset=30"));
    CloseClient client = paced();
    client.calls().log(CloseServer.call());
    CompletableFuture<Void> close = server.whenWaiting(Thread.currentThread(), client::close);
    TransportException e =
        assertThrows(TransportException.class, () -> client.calls().log(CloseServer.call()));
    assertTrue(e.getMessage().contains("the client is closed"), e.getMessage());
    close.join();
  }

  @Test
  void cancellingTheFutureEndsTheHold() throws Exception {
    server.answers(limited("limit=1, remaining=0, reset=1"));
    server.answers(200, CloseServer.LOGGED);
    try (CloseClient client = server.builder().maxConcurrency(1).pacing(true).build()) {
      client.calls().log(CloseServer.call());
      CompletableFuture<CallActivity> held = client.calls().logAsync(CloseServer.call());
      held.cancel(true);
      client.calls().logAsync(CloseServer.call()).get(5, TimeUnit.SECONDS);
    }
    server.sawRequests(2);
  }

  @Test
  void aServerThatCeasesToNameALimitIsNotHeldAgainstAnyCall() throws Exception {
    server.answersBy(
        request ->
            request.getSequenceNumber() == 0 && logged.isEmpty() && logged.add(request)
                ? limited("remaining=0, reset=0.05")
                : new MockResponse()
                    .setBody(CloseServer.LOGGED)
                    .setBodyDelay(20, TimeUnit.MILLISECONDS));
    try (CloseClient client = server.builder().maxConcurrency(8).pacing(true).build()) {
      client.calls().log(CloseServer.call());
      client.calls().log(CloseServer.call());
      long begin = System.nanoTime();
      List<CompletableFuture<CallActivity>> calls = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        calls.add(client.calls().logAsync(CloseServer.call()));
      }
      for (CompletableFuture<CallActivity> call : calls) {
        call.get(5, TimeUnit.SECONDS);
      }
      assertTrue(
          System.nanoTime() - begin < TimeUnit.MILLISECONDS.toNanos(600), "run side by side");
    }
  }

  @Test
  void aLaterAnswerThatNamesLessIsTaken() {
    server.answers(limited("limit=10, remaining=5, reset=0.6"));
    server.answers(limited("limit=10, remaining=0, reset=0.5"));
    server.answers(200, CloseServer.LOGGED);
    try (CloseClient client = paced()) {
      client.calls().log(CloseServer.call());
      client.calls().log(CloseServer.call());
      long begin = System.nanoTime();
      client.calls().log(CloseServer.call());
      assertTrue(System.nanoTime() - begin > TimeUnit.MILLISECONDS.toNanos(350), "hold it back");
    }
  }

  @Test
  void aLaterAnswerThatNamesMoreIsNotTaken() {
    server.answers(limited("limit=10, remaining=1, reset=0.6"));
    server.answers(limited("limit=10, remaining=9, reset=0.6"));
    server.answers(200, CloseServer.LOGGED);
    try (CloseClient client = paced()) {
      client.calls().log(CloseServer.call());
      client.calls().log(CloseServer.call());
      long begin = System.nanoTime();
      client.calls().log(CloseServer.call());
      assertTrue(System.nanoTime() - begin > TimeUnit.MILLISECONDS.toNanos(350), "hold it back");
    }
  }

  @Test
  void anAnswerOfThePeriodBeforeDoesNotHoldTheNewOne() throws Exception {
    server.answers(limited("limit=10, remaining=2, reset=5"));
    server.answers(
        limited("limit=10, remaining=0, reset=0.1").setHeadersDelay(300, TimeUnit.MILLISECONDS));
    server.answers(200, CloseServer.LOGGED);
    try (CloseClient client = paced()) {
      client.calls().log(CloseServer.call());
      CompletableFuture<CallActivity> late = client.calls().logAsync(CloseServer.call());
      late.get(5, TimeUnit.SECONDS);
      CallOptions hurried = CallOptions.builder().deadline(Duration.ofSeconds(2)).build();
      assertEquals("acti_1", client.calls().log(CloseServer.call(), hurried).id());
    }
  }

  @Test
  void whatIsUnderWayCountsAgainstWhatRemains() throws Exception {
    server.answers(
        new MockResponse().setBody(CloseServer.LOGGED).setHeadersDelay(800, TimeUnit.MILLISECONDS));
    server.answers(limited("limit=10, remaining=1, reset=0.5"));
    server.answers(200, CloseServer.LOGGED);
    try (CloseClient client = paced()) {
      CompletableFuture<CallActivity> slow = client.calls().logAsync(CloseServer.call());
      server.takeRequest();
      client.calls().log(CloseServer.call());
      long begin = System.nanoTime();
      client.calls().log(CloseServer.call());
      assertTrue(System.nanoTime() - begin > TimeUnit.MILLISECONDS.toNanos(350), "hold it back");
      slow.get(5, TimeUnit.SECONDS);
    }
  }

  private CloseClient paced() {
    return server.builder().pacing(true).build();
  }

  private static MockResponse limited(String rateLimit) {
    return new MockResponse().setBody(CloseServer.LOGGED).setHeader("RateLimit", rateLimit);
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
