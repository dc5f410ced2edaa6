package io.github.closecalls;

import static io.github.closecalls.SecretScan.assertThrows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.OkHttpClient;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.SocketPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryTest {
  private static final RetryPolicy FAST =
      RetryPolicy.builder()
          .maxAttempts(3)
          .baseDelay(Duration.ofMillis(10))
          .maxDelay(Duration.ofMillis(20))
          .build();
  private static final RetryPolicy RISKY =
      RetryPolicy.builder()
          .maxAttempts(3)
          .baseDelay(Duration.ZERO)
          .maxDelay(Duration.ZERO)
          .retryServerErrors(true)
          .build();

  private final StubServer server = new StubServer();

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest
  @EnumSource
  void aHostThatIsNotFoundAtFirstIsTriedAgain(LogVariant variant) {
    server.answers(200, StubServer.LOGGED);
    AtomicInteger lookUps = new AtomicInteger();
    OkHttpClient flaky =
        new OkHttpClient.Builder()
            .dns(
                host -> {
                  if (lookUps.incrementAndGet() < 3) {
                    throw new UnknownHostException(host);
                  }
                  return List.of(InetAddress.getLoopbackAddress());
                })
            .build();
    try (CloseClient client =
        server
            .builder()
            .baseUrl(server.baseUrl("localhost"))
            .httpClient(flaky)
            .retryPolicy(FAST)
            .build()) {
      assertEquals("acti_1", variant.log(client).id());
    }
    assertEquals(3, lookUps.get(), "look it up three times");
    server.sawRequests(1);
  }

  @ParameterizedTest
  @EnumSource
  void afterTooManyRequestsTheCallIsSentAgainWhenTheServerSays(LogVariant variant) {
    server.answers(tooMany("RateLimit", "limit=100, remaining=0, reset=0.2"));
    server.answers(200, StubServer.LOGGED);
    long begin = System.nanoTime();
    try (CloseClient client = client(FAST)) {
      assertEquals("acti_1", variant.log(client).id());
    }
    assertTrue(millisSince(begin) >= 200, "wait as long as the server says");
    server.sawRequests(2);
  }

  @ParameterizedTest
  @EnumSource
  void attemptsDurationAndRateLimitAreInTheException(LogVariant variant) {
    for (int i = 0; i < 3; i++) {
      server.answers(tooMany("Retry-After", "0"));
    }
    try (CloseClient client = client(FAST)) {
      ApiException e = assertThrows(ApiException.class, () -> variant.log(client));
      assertEquals(429, e.status());
      assertEquals(3, e.attempts());
      assertEquals(Delivery.REFUSED, e.delivery());
      assertEquals(Optional.of(Duration.ZERO), e.rateLimit().map(RateLimit::reset));
      assertTrue(e.elapsed().toNanos() > 0, "tell how long it took");
      assertTrue(e.getMessage().contains("3 attempts in "), e.getMessage());
    }
    server.sawRequests(3);
  }

  @Test
  void eachCallHasAllItsAttempts() {
    for (int i = 0; i < 6; i++) {
      server.answers(429, "");
    }
    try (CloseClient client = client(FAST)) {
      for (int i = 0; i < 2; i++) {
        ApiException e =
            assertThrows(ApiException.class, () -> client.calls().log(StubServer.call()));
        assertEquals(3, e.attempts());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 303, 400, 401, 402, 403, 404, 408, 409, 421, 500, 502, 503, 504})
  void noOtherAnswerIsFollowedByAnotherAttempt(int status) {
    server.answers(new MockResponse().setResponseCode(status).setHeader("Retry-After", "0"));
    server.answers(200, StubServer.LOGGED);
    try (CloseClient client = client(FAST)) {
      ApiException e =
          assertThrows(ApiException.class, () -> client.calls().log(StubServer.call()));
      assertEquals(1, e.attempts());
    }
    server.sawRequests(1);
  }

  @ParameterizedTest
  @EnumSource
  void aRequestWithoutAnswerIsNotSentAgain(LogVariant variant) {
    server.answers(new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST));
    server.answers(200, StubServer.LOGGED);
    try (CloseClient client = client(RISKY)) {
      TransportException e = assertThrows(TransportException.class, () -> variant.log(client));
      assertEquals(Delivery.UNKNOWN, e.delivery());
      assertEquals(1, e.attempts());
    }
    server.sawRequests(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504, 599})
  void whoAsksForItSendsAgainAfterAServerError(int status) {
    server.answers(status, "").answers(200, StubServer.LOGGED);
    try (CloseClient client = client(RISKY)) {
      assertEquals("acti_1", client.calls().log(StubServer.call()).id());
    }
    server.sawRequests(2);
  }

  @Test
  void aRefusalAfterAServerErrorDoesNotSayThatTheCallIsNotLogged() {
    server.answers(500, "").answers(400, "");
    try (CloseClient client = client(RISKY)) {
      BadRequestException e =
          assertThrows(BadRequestException.class, () -> client.calls().log(StubServer.call()));
      assertEquals(Delivery.UNKNOWN, e.delivery());
      assertTrue(e.getMessage().contains("may have logged the call"), e.getMessage());
    }
  }

  @Test
  void aSuccessThatCannotBeReadIsAcceptedEvenAfterAServerError() {
    server.answers(500, "").answers(200, "{\"_type\": \"Call\"}");
    try (CloseClient client = client(RISKY)) {
      UnreadableAnswerException e =
          assertThrows(
              UnreadableAnswerException.class, () -> client.calls().log(StubServer.call()));
      assertEquals(Delivery.ACCEPTED, e.delivery());
    }
    server.sawRequests(2);
  }

  @Test
  void aLostAnswerAfterARefusalNamesBoth() {
    server.answers(429, "");
    server.answers(new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST));
    try (CloseClient client = client(FAST)) {
      TransportException e =
          assertThrows(TransportException.class, () -> client.calls().log(StubServer.call()));
      assertEquals(Delivery.UNKNOWN, e.delivery());
      assertEquals(2, e.attempts());
      assertTrue(e.getMessage().contains("The last answer had status 429."), e.getMessage());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aWaitThatWouldPassTheDeadlineIsNotBegun(LogVariant variant) {
    server.answers(tooMany("Retry-After", "30"));
    try (CloseClient client = client(FAST)) {
      CallOptions options = CallOptions.builder().deadline(Duration.ofSeconds(20)).build();
      ApiException e = assertThrows(ApiException.class, () -> variant.log(client, options));
      assertEquals(1, e.attempts(), "fail at once");
      assertTrue(
          e.getMessage().contains("would have exceeded the deadline of 20.000 s"), e.getMessage());
      assertEquals(Optional.of(Duration.ofSeconds(30)), e.rateLimit().map(RateLimit::reset));
    }
  }

  @ParameterizedTest
  @EnumSource
  void theDeadlineEndsAnAttemptWithoutAnswer(LogVariant variant) throws Exception {
    server.answersBy(request -> new MockResponse().setSocketPolicy(SocketPolicy.NO_RESPONSE));
    CloseException e = endedBySomeDeadline(variant, Delivery.UNKNOWN);
    assertInstanceOf(TransportException.class, e);
  }

  @ParameterizedTest
  @EnumSource
  void theDeadlineEndsAnAnswerWhoseBodyDoesNotCome(LogVariant variant) throws Exception {
    server.answersBy(
        request ->
            new MockResponse().setBody(StubServer.LOGGED).setHeader("Content-Length", "100000"));
    CloseException e = endedBySomeDeadline(variant, Delivery.ACCEPTED);
    assertInstanceOf(UnreadableAnswerException.class, e);
  }

  /** Logs a call whose deadline passes once it has come as far as this delivery tells. */
  private CloseException endedBySomeDeadline(LogVariant variant, Delivery delivery)
      throws Exception {
    CloseException failure =
        GrowingDeadline.until(
            e -> e.delivery() == delivery,
            Duration.ofSeconds(1),
            deadline -> {
              try (CloseClient client = server.builder().deadline(deadline).build()) {
                CloseException e = assertThrows(CloseException.class, () -> variant.log(client));
                endedAfter(deadline.toMillis(), e);
                GrowingDeadline.assertNamedBy(e);
                return e;
              }
            });
    assertEquals(delivery, failure.delivery());
    return failure;
  }

  @Test
  void theDeadlineCoversAllAttempts() {
    server.answersBy(request -> tooMany("Retry-After", "0.1"));
    RetryPolicy endless =
        RetryPolicy.builder().maxAttempts(1_000).baseDelay(Duration.ofMillis(1)).build();
    try (CloseClient client =
        server.builder().retryPolicy(endless).deadline(Duration.ofSeconds(1)).build()) {
      CloseException e =
          assertThrows(CloseException.class, () -> client.calls().log(StubServer.call()));
      assertTrue(e.attempts() <= 10, e.getMessage());
    }
  }

  @Test
  void theTimeOutOfAClientUnderneathHoldsWithinTheDeadline() {
    server.answers(new MockResponse().setSocketPolicy(SocketPolicy.NO_RESPONSE));
    OkHttpClient own = new OkHttpClient.Builder().callTimeout(Duration.ofMillis(200)).build();
    try (CloseClient client = server.builder().httpClient(own).build()) {
      TransportException e =
          assertThrows(TransportException.class, () -> client.calls().log(StubServer.call()));
      endedAfter(200, e);
    }
  }

  @Test
  void anInterruptEndsAWaitAtOnceAndStaysSet() {
    server.answers(tooMany("Retry-After", "30"));
    Thread caller = Thread.currentThread();
    CompletableFuture<Void> interrupt = server.whenWaiting(caller, caller::interrupt);
    try (CloseClient client = client(FAST)) {
      TransportException e =
          assertThrows(TransportException.class, () -> client.calls().log(StubServer.call()));
      assertTrue(Thread.interrupted(), "keep the interrupt flag");
      assertEquals(Delivery.REFUSED, e.delivery());
      assertTrue(e.getMessage().startsWith("The call was not sent again to "), e.getMessage());
      assertTrue(
          e.getMessage()
              .contains(
                  "(the thread was interrupted while waiting to send it again). Use a thread that is"
                      + " not interrupted. Then log the call again."),
          e.getMessage());
      assertTrue(e.getMessage().contains("status 429"), e.getMessage());
      assertEquals(1, e.attempts(), "end the wait at once");
    }
    interrupt.join();
    server.sawRequests(1);
  }

  @Test
  void aCallThatMayBeLoggedIsNeverAdvisedToBeLoggedAgain() {
    server.answers(500, "");
    RetryPolicy patient =
        RetryPolicy.builder()
            .baseDelay(Duration.ofHours(1))
            .maxDelay(Duration.ofHours(1))
            .retryServerErrors(true)
            .build();
    Thread caller = Thread.currentThread();
    CompletableFuture<Void> interrupt = server.whenWaiting(caller, caller::interrupt);
    try (CloseClient client =
        server.builder().retryPolicy(patient).deadline(Duration.ofDays(1)).build()) {
      TransportException e =
          assertThrows(TransportException.class, () -> client.calls().log(StubServer.call()));
      assertTrue(Thread.interrupted(), "keep the interrupt flag");
      assertEquals(Delivery.UNKNOWN, e.delivery());
      assertFalse(e.getMessage().contains("Then log the call again"), e.getMessage());
      assertTrue(e.getMessage().contains("may have logged the call"), e.getMessage());
      assertTrue(e.getMessage().endsWith(TroubleshootingSection.UNKNOWN.address()), e.getMessage());
    }
    interrupt.join();
  }

  @Test
  void anInterruptBeforeAnythingWasSentIsNotSent() {
    Thread caller = Thread.currentThread();
    CompletableFuture<Void> interrupt = server.whenWaiting(caller, caller::interrupt);
    OkHttpClient lost =
        new OkHttpClient.Builder()
            .dns(
                host -> {
                  throw new UnknownHostException(host);
                })
            .build();
    RetryPolicy slow =
        RetryPolicy.builder()
            .baseDelay(Duration.ofSeconds(30))
            .maxDelay(Duration.ofSeconds(30))
            .build();
    try (CloseClient client =
        server
            .builder()
            .baseUrl(server.baseUrl("localhost"))
            .httpClient(lost)
            .retryPolicy(slow)
            .build()) {
      TransportException e =
          assertThrows(TransportException.class, () -> client.calls().log(StubServer.call()));
      assertTrue(Thread.interrupted(), "keep the interrupt flag");
      assertEquals(Delivery.NOT_SENT, e.delivery());
    }
    interrupt.join();
  }

  @Test
  void closeEndsAWaitAtOnce() throws Exception {
    server.answers(tooMany("Retry-After", "30"));
    CloseClient client = client(FAST);
    Thread caller = Thread.currentThread();
    CompletableFuture<Void> close = server.whenWaiting(caller, client::close);
    TransportException e =
        assertThrows(TransportException.class, () -> client.calls().log(StubServer.call()));
    assertEquals(Delivery.REFUSED, e.delivery());
    assertTrue(
        e.getMessage()
            .contains(
                "(the client is closed while waiting to send it again). Make a new client: this"),
        e.getMessage());
    assertFalse(Thread.interrupted(), "interrupt nobody");
    try {
      close.get(2, TimeUnit.MINUTES);
    } catch (ExecutionException failure) {
      throw new AssertionError(failure);
    }
  }

  @Test
  void aPolicyIsCheckedAsAWhole() {
    RetryPolicy.Builder builder =
        RetryPolicy.builder().baseDelay(Duration.ofSeconds(9)).maxDelay(Duration.ofSeconds(8));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> builder.build());
    assertTrue(String.valueOf(e.getMessage()).contains("PT9S > PT8S"), e.toString());
    assertThrows(IllegalArgumentException.class, () -> RetryPolicy.builder().maxAttempts(0));
    assertThrows(
        IllegalArgumentException.class,
        () -> RetryPolicy.builder().baseDelay(Duration.ofMillis(-1)));
    assertThrows(
        IllegalArgumentException.class, () -> RetryPolicy.builder().maxDelay(Duration.ofDays(2)));
  }

  @Test
  void backOffIsAtRandomUpToTwiceAsMuchEachTimeUntilTheLongest() {
    RetryPolicy policy =
        RetryPolicy.builder()
            .baseDelay(Duration.ofNanos(1_000))
            .maxDelay(Duration.ofNanos(3_500))
            .build();
    long[] limits = {0, 1_000, 2_000, 3_500, 3_500};
    for (int attempts = 1; attempts < limits.length; attempts++) {
      long longest = 0;
      long shortest = Long.MAX_VALUE;
      for (int i = 0; i < 2_000; i++) {
        long delay = policy.backOff(attempts);
        longest = Math.max(longest, delay);
        shortest = Math.min(shortest, delay);
      }
      assertTrue(longest <= limits[attempts], "not exceed the limit: " + longest);
      assertTrue(longest > limits[attempts] * 9 / 10, "come near the limit: " + longest);
      assertTrue(shortest < limits[attempts] / 10, "come near zero: " + shortest);
    }
    assertTrue(policy.backOff(Integer.MAX_VALUE) <= 3_500, "not overflow");
  }

  @Test
  void theWaitThatTheServerAsksForIsSpreadByUpToTheBaseDelay() {
    RetryPolicy policy = RetryPolicy.builder().baseDelay(Duration.ofNanos(1_000)).build();
    long longest = 0;
    for (int i = 0; i < 2_000; i++) {
      longest = Math.max(longest, policy.spread());
    }
    assertTrue(longest > 900 && longest <= 1_000, "spread up to the base delay: " + longest);
  }

  @Test
  void theLongestDelayIsDrawnAsWell() {
    RetryPolicy policy = RetryPolicy.builder().baseDelay(Duration.ofNanos(1)).build();
    boolean drawn = false;
    for (int i = 0; i < 200; i++) {
      drawn |= policy.backOff(1) == 1;
    }
    assertTrue(drawn, "draw from zero to the limit, both included");
  }

  @Test
  void aPolicyOfADayIsAllowedAndShowsItsSettings() {
    RetryPolicy policy = RetryPolicy.builder().maxDelay(Duration.ofDays(1)).build();
    assertEquals(
        "RetryPolicy(maxAttempts=5, baseDelay=PT0.5S, maxDelay=PT24H, retryServerErrors=false)",
        policy.toString());
  }

  private CloseClient client(RetryPolicy policy) {
    return server.builder().retryPolicy(policy).build();
  }

  private static MockResponse tooMany(String header, String value) {
    return new MockResponse().setResponseCode(429).setHeader(header, value);
  }

  /** It was the deadline that ended it, and not a time-out of the connection, of 30 seconds. */
  private static void endedAfter(long millis, CloseException e) {
    long elapsed = e.elapsed().toMillis();
    assertTrue(
        elapsed >= millis - 10 && elapsed < millis + 29_000, "end by the deadline: " + elapsed);
  }

  private static long millisSince(long begin) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
  }
}
