package io.github.closecalls;

import io.github.closecalls.CredentialsException.Reason;
import io.github.closecalls.json.JsonValues;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds the tokens of an OAuth 2 session, and renews them.
 *
 * <p>A renewal runs on a thread of its own: a refresh token can be used once, so no deadline and no
 * interrupt of a call may cut off the answer that brings the next one. Calls go on with the present
 * token as long as it is valid; all that have none wait for the one renewal, each until its own
 * deadline. Safe to share between threads.
 */
final class OAuth2Session implements SecretSource {
  /** Runs a renewal on a thread of its own, which does not keep the JVM from ending. */
  static final Executor IN_THREAD =
      renewal -> {
        Thread thread = new Thread(renewal, "close-calls-oauth2");
        thread.setDaemon(true);
        thread.start();
      };

  /** When a token is renewed, before it expires. */
  private static final long AHEAD = TimeUnit.MINUTES.toNanos(1);

  /** When a token is not used any more, so that it does not expire on its way. */
  private static final long MARGIN = TimeUnit.SECONDS.toNanos(10);

  /** How long a token address that failed is left alone by those who have a valid token. */
  private static final long SHORTEST_REST = TimeUnit.SECONDS.toNanos(5);

  private static final long MAX_SECONDS = TimeUnit.DAYS.toSeconds(365);

  private static final String MAY_BE_USED_UP =
      " The refresh token may be used up, as it was sent and no usable answer came: the next renewal"
          + " tries it all the same, and if it is refused then, the session has ended.";

  /**
   * What a renewal brought.
   *
   * @param refresh the only refresh token that can be used from now on
   * @param token null if there was none that can be used
   */
  private record Renewed(String refresh, @Nullable Token token) {
    @Override
    public String toString() {
      return "Renewed(not shown)";
    }
  }

  /**
   * An access token.
   *
   * @param life how many nanoseconds it is valid, or -1 if that is not known
   * @param since from when on, at the earliest
   */
  private record Token(Secret access, long life, long since) {
    /** Whether calls can be sent; one whose end is not known is used until it is rejected. */
    boolean isValid(long now) {
      return life < 0 || now - since < life - Math.min(MARGIN, life / 4);
    }

    boolean isEnding(long now) {
      return life >= 0 && now - since >= Math.max(life - AHEAD, life / 2);
    }

    @Override
    public String toString() {
      return "Token(not shown)";
    }
  }

  private final TokenEndpoint endpoint;
  private final RefreshTokenStore store;
  private final Redactor redactor;
  private final Executor executor;
  private final LongSupplier nanoTime;

  /** Made while there is memory. */
  private final NoCredentialException unexplained;

  /** What calls are sent with; null before the first renewal, and once it was rejected. */
  private @Nullable Token token;

  /** What the store has, or had at the start: the only refresh token that may be used. */
  private String refreshToken;

  /** What the store has not accepted yet. */
  private @Nullable Renewed unstored;

  /** Whether the refresh token was sent, and what became of it is not known. */
  private boolean mayBeUsedUp;

  /** Why the last renewal failed; null if it did not. */
  private @Nullable NoCredentialException failure;

  /** How long the token address is left alone after the last failure, and until when. */
  private long rest;

  private long restsUntil;

  /** The renewal under way. */
  private @Nullable CompletableFuture<Secret> renewal;

  OAuth2Session(
      TokenEndpoint endpoint,
      String refreshToken,
      @Nullable Secret accessToken,
      RefreshTokenStore store,
      Redactor redactor,
      Executor executor,
      LongSupplier nanoTime) {
    this.endpoint = endpoint;
    this.refreshToken = refreshToken;
    this.store = store;
    this.redactor = redactor;
    this.executor = executor;
    this.nanoTime = nanoTime;
    this.unexplained =
        new NoCredentialException(
            Reason.NOT_RENEWED,
            "The access token could not be renewed, for want of memory. Give the JVM more of it.",
            null);
    redactor.add(refreshToken);
    if (accessToken != null) {
      redactor.add(accessToken);
      this.token = new Token(accessToken, -1, nanoTime.getAsLong());
    }
  }

  @Override
  public Secret secret(Patience patience, Sender sender)
      throws CallStoppedException, NoCredentialException {
    CompletableFuture<Secret> awaited;
    synchronized (this) {
      long now = nanoTime.getAsLong();
      if (token != null && token.isValid(now) && !failedWith(Reason.NOT_STORED)) {
        Secret present = token.access;
        if (renewal == null && token.isEnding(now) && mayBeTried(now)) {
          CompletableFuture<Secret> unused = begin(sender);
        }
        return present;
      }
      if (failure != null && failure.reason == Reason.SESSION_ENDED) {
        throw failure;
      }
      awaited = renewal == null ? begin(sender) : renewal;
    }
    patience.await(awaited, "while the access token was being renewed");
    try {
      return awaited.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof NoCredentialException fault) {
        throw fault;
      }
      throw e;
    }
  }

  /** Takes note that a token is not valid any more, unless it is one that was renewed meanwhile. */
  @Override
  public synchronized void reject(Secret secret) {
    if (token != null && token.access == secret) {
      token = null;
    }
  }

  private boolean failedWith(Reason reason) {
    return failure != null && failure.reason == reason;
  }

  /** Whether those who can do without may try to renew. */
  private boolean mayBeTried(long now) {
    return failure == null || (!failedWith(Reason.SESSION_ENDED) && now - restsUntil >= 0);
  }

  private CompletableFuture<Secret> begin(Sender sender) {
    CompletableFuture<Secret> begun = new CompletableFuture<>();
    renewal = begun;
    try {
      executor.execute(() -> run(begun, sender));
    } catch (Throwable e) { // No thread can be had.
      end(begun, null, notRenewed("was not asked, since no thread could be started", e));
    }
    return begun;
  }

  /** Ends the renewal in any case, as all calls wait for it. */
  private void run(CompletableFuture<Secret> begun, Sender sender) {
    Secret renewed = null;
    NoCredentialException fault = unexplained;
    try {
      renewed = renew(sender);
    } catch (NoCredentialException e) {
      fault = e;
    } catch (Throwable e) { // Of any type, since code of the user can run.
      fault = notRenewed("could not be asked, or its answer not be read", e);
    } finally {
      end(begun, renewed, fault);
    }
  }

  private void end(
      CompletableFuture<Secret> begun, @Nullable Secret renewed, NoCredentialException fault) {
    synchronized (this) {
      renewal = null;
      if (renewed != null) {
        failure = null;
        rest = 0;
      } else {
        failure = fault;
        rest = rest == 0 ? SHORTEST_REST : Math.min(2 * rest, AHEAD);
        restsUntil = nanoTime.getAsLong() + rest;
      }
    }
    if (renewed != null) {
      begun.complete(renewed);
    } else {
      begun.completeExceptionally(fault);
    }
  }

  private Secret renew(Sender sender) throws NoCredentialException {
    Renewed kept;
    synchronized (this) {
      kept = unstored;
    }
    Renewed next = kept == null ? request(sender) : kept;
    if (!next.refresh.equals(refreshToken)) {
      synchronized (this) {
        unstored = next; // Before the store is asked, whatever it does.
      }
      store(next.refresh);
    }
    Token renewed = next.token;
    synchronized (this) {
      unstored = null;
      refreshToken = next.refresh;
      mayBeUsedUp = false;
      token = renewed == null ? token : renewed;
    }
    if (kept != null && (renewed == null || !renewed.isValid(nanoTime.getAsLong()))) {
      return renew(sender); // It expired while the store did not accept what came with it.
    }
    if (renewed == null) {
      throw notRenewed("answered with a new refresh token only, which the store has now", null);
    }
    return renewed.access;
  }

  private void store(String refresh) throws NoCredentialException {
    try {
      store.store(refresh);
    } catch (Throwable e) { // Of any type, as other languages throw checked exceptions freely.
      // Its text can hold the token: its type says enough to find it.
      throw new NoCredentialException(
          Reason.NOT_STORED,
          "The store did not accept the new refresh token (it threw "
              + e.getClass().getName()
              + "). It is offered to the store again with the next call; until the store accepts"
              + " it, it is in this process only.",
          null);
    }
  }

  private Renewed request(Sender sender) throws NoCredentialException {
    TokenRequest request = endpoint.request(refreshToken, sender);
    long since = nanoTime.getAsLong();
    Answer answer;
    try {
      answer = request.send();
    } catch (Throwable e) { // Of any type, as it can come from an interceptor.
      mayBeUsedUp |= request.wasSent();
      throw notRenewed(request.wasSent() ? "did not answer" : "could not be reached", e);
    }
    boolean mayHaveBeenUsedUp = mayBeUsedUp;
    mayBeUsedUp = true; // Until what follows it has been stored.
    Map<?, ?> body = object(answer);
    if (!answer.isSuccess()) {
      mayBeUsedUp = mayHaveBeenUsedUp || Status.of(answer.status()).delivery() == Delivery.UNKNOWN;
      throw refusal(answer.status(), body.get("error"));
    }
    try {
      String refresh =
          body.get("refresh_token") == null ? refreshToken : text(body, "refresh_token");
      Secret.check(refresh, "The refresh token", "");
      redactor.add(refresh);
      Token renewed = token(body, since);
      if (renewed != null || !refresh.equals(refreshToken)) {
        return new Renewed(refresh, renewed);
      }
    } catch (IllegalArgumentException e) {
      // Reported as one that is missing.
    }
    throw notRenewed(
        "answered with status " + answer.status() + " and without a usable token",
        answer.failure());
  }

  private @Nullable Token token(Map<?, ?> body, long since) {
    Secret access;
    try {
      access = Secret.of(Secret.Scheme.BEARER, text(body, "access_token"));
    } catch (IllegalArgumentException e) {
      return null;
    }
    redactor.add(access);
    return new Token(access, life(body.get("expires_in")), since);
  }

  /** Shows of the answer what OAuth 2 defines (RFC 6749, 5.2), nothing that can be a token. */
  private NoCredentialException refusal(int status, @Nullable Object error) {
    String code = error instanceof String text && text.matches("[a-z_]{1,40}") ? text : null;
    String answered =
        "answered with status " + status + (code == null ? "" : " (" + redactor.redact(code) + ")");
    if (!"invalid_grant".equals(code)) {
      return notRenewed(answered, null);
    }
    return new NoCredentialException(
        Reason.SESSION_ENDED,
        "The refresh token is not valid any more: "
            + endpoint
            + " "
            + answered
            + (mayBeUsedUp ? ", after a request that it may have used up without an answer" : "")
            + ". Send the user through Close's OAuth again, and make credentials with the new"
            + " refresh token.",
        null);
  }

  private NoCredentialException notRenewed(String what, @Nullable Throwable cause) {
    StringBuilder text = new StringBuilder("The access token could not be renewed: ");
    text.append(endpoint).append(' ').append(what);
    if (cause instanceof TokenRequest.Refused) {
      text.append(" (").append(cause.getMessage()).append(')');
    } else if (cause != null) {
      text.append(" (").append(cause.getClass().getName()).append(')');
    }
    text.append('.').append(mayBeUsedUp ? MAY_BE_USED_UP : "");
    return new NoCredentialException(
        Reason.NOT_RENEWED, text.toString(), cause == null ? null : redactor.redact(cause));
  }

  private static Map<?, ?> object(Answer answer) {
    try {
      return JsonValues.ADAPTER.fromJson(answer.text()) instanceof Map<?, ?> object
          ? object
          : Map.of();
    } catch (IOException | RuntimeException e) {
      return Map.of();
    }
  }

  private static String text(Map<?, ?> body, String name) {
    return body.get(name) instanceof String text ? text : "";
  }

  /** Returns -1 for what cannot be a life: at worst a call finds out with a 401. */
  private static long life(@Nullable Object expiresIn) {
    double seconds;
    try {
      seconds = Double.parseDouble(String.valueOf(expiresIn)); // 3600.0 is a number too.
    } catch (NumberFormatException e) {
      seconds = 0;
    }
    return seconds >= 1 ? TimeUnit.SECONDS.toNanos(Math.min((long) seconds, MAX_SECONDS)) : -1;
  }
}
