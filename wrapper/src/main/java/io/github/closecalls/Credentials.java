package io.github.closecalls;

import java.net.URI;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates calls at Close.
 *
 * <p>The secret is sent only to the scheme, host and port of the base URL. It cannot be read back,
 * and never appears in {@code toString()} or an exception. Safe to share between threads and
 * clients. Source: the security schemes of the contract.
 *
 * @see <a
 *     href="https://github.com/close-calls/close-calls-java/blob/main/TROUBLESHOOTING.md#credentialsexception">Troubleshooting:
 *     CredentialsException</a>
 * @see <a
 *     href="https://github.com/close-calls/close-calls-java/blob/main/TROUBLESHOOTING.md#unauthorizedexception">Troubleshooting:
 *     UnauthorizedException</a>
 */
public final class Credentials {
  private final String kind;
  private final Redactor redactor;
  private final SecretSource source;

  private Credentials(String kind, Redactor redactor, SecretSource source) {
    this.kind = kind;
    this.redactor = redactor;
    this.source = source;
  }

  /**
   * Returns the credential for an API key of Close.
   *
   * <p>It is sent as the user name of HTTP Basic, with an empty password (RFC 7617).
   *
   * @param key printable ASCII without spaces, colons or quotes around it
   * @return the credential
   * @throws IllegalArgumentException if the key is anything else; the message does not contain it
   * @throws NullPointerException if the key is null
   */
  public static Credentials apiKey(String key) {
    return fixed("API key", Secret.of(Secret.Scheme.BASIC, key));
  }

  /**
   * Returns the credential for API keys that change.
   *
   * @param key supplies the key to use, as {@link #apiKey(String)} takes it. It is called before
   *     each attempt and again after each pause, on the thread of the attempt and by many threads
   *     at once, so it should answer from memory; once the deadline has passed, that thread is
   *     interrupted. If it throws or returns anything else, the call fails with a {@link
   *     CredentialsException} that names the type of what it threw, never its text; a {@link
   *     VirtualMachineError} is passed on as long as nothing was sent
   * @return the credential
   */
  public static Credentials apiKey(Supplier<String> key) {
    return supplied("supplied API key", Secret.Scheme.BASIC, key);
  }

  /**
   * Returns the credential for an OAuth 2 access token.
   *
   * <p>It is sent as a bearer token (RFC 6750) and not renewed. Close's access tokens are valid for
   * an hour; {@link #oauth2()} renews them.
   *
   * @param token printable ASCII without spaces or quotes around it
   * @return the credential
   * @throws IllegalArgumentException if the token is anything else; the message does not contain it
   * @throws NullPointerException if the token is null
   */
  public static Credentials bearer(String token) {
    return fixed("bearer token", Secret.of(Secret.Scheme.BEARER, token));
  }

  /**
   * Returns the credential for access tokens that something else renews.
   *
   * <p>If Close answers with 401 and the supplier then returns another token, the call is sent
   * again once, with that token.
   *
   * @param token supplies the token to use, as {@link #bearer(String)} takes it. It is called, and
   *     fails, as the supplier of {@link #apiKey(Supplier)} does
   * @return the credential
   */
  public static Credentials bearer(Supplier<String> token) {
    return supplied("supplied bearer token", Secret.Scheme.BEARER, token);
  }

  /**
   * Returns a builder of the credential for an OAuth 2 session, which renews its access token.
   *
   * <p>The token is renewed one minute before it expires, while calls go on with the old one, and
   * when Close answers with 401, while the next call waits. If the token address is down, a token
   * that is still valid is used until it expires. However many threads need a new token, one
   * request is made. Create one credential per session and share it, since each of Close's refresh
   * tokens can be used only once. A renewal that has begun is finished, even if the calls that wait
   * for it end.
   *
   * @return a new builder
   */
  public static OAuth2Builder oauth2() {
    SupportedOkHttp.check();
    return new OAuth2Builder();
  }

  private static Credentials fixed(String kind, Secret secret) {
    SupportedOkHttp.check(); // Credentials are often made before the client.
    Redactor redactor = new Redactor();
    redactor.add(secret);
    return new Credentials(kind, redactor, new Fixed(secret));
  }

  private static Credentials supplied(
      String kind, Secret.Scheme scheme, Supplier<String> supplier) {
    Objects.requireNonNull(supplier, "supplier");
    Redactor redactor = new Redactor();
    return new Credentials(kind, redactor, new Supplied(scheme, supplier, redactor));
  }

  /** Returns the secret for the next attempt. */
  Secret secret(Patience patience, Sender sender)
      throws CallStoppedException, NoCredentialException {
    return source.secret(patience, sender);
  }

  /** Records that Close answered a secret with 401. */
  void reject(Secret secret) {
    source.reject(secret);
  }

  /** Returns the same credential, which also removes other secrets from texts. */
  Credentials hiding(String... others) {
    return others.length == 0 ? this : new Credentials(kind, redactor.with(others), source);
  }

  /** Returns a text of the server without the secrets, in case it sends one back. */
  String redact(String text) {
    return redactor.redact(text);
  }

  /** Returns the text of an error, without the secrets. */
  String describe(Throwable error) {
    return redactor.describe(error);
  }

  /** Returns an error whose texts hold no secret, or null if this one's do. */
  <T extends Throwable> @Nullable T redact(T error) {
    return redactor.redact(error);
  }

  /** Returns the kind of the credential, without the secret. */
  @Override
  public String toString() {
    return "Credentials(" + kind + ", not shown)";
  }

  /** Has one secret. No lambda: the first of a program takes dozens of classes to make. */
  private record Fixed(Secret value) implements SecretSource {
    @Override
    public Secret secret(Patience patience, Sender sender) {
      return value;
    }
  }

  /** Asks each time, and remembers the last answer, since it is most often the same. */
  private static final class Supplied implements SecretSource {
    private final Secret.Scheme scheme;
    private final Supplier<String> supplier;
    private final Redactor redactor;
    private volatile @Nullable Secret last;

    Supplied(Secret.Scheme scheme, Supplier<String> supplier, Redactor redactor) {
      this.scheme = scheme;
      this.supplier = supplier;
      this.redactor = redactor;
    }

    @Override
    public Secret secret(Patience patience, Sender sender)
        throws CallStoppedException, NoCredentialException {
      String plain;
      try {
        plain = patience.ask(supplier);
      } catch (Throwable e) { // Of any type, as other languages throw checked exceptions freely.
        patience.check("while waiting for the credential");
        // Its text can hold anything, a secret as well: its type says enough to find it.
        throw fault(
            "threw " + e.getClass().getName(),
            e instanceof VirtualMachineError error ? error : null);
      }
      Secret known = last;
      if (known != null && known.plain().equals(plain)) {
        return known;
      }
      Secret secret;
      try {
        secret = Secret.of(scheme, plain);
      } catch (IllegalArgumentException | NullPointerException e) {
        throw fault("returned something that cannot be used: " + e.getMessage(), null);
      }
      redactor.add(secret);
      last = secret;
      return secret;
    }

    private static NoCredentialException fault(String what, @Nullable VirtualMachineError error) {
      return new NoCredentialException(
          CredentialsException.Reason.SUPPLIER_FAILED,
          "There was no credential: the supplier given to Credentials " + what + ".",
          null,
          error);
    }
  }

  /**
   * Builds the credential for an OAuth 2 session.
   *
   * <p>For use by one thread at a time. Source: <a
   * href="https://developer.close.com/topics/authentication-oauth2/">developer.close.com</a>.
   */
  public static final class OAuth2Builder {
    private static final URI TOKEN_URL = URI.create("https://api.close.com/oauth2/token/");
    private static final String REMEDY = "Use it exactly as Close shows it.";

    private @Nullable String clientId;
    private @Nullable String clientSecret;
    private @Nullable String refreshToken;
    private @Nullable Secret accessToken;
    private @Nullable RefreshTokenStore store;
    private HttpUrl tokenUrl = BaseUrl.exactly(TOKEN_URL, "tokenUrl");
    private @Nullable OkHttpClient httpClient;
    private Executor executor = OAuth2Session.IN_THREAD;
    private LongSupplier nanoTime = System::nanoTime;
    private boolean plainHttp;

    private OAuth2Builder() {}

    /**
     * Sets the id of your application (required).
     *
     * @param clientId printable ASCII without spaces or quotes around it
     * @return this builder
     * @throws IllegalArgumentException if it is anything else
     */
    public OAuth2Builder clientId(String clientId) {
      Secret.check(clientId, "The client id", REMEDY);
      this.clientId = clientId;
      return this;
    }

    /**
     * Sets the secret of your application (required).
     *
     * @param clientSecret printable ASCII without spaces or quotes around it
     * @return this builder
     * @throws IllegalArgumentException if it is anything else; the message does not contain it
     */
    public OAuth2Builder clientSecret(String clientSecret) {
      Secret.check(clientSecret, "The client secret", REMEDY);
      this.clientSecret = clientSecret;
      return this;
    }

    /**
     * Sets the refresh token of the session, the last one that the store was given (required).
     *
     * @param refreshToken printable ASCII without spaces or quotes around it
     * @return this builder
     * @throws IllegalArgumentException if it is anything else; the message does not contain it
     */
    public OAuth2Builder refreshToken(String refreshToken) {
      Secret.check(refreshToken, "The refresh token", REMEDY);
      this.refreshToken = refreshToken;
      return this;
    }

    /**
     * Sets an access token to begin with, which is used until Close answers it with 401, since its
     * expiry is not known. Without one, the first call requests one.
     *
     * @param accessToken printable ASCII without spaces or quotes around it
     * @return this builder
     * @throws IllegalArgumentException if it is anything else; the message does not contain it
     */
    public OAuth2Builder accessToken(String accessToken) {
      Secret.check(accessToken, "The access token", REMEDY);
      this.accessToken = Secret.of(Secret.Scheme.BEARER, accessToken);
      return this;
    }

    /**
     * Sets the store of the next refresh tokens (required, since without them the session is lost).
     *
     * @param store called before a new token is used; if it throws, no call is sent until it
     *     accepts the token
     * @return this builder
     */
    public OAuth2Builder refreshTokenStore(RefreshTokenStore store) {
      this.store = Objects.requireNonNull(store, "store");
      return this;
    }

    /**
     * Sets the token URL, {@code https://api.close.com/oauth2/token/} by default.
     *
     * @param tokenUrl an absolute https URL without user-info, query and fragment; http is for the
     *     hosts localhost, 127.0.0.0/8 and ::1 only
     * @return this builder
     * @throws IllegalArgumentException if the URL is anything else
     */
    public OAuth2Builder tokenUrl(URI tokenUrl) {
      this.tokenUrl = BaseUrl.exactly(Objects.requireNonNull(tokenUrl, "tokenUrl"), "tokenUrl");
      this.plainHttp = false;
      return this;
    }

    /**
     * Sets a token URL that may be plain http on any host, for a mock in a test network such as
     * {@code http://prism:4010/oauth2/token/}.
     *
     * <p><b>Over plain http, anyone on the network can read the secret of your application and the
     * tokens of the session, and act as your user.</b> If the {@code OkHttpClient} has a proxy, it
     * is used as well. Never use real secrets with it.
     *
     * @param tokenUrl an absolute URL, https or http, without user-info, query and fragment
     * @return this builder
     * @throws IllegalArgumentException if the URL is anything else
     */
    public OAuth2Builder insecureTokenUrl(URI tokenUrl) {
      this.tokenUrl =
          BaseUrl.insecurely(
              Objects.requireNonNull(tokenUrl, "insecureTokenUrl"), "insecureTokenUrl");
      this.plainHttp = true;
      return this;
    }

    /**
     * Sets the OkHttpClient that renews tokens, instead of the one that sends the calls.
     *
     * <p>By default the proxy, the TLS settings, the DNS and the time-outs of the client that sends
     * the calls are used, but none of its interceptors and listeners. Those of a client given here
     * are used, and see the client secret and the tokens. Whatever they do, a request is written
     * once, to the scheme, host and port of the token URL; an answer that they make up does not
     * count. In both cases a request ends after 30 seconds, follows no redirect and has its own
     * connection.
     *
     * @param httpClient a client of OkHttp 4.12 or 5, which is never closed
     * @return this builder
     */
    public OAuth2Builder httpClient(OkHttpClient httpClient) {
      this.httpClient = Objects.requireNonNull(httpClient, "httpClient");
      return this;
    }

    /** Sets the executor and the clock of renewals. */
    OAuth2Builder runBy(Executor executor, LongSupplier nanoTime) {
      this.executor = executor;
      this.nanoTime = nanoTime;
      return this;
    }

    /**
     * Returns a credential with these settings.
     *
     * @return a new session, to be shared by all clients that use its tokens
     * @throws IllegalStateException if one of the required settings is missing
     */
    public Credentials build() {
      if (clientId == null || clientSecret == null || refreshToken == null || store == null) {
        throw new IllegalStateException(
            "An OAuth 2 session needs clientId, clientSecret, refreshToken and refreshTokenStore.");
      }
      Redactor redactor = new Redactor(clientSecret);
      OAuth2Session session =
          new OAuth2Session(
              new TokenEndpoint(tokenUrl, plainHttp, clientId, clientSecret, httpClient),
              refreshToken,
              accessToken,
              store,
              redactor,
              executor,
              nanoTime);
      return new Credentials("OAuth 2 session", redactor, session);
    }
  }
}
