package io.github.closecalls;

import static io.github.closecalls.SecretScan.assertThrows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.closecalls.model.CallActivity;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallOptionsTest {
  private final StubServer server = new StubServer();

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest
  @EnumSource
  void headersAreSentOnceWithEachAttempt(LogVariant variant) throws Exception {
    server.answers(429, "").answers(200, StubServer.LOGGED);
    CallOptions options =
        CallOptions.builder()
            .header("X-Trace", "first")
            .header("x-trace", "1 2")
            .header("User-Agent", "importer")
            .retryPolicy(RetryPolicy.builder().baseDelay(Duration.ZERO).build())
            .build();
    variant.log(server.client, options);
    for (int i = 0; i < 2; i++) {
      RecordedRequest request = server.takeRequest();
      assertEquals(List.of("1 2"), request.getHeaders().values("X-Trace"));
      assertEquals(List.of("importer"), request.getHeaders().values("User-Agent"));
      assertEquals(1, request.getHeaders().values("Authorization").size());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization",
        "authorization",
        "AUTHORIZATION",
        "Proxy-Authorization",
        "Host",
        "Content-Type",
        "Content-Length",
        "Content-Encoding",
        "Transfer-Encoding",
        "Connection",
        "Expect",
        "Accept",
        "Accept-Encoding"
      })
  void aHeaderOfTheClientsOwnIsRefused(String name) {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> CallOptions.builder().header(name, "Qx"));
    assertTrue(String.valueOf(e.getMessage()).contains(name), e.toString());
    assertFalse(e.toString().contains("Qx"), e.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a:b", "a\r\n", "\u00e9", "Authorization ", "\tHost"})
  void aNameThatIsNoTokenIsRefused(String name) {
    assertThrows(IllegalArgumentException.class, () -> CallOptions.builder().header(name, "v"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Qx\r\nX-Evil: 1", "Qx\n", "Qx\u0000", "Qx\u00e9", "Qx\u007f"})
  void aValueThatCannotBeSentIsRefusedWithoutBeingShown(String value) {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> CallOptions.builder().header("A", value));
    assertFalse(e.toString().contains("Qx"), e.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT24H0.001S"})
  void aDeadlineOutsideOfADayIsRefused(Duration deadline) {
    assertThrows(IllegalArgumentException.class, () -> CallOptions.builder().deadline(deadline));
    assertThrows(IllegalArgumentException.class, () -> CloseClient.builder().deadline(deadline));
  }

  @Test
  void toStringShowsNoValueOfAHeader() {
    String text = CallOptions.builder().header("X-Token", "Qx").build().toString();
    assertTrue(text.contains("X-Token"), text);
    assertFalse(text.contains("Qx"), text);
  }

  @Test
  void aResponseHasStatusHeadersAndRateLimit() {
    server.answers(
        new MockResponse()
            .setResponseCode(201)
            .setBody(StubServer.LOGGED)
            .addHeader("X-Twice", "1")
            .addHeader("x-twice", "2")
            .addHeader("RateLimit", "limit=100, remaining=99, reset=0.5"));
    CloseResponse<CallActivity> response = server.client.calls().logWithResponse(StubServer.call());
    assertEquals("acti_1", response.body().id());
    assertEquals(201, response.status());
    assertEquals(List.of("1", "2"), response.headers().get("X-TWICE"));
    RateLimit rateLimit = response.rateLimit().orElseThrow();
    assertEquals(OptionalLong.of(99), rateLimit.remaining());
    assertEquals(Duration.ofMillis(500), rateLimit.reset());
    assertThrows(UnsupportedOperationException.class, () -> response.headers().clear());
    assertFalse(response.toString().contains("acti_1"), response.toString());
  }

  @Test
  void aResponseTellsHowOftenAndHowLongTheCallWasTried() {
    server
        .answers(new MockResponse().setResponseCode(429).addHeader("Retry-After", "0"))
        .answers(200, StubServer.LOGGED);
    long began = System.nanoTime();
    try (CloseClient client = server.builder().build()) {
      CloseResponse<CallActivity> response = client.calls().logWithResponse(StubServer.call());
      Duration most = Duration.ofNanos(System.nanoTime() - began);
      assertEquals(2, response.attempts(), "count the attempt that was refused, too");
      assertTrue(
          response.elapsed().compareTo(Duration.ZERO) > 0
              && response.elapsed().compareTo(most) <= 0,
          () -> "count all attempts and pauses, at most " + most + ": " + response.elapsed());
      assertEquals(response.elapsed(), response.elapsed(), "stop counting at the answer");
    }
  }

  @Test
  void aFutureCanHaveTheWholeResponse() {
    server.answers(new MockResponse().setResponseCode(201).setBody(StubServer.LOGGED));
    CloseResponse<CallActivity> response =
        server.client.calls().logAsyncWithResponse(StubServer.call()).join();
    assertEquals(201, response.status());
    assertEquals("acti_1", response.body().id());
    assertEquals(1, response.attempts());
  }

  @Test
  void theHeadersOfAResponseShowNoCredential() {
    server.answers(
        new MockResponse().setBody(StubServer.LOGGED).addHeader("X-Echo", StubServer.KEY));
    CloseResponse<CallActivity> response = server.client.calls().logWithResponse(StubServer.call());
    assertEquals(List.of("[credential removed]"), response.headers().get("X-Echo"));
  }

  @Test
  void aResponseWithoutRateLimitSaysSo() {
    server.answers(200, StubServer.LOGGED);
    assertTrue(
        server.client.calls().logWithResponse(StubServer.call()).rateLimit().isEmpty(),
        "have no rate limit");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void aConcurrencyOfNoneIsRefused(int maxConcurrency) {
    assertThrows(
        IllegalArgumentException.class, () -> CloseClient.builder().maxConcurrency(maxConcurrency));
  }
}
