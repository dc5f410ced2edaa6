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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.SocketPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OAuth2Test {
  private final OAuth2Server oauth = new OAuth2Server();
  private final StubServer server = oauth.server;
  private final List<String> stored = oauth.stored;
  private final List<String> forms = oauth.forms;
  private final AtomicInteger calls = oauth.calls;
  private final AtomicInteger session = oauth.session;

  @AfterEach
  void close() {
    oauth.close();
  }

  @ParameterizedTest
  @EnumSource
  void theFirstCallGetsAnAccessTokenWithAForm(LogVariant variant) {
    try (CloseClient client = oauth.client(stored::add)) {
      assertEquals("acti_1", variant.log(client).id());
      assertEquals("acti_1", variant.log(client).id());
    }
    assertEquals(
        List.of(
            "grant_type=refresh_token&client_id=oa2client_1&client_secret="
                + OAuth2Server.SECRET
                + "&refresh_token=Qx-refresh-1"),
        forms);
    assertEquals(List.of("Qx-refresh-2"), stored);
  }

  @ParameterizedTest
  @EnumSource
  void afterA401TheTokenIsRenewedAndTheCallSentAgainOnce(LogVariant variant) {
    try (CloseClient client = oauth.client(stored::add)) {
      variant.log(client);
      session.incrementAndGet(); // Close revokes what it gave.
      stored.clear();
      forms.clear();
      assertEquals("acti_1", variant.log(client).id());
    }
    assertEquals(1, forms.size(), "renew it once");
  }

  @Test
  void anAccessTokenToBeginWithIsUsedFirst() {
    session.set(7);
    try (CloseClient client =
        server
            .builder()
            .credentials(oauth.session(stored::add).accessToken("Qx-access-7").build())
            .build()) {
      client.calls().log(StubServer.call());
    }
    assertEquals(List.of(), forms);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "-1", "0", "\"soon\"", "1e999999", "{}"})
  void aLifeThatIsNoNumberDoesNoHarm(String life) {
    oauth.expiresIn = life;
    try (CloseClient client = oauth.client(stored::add)) {
      client.calls().log(StubServer.call());
      client.calls().log(StubServer.call());
    }
    assertEquals(1, forms.size(), "use it until a 401");
  }

  @Test
  void howeverManyCallsNeedItOneRenewalIsMade() throws Exception {
    oauth.tokenDelay = new CountDownLatch(1);
    try (CloseClient client = oauth.client(stored::add)) {
      List<CompletableFuture<CallActivity>> logged = new ArrayList<>();
      for (int i = 0; i < 24; i++) {
        logged.add(client.calls().logAsync(StubServer.call()));
      }
      oauth.tokenDelay.countDown();
      for (CompletableFuture<CallActivity> call : logged) {
        assertEquals("acti_1", call.get(2, TimeUnit.MINUTES).id());
      }
    }
    assertEquals(1, forms.size(), "renew it once");
    assertEquals(List.of("Qx-refresh-2"), stored);
  }

  @Test
  void aFailureOfTheRenewalIsSharedByThoseWhoWait() {
    oauth.tokenDelay = new CountDownLatch(1);
    oauth.tokenAnswer = new MockResponse().setResponseCode(503);
    try (CloseClient client = oauth.client(stored::add)) {
      List<CompletableFuture<CallActivity>> failed = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        failed.add(client.calls().logAsync(StubServer.call()));
      }
      pause(200); // Until all of them wait.
      oauth.tokenDelay.countDown();
      for (CompletableFuture<CallActivity> call : failed) {
        assertTrue(
            assertThrows(Exception.class, () -> call.get(2, TimeUnit.MINUTES)).getCause()
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
    try (CloseClient client = oauth.client(store)) {
      for (int i = 0; i < 2; i++) {
        CredentialsException e = OAuth2Server.failure(client);
        assertEquals(Reason.NOT_STORED, e.reason());
        assertEquals(Delivery.NOT_SENT, e.delivery());
        assertTrue(e.getMessage().contains("java.io.IOException"), e.getMessage());
      }
      assertEquals(0, calls.get(), "send no call");
      assertEquals("acti_1", client.calls().log(StubServer.call()).id());
    }
    assertEquals(1, forms.size(), "offer the same token again, not renew it again");
    assertEquals(List.of("Qx-refresh-2"), stored);
  }

  @Test
  void aRefreshTokenThatIsNotValidAnyMoreEndsTheSessionForGood() {
    oauth.tokenAnswer =
        OAuth2Server.json(400, "{\"error\": \"invalid_grant\", \"hint\": \"Qx-refresh-1\"}");
    try (CloseClient client = oauth.client(stored::add)) {
      for (int i = 0; i < 2; i++) {
        CredentialsException e = OAuth2Server.failure(client);
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
    oauth.tokenAnswer = OAuth2Server.json(200, body);
    try (CloseClient client = oauth.client(stored::add)) {
      assertEquals(Reason.NOT_RENEWED, OAuth2Server.failure(client).reason());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ", \"access_token\": null", ", \"access_token\": \"a b\""})
  void aRefreshTokenThatComesWithoutAnAccessTokenIsStoredAndUsed(String rest) {
    oauth.tokenAnswer = OAuth2Server.json(200, "{\"refresh_token\": \"Qx-refresh-2\"" + rest + "}");
    try (CloseClient client = oauth.client(stored::add)) {
      CredentialsException e = OAuth2Server.failure(client);
      assertEquals(Reason.NOT_RENEWED, e.reason());
      assertEquals(List.of("Qx-refresh-2"), stored, "keep it: the one before is used up");
      assertFalse(e.getMessage().contains("used up"), e.getMessage());
      oauth.tokenAnswer = OAuth2Server.TOKENS;
      assertEquals("acti_1", client.calls().log(StubServer.call()).id());
    }
    assertTrue(forms.get(1).endsWith("=Qx-refresh-2"), "renew with it");
  }

  @Test
  void aRefreshTokenThatComesWithoutAnAccessTokenIsOfferedUntilTheStoreAcceptsIt() {
    oauth.tokenAnswer = OAuth2Server.json(200, "{\"refresh_token\": \"Qx-refresh-2\"}");
    AtomicInteger offered = new AtomicInteger();
    RefreshTokenStore store =
        token -> {
          if (offered.incrementAndGet() == 1) {
            throw new IOException("disk full");
          }
          stored.add(token);
        };
    try (CloseClient client = oauth.client(store)) {
      assertEquals(Reason.NOT_STORED, OAuth2Server.failure(client).reason());
      oauth.tokenAnswer =
          OAuth2Server.json(
              200, "{\"access_token\": \"Qx-access-1\", \"refresh_token\": \"Qx-refresh-3\"}");
      assertEquals("acti_1", client.calls().log(StubServer.call()).id());
    }
    assertEquals(List.of("Qx-refresh-2", "Qx-refresh-3"), stored);
    assertTrue(forms.get(1).endsWith("=Qx-refresh-2"), "renew with it once it is stored");
  }

  @Test
  void aTokenAddressThatDoesNotAnswerIsNotRenewedAndTriedAgainWithTheNextCall() {
    oauth.tokenAnswer = new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST);
    try (CloseClient client = oauth.client(stored::add)) {
      CredentialsException e = OAuth2Server.failure(client);
      assertEquals(Reason.NOT_RENEWED, e.reason());
      assertEquals(Delivery.NOT_SENT, e.delivery());
      assertEquals(1, forms.size(), "send the refresh token once");
      assertTrue(e.getMessage().contains("The refresh token may be used up"), e.getMessage());
      oauth.tokenAnswer = OAuth2Server.TOKENS;
      assertEquals("acti_1", client.calls().log(StubServer.call()).id());
    }
  }

  @Test
  void aRenewalThatFailsAfterA401LeavesTheCallRefused() {
    try (CloseClient client = oauth.client(stored::add)) {
      client.calls().log(StubServer.call());
      session.incrementAndGet();
      oauth.tokenAnswer = new MockResponse().setResponseCode(500);
      CredentialsException e = OAuth2Server.failure(client);
      assertEquals(Delivery.REFUSED, e.delivery());
      assertEquals(1, e.attempts());
      assertTrue(e.getMessage().contains("The last answer had status 401."), e.getMessage());
    }
  }

  @Test
  void aRedirectOfTheTokenAddressIsNotFollowed() {
    oauth.tokenAnswer =
        new MockResponse().setResponseCode(307).setHeader("Location", "/elsewhere/");
    try (CloseClient client = oauth.client(stored::add)) {
      assertEquals(Reason.NOT_RENEWED, OAuth2Server.failure(client).reason());
    }
    server.sawRequests(1);
  }

  @Test
  void aRenewalIsFinishedAlthoughTheCallThatBeganItHasGivenUp() throws Exception {
    oauth.tokenDelay = new CountDownLatch(1);
    CountDownLatch accepted = new CountDownLatch(1);
    try (CloseClient client =
        oauth.client(
            token -> {
              stored.add(token);
              accepted.countDown();
            })) {
      TransportException e =
          GrowingDeadline.until(
              failure -> failure.getMessage().contains("was being renewed"),
              Duration.ofMillis(100),
              deadline ->
                  assertThrows(
                      TransportException.class,
                      () ->
                          client
                              .calls()
                              .log(StubServer.call(), GrowingDeadline.options(deadline))));
      assertEquals(Delivery.NOT_SENT, e.delivery());
      assertTrue(e.getMessage().contains("was being renewed"), e.getMessage());
      oauth.tokenDelay.countDown();
      assertTrue(accepted.await(1, TimeUnit.MINUTES), "finish the renewal");
      client.calls().log(StubServer.call());
    }
    assertEquals(1, forms.size(), "renew it once");
  }

  @Test
  void anInterruptEndsTheWaitForARenewal() {
    oauth.tokenDelay = new CountDownLatch(1);
    Thread caller = Thread.currentThread();
    CompletableFuture<Void> interrupt = server.whenWaiting(caller, caller::interrupt);
    try (CloseClient client = oauth.client(stored::add)) {
      TransportException e =
          assertThrows(TransportException.class, () -> client.calls().log(StubServer.call()));
      assertTrue(Thread.interrupted(), "keep the interrupt flag");
      assertEquals(Delivery.NOT_SENT, e.delivery());
    }
    oauth.tokenDelay.countDown();
    interrupt.join();
  }

  @Test
  void noTokenAndNoSecretIsInAnyText() {
    try (CloseClient client = oauth.client(stored::add)) {
      client.calls().log(StubServer.call());
      session.incrementAndGet();
      oauth.tokenAnswer =
          OAuth2Server.json(
              400,
              "{\"error\": \"" + OAuth2Server.SECRET + " Qx-refresh-2\", \"x\": \"Qx-access-1\"}");
      CredentialsException e = OAuth2Server.failure(client);
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      assertFalse(trace.toString().contains("Qx"), trace.toString());
    }
    assertFalse(
        oauth.session(stored::add).build().toString().contains("Qx"), "hide it in toString");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://api.close.com/oauth2/token/", "https://a:Qx@b.c/", "/x"})
  void theTokenAddressIsHttpsOrLoopback(URI url) {
    assertThrows(IllegalArgumentException.class, () -> oauth.session(stored::add).tokenUrl(url));
  }

  @Test
  void anIncompleteSessionIsNotBuilt() {
    assertThrows(IllegalStateException.class, () -> Credentials.oauth2().build());
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
