package io.github.closecalls;

import static io.github.closecalls.SecretScan.assertThrows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.closecalls.model.CallActivity;
import io.github.closecalls.model.CreateCallActivity;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import okhttp3.OkHttpClient;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers of all calls of a client. */
class RequestHeadersTest {
  private static final String SECRET = "gw-5Tq9/zP1.w";

  private final StubServer server = new StubServer();

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest
  @EnumSource
  void eachAttemptOfEachCallHasThem(LogVariant variant) throws Exception {
    server.answers(new MockResponse().setResponseCode(429).setHeader("Retry-After", "0"));
    server.answers(200, StubServer.LOGGED);
    try (CloseClient client =
        server.builder().header("X-Tenant", "one").header("x-tenant", "acme").build()) {
      variant.log(client);
    }
    for (int i = 0; i < 2; i++) {
      assertEquals(List.of("acme"), server.takeRequest().getHeaders().values("X-Tenant"));
    }
  }

  @Test
  void theOptionsOfACallReplaceThem() throws Exception {
    server.answers(200, StubServer.LOGGED);
    try (CloseClient client =
        server.builder().header("X-Tenant", "acme").header("X-Stage", "test").build()) {
      client.calls().log(StubServer.call(), CallOptions.builder().header("x-tenant", "b").build());
    }
    RecordedRequest request = server.takeRequest();
    assertEquals(List.of("b"), request.getHeaders().values("X-Tenant"));
    assertEquals(List.of("test"), request.getHeaders().values("X-Stage"));
  }

  @Test
  void theyReplaceWhatAnInterceptorSets() throws Exception {
    server.answers(200, StubServer.LOGGED);
    OkHttpClient own =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain ->
                    chain.proceed(chain.request().newBuilder().header("X-Tenant", "old").build()))
            .build();
    try (CloseClient client = server.builder().httpClient(own).header("X-Tenant", "acme").build()) {
      client.calls().log(StubServer.call());
    }
    assertEquals(List.of("acme"), server.takeRequest().getHeaders().values("X-Tenant"));
  }

  @Test
  void aBuiltClientKeepsItsHeaders() throws Exception {
    server.answers(200, StubServer.LOGGED);
    CloseClient.Builder builder = server.builder().header("X-Tenant", "acme");
    try (CloseClient client = builder.build()) {
      builder.header("X-Tenant", "later");
      client.calls().log(StubServer.call());
    }
    assertEquals(List.of("acme"), server.takeRequest().getHeaders().values("X-Tenant"));
  }

  @Test
  void aRequestForTokensDoesNotHaveThem() throws Exception {
    try (OAuth2Server oauth = new OAuth2Server();
        CloseClient client =
            oauth
                .server
                .builder()
                .credentials(oauth.session(oauth.stored::add).build())
                .header("X-Tenant", "acme")
                .build()) {
      client.calls().log(StubServer.call());
      assertNull(oauth.server.takeRequest().getHeader("X-Tenant"), "send it with calls only");
      assertEquals("acme", oauth.server.takeRequest().getHeader("X-Tenant"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Authorization", "ACCEPT", "content-type", "Host", "Content-Length"})
  void aHeaderOfTheClientsOwnIsRefused(String name) {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> CloseClient.builder().header(name, "Qx"));
    assertTrue(String.valueOf(e.getMessage()).contains(name), e.toString());
    assertFalse(e.toString().contains("Qx"), e.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Qx\r\nX-Evil: 1", "Qx\n", "Qx\u0000", "Qx\u00e9", "Qx\u007f"})
  void aValueThatCannotBeSentIsRefusedWithoutBeingShown(String value) {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> CloseClient.builder().header("A", value));
    assertFalse(e.toString().contains("Qx"), e.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "X-Api-Key, gw-5Tq9/zP1.w",
    "CF-Access-Client-Secret, gw-5Tq9/zP1.w",
    "Cookie, a=1; sid=gw-5Tq9/zP1.w",
    "X-Gateway-Authorization, Bearer gw-5Tq9/zP1.w",
    "X-Auth-Token, Signature gw-5Tq9/zP1.w",
  })
  void aSecretThatTheServerSendsBackIsInNoText(String name, String value) {
    String echo = "{\"error\": \"no access with " + value + "\"}";
    server.answers(
        new MockResponse().setResponseCode(403).setHeader("X-Echo", value).setBody(echo));
    List<String> lines = new CopyOnWriteArrayList<>();
    Consumer<LogCapture.Line> listener = line -> lines.add(line.text());
    LogCapture.LISTENERS.add(listener);
    try (CloseClient client = server.builder().logBodies(true).header(name, value).build()) {
      CreateCallActivity call = CreateCallActivity.builder().leadId("lead_1").build();
      ApiException e = assertThrows(ApiException.class, () -> client.calls().log(call));
      for (String text :
          List.of(
              e.toString(),
              e.body(),
              String.valueOf(e.error()),
              e.headers().toString(),
              String.join("\n", lines))) {
        assertFalse(text.contains(SECRET), () -> "hide the header " + name + " in: " + text);
        assertTrue(text.contains("[credential removed]"), text);
      }
    } finally {
      LogCapture.LISTENERS.remove(listener);
    }
  }

  @Test
  void aShortSecretBehindALongWordIsHiddenToo() {
    server.answers(403, "{\"error\": \"no access with s3cr3t\"}");
    try (CloseClient client = server.builder().header("X-Auth-Token", "Signature s3cr3t").build()) {
      ApiException e =
          assertThrows(ApiException.class, () -> client.calls().log(StubServer.call()));
      assertFalse(e.getMessage().contains("s3cr3t"), e.getMessage());
    }
  }

  @Test
  void anotherOriginDoesNotGetThem() throws Exception {
    try (StubServer other = new StubServer()) {
      other.answers(200, StubServer.LOGGED);
      OkHttpClient own =
          new OkHttpClient.Builder()
              .addInterceptor(
                  chain ->
                      chain.proceed(
                          chain
                              .request()
                              .newBuilder()
                              .url(other.baseUrl().resolve("activity/call/").toString())
                              .build()))
              .build();
      try (CloseClient client =
          server.builder().httpClient(own).header("X-Api-Key", SECRET).build()) {
        client.calls().log(StubServer.call());
      }
      assertNull(other.takeRequest().getHeader("X-Api-Key"), "send it to the base URL only");
    }
  }

  @Test
  void aResponseShowsNoSecretEither() {
    server.answers(
        new MockResponse().setBody(StubServer.LOGGED).setHeader("X-Echo", SECRET + StubServer.KEY));
    try (CloseClient client = server.builder().header("X-Api-Key", SECRET).build()) {
      CloseResponse<CallActivity> response = client.calls().logWithResponse(StubServer.call());
      assertEquals(List.of("[credential removed]"), response.headers().get("X-Echo"));
    }
  }

  @Test
  void anErrorWithASecretIsNoCause() {
    OkHttpClient own =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> {
                  throw new IllegalStateException("no access with " + SECRET);
                })
            .build();
    try (CloseClient client =
        server.builder().httpClient(own).header("X-Api-Key", SECRET).build()) {
      TransportException e =
          assertThrows(TransportException.class, () -> client.calls().log(StubServer.call()));
      assertNull(e.getCause(), "drop a cause that shows the secret");
      assertFalse(e.getMessage().contains(SECRET), e.getMessage());
    }
  }

  @Test
  void whatIsNoSecretIsShown() {
    server.answers(403, "{\"error\": \"no access for tenant-acme\"}");
    try (CloseClient client = server.builder().header("X-Tenant", "tenant-acme").build()) {
      ApiException e =
          assertThrows(ApiException.class, () -> client.calls().log(StubServer.call()));
      assertTrue(e.getMessage().contains("tenant-acme"), e.getMessage());
    }
  }
}
