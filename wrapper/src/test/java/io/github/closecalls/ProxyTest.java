package io.github.closecalls;

import static io.github.closecalls.SecretScan.assertThrows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** https through a proxy, as in the networks of companies. */
class ProxyTest {
  private static final HeldCertificate CERTIFICATE =
      new HeldCertificate.Builder().addSubjectAlternativeName("localhost").build();
  private static final HandshakeCertificates TLS =
      new HandshakeCertificates.Builder()
          .heldCertificate(CERTIFICATE)
          .addTrustedCertificate(CERTIFICATE.certificate())
          .build();
  private static final RetryPolicy TWICE =
      RetryPolicy.builder().maxAttempts(2).baseDelay(Duration.ZERO).build();

  private final MockWebServer server = new MockWebServer();

  @BeforeEach
  void start() throws IOException {
    server.useHttps(TLS.sslSocketFactory(), false);
    server.setProtocols(List.of(Protocol.HTTP_1_1));
    server.start(InetAddress.getLoopbackAddress(), 0);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void aCallGoesThroughATunnelThatTheCredentialIsNotShownTo() throws Exception {
    server.enqueue(new MockResponse().setBody(StubServer.LOGGED));
    try (ConnectProxy proxy = new ConnectProxy();
        CloseClient client = client(through(proxy))) {
      client.calls().log(StubServer.call());
      assertEquals(1, proxy.requests.size());
      assertFalse(proxy.requests.get(0).contains("uthorization"), proxy.requests.get(0));
    }
    assertTrue(server.takeRequest().getHeader("Authorization").startsWith("Basic "));
  }

  @Test
  void aProxyThatAsksForCredentialsIsAskedOnceAndNamedWithTheRemedy() {
    try (ConnectProxy proxy = new ConnectProxy(407, 407);
        CloseClient client = client(through(proxy))) {
      TransportException e = notSent(client);
      assertEquals(1, e.attempts(), e.getMessage());
      assertEquals(1, proxy.requests.size());
      assertTrue(e.getMessage().contains("the proxy " + proxy.address()), e.getMessage());
      assertTrue(e.getMessage().contains("status 407"), e.getMessage());
      assertTrue(e.getMessage().contains("proxyAuthenticator"), e.getMessage());
    }
  }

  @Test
  void aProxyOfTheSystemIsNamedAsWell() {
    try (ConnectProxy proxy = new ConnectProxy(407);
        CloseClient client =
            client(
                https()
                    .proxySelector(
                        new ProxySelector() {
                          @Override
                          public List<Proxy> select(URI uri) {
                            return List.of(proxy.proxy());
                          }

                          @Override
                          public void connectFailed(
                              URI uri, SocketAddress address, IOException e) {}
                        }))) {
      TransportException e = notSent(client);
      assertEquals(1, e.attempts(), e.getMessage());
      assertTrue(e.getMessage().contains("the proxy " + proxy.address()), e.getMessage());
    }
  }

  @Test
  void aProxyAuthenticatorOpensTheTunnel() {
    server.enqueue(new MockResponse().setBody(StubServer.LOGGED));
    try (ConnectProxy proxy = new ConnectProxy(407);
        CloseClient client = client(authenticating(through(proxy)))) {
      client.calls().log(StubServer.call());
      assertTrue(proxy.requests.get(1).contains("Proxy-Authorization: Basic cHJveHk6"));
    }
    assertEquals(1, server.getRequestCount());
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 405})
  void aProxyThatRefusesTheHostIsAskedOnceAndNamed(int status) {
    try (ConnectProxy proxy = new ConnectProxy(status, status);
        CloseClient client = client(through(proxy))) {
      TransportException e = notSent(client);
      assertEquals(1, e.attempts(), e.getMessage());
      assertTrue(e.getMessage().contains("the proxy " + proxy.address()), e.getMessage());
      assertTrue(e.getMessage().contains("status " + status), e.getMessage());
      assertTrue(e.getMessage().contains("Ask the administrator of the proxy"), e.getMessage());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Proxy.Type.class,
      names = {"HTTP", "SOCKS"})
  void aProxyThatIsDownIsNamed(Proxy.Type type) throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    Proxy down = new Proxy(type, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    try (CloseClient client = client(https().proxy(down))) {
      TransportException e = notSent(client);
      assertTrue(e.getMessage().contains("by way of the proxy "), e.getMessage());
      assertTrue(e.getMessage().contains(":" + port + ")"), e.getMessage());
      assertTrue(e.getMessage().contains("Check that the proxy runs"), e.getMessage());
    }
  }

  @Test
  void aServerThatIsDownIsNoFaultOfAProxy() throws Exception {
    server.close();
    try (CloseClient client = client(https())) {
      TransportException e = notSent(client);
      assertFalse(e.getMessage().contains("proxy"), e.getMessage());
      assertTrue(e.getMessage().contains("Check that the host can be reached"), e.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 502, 503, 504})
  void aProxyThatDoesNotReachTheHostIsAskedAgainAndNamed(int status) {
    try (ConnectProxy proxy = new ConnectProxy(status, status);
        CloseClient client = client(through(proxy))) {
      TransportException e = notSent(client);
      assertEquals(2, e.attempts(), e.getMessage());
      assertTrue(e.getMessage().contains("the proxy " + proxy.address()), e.getMessage());
      assertTrue(e.getMessage().contains("status " + status), e.getMessage());
    }
  }

  @Test
  void aCallIsLoggedOnceTheProxyReachesTheHost() {
    server.enqueue(new MockResponse().setBody(StubServer.LOGGED));
    try (ConnectProxy proxy = new ConnectProxy(502);
        CloseClient client = client(through(proxy))) {
      client.calls().log(StubServer.call());
    }
    assertEquals(1, server.getRequestCount());
  }

  @Test
  void theServersOwn407IsARefusalThatIsNotAnsweredWithTheCredentialsOfTheProxy() {
    server.enqueue(new MockResponse().setResponseCode(407));
    server.enqueue(new MockResponse().setBody(StubServer.LOGGED));
    try (ConnectProxy proxy = new ConnectProxy();
        CloseClient client = client(authenticating(through(proxy)))) {
      ApiException e =
          assertThrows(ApiException.class, () -> client.calls().log(StubServer.call()));
      assertEquals(407, e.status());
      assertEquals(Delivery.REFUSED, e.delivery());
    }
    assertEquals(1, server.getRequestCount());
  }

  private static TransportException notSent(CloseClient client) {
    TransportException e =
        assertThrows(TransportException.class, () -> client.calls().log(StubServer.call()));
    assertEquals(Delivery.NOT_SENT, e.delivery(), e.getMessage());
    return e;
  }

  private static OkHttpClient.Builder https() {
    return new OkHttpClient.Builder().sslSocketFactory(TLS.sslSocketFactory(), TLS.trustManager());
  }

  private static OkHttpClient.Builder through(ConnectProxy proxy) {
    return https().proxy(proxy.proxy());
  }

  private static OkHttpClient.Builder authenticating(OkHttpClient.Builder http) {
    return http.proxyAuthenticator(
        (route, response) ->
            response
                .request()
                .newBuilder()
                .header("Proxy-Authorization", "Basic cHJveHk6")
                .build());
  }

  private CloseClient client(OkHttpClient.Builder http) {
    return CloseClient.builder()
        .baseUrl(URI.create("https://localhost:" + server.getPort() + "/api/v1/"))
        .credentials(Credentials.apiKey(StubServer.KEY))
        .retryPolicy(TWICE)
        .httpClient(http.build())
        .build();
  }
}
