package io.github.closecalls;

import static io.github.closecalls.SecretScan.assertThrows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.List;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Plain http beyond this machine: for test networks, for who asks for it, and for nobody else. */
class InsecureUrlTest {
  private static final String TOKENS = "{\"access_token\": \"Qx-access\", \"expires_in\": 3600}";

  private final StubServer server = new StubServer();

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://prism:4010", "http://host.docker.internal:4010/", "http://172.17.0.2"})
  void plainHttpIsRefusedAndTheErrorNamesTheWayToAskForIt(URI url) {
    IllegalArgumentException base =
        assertThrows(IllegalArgumentException.class, () -> CloseClient.builder().baseUrl(url));
    assertTrue(String.valueOf(base.getMessage()).contains("insecureBaseUrl"), base.getMessage());
    IllegalArgumentException token =
        assertThrows(IllegalArgumentException.class, () -> Credentials.oauth2().tokenUrl(url));
    assertTrue(String.valueOf(token.getMessage()).contains("insecureTokenUrl"), token.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "http://prism:4010, http://prism:4010/",
    "http://host.docker.internal:4010/v1, http://host.docker.internal:4010/v1/",
    "http://172.17.0.2, http://172.17.0.2/",
    "http://[fd00::1]:4010/, http://[fd00::1]:4010/",
    "https://prism:4010/, https://prism:4010/",
  })
  void whoAsksForItGetsIt(URI given, String taken) {
    assertEquals(taken, BaseUrl.insecure(given).toString());
  }

  @ParameterizedTest
  @CsvSource({
    "prism:4010, must have the scheme https",
    "ftp://prism/, must have the scheme https",
    "http://user:Qx@prism:4010/, must have no user-info",
    "http://prism:4010/?key=Qx, must have no query",
    "http://prism:4010/#Qx, must have no fragment",
  })
  void theOtherRulesStand(URI url, String fault) {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> CloseClient.builder().insecureBaseUrl(url));
    String message = String.valueOf(e.getMessage());
    assertTrue(message.startsWith("insecureBaseUrl " + fault), message);
    assertFalse(message.contains("Qx"), message);
  }

  @Test
  void aCallIsLoggedOverPlainHttpUnderAnyName() throws Exception {
    server.answers(200, StubServer.LOGGED);
    try (CloseClient client =
        builder(new OkHttpClient.Builder()).insecureBaseUrl(at("prism")).build()) {
      client.calls().log(StubServer.call());
    }
    assertTrue(
        String.valueOf(server.takeRequest().getHeader("Authorization")).startsWith("Basic "));
  }

  @Test
  void aCallGoesThroughAProxyIfPlainHttpWasAskedFor() {
    server.answers(200, StubServer.LOGGED);
    try (CloseClient client =
        builder(throughProxy()).insecureBaseUrl(URI.create("http://prism:4010")).build()) {
      client.calls().log(StubServer.call());
    }
    server.sawRequests(1);
  }

  @Test
  void theLastOfTheTwoSettingsCounts() {
    try (CloseClient client =
        builder(throughProxy())
            .insecureBaseUrl(URI.create("http://prism:4010"))
            .baseUrl(server.baseUrl())
            .build()) {
      isNotSent(client);
    }
    server.sawRequests(0);
  }

  @Test
  void onlyTheBaseUrlItselfIsReachedOverPlainHttp() {
    OkHttpClient.Builder elsewhere =
        throughProxy()
            .addInterceptor(
                chain -> {
                  Request request = chain.request();
                  HttpUrl other = request.url().newBuilder().host("elsewhere").build();
                  return chain.proceed(request.newBuilder().url(other).build());
                });
    try (CloseClient client =
        builder(elsewhere).insecureBaseUrl(URI.create("http://prism:4010")).build()) {
      isNotSent(client);
    }
    server.sawRequests(0);
  }

  @Test
  void aTokenIsRenewedOverPlainHttpIfThatWasAskedFor() {
    server.answers(200, TOKENS).answers(200, StubServer.LOGGED);
    URI prism = URI.create("http://prism:4010/");
    try (CloseClient client =
        builder(throughProxy())
            .insecureBaseUrl(prism)
            .credentials(session().insecureTokenUrl(prism).build())
            .build()) {
      client.calls().log(StubServer.call());
    }
    server.sawRequests(2);
  }

  @Test
  void aTokenGoesThroughNoProxyOverPlainHttpUnlessThatWasAskedFor() {
    try (CloseClient client =
        builder(throughProxy())
            .insecureBaseUrl(URI.create("http://prism:4010/"))
            .credentials(
                session()
                    .insecureTokenUrl(URI.create("http://prism:4010/"))
                    .tokenUrl(server.baseUrl())
                    .build())
            .build()) {
      CloseException e =
          assertThrows(CredentialsException.class, () -> client.calls().log(StubServer.call()));
      assertEquals(Delivery.NOT_SENT, e.delivery());
    }
    server.sawRequests(0);
  }

  private static void isNotSent(CloseClient client) {
    CloseException e =
        assertThrows(TransportException.class, () -> client.calls().log(StubServer.call()));
    assertEquals(Delivery.NOT_SENT, e.delivery(), e.getMessage());
  }

  private static Credentials.OAuth2Builder session() {
    return Credentials.oauth2()
        .clientId("client")
        .clientSecret("Qx-client-secret")
        .refreshToken("Qx-refresh")
        .refreshTokenStore(token -> {});
  }

  private static CloseClient.Builder builder(OkHttpClient.Builder http) {
    return CloseClient.builder()
        .credentials(Credentials.apiKey(StubServer.KEY))
        .retryPolicy(RetryPolicy.none())
        .httpClient(http.dns(host -> List.of(InetAddress.getLoopbackAddress())).build());
  }

  /** Sends to the server as to a proxy, which makes any address one beyond this machine. */
  private OkHttpClient.Builder throughProxy() {
    return new OkHttpClient.Builder()
        .proxy(
            new Proxy(
                Proxy.Type.HTTP,
                new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), server.baseUrl().getPort())));
  }

  private URI at(String host) {
    return server.baseUrl(host);
  }
}
