package io.github.closecalls;

import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.EventListener;
import okhttp3.FormBody;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Where an OAuth 2 session gets its tokens, and as which application.
 *
 * <p>Immutable, and safe to share between threads.
 */
final class TokenEndpoint {
  private final HttpUrl url;
  private final boolean plainHttp;
  private final String clientId;
  private final String clientSecret;
  private final @Nullable OkHttpClient own;

  /**
   * Knows where to ask.
   *
   * @param plainHttp whether it may be asked without TLS, wherever it is
   * @param own what to ask with; null for what calls are sent with, but unseen by its interceptors
   */
  TokenEndpoint(
      HttpUrl url,
      boolean plainHttp,
      String clientId,
      String clientSecret,
      @Nullable OkHttpClient own) {
    this.url = url;
    this.plainHttp = plainHttp;
    this.clientId = clientId;
    this.clientSecret = clientSecret;
    this.own = own;
  }

  /**
   * Returns a request for the tokens that follow.
   *
   * @param sender what calls are sent with
   */
  TokenRequest request(String refreshToken, Sender sender) {
    FormBody form =
        new FormBody.Builder()
            .add("grant_type", "refresh_token")
            .add("client_id", clientId)
            .add("client_secret", clientSecret)
            .add("refresh_token", refreshToken)
            .build();
    return new TokenRequest(url, plainHttp, form, client(sender));
  }

  /**
   * Returns what to ask with: it keeps no connection, since the next request comes an hour later,
   * when the server has closed it, and a refresh token would be lost on it.
   */
  private OkHttpClient.Builder client(Sender sender) {
    OkHttpClient.Builder client =
        SafeOkHttp.client(own == null ? sender.client() : own)
            .connectionPool(new ConnectionPool(0, 1, TimeUnit.NANOSECONDS));
    if (own == null) {
      client.interceptors().clear();
      client.networkInterceptors().clear();
      client.eventListener(EventListener.NONE);
    }
    return client.addInterceptor(sender.userAgent());
  }

  /** Returns the URL, and nothing of the secret. */
  @Override
  public String toString() {
    return url.toString();
  }
}
