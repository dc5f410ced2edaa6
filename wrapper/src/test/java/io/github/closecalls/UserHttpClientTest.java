package io.github.closecalls;

import static io.github.closecalls.SecretScan.assertThrows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Proxy;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.EventListener;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.SocketPolicy;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserHttpClientTest {
  private final StubServer server = new StubServer();
  private final OkHttpClient hostile =
      new OkHttpClient.Builder()
          .retryOnConnectionFailure(true)
          .followRedirects(true)
          .followSslRedirects(true)
          .authenticator(
              (route, response) ->
                  new Request.Builder()
                      .url(response.request().url())
                      .post(RequestBody.create("{}", MediaType.get("application/json")))
                      .build())
          .build();

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308, 401, 408, 421, 503})
  void noAnswerMakesAHostileClientSendTwice(int status) {
    server.answers(
        new MockResponse()
            .setResponseCode(status)
            .setHeader("Location", "/elsewhere/")
            .setHeader("Retry-After", "0"));
    server.answers(200, StubServer.LOGGED);
    try (CloseClient client = client(hostile)) {
      ApiException e =
          assertThrows(ApiException.class, () -> client.calls().log(StubServer.call()));
      assertEquals(status, e.status());
    }
    server.sawRequests(1);
  }

  @Test
  void noDropMakesAHostileClientSendTwice() {
    server.answers(200, StubServer.LOGGED);
    server.answers(new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST));
    server.answers(200, StubServer.LOGGED);
    try (CloseClient client = client(hostile)) {
      client.calls().log(StubServer.call());
      TransportException e =
          assertThrows(TransportException.class, () -> client.calls().log(StubServer.call()));
      assertEquals(Delivery.UNKNOWN, e.delivery());
      assertFalse(e.getCause() instanceof ProtocolException, "not even try it: " + e);
    }
    server.sawRequests(2);
  }

  @Test
  void anInterceptorThatProceedsTwiceIsStoppedAndTheAnswerKept() {
    server.answers(500, "first").answers(200, StubServer.LOGGED);
    OkHttpClient twice =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> {
                  chain.proceed(chain.request()).close();
                  return chain.proceed(chain.request());
                })
            .build();
    try (CloseClient client = client(twice)) {
      ApiException e =
          assertThrows(ApiException.class, () -> client.calls().log(StubServer.call()));
      assertEquals("first", e.body());
    }
    server.sawRequests(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 403, 429, 500})
  void whatAnInterceptorAnswersInPlaceOfTheServerIsNoAnswer(int status) {
    OkHttpClient fake =
        new OkHttpClient.Builder()
            .addInterceptor(chain -> madeUp(chain.request(), status, StubServer.LOGGED))
            .build();
    try (CloseClient client = server.builder().httpClient(fake).build()) {
      TransportException e =
          assertThrows(TransportException.class, () -> client.calls().log(StubServer.call()));
      assertEquals(Delivery.NOT_SENT, e.delivery());
      assertEquals(1, e.attempts(), "not ask an interceptor again that answers by itself");
      assertTrue(e.getMessage().contains("in place of the server"), e.getMessage());
      assertTrue(e.getMessage().contains("Check the interceptors"), e.getMessage());
    }
    server.sawRequests(0);
  }

  @ParameterizedTest
  @CsvSource({"403, false", "429, false", "500, false", "403, true", "429, true", "500, true"})
  void anErrorResponseInPlaceOfAnExceptionIsNotBelieved(int status, boolean network) {
    server.answers(new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST));
    server.answers(200, StubServer.LOGGED);
    Interceptor tidy =
        chain -> {
          try {
            return chain.proceed(chain.request());
          } catch (IOException e) {
            return madeUp(chain.request(), status, "{}");
          }
        };
    OkHttpClient.Builder own = new OkHttpClient.Builder();
    OkHttpClient tidying =
        (network ? own.addNetworkInterceptor(tidy) : own.addInterceptor(tidy)).build();
    try (CloseClient client = server.builder().httpClient(tidying).build()) {
      TransportException e =
          assertThrows(TransportException.class, () -> client.calls().log(StubServer.call()));
      assertEquals(Delivery.UNKNOWN, e.delivery());
    }
    server.sawRequests(1);
  }

  private static Response madeUp(Request request, int status, String body) {
    return new Response.Builder()
        .request(request)
        .protocol(Protocol.HTTP_1_1)
        .code(status)
        .message("")
        .body(ResponseBody.create(body, null))
        .build();
  }

  @Test
  void anInterceptorThatGaveUpSendsNothingAfterwards() throws Exception {
    server.answers(200, StubServer.LOGGED).answers(200, StubServer.LOGGED);
    CountDownLatch over = new CountDownLatch(1);
    AtomicReference<CompletableFuture<Response>> left = new AtomicReference<>();
    OkHttpClient impatient =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> {
                  left.compareAndSet(
                      null,
                      CompletableFuture.supplyAsync(
                          () -> {
                            try {
                              over.await();
                              return chain.proceed(chain.request());
                            } catch (IOException | InterruptedException e) {
                              throw new IllegalStateException(e);
                            }
                          }));
                  throw new IOException("too slow");
                })
            .build();
    try (CloseClient client = client(impatient)) {
      TransportException e =
          assertThrows(TransportException.class, () -> client.calls().log(StubServer.call()));
      assertEquals(Delivery.NOT_SENT, e.delivery());
      over.countDown();
      CompletableFuture<Response> late = Objects.requireNonNull(left.get());
      assertThrows(ExecutionException.class, () -> late.get(2, TimeUnit.MINUTES));
    }
    server.sawRequests(0);
  }

  @Test
  void aBrokenInterceptorIsNotSent() {
    OkHttpClient broken =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> {
                  throw new IllegalStateException("broken");
                })
            .build();
    try (CloseClient client = client(broken)) {
      TransportException e =
          assertThrows(TransportException.class, () -> client.calls().log(StubServer.call()));
      assertEquals(Delivery.NOT_SENT, e.delivery());
    }
  }

  @Test
  void itsInterceptorsAndListenersAreUsedAndSeeNoCredential() throws Exception {
    List<Request> seen = new ArrayList<>();
    List<Call> listened = new ArrayList<>();
    OkHttpClient own =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> {
                  seen.add(chain.request());
                  return chain.proceed(chain.request());
                })
            .eventListener(
                new EventListener() {
                  @Override
                  public void callStart(Call call) {
                    listened.add(call);
                  }
                })
            .build();
    server.answers(200, StubServer.LOGGED);
    try (CloseClient client = client(own)) {
      client.calls().log(StubServer.call());
    }
    assertEquals(null, seen.get(0).header("Authorization"));
    assertTrue(listened.get(0).isExecuted(), "tell its listener");
    assertTrue(
        String.valueOf(server.takeRequest().getHeader("Authorization")).startsWith("Basic "));
  }

  @ParameterizedTest
  @CsvSource({
    "200, false",
    "200, true",
    "401, false",
    "401, true",
    "429, false",
    "429, true",
    "503, false",
    "503, true"
  })
  void noInterceptorFindsTheCredentialInARequestOrAnAnswer(int status, boolean network)
      throws Exception {
    List<Request> seen = new ArrayList<>();
    Interceptor reading =
        chain -> {
          seen.add(chain.request());
          seen.add(chain.call().request());
          Response response = chain.proceed(chain.request());
          addRequests(response, seen);
          return response;
        };
    OkHttpClient.Builder own = new OkHttpClient.Builder();
    OkHttpClient curious =
        (network ? own.addNetworkInterceptor(reading) : own.addInterceptor(reading)).build();
    server.answers(status, StubServer.LOGGED).answers(200, StubServer.LOGGED);
    try (CloseClient client = client(curious)) {
      if (status == 200) {
        client.calls().log(StubServer.call());
      } else {
        assertThrows(ApiException.class, () -> client.calls().log(StubServer.call()));
      }
    }
    assertNotNull(server.takeRequest().getHeader("Authorization"), "send it all the same");
    assertTrue(seen.size() >= (network ? 3 : 4), "read what there is: " + seen.size());
    for (Request request : seen) {
      assertNull(request.header("Authorization"), "hide it from interceptors");
    }
  }

  private static void addRequests(@Nullable Response response, List<Request> requests) {
    if (response != null) {
      requests.add(response.request());
      addRequests(response.networkResponse(), requests);
      addRequests(response.cacheResponse(), requests);
      addRequests(response.priorResponse(), requests);
    }
  }

  @Test
  void aProxyAuthenticatorFindsNoCredentialInAnAnswerThatClaimsToBeOfTheProxy() throws Exception {
    HeldCertificate certificate =
        new HeldCertificate.Builder().addSubjectAlternativeName("localhost").build();
    List<Request> seen = new ArrayList<>();
    try (MockWebServer origin = new MockWebServer()) {
      origin.useHttps(
          new HandshakeCertificates.Builder()
              .heldCertificate(certificate)
              .build()
              .sslSocketFactory(),
          true);
      origin.enqueue(new MockResponse().setSocketPolicy(SocketPolicy.UPGRADE_TO_SSL_AT_END));
      origin.enqueue(new MockResponse().setResponseCode(407));
      origin.start(InetAddress.getLoopbackAddress(), 0);
      HandshakeCertificates trust =
          new HandshakeCertificates.Builder()
              .addTrustedCertificate(certificate.certificate())
              .build();
      OkHttpClient own =
          new OkHttpClient.Builder()
              .sslSocketFactory(trust.sslSocketFactory(), trust.trustManager())
              .proxy(origin.toProxyAddress())
              .proxyAuthenticator(
                  (route, response) -> {
                    addRequests(response, seen);
                    return null;
                  })
              .build();
      try (CloseClient client =
          client(own, URI.create("https://localhost:" + origin.getPort() + "/api/v1/"))) {
        assertThrows(CloseException.class, () -> client.calls().log(StubServer.call()));
      }
      assertEquals(2, origin.getRequestCount(), "reach it through the proxy");
    }
    assertTrue(seen.stream().anyMatch(r -> r.method().equals("POST")), "be shown it: " + seen);
    for (Request request : seen) {
      assertNull(request.header("Authorization"), "hide it from the proxy authenticator");
    }
  }

  @Test
  void aRequestToAnotherOriginCarriesNoCredential() throws Exception {
    server.answers(200, StubServer.LOGGED);
    OkHttpClient elsewhere =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> {
                  Request request = chain.request();
                  return chain.proceed(
                      request
                          .newBuilder()
                          .url(request.url().newBuilder().host("localhost").build())
                          .build());
                })
            .build();
    try (CloseClient client = client(elsewhere)) {
      client.calls().log(StubServer.call());
    }
    assertEquals(null, server.takeRequest().getHeader("Authorization"));
  }

  @Test
  void plainHttpGoesThroughNoProxy() {
    server.answers(200, StubServer.LOGGED);
    Proxy proxy =
        new Proxy(
            Proxy.Type.HTTP,
            new InetSocketAddress(InetAddress.getLoopbackAddress(), server.baseUrl().getPort()));
    try (CloseClient client =
        client(new OkHttpClient.Builder().proxy(proxy).build(), server.baseUrl())) {
      CloseException e =
          assertThrows(CloseException.class, () -> client.calls().log(StubServer.call()));
      assertEquals(Delivery.NOT_SENT, e.delivery(), e.getMessage());
    }
    server.sawRequests(0);
  }

  @Test
  void aHostWhoseFirstAddressRefusesIsReachedAtTheNext() {
    server.answers(200, StubServer.LOGGED);
    OkHttpClient http =
        new OkHttpClient.Builder()
            .dns(
                host ->
                    List.of(
                        InetAddress.getByAddress(new byte[] {127, 0, 0, 77}),
                        InetAddress.getLoopbackAddress()))
            .build();
    URI named = URI.create("http://localhost:" + server.baseUrl().getPort() + "/api/v1/");
    try (CloseClient client = client(http, named)) {
      client.calls().log(StubServer.call());
    }
    server.sawRequests(1);
  }

  private static CloseClient client(OkHttpClient http, URI baseUrl) {
    return CloseClient.builder()
        .httpClient(http)
        .baseUrl(baseUrl)
        .retryPolicy(RetryPolicy.none())
        .credentials(Credentials.apiKey(StubServer.KEY))
        .build();
  }

  @Test
  void closeLeavesItsConnectionsAndItsOtherCallsAlone() throws Exception {
    OkHttpClient own = new OkHttpClient();
    server.answers(200, StubServer.LOGGED);
    server.answers(new MockResponse().setSocketPolicy(SocketPolicy.NO_RESPONSE));
    CloseClient client = client(own);
    client.calls().log(StubServer.call());
    assertEquals(1, own.connectionPool().connectionCount(), "use its pool");
    Call other = own.newCall(new Request.Builder().url(server.baseUrl().toURL()).build());
    other.enqueue(
        new Callback() {
          @Override
          public void onFailure(Call call, IOException e) {}

          @Override
          public void onResponse(Call call, Response response) {
            response.close();
          }
        });
    server.takeRequest();
    server.takeRequest();
    client.close();
    assertFalse(other.isCanceled(), "let its other call go on");
    assertEquals(1, own.connectionPool().connectionCount(), "leave its connection");
    assertFalse(own.dispatcher().executorService().isShutdown(), "leave its threads");
    assertEquals(List.of(other), own.dispatcher().runningCalls());
    other.cancel();
  }

  private CloseClient client(OkHttpClient client) {
    return server.builder().httpClient(client).retryPolicy(RetryPolicy.none()).build();
  }
}
