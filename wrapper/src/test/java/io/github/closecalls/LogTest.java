package io.github.closecalls;

import static io.github.closecalls.SecretScan.assertThrows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.closecalls.model.CreateCallActivity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.SocketPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogTest {
  private final StubServer server = new StubServer();
  private final List<LogCapture.Line> lines = Collections.synchronizedList(new ArrayList<>());
  private final Consumer<LogCapture.Line> listener = lines::add;

  @BeforeEach
  void listen() {
    LogCapture.LISTENERS.add(listener);
  }

  @AfterEach
  void close() {
    LogCapture.LISTENERS.remove(listener);
    server.close();
  }

  @Test
  void eachAttemptIsALineWithMethodPathStatusDurationAndNumber() {
    server.answers(new MockResponse().setResponseCode(429).setHeader("Retry-After", "0"));
    server.answers(200, StubServer.LOGGED);
    RetryPolicy policy = RetryPolicy.builder().baseDelay(Duration.ZERO).build();
    try (CloseClient client = server.builder().retryPolicy(policy).build()) {
      client.calls().log(StubServer.call());
    }
    assertEquals(2, lines.size());
    matches(
        "POST /api/v1/activity/call/ answered with 429 in \\d+\\.\\d{3} s, attempt 1, next in"
            + " 0\\.000 s, Retry-After: 0",
        0);
    matches("POST /api/v1/activity/call/ answered with 200 in \\d+\\.\\d{3} s, attempt 2", 1);
    lines.forEach(line -> assertEquals(System.Logger.Level.DEBUG, line.level()));
  }

  @Test
  void aFailureIsLoggedWithItsTypeOnly() {
    server.answers(new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST));
    server.failsWith(TransportException.class);
    matches(
        "POST \\S+ not answered \\(java\\.io\\.\\w+\\) in \\d+\\.\\d{3} s, attempt 1, the call fails",
        0);
  }

  @Test
  void a401SaysThatTheCallIsSentAgainWithAnotherCredential() {
    server.answers(401, "").answers(200, StubServer.LOGGED);
    Iterator<String> tokens = List.of("Qx-old", "Qx-new").iterator();
    try (CloseClient client = client(tokens::next)) {
      client.calls().log(StubServer.call());
    }
    matches(".* answered with 401 in .*, attempt 1, next at once with another credential", 0);
    matches(".* answered with 200 in [^,]*, attempt 2", 1);
  }

  @Test
  void a401SaysThatTheCallFailsIfThereIsNoOtherCredential() {
    server.answers(401, "");
    try (CloseClient client = client(() -> "Qx-old")) {
      assertThrows(UnauthorizedException.class, () -> client.calls().log(StubServer.call()));
    }
    assertEquals(1, lines.size());
    matches(".* answered with 401 in [^,]*, attempt 1, the call fails", 0);
  }

  @Test
  void a401SaysThatTheCallFailsIfAnotherCredentialCannotBeHad() {
    server.answers(401, "");
    Iterator<String> tokens = List.of("Qx-old").iterator();
    try (CloseClient client = client(tokens::next)) {
      assertThrows(CredentialsException.class, () -> client.calls().log(StubServer.call()));
    }
    assertEquals(1, lines.size());
    matches(".* answered with 401 in [^,]*, attempt 1, the call fails", 0);
  }

  @Test
  void noBodyAndNoHeaderButThoseOfTheRateLimitIsLogged() {
    server.answers(
        new MockResponse()
            .setResponseCode(400)
            .setHeader("Set-Cookie", "a-cookie")
            .setHeader("RateLimit", "limit=1, " + StubServer.KEY)
            .setBody("{\"field-errors\": {\"note\": \"private-note\"}}"));
    assertThrows(
        BadRequestException.class,
        () ->
            server
                .client
                .calls()
                .log(
                    CreateCallActivity.builder().note("private-note").build(),
                    CallOptions.builder().header("X-Token", "Qx-header").build()));
    assertEquals(1, lines.size());
    String line = lines.get(0).text();
    assertTrue(line.contains("RateLimit: limit=1, [credential removed]"), line);
    assertFalse(line.contains("cookie"), line);
    assertFalse(line.contains("Qx"), line);
    assertFalse(line.contains(StubServer.KEY), line);
  }

  @Test
  void whoWantsToSeesTheBodiesInOneLineEachWithoutTheCredential() {
    server.answers(400, "{\"error\": \"a\r\nb " + StubServer.KEY + "\"}");
    try (CloseClient client = server.builder().logBodies(true).build()) {
      assertThrows(
          BadRequestException.class,
          () -> client.calls().log(CreateCallActivity.builder().note("hello").build()));
    }
    assertEquals("Request: {\"note\":\"hello\"}", lines.get(1).text());
    assertEquals("Answer: {\"error\": \"a b [credential removed]\"}", lines.get(2).text());
  }

  private CloseClient client(Supplier<String> token) {
    return server.builder().credentials(Credentials.bearer(token)).build();
  }

  private void matches(String pattern, int index) {
    String line = lines.get(index).text();
    assertTrue(line.matches(pattern), line);
  }
}
