package io.github.closecalls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.closecalls.CredentialsException.Reason;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.SocketFactory;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.SocketPolicy;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a token request goes, how often, and who sees it. */
class TokenRequestTest {
  private final OAuth2Server oauth = new OAuth2Server();

  @AfterEach
  void close() {
    oauth.close();
  }

  @Test
  void theInterceptorsAndListenersOfTheCallsDoNotSeeIt() {
    Set<String> seen = Collections.synchronizedSet(new TreeSet<>());
    Interceptor reading =
        chain -> {
          seen.add(chain.request().url().encodedPath());
          return chain.proceed(chain.request());
        };
    OkHttpClient own =
        new OkHttpClient.Builder()
            .addInterceptor(reading)
            .addNetworkInterceptor(reading)
            .eventListener(
                new EventListener() {
                  @Override
                  public void callStart(Call call) {
                    seen.add(call.request().url().encodedPath());
                  }
                })
            .build();
    try (CloseClient client = client(own, oauth.session(oauth.stored::add))) {
      client.calls().log(StubServer.call());
    }
    assertEquals(1, oauth.forms.size());
    assertEquals(Set.of("/api/v1/activity/call/"), seen);
  }

  @Test
  void theNetworkSettingsOfTheCallsHoldForIt() {
    List<String> lookedUp = Collections.synchronizedList(new ArrayList<>());
    List<String> selected = Collections.synchronizedList(new ArrayList<>());
    AtomicInteger sockets = new AtomicInteger();
    OkHttpClient own =
        new OkHttpClient.Builder()
            .dns(
                host -> {
                  lookedUp.add(host);
                  return List.of(InetAddress.getLoopbackAddress());
                })
            .proxySelector(
                new ProxySelector() {
                  @Override
                  public List<Proxy> select(URI uri) {
                    selected.add(uri.getHost());
                    return List.of(Proxy.NO_PROXY);
                  }

                  @Override
                  public void connectFailed(URI uri, SocketAddress address, IOException e) {}
                })
            .socketFactory(counting(sockets))
            .build();
    Credentials.OAuth2Builder session =
        oauth
            .session(oauth.stored::add)
            .tokenUrl(oauth.server.baseUrl("localhost").resolve("/oauth2/token/"));
    try (CloseClient client = client(own, session)) {
      client.calls().log(StubServer.call());
    }
    assertEquals(1, oauth.forms.size());
    assertEquals(List.of("localhost"), lookedUp, "use its DNS");
    assertTrue(selected.contains("localhost"), () -> "use its proxies: " + selected);
    assertEquals(2, sockets.get(), "use its socket factory");
  }

  @Test
  void whoGivesAClientForItHasItsInterceptorsRun() {
    OkHttpClient calls = new OkHttpClient();
    Interceptor naming =
        chain ->
            chain.proceed(chain.request().newBuilder().header("User-Agent", "tokens/1").build());
    OkHttpClient tokens = new OkHttpClient.Builder().addInterceptor(naming).build();
    try (CloseClient client = client(calls, oauth.session(oauth.stored::add).httpClient(tokens))) {
      client.calls().log(StubServer.call());
    }
    assertEquals(List.of("tokens/1"), oauth.agents);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void itIsNotSentToAnotherOrigin(boolean otherHost) throws Exception {
    try (MockWebServer elsewhere = new MockWebServer()) {
      elsewhere.start(InetAddress.getLoopbackAddress(), 0);
      Interceptor detour =
          chain -> {
            HttpUrl.Builder url = chain.request().url().newBuilder();
            url = otherHost ? url.host("localhost") : url.port(elsewhere.getPort());
            return chain.proceed(chain.request().newBuilder().url(url.build()).build());
          };
      OkHttpClient tokens = new OkHttpClient.Builder().addInterceptor(detour).build();
      CredentialsException e = failure(oauth.session(oauth.stored::add).httpClient(tokens));
      assertEquals(Reason.NOT_RENEWED, e.reason());
      assertTrue(e.getMessage().contains("to another origin"), e.getMessage());
      assertFalse(e.getMessage().contains("used up"), e.getMessage());
      assertEquals(0, elsewhere.getRequestCount(), "write nothing");
    }
    assertEquals(List.of(), oauth.forms, "write nothing");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anInterceptorThatSendsItAgainIsStoppedAndTheAnswerKept(boolean hides) {
    Interceptor again =
        chain -> {
          try (Response first = chain.proceed(chain.request())) {
            assertEquals(200, first.code());
          }
          try {
            return chain.proceed(chain.request());
          } catch (IOException e) {
            if (hides) {
              return madeUp(chain, 503, "");
            }
            throw e;
          }
        };
    OkHttpClient tokens = new OkHttpClient.Builder().addInterceptor(again).build();
    try (CloseClient client =
        client(new OkHttpClient(), oauth.session(oauth.stored::add).httpClient(tokens))) {
      client.calls().log(StubServer.call());
    }
    assertEquals(1, oauth.forms.size(), "write it once");
    assertEquals(List.of("Qx-refresh-2"), oauth.stored, "keep what the answer brought");
  }

  @Test
  void anInterceptorThatSendsItAgainAfterALostAnswerIsStopped() {
    oauth.tokenAnswer = new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST);
    Interceptor again =
        chain -> {
          try {
            return chain.proceed(chain.request());
          } catch (IOException e) {
            return chain.proceed(chain.request());
          }
        };
    OkHttpClient tokens = new OkHttpClient.Builder().addInterceptor(again).build();
    CredentialsException e = failure(oauth.session(oauth.stored::add).httpClient(tokens));
    assertTrue(e.getMessage().contains("a second time"), e.getMessage());
    assertTrue(e.getMessage().contains("The refresh token may be used up"), e.getMessage());
    assertEquals(1, oauth.forms.size(), "write it once");
  }

  @Test
  void whatAnInterceptorAnswersInPlaceOfTheTokenAddressDoesNotCount() {
    AtomicInteger asked = new AtomicInteger();
    Interceptor fake =
        chain ->
            asked.incrementAndGet() == 1
                ? madeUp(chain, 400, "{\"error\": \"invalid_grant\"}")
                : chain.proceed(chain.request());
    OkHttpClient tokens = new OkHttpClient.Builder().addInterceptor(fake).build();
    try (CloseClient client =
        client(new OkHttpClient(), oauth.session(oauth.stored::add).httpClient(tokens))) {
      CredentialsException e = OAuth2Server.failure(client);
      assertEquals(Reason.NOT_RENEWED, e.reason());
      assertTrue(e.getMessage().contains("in place of the server"), e.getMessage());
      client.calls().log(StubServer.call());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whateverAnInterceptorThrowsEndsTheRenewalAndIsNotShown(boolean afterwards) {
    Interceptor broken =
        chain -> {
          Buffer form = new Buffer();
          chain.request().body().writeTo(form);
          if (afterwards) {
            chain.proceed(chain.request()).close();
          }
          throw ForeignThrowable.<IOException>sneaky(new Exception(form.readUtf8()));
        };
    OkHttpClient tokens = new OkHttpClient.Builder().addInterceptor(broken).build();
    try (CloseClient client =
        client(new OkHttpClient(), oauth.session(oauth.stored::add).httpClient(tokens))) {
      if (afterwards) {
        client.calls().log(StubServer.call()); // The answer came, whatever it did with it.
      } else {
        CredentialsException e = OAuth2Server.failure(client);
        assertEquals(Reason.NOT_RENEWED, e.reason());
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
        assertFalse(trace.toString().contains("Qx"), trace.toString());
      }
    }
  }

  @Test
  void eachOneHasAConnectionOfItsOwn() {
    try (CloseClient client = client(new OkHttpClient(), oauth.session(oauth.stored::add))) {
      for (int i = 0; i < 3; i++) {
        client.calls().log(StubServer.call());
        oauth.session.incrementAndGet(); // Close revokes what it gave.
      }
    }
    assertEquals(
        List.of(0, 0, 0),
        oauth.earlierOnConnection,
        "use no connection that the server may have closed");
  }

  @Test
  void afterALostAnswerTheTokenIsTriedAgainAndTheEndOfTheSessionExplained() {
    oauth.tokenAnswer = new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST);
    try (CloseClient client = client(new OkHttpClient(), oauth.session(oauth.stored::add))) {
      CredentialsException lost = OAuth2Server.failure(client);
      assertEquals(Reason.NOT_RENEWED, lost.reason());
      assertTrue(lost.getMessage().contains("The refresh token may be used up"), lost.toString());
      oauth.tokenAnswer = OAuth2Server.json(400, "{\"error\": \"invalid_grant\"}");
      CredentialsException e = OAuth2Server.failure(client);
      assertEquals(Reason.SESSION_ENDED, e.reason());
      assertTrue(e.getMessage().contains("used up without an answer"), e.getMessage());
    }
    assertEquals(oauth.forms.get(0), oauth.forms.get(1), "try the same token again");
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503, 408, 200})
  void anAnswerThatDoesNotSayWhatBecameOfTheTokenIsNotTakenToSaveIt(int status) {
    oauth.tokenAnswer = OAuth2Server.json(status, "");
    assertTrue(
        failure(oauth.session(oauth.stored::add)).getMessage().contains("may be used up"),
        "say that it may be used up");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 429, 307})
  void aRefusalLeavesTheTokenUnused(int status) {
    oauth.tokenAnswer = OAuth2Server.json(status, "{\"error\": \"invalid_client\"}");
    CredentialsException e = failure(oauth.session(oauth.stored::add));
    assertFalse(e.getMessage().contains("used up"), e.getMessage());
    assertTrue(e.getMessage().contains("invalid_client"), e.getMessage());
  }

  @Test
  void aTokenAddressThatIsNotThereLeavesTheTokenUnused() throws Exception {
    URI nowhere;
    try (MockWebServer closed = new MockWebServer()) {
      closed.start(InetAddress.getLoopbackAddress(), 0);
      nowhere = closed.url("/oauth2/token/").uri();
    }
    CredentialsException e = failure(oauth.session(oauth.stored::add).tokenUrl(nowhere));
    assertTrue(e.getMessage().contains("java.net.ConnectException"), e.getMessage());
    assertFalse(e.getMessage().contains("used up"), e.getMessage());
  }

  private CredentialsException failure(Credentials.OAuth2Builder session) {
    try (CloseClient client = client(new OkHttpClient(), session)) {
      CredentialsException e = OAuth2Server.failure(client);
      assertEquals(Delivery.NOT_SENT, e.delivery());
      return e;
    }
  }

  private CloseClient client(OkHttpClient calls, Credentials.OAuth2Builder session) {
    return oauth.server.builder().httpClient(calls).credentials(session.build()).build();
  }

  private static Response madeUp(Interceptor.Chain chain, int status, String body) {
    return new Response.Builder()
        .request(chain.request())
        .protocol(Protocol.HTTP_1_1)
        .code(status)
        .message("")
        .body(ResponseBody.create(body, null))
        .build();
  }

  private static SocketFactory counting(AtomicInteger made) {
    SocketFactory sockets = SocketFactory.getDefault();
    return new SocketFactory() {
      @Override
      public Socket createSocket() throws IOException {
        made.incrementAndGet();
        return sockets.createSocket();
      }

      @Override
      public Socket createSocket(String host, int port) throws IOException {
        return sockets.createSocket(host, port);
      }

      @Override
      public Socket createSocket(String host, int port, InetAddress from, int fromPort)
          throws IOException {
        return sockets.createSocket(host, port, from, fromPort);
      }

      @Override
      public Socket createSocket(InetAddress host, int port) throws IOException {
        return sockets.createSocket(host, port);
      }

      @Override
      public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
          throws IOException {
        return sockets.createSocket(host, port, from, fromPort);
      }
    };
  }
}
