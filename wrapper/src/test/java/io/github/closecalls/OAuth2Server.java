package io.github.closecalls;

import static io.github.closecalls.SecretScan.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.RecordedRequest;

/** Plays Close's part: accepts the newest access token, and renews it. */
final class OAuth2Server implements AutoCloseable {
  static final String SECRET = "Qx-client-secret";

  /** Has the token address answer as it should. */
  static final MockResponse TOKENS = new MockResponse().setResponseCode(0);

  final StubServer server = new StubServer().answersBy(this::answer);

  final List<String> stored = Collections.synchronizedList(new ArrayList<>());

  /** The bodies of the token requests. */
  final List<String> forms = Collections.synchronizedList(new ArrayList<>());

  /** For each token request, how many requests its connection had brought before. */
  final List<Integer> earlierOnConnection = Collections.synchronizedList(new ArrayList<>());

  final List<String> agents = Collections.synchronizedList(new ArrayList<>());

  /** What to do while calls are answered with 429, one after the other. */
  final Queue<Runnable> tooMany = new ConcurrentLinkedQueue<>();

  final AtomicInteger calls = new AtomicInteger();
  final AtomicInteger session = new AtomicInteger(1);
  volatile String rateLimit = "";
  volatile String expiresIn = "3600";
  volatile MockResponse tokenAnswer = TOKENS;
  volatile CountDownLatch tokenDelay = new CountDownLatch(0);

  CloseClient client(RefreshTokenStore store) {
    return server.builder().credentials(session(store).build()).build();
  }

  Credentials.OAuth2Builder session(RefreshTokenStore store) {
    return Credentials.oauth2()
        .clientId("oa2client_1")
        .clientSecret(SECRET)
        .refreshToken("Qx-refresh-1")
        .refreshTokenStore(store)
        .tokenUrl(server.baseUrl().resolve("/oauth2/token/"));
  }

  static CredentialsException failure(CloseClient client) {
    return assertThrows(CredentialsException.class, () -> client.calls().log(StubServer.call()));
  }

  static MockResponse json(int status, String body) {
    return new MockResponse().setResponseCode(status).setBody(body);
  }

  @Override
  public void close() {
    server.close();
  }

  private MockResponse answer(RecordedRequest request) {
    if ("/oauth2/token/".equals(request.getPath())) {
      earlierOnConnection.add(request.getSequenceNumber());
      agents.add(String.valueOf(request.getHeader("User-Agent")));
      forms.add(request.getBody().readUtf8());
      await(tokenDelay);
      return tokenAnswer == TOKENS ? tokens(session.incrementAndGet()) : tokenAnswer;
    }
    calls.incrementAndGet();
    Runnable meanwhile = tooMany.poll();
    if (meanwhile != null) {
      meanwhile.run();
      return json(429, "").setHeader("Retry-After", "0.05");
    }
    return ("Bearer Qx-access-" + session.get()).equals(request.getHeader("Authorization"))
        ? json(200, StubServer.LOGGED).setHeader("RateLimit", rateLimit)
        : json(401, "{\"error\": \"Unauthorized\"}");
  }

  private MockResponse tokens(int number) {
    return json(
        200,
        "{\"access_token\": \"Qx-access-"
            + number
            + "\", \"refresh_token\": \"Qx-refresh-"
            + number
            + "\", \"expires_in\": "
            + expiresIn
            + ", \"token_type\": \"Bearer\"}");
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(30, TimeUnit.SECONDS), "be released");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // The server is shut down.
    }
  }
}
