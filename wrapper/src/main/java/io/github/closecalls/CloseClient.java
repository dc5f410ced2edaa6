package io.github.closecalls;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalDouble;
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
 * and then 30 seconds for each part of the answer, all within the deadline. It never follows a
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
  private static final Duration IO_TIMEOUT = Duration.ofSeconds(30);

  private static final double MOST_PER_SECOND = 1_000_000;

  private final HttpUrl baseUrl;
  private final Transport transport;
  private final Calls calls;

  private final AsyncExecutor async;

  private CloseClient(Builder builder, Credentials credentials) {
    this.baseUrl = builder.baseUrl;
    OkHttpClient given = builder.httpClient;
    this.transport =
        new Transport(
            baseUrl,
            credentials,
            new Transport.Settings(
                new Sender(
                    given == null ? httpClient(builder.maxConcurrency) : given, builder.userAgent),
                given == null,
                builder.plainHttp,
                builder.maxConcurrency,
                builder.deadline,
                builder.retryPolicy,
                builder.pacing,
                builder.logBodies));
    this.async = new AsyncExecutor(builder.maxConcurrency);
    this.calls = new Calls(transport, async);
  }

  private static OkHttpClient httpClient(int maxConcurrency) {
    return new OkHttpClient.Builder()
        .connectionPool(
            new ConnectionPool(
                maxConcurrency, Transport.KEEP_ALIVE.toNanos(), TimeUnit.NANOSECONDS))
        .connectTimeout(CONNECT_TIMEOUT)
        .readTimeout(IO_TIMEOUT)
        .writeTimeout(IO_TIMEOUT)
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
    private OptionalDouble pacing = OptionalDouble.empty();
    private boolean logBodies;
    private UserAgent userAgent = UserAgent.OF_LIBRARY;

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
     * <p>Its proxy, TLS settings, interceptors, connection pool, event listener and time-outs are
     * used, except that of writing, which the deadline stands in for; and it is never closed. If an
     * HTTP/2 connection stays silent until a call times out, the calls after it use connections of
     * their own. What would send a call twice or lose it is switched off for this library's
     * requests: redirects, the authenticator, and repeating a request on another connection.
     *
     * <p>Its interceptors, network interceptors and proxy authenticator do not find the credential
     * in a request, nor in an answer with its requests. Its event listener does, in {@code
     * requestHeadersEnd}, as do its socket factory and its TLS, which all bytes pass through: give
     * it none that you would not give the credential. The requests that renew the tokens of an
     * OAuth 2 session are not shown to its interceptors and listener, see {@link
     * Credentials.OAuth2Builder#httpClient}.
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
     * <p>The library starts so many threads for calls at most, and one more for what is chained to
     * their futures.
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
     * Sets whether calls are held back so that few are refused with 429, false by default.
     *
     * <p>That is what an import wants. As far as the answers say how many requests remain and when
     * there are more, the calls are spread over that time, a minute at most, so that these are used
     * up and no more; a call that is short of time is not made to wait for that. As far as they do
     * not, which is so with the answers last seen of Close, <b>nothing is held back until a call is
     * refused</b>; from then on the client finds out by itself how much it can send, and is refused
     * now and then to learn whether it is more. {@link #pacing(double)} spares it that.
     *
     * <p>All calls of the client are sent in their order. Refusals do not count as attempts of the
     * {@link RetryPolicy}, unless that allows one attempt only: a refused call is sent again,
     * before those that wait, as long as its deadline allows. A call that cannot be sent before its
     * deadline fails as {@link Delivery#NOT_SENT}, as soon as that is known: at once if nothing can
     * be sent for longer than it has time, at its deadline if too many others are before it. The
     * limit counts for the organization too, so that other programs can use up what an answer said
     * remains. Costs no thread, and no memory but that of the calls that wait.
     *
     * @param pacing whether to hold calls back
     * @return this builder
     */
    public Builder pacing(boolean pacing) {
      this.pacing = pacing ? OptionalDouble.of(Pace.UNLIMITED) : OptionalDouble.empty();
      return this;
    }

    /**
     * Sets how many requests are sent per second at most, and holds calls back as {@link
     * #pacing(boolean)} does besides.
     *
     * <p>For a limit that is known, while Close does not say it in its answers. Requests that are
     * sent again count as well. They are spread evenly: at most as many begin at once as are due
     * within a fiftieth of a second. If answers say that fewer are allowed, or are refusals, it is
     * fewer. The last call of {@code pacing} counts.
     *
     * @param perSecond more than zero, at most a million; 0.5 is one request every two seconds
     * @return this builder
     * @throws IllegalArgumentException if it is anything else
     */
    public Builder pacing(double perSecond) {
      if (!(perSecond > 0 && perSecond <= MOST_PER_SECOND)) {
        throw new IllegalArgumentException(
            "pacing must be more than 0 and at most 1000000 requests per second, but is "
                + perSecond);
      }
      this.pacing = OptionalDouble.of(perSecond);
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
     * Sets the application that the header {@code User-Agent} names before this library; none by
     * default.
     *
     * <p>By itself the header is as in {@code close-calls/1.0.0 (java/17)}. With {@code
     * my-import/2.1} it is {@code my-import/2.1 close-calls/1.0.0 (java/17)}: the most significant
     * product comes first, and that is the application. It is sent with the requests that renew the
     * tokens of an OAuth 2 session too. Where an interceptor or {@link CallOptions} sets the
     * header, that counts, and all of this does not. Source: <a
     * href="https://www.rfc-editor.org/rfc/rfc9110#section-10.1.5">RFC 9110, section 10.1.5</a>.
     *
     * @param application a product, such as {@code my-import/2.1} or {@code my-import}; then more
     *     of them, or comments such as {@code (ops@example.com)}, which have no comments within
     *     them, with one blank before each. Visible ASCII, at most 256 characters, and nothing
     *     secret
     * @return this builder
     * @throws IllegalArgumentException if it is anything else; the message does not contain it
     */
    public Builder userAgent(String application) {
      this.userAgent = UserAgent.of(Objects.requireNonNull(application, "userAgent"));
      return this;
    }

    /**
     * Returns a client with these settings.
     *
     * @return a new client, to be closed by the caller
     * @throws IllegalStateException if there are no credentials, or {@code userAgent} holds them
     */
    public CloseClient build() {
      if (credentials == null) {
        throw new IllegalStateException(
            "credentials are missing: set them with credentials(Credentials.apiKey(...)) or"
                + " credentials(Credentials.bearer(...))");
      }
      String name = userAgent.toString();
      if (!credentials.redact(name).equals(name)) {
        throw new IllegalStateException(
            "userAgent holds the credential, and servers log that header. Give only the name and"
                + " the version of the application.");
      }
      return new CloseClient(this, credentials);
    }
  }
}
