package io.github.closecalls;

import com.squareup.moshi.JsonAdapter;
import io.github.closecalls.CredentialsException.Reason;
import io.github.closecalls.json.JsonAdapters;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import okhttp3.FormBody;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Holds the tokens of an OAuth 2 session, and renews them.
 *
 * <p>A renewal runs on a thread of its own: a refresh token can be used once, so no deadline and no
 * interrupt of a call may cut off the answer that brings the next one. All calls that need it wait
 * for the one renewal, each until its own deadline.
 */
final class OAuth2Session implements Credentials.Source {
  /** So that a token does not expire on its way. */
  private static final long AHEAD = TimeUnit.MINUTES.toNanos(1);

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private static final long MAX_SECONDS = TimeUnit.DAYS.toSeconds(365);

  private record Tokens(Secret access, String refresh, long expiresIn, long receivedAt) {
    /** Whether it is time to renew; a token whose end is not known is used until it is rejected. */
    boolean areEnding() {
      long life = TimeUnit.SECONDS.toNanos(expiresIn);
      return expiresIn >= 0 && System.nanoTime() - receivedAt >= Math.max(life - AHEAD, life / 2);
    }
  }

  private final HttpUrl tokenUrl;

  /** Whether the token address may be reached without TLS, wherever it is. */
  private final boolean plainHttp;

  private final String clientId;
  private final String clientSecret;
  private final RefreshTokenStore store;
  private final Secrets secrets;

  /** What calls are sent with; null before the first renewal. */
  private @Nullable Tokens tokens;

  /** What the store has, or had at the start: the only refresh token that may be used. */
  private String refreshToken;

  /** What Close answered with 401. */
  private @Nullable Secret rejected;

  /** What the store did not accept yet. */
  private @Nullable Tokens unstored;

  /** Why no renewal can succeed any more. */
  private @Nullable CredentialsFault end;

  /** The renewal under way. */
  private @Nullable CompletableFuture<Secret> renewal;

  OAuth2Session(
      HttpUrl tokenUrl,
      boolean plainHttp,
      String clientId,
      String clientSecret,
      String refreshToken,
      @Nullable Secret accessToken,
      RefreshTokenStore store,
      Secrets secrets) {
    this.tokenUrl = tokenUrl;
    this.plainHttp = plainHttp;
    this.clientId = clientId;
    this.clientSecret = clientSecret;
    this.refreshToken = refreshToken;
    this.store = store;
    this.secrets = secrets;
    secrets.add(refreshToken);
    if (accessToken != null) {
      secrets.add(accessToken);
      this.tokens = new Tokens(accessToken, refreshToken, -1, System.nanoTime());
    }
  }

  @Override
  public Secret secret(Patience patience, OkHttpClient user) throws Stopped, CredentialsFault {
    CompletableFuture<Secret> awaited;
    synchronized (this) {
      if (tokens != null && tokens.access != rejected && !tokens.areEnding()) {
        return tokens.access;
      }
      if (end != null) {
        throw end;
      }
      if (renewal == null) {
        CompletableFuture<Secret> begun = new CompletableFuture<>();
        OkHttpClient client = tokenClient(user);
        Thread thread = new Thread(() -> renew(begun, client), "close-calls-oauth2");
        thread.setDaemon(true);
        thread.start();
        renewal = begun; // Only now, so that a thread that cannot start is not waited for.
      }
      awaited = renewal;
    }
    patience.await(awaited, "while the access token was being renewed");
    try {
      return awaited.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof CredentialsFault fault) {
        throw fault;
      }
      throw e;
    }
  }

  @Override
  public synchronized void reject(Secret secret) {
    rejected = secret;
  }

  private OkHttpClient tokenClient(OkHttpClient user) {
    return Transport.safe(user)
        .callTimeout(TIMEOUT)
        .addNetworkInterceptor(
            chain -> {
              if (!plainHttp || !Transport.isSameOrigin(chain.request().url(), tokenUrl)) {
                Transport.checkWire(chain);
              }
              return chain.proceed(chain.request());
            })
        .build();
  }

  private void renew(CompletableFuture<Secret> begun, OkHttpClient client) {
    Secret renewed = null;
    Throwable failure = null;
    try {
      renewed = renew(client);
    } catch (CredentialsFault | RuntimeException | Error e) {
      failure = e;
    }
    synchronized (this) {
      renewal = null;
      if (failure instanceof CredentialsFault fault && fault.reason == Reason.SESSION_ENDED) {
        end = fault;
      }
    }
    if (renewed != null) {
      begun.complete(renewed);
    } else {
      begun.completeExceptionally(
          failure instanceof CredentialsFault
              ? failure
              : notRenewed("failed with " + failure, failure));
    }
  }

  private Secret renew(OkHttpClient client) throws CredentialsFault {
    Tokens next;
    synchronized (this) {
      next = unstored;
    }
    if (next == null) {
      next = request(client);
    }
    if (!next.refresh.equals(refreshToken)) {
      synchronized (this) {
        unstored = next;
      }
      store(next.refresh);
    }
    synchronized (this) {
      unstored = null;
      refreshToken = next.refresh;
      tokens = next;
    }
    return next.access;
  }

  private void store(String token) throws CredentialsFault {
    try {
      store.store(token);
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw new CredentialsFault(
          Reason.NOT_STORED,
          "The access token was renewed, but the store did not accept the new refresh token (it"
              + " threw "
              + e.getClass().getName()
              + "). It is offered to the store again with the next call; until the store accepts"
              + " it, it is in this process only.",
          null);
    }
  }

  private Tokens request(OkHttpClient client) throws CredentialsFault {
    FormBody form =
        new FormBody.Builder()
            .add("grant_type", "refresh_token")
            .add("client_id", clientId)
            .add("client_secret", clientSecret)
            .add("refresh_token", refreshToken)
            .build();
    Request request = new Request.Builder().url(tokenUrl).post(new OneShotBody(form)).build();
    Answer answer;
    try (Response response = client.newCall(request).execute()) {
      answer = Answer.read(response);
    } catch (IOException e) {
      throw notRenewed("could not be reached (" + e.getClass().getName() + ")", e);
    }
    Map<?, ?> body = object(answer);
    if (!answer.isSuccess()) {
      throw refusal(answer.status(), body.get("error"));
    }
    long receivedAt = System.nanoTime();
    try {
      Secret access = Secret.of(Secret.Scheme.BEARER, text(body, "access_token"));
      String refresh =
          body.get("refresh_token") == null ? refreshToken : text(body, "refresh_token");
      Secret.check(refresh, "The refresh token", "");
      secrets.add(access);
      secrets.add(refresh);
      return new Tokens(access, refresh, seconds(body.get("expires_in")), receivedAt);
    } catch (IllegalArgumentException e) {
      throw notRenewed(
          "answered with status " + answer.status() + " and without a usable token", null);
    }
  }

  /** Shows of the answer what OAuth 2 defines (RFC 6749, 5.2), nothing that can be a token. */
  private CredentialsFault refusal(int status, @Nullable Object error) {
    String code = error instanceof String text && text.matches("[a-z_]{1,40}") ? text : null;
    String answered =
        "answered with status " + status + (code == null ? "" : " (" + secrets.redact(code) + ")");
    return "invalid_grant".equals(code)
        ? new CredentialsFault(
            Reason.SESSION_ENDED,
            "The refresh token is not valid any more: "
                + tokenUrl
                + " "
                + answered
                + ". Send the user through Close's OAuth again, and make credentials with the new"
                + " refresh token.",
            null)
        : notRenewed(answered, null);
  }

  private CredentialsFault notRenewed(String what, @Nullable Throwable cause) {
    return new CredentialsFault(
        Reason.NOT_RENEWED,
        "The access token could not be renewed: " + tokenUrl + " " + what + ".",
        cause == null ? null : secrets.redact(cause));
  }

  private static Map<?, ?> object(Answer answer) {
    JsonAdapter<@Nullable Object> any = JsonAdapters.NULLABLE_ANY;
    try {
      return any.fromJson(answer.text()) instanceof Map<?, ?> object ? object : Map.of();
    } catch (IOException | RuntimeException e) {
      return Map.of();
    }
  }

  private static String text(Map<?, ?> body, String name) {
    return body.get(name) instanceof String text ? text : "";
  }

  private static long seconds(@Nullable Object expiresIn) {
    String text = String.valueOf(expiresIn).replaceFirst("\\..*", ""); // 3600.0 is a number too.
    return text.matches("[0-9]{1,9}") ? Math.min(Long.parseLong(text), MAX_SECONDS) : -1;
  }
}
