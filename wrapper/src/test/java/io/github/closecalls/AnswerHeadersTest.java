package io.github.closecalls;

import static io.github.closecalls.SecretScan.assertThrows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import okhttp3.mockwebserver.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerHeadersTest {
  private final StubServer server = new StubServer();

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 400, 401, 404, 429, 500})
  void anExceptionHasTheHeadersOfTheAnswerUnderUpperAndLowerCase(int status) {
    Map<String, List<String>> headers = headers(fails(status));
    assertEquals(List.of("req-1"), headers.get("X-Request-ID"));
    assertEquals(List.of("req-1"), headers.get("x-request-id"));
    assertEquals(List.of("a", "b"), headers.get("Via"));
    assertNull(headers.get("X-Other"));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 400})
  void nothingInThemCanBeChanged(int status) {
    Map<String, List<String>> headers = headers(fails(status));
    List<String> values = List.of("changed");
    assertThrows(UnsupportedOperationException.class, () -> headers.put("Via", values));
    assertThrows(
        UnsupportedOperationException.class, () -> headers.values().iterator().next().add("c"));
    assertThrows(UnsupportedOperationException.class, () -> headers.values().clear());
    assertThrows(
        UnsupportedOperationException.class,
        () -> headers.entrySet().iterator().next().setValue(values));
    assertThrows(
        UnsupportedOperationException.class,
        () -> {
          Iterator<String> names = headers.keySet().iterator();
          names.next();
          names.remove();
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 400})
  void theCredentialIsTakenOutOfNamesAndValues(int status) {
    CloseException e =
        fails(
            new MockResponse()
                .setResponseCode(status)
                .addHeader("X-Echo", "key=" + StubServer.KEY)
                .addHeader("X-" + StubServer.KEY, "1")
                .setBody("{}"));
    String shown = headers(e).toString();
    assertFalse(shown.toLowerCase(Locale.ROOT).contains("secret.9zk"), shown);
    assertEquals(List.of("key=[credential removed]"), headers(e).get("X-Echo"));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 400})
  void theySurviveSerialization(int status) {
    CloseException e = fails(status);
    CloseException copy = Serialization.copyOf(e, CloseException.class);
    assertEquals(headers(e), headers(copy));
    assertEquals(List.of("req-1"), headers(copy).get("X-REQUEST-ID"));
  }

  private CloseException fails(int status) {
    return fails(
        new MockResponse()
            .setResponseCode(status)
            .addHeader("X-Request-Id", "req-1")
            .addHeader("via", "a")
            .addHeader("Via", "b")
            .setBody("{}"));
  }

  private CloseException fails(MockResponse response) {
    return server.answers(response).failsWith(CloseException.class);
  }

  private static Map<String, List<String>> headers(CloseException e) {
    return e instanceof ApiException refusal
        ? refusal.headers()
        : ((UnreadableAnswerException) e).headers();
  }
}
