package io.github.closecalls;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * A client of the Close CRM that logs calls made outside of Close.
 *
 * <pre>{@code
 * try (CloseClient close = CloseClient.builder()
 *     .credentials(Credentials.apiKey(System.getenv("CLOSE_API_KEY")))
 *     .build()) {
 *
 *   CallActivity logged = close.calls().log(CreateCallActivity.builder()
 *       .leadId("lead_...")
 *       .phone("+16505551234")
 *       .direction(CreateCallActivityDirection.OUTBOUND)
 *       .duration(153) // seconds
 *       .build());
 * }
 * }</pre>
 *
 * <p>A client keeps connections open between calls: make one, share it between threads, and close
 * it at the end. Unless it is given an {@code OkHttpClient}, it waits 10 seconds for a connection,
 * and then 30 seconds for the next part of the answer, all within the deadline. It never follows a
 * redirect, and sends a call again only if it is certain that Close did not log it, since Close
 * logs a call as often as it arrives. Its threads do not keep the JVM from ending. It writes a line
 * about each attempt to the {@code System.Logger} {@code io.github.closecalls}, at level DEBUG.
 * Safe to share between threads.
 *
 * @see <a
 *     href="https://github.com/close-calls/close-calls-java/blob/main/TROUBLESHOOTING.md">Troubleshooting</a>
 */
public final class CloseClient implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  /** Longer than a connection needs, because Close's answers are known to take their time. */
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(30);

  private static final Duration KEEP_ALIVE = Duration.ofMinutes(5);

  private final HttpUrl baseUrl;
  private final Transport transport;
  private final Calls calls;

  private final AsyncRuns async;

  private CloseClient(Builder builder, Credentials credentials) {
    this.baseUrl = builder.baseUrl;
    OkHttpClient given = builder.httpClient;
    this.transport =
        new Transport(
            baseUrl,
            credentials,
            new Transport.Settings(
                given == null ? httpClient(builder.maxConcurrency) : given,
                given == null,
                builder.plainHttp,
                builder.deadline,
                builder.retryPolicy,
                builder.pacing,
                builder.logBodies));
    this.async = new AsyncRuns(builder.maxConcurrency);
    this.calls = new Calls(transport, async);
  }

  private static OkHttpClient httpClient(int maxConcurrency) {
    return new OkHttpClient.Builder()
        .connectionPool(
            new ConnectionPool(maxConcurrency, KEEP_ALIVE.toNanos(), TimeUnit.NANOSECONDS))
        .connectTimeout(CONNECT_TIMEOUT)
        .readTimeout(READ_TIMEOUT)
        .build();
  }

  /**
   * Returns a builder without credentials.
   *
   * @return a new builder
   * @throws IllegalStateException if there is no OkHttp that the library can use; the message says
   *     which there is, and what to do
   */
  public static Builder builder() {
    SupportedOkHttp.check();
    return new Builder();
  }

  /**
   * Returns what can be done with calls.
   *
   * @return the same object each time
   */
  public Calls calls() {
    return calls;
  }

  /**
   * Ends the calls under way and closes all connections, unless they belong to an {@code
   * OkHttpClient} that was given to the builder.
   *
   * <p>Those, and calls logged afterwards, fail with a {@link TransportException} that says whether
   * they were sent; afterwards that is {@link Delivery#NOT_SENT}. Closing twice does no harm.
   */
  @Override
  public void close() {
    transport.close();
    async.close();
  }

  /** Returns the base URL, and nothing of the credential. */
  @Override
  public String toString() {
    return "CloseClient(" + baseUrl + ")";
  }

  /**
   * Builds a {@link CloseClient}.
   *
   * <p>For use by one thread at a time.
   */
  public static final class Builder {
    private @Nullable Credentials credentials;
    private HttpUrl baseUrl = BaseUrl.of(BaseUrl.DEFAULT);

    private @Nullable OkHttpClient httpClient;
    private Duration deadline = Duration.ofSeconds(60);
    private boolean plainHttp;
    private RetryPolicy retryPolicy = RetryPolicy.standard();
    private int maxConcurrency = 32;
    private boolean pacing;
    private boolean logBodies;

    private Builder() {}

    /**
     * Sets what proves to Close who logs the calls; required.
     *
     * @param credentials an API key, an access token or an OAuth 2 session
     * @return this builder
     */
    public Builder credentials(Credentials credentials) {
      this.credentials = Objects.requireNonNull(credentials, "credentials");
      return this;
    }

    /**
     * Sets the address that the paths of the contract are appended to, {@code
     * https://api.close.com/api/v1/} by default.
     *
     * @param baseUrl an absolute https URL without user-info, query and fragment; http is for the
     *     hosts localhost, 127.0.0.0/8 and ::1 only. A slash is added at the end if there is none
     * @return this builder
     * @throws IllegalArgumentException if the URL is anything else
     */
    public Builder baseUrl(URI baseUrl) {
      this.baseUrl = BaseUrl.of(Objects.requireNonNull(baseUrl, "baseUrl"));
      this.plainHttp = false;
      return this;
    }

    /**
     * Sets the address that the paths of the contract are appended to, which may be plain http
     * wherever it is, for a mock in a test network such as {@code http://prism:4010}.
     *
     * <p><b>Over plain http, whoever is on the way can read and change all that is sent: the
     * credential, with which all data of the organization can be read and deleted, and the calls
     * with their phone numbers and notes.</b> A proxy is used for it as well, if the {@code
     * OkHttpClient} has one. Give it no credential that Close knows.
     *
     * @param baseUrl an absolute URL, https or http, without user-info, query and fragment. A slash
     *     is added at the end if there is none
     * @return this builder
     * @throws IllegalArgumentException if the URL is anything else
     */
    public Builder insecureBaseUrl(URI baseUrl) {
      this.baseUrl = BaseUrl.insecure(Objects.requireNonNull(baseUrl, "insecureBaseUrl"));
      this.plainHttp = true;
      return this;
    }

    /**
     * Sets the OkHttpClient to send with, in place of one of the library's own.
     *
     * <p>Its proxy, TLS settings, interceptors, connection pool, time-outs and event listener are
     * used, and it is never closed; writes are limited by the deadline alone. What would send a
     * call twice or lose it is switched off for this library's requests: redirects, the
     * authenticator, and repeating a request on another connection. Its interceptors do not see the
     * credential.
     *
     * @param httpClient a client of OkHttp 4.12 or 5
     * @return this builder
     */
    public Builder httpClient(OkHttpClient httpClient) {
      this.httpClient = Objects.requireNonNull(httpClient, "httpClient");
      return this;
    }

    /**
     * Sets how long a call may take, all attempts and waits included; 60 seconds by default.
     *
     * <p>Only the look-up of a host name can take longer, if the system's resolver does.
     *
     * @param deadline longer than zero, at most a day
     * @return this builder
     * @throws IllegalArgumentException if it is anything else
     */
    public Builder deadline(Duration deadline) {
      this.deadline = CallOptions.checkedDeadline(deadline);
      return this;
    }

    /**
     * Sets how often a call is sent again, {@link RetryPolicy#standard()} by default.
     *
     * @param retryPolicy the policy
     * @return this builder
     */
    public Builder retryPolicy(RetryPolicy retryPolicy) {
      this.retryPolicy = Objects.requireNonNull(retryPolicy, "retryPolicy");
      return this;
    }

    /**
     * Sets how many calls of {@link Calls#logAsync} run at once, 32 by default; one more makes its
     * caller wait.
     *
     * @param maxConcurrency 1 or more
     * @return this builder
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder maxConcurrency(int maxConcurrency) {
      if (maxConcurrency < 1) {
        throw new IllegalArgumentException(
            "maxConcurrency must be 1 or more, but is " + maxConcurrency);
      }
      this.maxConcurrency = maxConcurrency;
      return this;
    }

    /**
     * Sets whether calls are held back while the last answer said that no request remains, false by
     * default.
     *
     * <p>All calls of the client are then sent in their order, at the rate that Close allows and
     * with hardly any 429, which is what an import wants. A call that could not be sent before its
     * deadline fails at once, as {@link Delivery#NOT_SENT}.
     *
     * @param pacing whether to hold calls back
     * @return this builder
     */
    public Builder pacing(boolean pacing) {
      this.pacing = pacing;
      return this;
    }

    /**
     * Sets whether the bodies of requests and answers are logged too, false by default.
     *
     * <p>They hold personal data: phone numbers and notes. The credential is removed from them.
     *
     * @param logBodies whether to log them
     * @return this builder
     */
    public Builder logBodies(boolean logBodies) {
      this.logBodies = logBodies;
      return this;
    }

    /**
     * Returns a client with these settings.
     *
     * @return a new client, to be closed by the caller
     * @throws IllegalStateException if there are no credentials
     */
    public CloseClient build() {
      if (credentials == null) {
        throw new IllegalStateException(
            "credentials are missing: set them with credentials(Credentials.apiKey(...)) or"
                + " credentials(Credentials.bearer(...))");
      }
      return new CloseClient(this, credentials);
    }
  }
}
