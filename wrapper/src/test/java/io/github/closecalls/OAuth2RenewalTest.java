package io.github.closecalls;

import static io.github.closecalls.SecretScan.assertThrows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.closecalls.CredentialsException.Reason;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.OkHttpClient;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.SocketPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When tokens are renewed, by a clock of the test's own. */
class OAuth2RenewalTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final OAuth2Server oauth = new OAuth2Server();
  private final AtomicLong nanos = new AtomicLong(-1);
  private final Queue<Runnable> renewals = new ArrayDeque<>();
  private final Executor atOnce = Runnable::run;
  private volatile Executor executor = atOnce;

  @AfterEach
  void close() {
    oauth.close();
  }

  @Test
  void callsGoOnWhileATokenIsRenewedAheadOfItsEnd() {
    try (CloseClient client = client(oauth.stored::add)) {
      log(client);
      pass(3_539);
      executor = renewals::add;
      log(client);
      assertEquals(0, renewals.size(), "use it while it is young");
      pass(1);
      log(client);
      log(client);
      assertEquals(1, renewals.size(), "renew it once, a minute ahead");
      assertEquals(1, oauth.forms.size(), "not wait for it");
      renewals.remove().run();
      log(client);
    }
    assertEquals(2, oauth.forms.size());
    assertEquals(5, oauth.calls.get(), "see no 401");
  }

  @Test
  void aShortLifeIsUsedByHalfBeforeItIsRenewed() {
    oauth.expiresIn = "8";
    try (CloseClient client = client(oauth.stored::add)) {
      log(client);
      executor = renewals::add;
      pass(3);
      log(client);
      assertEquals(0, renewals.size(), "use it by half");
      pass(1);
      log(client);
      assertEquals(1, renewals.size(), "renew it then");
    }
  }

  @Test
  void aLifeOfOneSecondIsOne() {
    oauth.expiresIn = "1";
    try (CloseClient client = client(oauth.stored::add)) {
      log(client);
      pass(1);
      log(client);
    }
    assertEquals(2, oauth.forms.size(), "renew it after that second");
  }

  @Test
  void aTokenThatHasAlmostExpiredIsNotUsed() {
    try (CloseClient client = client(oauth.stored::add)) {
      log(client);
      pass(3_590);
      log(client);
    }
    assertEquals(2, oauth.forms.size(), "renew it first");
    assertEquals(2, oauth.calls.get(), "see no 401");
  }

  @Test
  void aTokenAddressThatIsDownIsNoFailureOfACallThatHasAValidToken() {
    try (CloseClient client = client(oauth.stored::add)) {
      log(client);
      pass(3_540);
      oauth.tokenAnswer = new MockResponse().setResponseCode(503);
      for (int i = 0; i < 5; i++) {
        log(client);
      }
      assertEquals(2, oauth.forms.size(), "not ask again at once");
      int[] seconds = {4, 1, 9, 1, 19, 1};
      int[] asked = {2, 3, 3, 4, 4, 5};
      for (int i = 0; i < seconds.length; i++) {
        pass(seconds[i]);
        log(client);
        assertEquals(asked[i], oauth.forms.size(), "wait 5, 10 and 20 s, step " + i);
      }
      pass(15);
      assertEquals(Reason.NOT_RENEWED, OAuth2Server.failure(client).reason());
      oauth.tokenAnswer = OAuth2Server.TOKENS;
      log(client);
    }
    assertEquals(13, oauth.calls.get(), "see no 401");
  }

  @Test
  void anAccessTokenThatIsStillValidIsUsedAlthoughNoneCameWithTheNextRefreshToken() {
    try (CloseClient client = client(oauth.stored::add)) {
      log(client);
      pass(3_540);
      oauth.tokenAnswer = OAuth2Server.json(200, "{\"refresh_token\": \"Qx-refresh-3\"}");
      log(client);
      log(client);
    }
    assertEquals("Qx-refresh-3", oauth.stored.get(1), "store it all the same");
    assertEquals(2, oauth.forms.size(), "not ask again at once");
    assertEquals(3, oauth.calls.get(), "see no 401");
  }

  @Test
  void aSessionThatHasEndedIsUsedUntilItsTokenExpires() {
    try (CloseClient client = client(oauth.stored::add)) {
      log(client);
      pass(3_540);
      oauth.tokenAnswer = OAuth2Server.json(400, "{\"error\": \"invalid_grant\"}");
      log(client);
      pass(40);
      log(client);
      pass(10);
      assertEquals(Reason.SESSION_ENDED, OAuth2Server.failure(client).reason());
    }
    assertEquals(2, oauth.forms.size(), "ask once");
  }

  @Test
  void aTokenThatWasNotStoredHoldsCallsBackAlthoughTheOneBeforeIsValid() {
    AtomicInteger offered = new AtomicInteger();
    RefreshTokenStore store =
        token -> {
          if (offered.incrementAndGet() == 2 || offered.get() == 3) {
            throw new IOException("vault sealed");
          }
        };
    try (CloseClient client = client(store)) {
      log(client);
      pass(3_540);
      executor = renewals::add;
      log(client);
      renewals.remove().run();
      executor = atOnce;
      CredentialsException e = OAuth2Server.failure(client);
      assertEquals(Reason.NOT_STORED, e.reason());
      assertEquals(Delivery.NOT_SENT, e.delivery());
      log(client);
    }
    assertEquals(4, offered.get(), "offer it again with each call");
    assertEquals(2, oauth.forms.size(), "not renew it again");
  }

  @Test
  void aTokenThatExpiredBeforeItWasStoredIsRenewedOnceMore() {
    AtomicInteger offered = new AtomicInteger();
    RefreshTokenStore store =
        token -> {
          if (offered.incrementAndGet() == 1) {
            throw new IOException("vault sealed");
          }
        };
    try (CloseClient client = client(store)) {
      assertEquals(Reason.NOT_STORED, OAuth2Server.failure(client).reason());
      pass(3_600);
      log(client);
    }
    assertEquals(2, oauth.forms.size(), "renew it with the token that was stored late");
    assertTrue(oauth.forms.get(1).endsWith("=Qx-refresh-2"), "use the token of the store");
    assertEquals(1, oauth.calls.get(), "see no 401");
  }

  @Test
  void withoutAThreadACallFailsAndTheNextTriesAgain() {
    Executor none =
        command -> {
          throw new OutOfMemoryError("unable to create native thread");
        };
    executor = none;
    try (CloseClient client = client(oauth.stored::add)) {
      CredentialsException e = OAuth2Server.failure(client);
      assertEquals(Reason.NOT_RENEWED, e.reason());
      assertTrue(e.getMessage().contains("java.lang.OutOfMemoryError"), e.getMessage());
      executor = atOnce;
      log(client);
      pass(3_540);
      executor = none;
      log(client);
    }
    assertEquals(2, oauth.calls.get(), "use a token that is valid");
  }

  @Test
  void aRejectedTokenIsRenewedBeforeTheNextCallOfWhoWantsNoSecondAttempt() {
    try (CloseClient client =
        oauth
            .server
            .builder()
            .credentials(credentials(oauth.stored::add))
            .retryPolicy(RetryPolicy.none())
            .build()) {
      log(client);
      oauth.session.incrementAndGet(); // Close revokes what it gave.
      UnauthorizedException e =
          assertThrows(UnauthorizedException.class, () -> client.calls().log(StubServer.call()));
      assertEquals(1, e.attempts());
      log(client);
    }
    assertEquals(2, oauth.forms.size(), "renew it");
    assertEquals(3, oauth.calls.get(), "not use a rejected token again");
  }

  @Test
  void aLateRejectionOfAnOldTokenIsNoRejectionOfTheNewOne() throws Exception {
    Credentials credentials = credentials(oauth.stored::add);
    Sender sender = new Sender(new OkHttpClient(), UserAgent.OF_LIBRARY);
    Patience patience = new Patience(Duration.ofMinutes(1), new WaitCondition(), () -> false);
    Secret first = credentials.secret(patience, sender);
    credentials.reject(first);
    Secret second = credentials.secret(patience, sender);
    credentials.reject(first);
    assertSame(second, credentials.secret(patience, sender), "keep what was renewed meanwhile");
    credentials.reject(second);
    credentials.reject(first);
    assertFalse(
        credentials.secret(patience, sender).isSameAs(second), "know that the second was rejected");
    assertEquals(3, oauth.forms.size());
  }

  @Test
  void aTokenThatExpiresDuringABackOffIsRenewedAfterIt() {
    try (CloseClient client = client(oauth.stored::add)) {
      oauth.tooMany.add(() -> pass(3_600));
      log(client);
    }
    assertEquals(2, oauth.forms.size(), "ask again after the wait");
    assertEquals(2, oauth.calls.get(), "see no 401");
  }

  @Test
  void aTokenThatExpiresWhileTheRateLimitHoldsIsRenewedAfterIt() throws Exception {
    assertEquals(
        2,
        GrowingDeadline.until(
            renewals -> renewals == 2,
            Duration.ofMillis(500),
            OAuth2RenewalTest::renewalsOfTwoCallsWithAHoldBetween),
        "ask again after the wait");
  }

  private static int renewalsOfTwoCallsWithAHoldBetween(Duration hold) {
    AtomicLong nanos = new AtomicLong();
    try (OAuth2Server oauth = new OAuth2Server()) {
      oauth.rateLimit = "limit=1, remaining=0, reset=" + hold.toMillis() / 1_000.0;
      Credentials credentials =
          oauth.session(oauth.stored::add).runBy(Runnable::run, nanos::get).build();
      try (CloseClient client =
          oauth.server.builder().credentials(credentials).pacing(true).build()) {
        log(client);
        var unused =
            oauth.server.whenWaiting(Thread.currentThread(), () -> nanos.set(3_600 * SECOND));
        log(client);
      }
      return oauth.forms.size();
    }
  }

  @Test
  void everyTokenOfTheSessionIsRemovedFromTexts() throws Exception {
    Credentials credentials =
        oauth
            .session(oauth.stored::add)
            .accessToken("Qx-access-0")
            .runBy(atOnce, nanos::get)
            .build();
    assertEquals(
        "a [credential removed] and a [credential removed]",
        credentials.redact("a Qx-access-0 and a Qx-refresh-1"));
    Sender sender = new Sender(new OkHttpClient(), UserAgent.OF_LIBRARY);
    Patience patience = new Patience(Duration.ofMinutes(1), new WaitCondition(), () -> false);
    credentials.reject(credentials.secret(patience, sender));
    assertEquals("Qx-access-2", credentials.secret(patience, sender).plain());
    assertEquals(
        "a [credential removed] and a [credential removed]",
        credentials.redact("a Qx-access-2 and a Qx-refresh-2"));
  }

  @Test
  void whetherTheTokenAddressGotTheRequestIsSaid() throws Exception {
    oauth.tokenAnswer = new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST);
    try (CloseClient client = client(oauth.stored::add)) {
      String text = OAuth2Server.failure(client).getMessage();
      assertTrue(text.contains("/oauth2/token/ did not answer (java.io."), text);
      assertTrue(text.contains("The refresh token may be used up"), text);
    }
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    Credentials.OAuth2Builder nowhere =
        oauth.session(oauth.stored::add).tokenUrl(URI.create("http://127.0.0.1:" + port + "/"));
    try (CloseClient client =
        oauth.server.builder().credentials(nowhere.runBy(atOnce, nanos::get).build()).build()) {
      CredentialsException e = OAuth2Server.failure(client);
      String text = e.getMessage();
      assertTrue(text.contains("/ could not be reached (java.net.ConnectException)."), text);
      assertInstanceOf(ConnectException.class, e.getCause(), "pass on the cause");
    }
  }

  @Test
  void aRefreshTokenThatCannotBeSentIsNotOfferedToTheStore() {
    oauth.tokenAnswer =
        OAuth2Server.json(
            200, "{\"access_token\": \"Qx-access-2\", \"refresh_token\": \"Qx refresh\"}");
    try (CloseClient client = client(oauth.stored::add)) {
      CredentialsException e = OAuth2Server.failure(client);
      assertEquals(Reason.NOT_RENEWED, e.reason());
      assertTrue(e.getMessage().contains("without a usable token"), e.getMessage());
    }
    assertEquals(List.of(), oauth.stored);
    assertEquals(0, oauth.calls.get(), "send no call");
  }

  @ParameterizedTest
  @EnumSource
  void whateverAStoreThrowsIsNotStoredAndNotShown(ForeignThrowable failing) {
    executor = OAuth2Session.IN_THREAD;
    RefreshTokenStore store =
        token -> {
          if (oauth.stored.isEmpty()) {
            oauth.stored.add(token);
            throw ForeignThrowable.<Exception>sneaky(failing.make());
          }
        };
    try (CloseClient client = client(store)) {
      CredentialsException e = OAuth2Server.failure(client);
      assertEquals(Reason.NOT_STORED, e.reason());
      assertEquals(Delivery.NOT_SENT, e.delivery());
      assertTrue(
          e.getMessage().contains(failing.make().getClass().getName()),
          () -> "name the type: " + e.getMessage());
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      assertFalse(trace.toString().contains("Qx"), trace.toString());
      log(client);
    }
    assertEquals(1, oauth.forms.size(), "offer the same token again");
  }

  private CloseClient client(RefreshTokenStore store) {
    return oauth.server.builder().credentials(credentials(store)).build();
  }

  private Credentials credentials(RefreshTokenStore store) {
    return oauth.session(store).runBy(command -> executor.execute(command), nanos::get).build();
  }

  private void pass(long seconds) {
    nanos.addAndGet(seconds * SECOND);
  }

  private static void log(CloseClient client) {
    assertNotNull(client.calls().log(StubServer.call()));
  }
}
