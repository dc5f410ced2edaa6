package io.github.closecalls.faults;

import io.github.closecalls.Credentials;
import io.github.closecalls.RefreshTokenStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.mockwebserver.Dispatcher;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.RecordedRequest;

/** Renews the tokens of any OAuth 2 session: another access and another refresh token each time. */
final class TokenServer implements AutoCloseable {
  private final MockWebServer server = new MockWebServer();
  private final AtomicInteger renewals = new AtomicInteger();

  TokenServer() throws IOException {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            int number = renewals.incrementAndGet();
            return new MockResponse()
                .setBody(
                    "{\"access_token\": \"Qx-access-"
                        + number
                        + "\", \"refresh_token\": \"Qx-refresh-"
                        + number
                        + "\", \"expires_in\": 3600}");
          }
        });
    server.start(InetAddress.getLoopbackAddress(), 0);
  }

  /** Returns a session that has an access token until a server refuses it. */
  Credentials session(RefreshTokenStore store) {
    return Credentials.oauth2()
        .clientId("client")
        .clientSecret("Qx-client-secret")
        .accessToken("Qx-access-0")
        .refreshToken("Qx-refresh-0")
        .refreshTokenStore(store)
        .tokenUrl(URI.create("http://127.0.0.1:" + server.getPort() + "/oauth2/token/"))
        .build();
  }

  int renewals() {
    return renewals.get();
  }

  @Override
  public void close() throws IOException {
    server.shutdown();
  }
}
