package io.github.closecalls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.closecalls.model.CreateCallActivity;
import io.github.closecalls.testing.FakeClose;
import io.github.closecalls.testing.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What the fake that is published says to a client besides its replies is understood. */
class FakeCloseWithClientTest {
  private static final CreateCallActivity CALL = StubServer.call();

  @AutoClose private final FakeClose fake = FakeClose.start();

  @Test
  void aSessionRenewsItsTokensEachOfWhichWorksOnce() {
    List<String> stored = new ArrayList<>();
    Credentials session =
        Credentials.oauth2()
            .clientId("oa2client_1")
            .clientSecret(OAuth2Server.SECRET)
            .refreshToken("Qx-refresh-1")
            .refreshTokenStore(stored::add)
            .tokenUrl(fake.tokenUrl())
            .build();
    fake.accepts("no other").replies(Reply.logged(), Reply.unauthorized());
    try (CloseClient client = client(session)) {
      client.calls().log(CALL);
      client.calls().log(CALL);
    }
    assertEquals(List.of("fake-refresh-token-1", "fake-refresh-token-2"), stored);
    assertEquals(List.of(CALL, CALL), fake.logged());
  }

  @Test
  void theRateLimitIsRead() {
    fake.admits(2, Duration.ofHours(1));
    try (CloseClient client = client(Credentials.apiKey(StubServer.KEY))) {
      RateLimit limit = client.calls().logWithResponse(CALL).rateLimit().orElseThrow();
      assertEquals(OptionalLong.of(2), limit.limit());
      assertEquals(OptionalLong.of(1), limit.remaining());
    }
  }

  @Test
  void aCallThatTheRateLimitRefusesIsLoggedLater() {
    fake.admits(1, Duration.ofMillis(50));
    try (CloseClient client = client(Credentials.apiKey(StubServer.KEY))) {
      for (int i = 0; i < 3; i++) {
        client.calls().log(CALL);
      }
    }
    assertEquals(List.of(CALL, CALL, CALL), fake.logged());
  }

  private CloseClient client(Credentials credentials) {
    return CloseClient.builder().baseUrl(fake.url()).credentials(credentials).build();
  }
}
