package io.github.closecalls;

import static io.github.closecalls.SecretScan.assertThrows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import okhttp3.mockwebserver.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuppliedCredentialsTest {
  private final StubServer server = new StubServer();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aKeyRotatesWithoutANewClient() throws Exception {
    AtomicReference<String> key = new AtomicReference<>("yourapikey");
    try (CloseClient client = client(Credentials.apiKey(() -> String.valueOf(key.get())))) {
      server.answers(200, StubServer.LOGGED).answers(200, StubServer.LOGGED);
      client.calls().log(StubServer.call());
      assertEquals("Basic eW91cmFwaWtleTo=", server.takeRequest().getHeader("Authorization"));
      key.set("yourapikey2");
      client.calls().log(StubServer.call());
      assertEquals("Basic eW91cmFwaWtleTI6", server.takeRequest().getHeader("Authorization"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void afterA401AnotherTokenIsTriedOnce(LogVariant variant) throws Exception {
    AtomicInteger number = new AtomicInteger();
    try (CloseClient client =
        client(Credentials.bearer(() -> "token-" + number.incrementAndGet()))) {
      server.answers(401, "").answers(200, StubServer.LOGGED);
      assertEquals("acti_1", variant.log(client).id());
      assertEquals("Bearer token-1", server.takeRequest().getHeader("Authorization"));
      assertEquals("Bearer token-2", server.takeRequest().getHeader("Authorization"));
      server.answers(401, "").answers(401, "");
      UnauthorizedException e =
          assertThrows(UnauthorizedException.class, () -> variant.log(client));
      assertEquals(2, e.attempts());
    }
    server.sawRequests(4);
  }

  @Test
  void afterA401TheSameTokenIsNotTriedAgain() {
    try (CloseClient client = client(Credentials.bearer(() -> "token"))) {
      server.answers(401, "");
      UnauthorizedException e =
          assertThrows(UnauthorizedException.class, () -> client.calls().log(StubServer.call()));
      assertEquals(1, e.attempts());
    }
    server.sawRequests(1);
  }

  @Test
  void whoWantsNoSecondAttemptGetsNoneAfterA401() {
    AtomicInteger number = new AtomicInteger();
    try (CloseClient client =
        server
            .builder()
            .credentials(Credentials.bearer(() -> "token-" + number.incrementAndGet()))
            .retryPolicy(RetryPolicy.none())
            .build()) {
      server.answers(401, "");
      assertThrows(UnauthorizedException.class, () -> client.calls().log(StubServer.call()));
    }
    server.sawRequests(1);
  }

  @Test
  void whoCallsOffAfterA401IsNotSentAgain() {
    AtomicInteger number = new AtomicInteger();
    server.answers(401, "");
    Thread caller = Thread.currentThread();
    OkHttpClient interrupting =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> {
                  Response response = chain.proceed(chain.request());
                  caller.interrupt();
                  return response;
                })
            .build();
    try (CloseClient client =
        server
            .builder()
            .httpClient(interrupting)
            .credentials(Credentials.bearer(() -> "token-" + number.incrementAndGet()))
            .build()) {
      UnauthorizedException e =
          assertThrows(UnauthorizedException.class, () -> client.calls().log(StubServer.call()));
      assertTrue(Thread.interrupted(), "keep the interrupt flag");
      assertEquals(1, e.attempts());
    }
    assertEquals(1, number.get(), "ask for no other token");
    server.sawRequests(1);
  }

  @ParameterizedTest
  @EnumSource
  void aSupplierThatThrowsIsNotSentAndNotQuoted(LogVariant variant) {
    Credentials credentials =
        Credentials.apiKey(
            () -> {
              throw new IllegalStateException("vault://Qx-secret");
            });
    try (CloseClient client = client(credentials)) {
      CredentialsException e = assertThrows(CredentialsException.class, () -> variant.log(client));
      assertEquals(Delivery.NOT_SENT, e.delivery());
      assertEquals(CredentialsException.Reason.SUPPLIER_FAILED, e.reason());
      assertEquals(0, e.attempts());
      assertTrue(e.getMessage().contains("IllegalStateException"), e.getMessage());
      assertFalse(e.getMessage().contains("Qx"), e.getMessage());
    }
    server.sawRequests(0);
  }

  @ParameterizedTest
  @EnumSource(names = {"EXCEPTION", "ERROR", "THROWABLE", "INTERRUPTED"})
  void whateverASupplierThrowsIsAFailureOfTheSupplier(ForeignThrowable failing) {
    try (CloseClient client = client(failing(0, failing))) {
      CredentialsException e =
          assertThrows(CredentialsException.class, () -> client.calls().log(StubServer.call()));
      assertEquals(CredentialsException.Reason.SUPPLIER_FAILED, e.reason());
      assertEquals(Delivery.NOT_SENT, e.delivery());
    }
    server.sawRequests(0);
  }

  @ParameterizedTest
  @EnumSource(names = {"STACK_OVERFLOW", "OUT_OF_MEMORY"})
  void whatTheJvmCannotDoIsPassedOnBeforeAnythingIsSent(ForeignThrowable failing) {
    try (CloseClient client = client(failing(0, failing))) {
      assertEquals(
          failing.make().getClass(),
          Assertions.assertThrows(
                  VirtualMachineError.class, () -> client.calls().log(StubServer.call()))
              .getClass());
    }
    server.sawRequests(0);
  }

  @ParameterizedTest
  @EnumSource
  void whateverASupplierThrowsAfterARefusalLeavesTheCallRefused(ForeignThrowable failing) {
    server.answers(new MockResponse().setResponseCode(429).setHeader("Retry-After", "0"));
    try (CloseClient client = client(failing(1, failing))) {
      CredentialsException e =
          assertThrows(CredentialsException.class, () -> client.calls().log(StubServer.call()));
      assertEquals(CredentialsException.Reason.SUPPLIER_FAILED, e.reason());
      assertEquals(Delivery.REFUSED, e.delivery());
      assertEquals(1, e.attempts());
    }
    server.sawRequests(1);
  }

  /** Supplies so many tokens, then fails. */
  private static Credentials failing(int good, ForeignThrowable failing) {
    AtomicInteger asked = new AtomicInteger();
    return Credentials.bearer(
        () -> {
          if (asked.incrementAndGet() > good) {
            throw ForeignThrowable.<RuntimeException>sneaky(failing.make());
          }
          return "Qx-token-" + asked.get();
        });
  }

  @ParameterizedTest
  @EnumSource
  void afterABackOffTheSupplierIsAskedAgain(LogVariant variant) throws Exception {
    AtomicInteger number = new AtomicInteger();
    server.answers(new MockResponse().setResponseCode(429).setHeader("Retry-After", "0.05"));
    server.answers(200, StubServer.LOGGED);
    try (CloseClient client =
        client(Credentials.bearer(() -> "token-" + number.incrementAndGet()))) {
      variant.log(client);
    }
    assertEquals("Bearer token-1", server.takeRequest().getHeader("Authorization"));
    assertEquals("Bearer token-2", server.takeRequest().getHeader("Authorization"));
  }

  @Test
  void afterAHoldOfTheRateLimitTheSupplierIsAskedAgain() throws Exception {
    AtomicInteger number = new AtomicInteger();
    server.answers(
        new MockResponse()
            .setBody(StubServer.LOGGED)
            .setHeader("RateLimit", "limit=1, remaining=0, reset=0.3"));
    server.answers(200, StubServer.LOGGED);
    try (CloseClient client =
        server
            .builder()
            .credentials(Credentials.bearer(() -> "token-" + number.incrementAndGet()))
            .pacing(true)
            .build()) {
      client.calls().log(StubServer.call());
      client.calls().log(StubServer.call());
    }
    server.takeRequest();
    assertEquals(
        "Bearer token-" + number.get(),
        server.takeRequest().getHeader("Authorization"),
        "send what was asked for last");
    assertEquals(3, number.get(), "ask again after the hold");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Qx ", "Qx\n", "Qx:password"})
  void aValueThatCannotBeAKeyIsNotSentAndNotShown(String key) {
    try (CloseClient client = client(Credentials.apiKey(() -> key))) {
      CredentialsException e =
          assertThrows(CredentialsException.class, () -> client.calls().log(StubServer.call()));
      assertEquals(Delivery.NOT_SENT, e.delivery());
      assertTrue(e.getMessage().contains("The API key must"), e.getMessage());
      assertFalse(e.getMessage().contains("Qx"), e.getMessage());
    }
    server.sawRequests(0);
  }

  @Test
  @SuppressWarnings("NullAway") // What callers without a null checker do.
  void aSupplierOfNullIsNotSent() {
    Supplier<String> nothing = () -> null;
    try (CloseClient client = client(Credentials.bearer(nothing))) {
      CredentialsException e =
          assertThrows(CredentialsException.class, () -> client.calls().log(StubServer.call()));
      assertTrue(e.getMessage().contains("The bearer token is null"), e.getMessage());
    }
  }

  @Test
  void eachSecretThatWasUsedIsRemovedFromWhatTheServerSendsBack() {
    AtomicInteger number = new AtomicInteger();
    try (CloseClient client =
        client(Credentials.bearer(() -> "secret-" + number.incrementAndGet() + "-x"))) {
      server.answers(404, "").answers(404, "secret-1-x secret-2-x");
      assertThrows(NotFoundException.class, () -> client.calls().log(StubServer.call()));
      NotFoundException e =
          assertThrows(NotFoundException.class, () -> client.calls().log(StubServer.call()));
      assertEquals("[credential removed] [credential removed]", e.body());
    }
  }

  @Test
  void toStringAsksNobody() {
    assertEquals(
        "Credentials(supplied API key, not shown)",
        Credentials.apiKey(
                () -> {
                  throw new IllegalStateException();
                })
            .toString());
  }

  private CloseClient client(Credentials credentials) {
    return server.builder().credentials(credentials).build();
  }
}
