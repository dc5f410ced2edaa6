package io.github.closecalls;

import static io.github.closecalls.SecretScan.assertThrows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.closecalls.CredentialsException.Reason;
import io.github.closecalls.model.CallActivity;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.RecordedRequest;
import okhttp3.mockwebserver.SocketPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OAuth2Test {
  private static final String SECRET = "Qx-client-secret";

  /** Plays Close's part: accepts the newest access token, and each refresh token once. */
  private final CloseServer server = new CloseServer().answersBy(this::answer);

  private final List<String> stored = Collections.synchronizedList(new ArrayList<>());
  private final List<String> forms = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger session = new AtomicInteger(1);
  private volatile String expiresIn = "3600";
  private volatile MockResponse tokenAnswer = new MockResponse().setResponseCode(0);
  private volatile CountDownLatch tokenDelay = new CountDownLatch(0);

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest
  @EnumSource
  void theFirstCallGetsAnAccessTokenWithAForm(Way way) {
    try (CloseClient client = client(stored::add)) {
      assertEquals("acti_1", way.log(client).id());
      assertEquals("acti_1", way.log(client).id());
    }
    assertEquals(
        List.of(
            "grant_type=refresh_token&client_id=oa2client_1&client_secret="
                + SECRET
                + "&refresh_token=Qx-refresh-1"),
        forms);
    assertEquals(List.of("Qx-refresh-2"), stored);
  }

  @ParameterizedTest
  @EnumSource
  void afterA401TheTokenIsRenewedAndTheCallSentAgainOnce(Way way) {
    try (CloseClient client = client(stored::add)) {
      way.log(client);
      session.incrementAndGet(); // Close revokes what it gave.
      stored.clear();
      forms.clear();
      assertEquals("acti_1", way.log(client).id());
    }
    assertEquals(1, forms.size(), "renew it once");
  }

  @Test
  void anAccessTokenToBeginWithIsUsedFirst() {
    session.set(7);
    try (CloseClient client =
        server
            .builder()
            .credentials(session(stored::add).accessToken("Qx-access-7").build())
            .build()) {
      client.calls().log(CloseServer.call());
    }
    assertEquals(List.of(), forms);
  }

  @Test
  void aTokenIsRenewedBeforeItExpires() throws Exception {
    expiresIn = "1";
    try (CloseClient client = client(stored::add)) {
      client.calls().log(CloseServer.call());
      client.calls().log(CloseServer.call());
      assertEquals(1, forms.size(), "use it while it is young");
      Thread.sleep(600); // Half of its life, since that is less than two minutes.
      client.calls().log(CloseServer.call());
    }
    assertEquals(2, forms.size(), "renew it ahead");
    assertEquals(3, calls.get(), "see no 401");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "-1", "\"soon\"", "1e999999", "{}"})
  void aLifeThatIsNoNumberDoesNoHarm(String life) {
    expiresIn = life;
    try (CloseClient client = client(stored::add)) {
      client.calls().log(CloseServer.call());
      client.calls().log(CloseServer.call());
    }
    assertEquals(1, forms.size(), "use it until a 401");
  }

  @Test
  void howeverManyCallsNeedItOneRenewalIsMade() throws Exception {
    tokenDelay = new CountDownLatch(1);
    try (CloseClient client = client(stored::add)) {
      List<CompletableFuture<CallActivity>> logged = new ArrayList<>();
      for (int i = 0; i < 24; i++) {
        logged.add(client.calls().logAsync(CloseServer.call()));
      }
      tokenDelay.countDown();
      for (CompletableFuture<CallActivity> call : logged) {
        assertEquals("acti_1", call.get(10, TimeUnit.SECONDS).id());
      }
    }
    assertEquals(1, forms.size(), "renew it once");
    assertEquals(List.of("Qx-refresh-2"), stored);
  }

  @Test
  void aFailureOfTheRenewalIsSharedByThoseWhoWait() {
    tokenDelay = new CountDownLatch(1);
    tokenAnswer = new MockResponse().setResponseCode(503);
    try (CloseClient client = client(stored::add)) {
      List<CompletableFuture<CallActivity>> failed = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        failed.add(client.calls().logAsync(CloseServer.call()));
      }
      pause(200); // Until all of them wait.
      tokenDelay.countDown();
      for (CompletableFuture<CallActivity> call : failed) {
        assertTrue(
            assertThrows(Exception.class, () -> call.get(10, TimeUnit.SECONDS)).getCause()
                instanceof CredentialsException,
            "fail for want of a credential");
      }
    }
    assertEquals(1, forms.size(), "ask once");
  }

  @Test
  void noTokenIsUsedBeforeTheStoreAcceptedIt() {
    AtomicInteger asked = new AtomicInteger();
    RefreshTokenStore store =
        token -> {
          assertEquals(0, calls.get(), "store it before it is used");
          if (asked.incrementAndGet() < 3) {
            throw new IOException("disk full: " + token);
          }
          stored.add(token);
        };
    try (CloseClient client = client(store)) {
      for (int i = 0; i < 2; i++) {
        CredentialsException e = failure(client);
        assertEquals(Reason.NOT_STORED, e.reason());
        assertEquals(Delivery.NOT_SENT, e.delivery());
        assertTrue(e.getMessage().contains("java.io.IOException"), e.getMessage());
      }
      assertEquals(0, calls.get(), "send no call");
      assertEquals("acti_1", client.calls().log(CloseServer.call()).id());
    }
    assertEquals(1, forms.size(), "offer the same token again, not renew it again");
    assertEquals(List.of("Qx-refresh-2"), stored);
  }

  @Test
  void aRefreshTokenThatIsNotValidAnyMoreEndsTheSessionForGood() {
    tokenAnswer = json(400, "{\"error\": \"invalid_grant\", \"hint\": \"Qx-refresh-1\"}");
    try (CloseClient client = client(stored::add)) {
      for (int i = 0; i < 2; i++) {
        CredentialsException e = failure(client);
        assertEquals(Reason.SESSION_ENDED, e.reason());
        assertEquals(Delivery.NOT_SENT, e.delivery());
        assertTrue(e.getMessage().contains("invalid_grant"), e.getMessage());
      }
    }
    assertEquals(1, forms.size(), "ask once");
    assertEquals(0, calls.get(), "send no call");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "<html>",
        "{}",
        "{\"access_token\": 5}",
        "{\"access_token\": \"a b\"}"
      })
  void anAnswerWithoutTokenIsNotRenewed(String body) {
    tokenAnswer = json(200, body);
    try (CloseClient client = client(stored::add)) {
      assertEquals(Reason.NOT_RENEWED, failure(client).reason());
    }
  }

  @Test
  void aTokenAddressThatDoesNotAnswerIsNotRenewedAndTriedAgainWithTheNextCall() {
    tokenAnswer = new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST);
    try (CloseClient client = client(stored::add)) {
      CredentialsException e = failure(client);
      assertEquals(Reason.NOT_RENEWED, e.reason());
      assertEquals(Delivery.NOT_SENT, e.delivery());
      assertEquals(1, forms.size(), "send the refresh token once");
      tokenAnswer = new MockResponse().setResponseCode(0);
      assertEquals("acti_1", client.calls().log(CloseServer.call()).id());
    }
  }

  @Test
  void aRenewalThatFailsAfterA401LeavesTheCallRefused() {
    try (CloseClient client = client(stored::add)) {
      client.calls().log(CloseServer.call());
      session.incrementAndGet();
      tokenAnswer = new MockResponse().setResponseCode(500);
      CredentialsException e = failure(client);
      assertEquals(Delivery.REFUSED, e.delivery());
      assertEquals(1, e.attempts());
      assertTrue(e.getMessage().contains("The last answer had status 401."), e.getMessage());
    }
  }

  @Test
  void aRedirectOfTheTokenAddressIsNotFollowed() {
    tokenAnswer = new MockResponse().setResponseCode(307).setHeader("Location", "/elsewhere/");
    try (CloseClient client = client(stored::add)) {
      assertEquals(Reason.NOT_RENEWED, failure(client).reason());
    }
    server.sawRequests(1);
  }

  @Test
  void aRenewalIsFinishedAlthoughTheCallThatBeganItHasGivenUp() throws Exception {
    tokenDelay = new CountDownLatch(1);
    CountDownLatch accepted = new CountDownLatch(1);
    try (CloseClient client =
        client(
            token -> {
              stored.add(token);
              accepted.countDown();
            })) {
      CallOptions options = CallOptions.builder().deadline(Duration.ofMillis(100)).build();
      TransportException e =
          assertThrows(
              TransportException.class, () -> client.calls().log(CloseServer.call(), options));
      assertEquals(Delivery.NOT_SENT, e.delivery());
      assertTrue(e.getMessage().contains("was being renewed"), e.getMessage());
      tokenDelay.countDown();
      assertTrue(accepted.await(5, TimeUnit.SECONDS), "finish the renewal");
      client.calls().log(CloseServer.call());
    }
    assertEquals(1, forms.size(), "renew it once");
  }

  @Test
  void anInterruptEndsTheWaitForARenewal() {
    tokenDelay = new CountDownLatch(1);
    Thread caller = Thread.currentThread();
    CompletableFuture<Void> interrupt = server.whenWaiting(caller, caller::interrupt);
    try (CloseClient client = client(stored::add)) {
      TransportException e =
          assertThrows(TransportException.class, () -> client.calls().log(CloseServer.call()));
      assertTrue(Thread.interrupted(), "keep the interrupt flag");
      assertEquals(Delivery.NOT_SENT, e.delivery());
    }
    tokenDelay.countDown();
    interrupt.join();
  }

  @Test
  void noTokenAndNoSecretIsInAnyText() {
    try (CloseClient client = client(stored::add)) {
      client.calls().log(CloseServer.call());
      session.incrementAndGet();
      tokenAnswer =
          json(400, "{\"error\": \"" + SECRET + " Qx-refresh-2\", \"x\": \"Qx-access-1\"}");
      CredentialsException e = failure(client);
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      assertFalse(trace.toString().contains("Qx"), trace.toString());
    }
    assertFalse(session(stored::add).build().toString().contains("Qx"), "hide it in toString");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://api.close.com/oauth2/token/", "https://a:Qx@b.c/", "/x"})
  void theTokenAddressIsHttpsOrLoopback(URI url) {
    assertThrows(IllegalArgumentException.class, () -> session(stored::add).tokenUrl(url));
  }

  @Test
  void anIncompleteSessionIsNotBuilt() {
    assertThrows(IllegalStateException.class, () -> Credentials.oauth2().build());
  }

  private CloseClient client(RefreshTokenStore store) {
    return server.builder().credentials(session(store).build()).build();
  }

  private Credentials.OAuth2Builder session(RefreshTokenStore store) {
    return Credentials.oauth2()
        .clientId("oa2client_1")
        .clientSecret(SECRET)
        .refreshToken("Qx-refresh-1")
        .refreshTokenStore(store)
        .tokenUrl(server.baseUrl().resolve("/oauth2/token/"));
  }

  private static CredentialsException failure(CloseClient client) {
    return assertThrows(CredentialsException.class, () -> client.calls().log(CloseServer.call()));
  }

  private MockResponse answer(RecordedRequest request) {
    if ("/oauth2/token/".equals(request.getPath())) {
      forms.add(request.getBody().readUtf8());
      await(tokenDelay);
      if (!tokenAnswer.getStatus().contains(" 0 ")) {
        return tokenAnswer;
      }
      int next = session.incrementAndGet();
      return json(
          200,
          "{\"access_token\": \"Qx-access-"
              + next
              + "\", \"refresh_token\": \"Qx-refresh-"
              + next
              + "\", \"expires_in\": "
              + expiresIn
              + ", \"token_type\": \"Bearer\"}");
    }
    calls.incrementAndGet();
    return ("Bearer Qx-access-" + session.get()).equals(request.getHeader("Authorization"))
        ? json(200, CloseServer.LOGGED)
        : json(401, "{\"error\": \"Unauthorized\"}");
  }

  private static MockResponse json(int status, String body) {
    return new MockResponse().setResponseCode(status).setBody(body);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(10, TimeUnit.SECONDS), "be released");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // The server is shut down.
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
