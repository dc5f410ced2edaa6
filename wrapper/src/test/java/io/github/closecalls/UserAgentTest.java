package io.github.closecalls;

import static io.github.closecalls.SecretScan.assertThrows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What requests say of who sends them. */
class UserAgentTest {
  private static final String LIBRARY =
      "close-calls/"
          + System.getProperty("project.version")
          + " (java/"
          + Runtime.version().feature()
          + ")";

  private final StubServer server = new StubServer();
  private final OAuth2Server oauth = new OAuth2Server();

  @AfterEach
  void close() {
    server.close();
    oauth.close();
  }

  @ParameterizedTest
  @EnumSource
  void itIsThisLibraryInTheVersionOfTheBuild(LogVariant variant) throws Exception {
    server.answers(200, StubServer.LOGGED);
    variant.log(server.client);
    assertEquals(List.of(LIBRARY), agents(server.takeRequest()));
  }

  @Test
  void aProgramCanAskForTheSameVersion() {
    assertTrue(LIBRARY.startsWith("close-calls/" + CloseClient.version() + " "), LIBRARY);
  }

  @Test
  void aHeaderOfTheClientReplacesIt() throws Exception {
    server.answers(200, StubServer.LOGGED);
    try (CloseClient client = server.builder().header("User-Agent", "mine/1").build()) {
      client.calls().log(StubServer.call());
    }
    assertEquals(List.of("mine/1"), agents(server.takeRequest()));
  }

  @Test
  void theApplicationComesFirst() throws Exception {
    assertEquals(
        List.of("my-import/2.1 (ops@example.com) " + LIBRARY),
        sentBy(new OkHttpClient(), "my-import/2.1 (ops@example.com)", CallOptions.NONE));
  }

  @Test
  void eachAttemptSaysIt() throws Exception {
    server.answers(new MockResponse().setResponseCode(429).setHeader("Retry-After", "0"));
    server.answers(200, StubServer.LOGGED);
    try (CloseClient client = server.builder().build()) {
      client.calls().log(StubServer.call());
    }
    assertEquals(List.of(LIBRARY), agents(server.takeRequest()));
    assertEquals(List.of(LIBRARY), agents(server.takeRequest()));
  }

  @Test
  void aRequestForTokensSaysIt() throws Exception {
    CloseClient.Builder builder =
        oauth
            .server
            .builder()
            .credentials(oauth.session(oauth.stored::add).build())
            .userAgent("my-import/2.1");
    try (CloseClient client = builder.build()) {
      client.calls().log(StubServer.call());
    }
    assertEquals(List.of("my-import/2.1 " + LIBRARY), agents(oauth.server.takeRequest()));
  }

  @Test
  void aRequestForTokensSaysItThroughAClientOfItsOwn() throws Exception {
    Credentials credentials =
        oauth.session(oauth.stored::add).httpClient(new OkHttpClient()).build();
    try (CloseClient client = oauth.server.builder().credentials(credentials).build()) {
      client.calls().log(StubServer.call());
    }
    assertEquals(List.of(LIBRARY), agents(oauth.server.takeRequest()));
  }

  @Test
  void aCallHasNoOtherHeaderThanThoseOfOkHttpAndOfTheContract() throws Exception {
    server.answers(200, StubServer.LOGGED);
    server.client.calls().log(StubServer.call());
    RecordedRequest request = server.takeRequest();
    assertEquals(
        Map.of(
            "Accept-Encoding", List.of("gzip"),
            "Authorization", List.of("Basic YXBpXzRReDcvc2VjcmV0Ljlaazo="),
            "Connection", List.of("Keep-Alive"),
            "Content-Length", List.of(String.valueOf(request.getBodySize())),
            "Content-Type", List.of("application/json"),
            "Host", List.of("127.0.0.1:" + server.baseUrl().getPort()),
            "User-Agent", List.of(LIBRARY)),
        headers(request));
  }

  @Test
  void aRequestForTokensHasNoOtherHeaderThanThoseOfOkHttp() throws Exception {
    try (CloseClient client = oauth.client(oauth.stored::add)) {
      client.calls().log(StubServer.call());
    }
    RecordedRequest request = oauth.server.takeRequest();
    assertEquals(
        Map.of(
            "Accept-Encoding", List.of("gzip"),
            "Connection", List.of("Keep-Alive"),
            "Content-Length", List.of(String.valueOf(request.getBodySize())),
            "Content-Type", List.of("application/x-www-form-urlencoded"),
            "Host", List.of("127.0.0.1:" + oauth.server.baseUrl().getPort()),
            "User-Agent", List.of(LIBRARY)),
        headers(request));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatAnInterceptorSetsCounts(boolean network) throws Exception {
    Interceptor naming = chain -> chain.proceed(named(chain));
    OkHttpClient.Builder own = new OkHttpClient.Builder();
    OkHttpClient client =
        (network ? own.addNetworkInterceptor(naming) : own.addInterceptor(naming)).build();
    assertEquals(List.of("theirs/1"), sentBy(client, "my-import/2.1", CallOptions.NONE));
  }

  @Test
  void anInterceptorThatNamesWhatHasNoNameFindsNone() throws Exception {
    Interceptor naming =
        chain ->
            chain.proceed(
                chain.request().header("User-Agent") == null ? named(chain) : chain.request());
    OkHttpClient client = new OkHttpClient.Builder().addInterceptor(naming).build();
    assertEquals(List.of("theirs/1"), sentBy(client, "my-import/2.1", CallOptions.NONE));
  }

  @Test
  void whatTheOptionsOfACallSetCounts() throws Exception {
    CallOptions options = CallOptions.builder().header("user-agent", "theirs/1").build();
    assertEquals(List.of("theirs/1"), sentBy(new OkHttpClient(), "my-import/2.1", options));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "my-import",
        "my-import/2.1",
        "a/1 b/2 c",
        "a (b; c) d/1 (\\(e\\) \\\\)",
        "!#$%&'*+.^_`|~0-9A-Za-z-/!",
        "a ()"
      })
  void aProductWithMoreProductsAndCommentsIsTaken(String application) throws Exception {
    assertEquals(
        List.of(application + " " + LIBRARY),
        sentBy(new OkHttpClient(), application, CallOptions.NONE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "Qx-/",
        "/Qx-1",
        "Qx-/1/2",
        "Qx-/1 ",
        " Qx-/1",
        "Qx-/1  b",
        "(Qx-) a/1",
        "Qx-/1(b)",
        "Qx-/1 (b",
        "Qx-/1 b)",
        "Qx-/1 (a(b))",
        "Qx-/1 (\\)",
        "Qx-/1, b",
        "Qx-: 1"
      })
  void whatDoesNotHaveTheSyntaxIsRefused(String application) {
    String message = refused(application);
    assertTrue(message.contains("RFC 9110, section 10.1.5"), message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Qx-/1\r\nX-Evil: 1",
        "Qx-/1\n",
        "Qx-/1\r",
        "Qx-/1\tb",
        "Qx-/1 (\u0000)",
        "Qx-/1 (\u00e9)",
        "Qx-\u007f",
        "Qx-\ud83d\ude00"
      })
  void whatIsNotVisibleAsciiIsRefused(String application) {
    String message = refused(application);
    assertTrue(message.contains("the character at index "), message);
  }

  @Test
  void whatIsLongerThan256CharactersIsRefused() {
    server.builder().userAgent("a".repeat(256)).build().close();
    assertTrue(refused("a (" + "\\a".repeat(50_000) + ")").contains("256 characters"));
    refused("a".repeat(257));
  }

  @Test
  void aCredentialInItIsRefusedBeforeItIsSent() {
    for (CloseClient.Builder builder :
        List.of(
            server.builder().userAgent(StubServer.KEY),
            server.builder().credentials(Credentials.bearer("Qx-token")).userAgent("a (Qx-token)"),
            server
                .builder()
                .credentials(oauth.session(oauth.stored::add).build())
                .userAgent(OAuth2Server.SECRET))) {
      IllegalStateException e = assertThrows(IllegalStateException.class, builder::build);
      String message = String.valueOf(e.getMessage());
      assertTrue(message.contains("holds the credential"), message);
    }
  }

  /** Returns what there is to read when it is refused. */
  private String refused(String application) {
    CloseClient.Builder builder = server.builder();
    String message =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> builder.userAgent(application))
                .getMessage());
    assertTrue(message.startsWith("userAgent must "), message);
    assertFalse(message.contains("Qx"), "not show it: " + message);
    return message;
  }

  private List<String> sentBy(OkHttpClient http, String application, CallOptions options)
      throws InterruptedException {
    server.answers(200, StubServer.LOGGED);
    try (CloseClient client = server.builder().httpClient(http).userAgent(application).build()) {
      client.calls().log(StubServer.call(), options);
    }
    return agents(server.takeRequest());
  }

  private static Request named(Interceptor.Chain chain) {
    return chain.request().newBuilder().header("User-Agent", "theirs/1").build();
  }

  private static List<String> agents(RecordedRequest request) {
    return request.getHeaders().values("User-Agent");
  }

  private static Map<String, List<String>> headers(RecordedRequest request) {
    Map<String, List<String>> headers = new TreeMap<>();
    for (String name : request.getHeaders().names()) {
      headers.put(name, request.getHeaders().values(name));
    }
    return headers;
  }
}
