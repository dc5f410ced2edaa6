package io.github.closecalls;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalDouble;
import okhttp3.Headers;
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
 * it at the end. Unless it is given an {@code OkHttpClient}, it waits up to 10 seconds for a
 * connection, and up to 30 seconds for each part of the answer, always within the deadline. It
 * never follows a redirect, and sends a call again only if it is certain that Close did not log it,
 * since Close adds a call for every request. Its threads do not keep the JVM from ending. It writes
 * a line for each attempt to the {@code System.Logger} {@code io.github.closecalls}, at level
 * DEBUG. Safe to share between threads.
 *
 * @see <a
 *     href="https://github.com/close-calls/close-calls-java/blob/main/TROUBLESHOOTING.md">Troubleshooting</a>
 */
public final class CloseClient implements AutoCloseable {
  private static final double MOST_PER_SECOND = 1_000_000;

  private final HttpUrl baseUrl;
  private final Transport transport;
  private final AsyncExecutor executor;
  private final Calls calls;

  private CloseClient(Builder builder, Credentials credentials) {
    this.baseUrl = builder.baseUrl;
    OkHttpClient given = builder.httpClient;
    Headers headers = builder.headers.build();
    this.transport =
        new Transport(
            baseUrl,
            headers.size() == 0 ? credentials : credentials.hiding(RequestHeaders.secrets(headers)),
            new Transport.Settings(
                new Sender(
                    given == null ? SafeOkHttp.standard(builder.maxConcurrency) : given,
                    builder.userAgent),
                given == null,
                builder.plainHttp,
                builder.maxConcurrency,
                builder.deadline,
                builder.retryPolicy,
                builder.pacing,
                builder.logBodies,
                headers.size() == 0 ? null : headers));
    ConcurrencyLimit limit =
        new ConcurrencyLimit(builder.maxConcurrency, builder.limitBlockingCalls);
    this.executor = new AsyncExecutor(builder.maxConcurrency, limit);
    this.calls = new Calls(transport, limit, executor);
  }

  /**
   * Returns a builder without credentials.
   *
   * @return a new builder
   * @throws IllegalStateException if the OkHttp on the class path cannot be used; the message names
   *     it and what to do
   */
  public static Builder builder() {
    SupportedOkHttp.check();
    return new Builder();
  }

  /**
   * Returns the version of this library.
   *
   * @return a version such as {@code 1.0.0}, as {@code User-Agent} has it
   */
  public static String version() {
    return LibraryVersion.NUMBER;
  }

  /**
   * Returns the operations on calls.
   *
   * @return the same object each time
   */
  public Calls calls() {
    return calls;
  }

  /**
   * Ends the calls in progress and closes all connections, unless they belong to an {@code
   * OkHttpClient} that was given to the builder.
   *
   * <p>Those calls, and later ones, fail with a {@link TransportException} that says whether they
   * were sent; later ones are {@link Delivery#NOT_SENT}. A connection that does not close within a
   * second, since its server does not read, is closed in the background. Closing twice has no
   * effect.
   */
  @Override
  public void close() {
    transport.close();
    executor.close();
  }

  /** Returns the base URL, without the credential. */
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
    private boolean limitBlockingCalls;
    private OptionalDouble pacing = OptionalDouble.empty();
    private boolean logBodies;
    private UserAgent userAgent = UserAgent.OF_LIBRARY;
    private final Headers.Builder headers = new Headers.Builder();

    private Builder() {}

    /**
     * Sets the credentials (required).
     *
     * @param credentials an API key, an access token or an OAuth 2 session
     * @return this builder
     */
    public Builder credentials(Credentials credentials) {
      this.credentials = Objects.requireNonNull(credentials, "credentials");
      return this;
    }

    /**
     * Sets the base URL, {@code https://api.close.com/api/v1/} by default.
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
     * Sets a base URL that may be plain http on any host, for a mock in a test network such as
     * {@code http://prism:4010}.
     *
     * <p><b>Over plain http, anyone on the network can read and change everything that is sent: the
     * credential, which allows reading and deleting all data of the organization, and the calls
     * with their phone numbers and notes.</b> If the {@code OkHttpClient} has a proxy, it is used
     * as well. Never use a real credential with it.
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
     * Sets the OkHttpClient to send with, instead of the library's own.
     *
     * <p>Its proxy, TLS settings, interceptors, connection pool, event listener and time-outs are
     * used, except its write time-out, which the deadline replaces. It is never closed. If an
     * HTTP/2 connection stays silent until a call times out, later calls use new connections.
     * Everything that could send a call twice or lose it is switched off for this library's
     * requests: redirects, the authenticator, and repeating a request on another connection.
     *
     * <p>Its interceptors, network interceptors and proxy authenticator do not see the credential,
     * neither in requests nor in answers. Its event listener does, in {@code requestHeadersEnd},
     * and so do its socket factory and its TLS settings, which all bytes pass through: use only
     * those that you trust with the credential. The requests that renew the tokens of an OAuth 2
     * session are not shown to its interceptors and listener, see {@link
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
     * Sets how long a call may take, including all attempts and pauses; 60 seconds by default.
     *
     * <p>Only the lookup of a host name can exceed it, if the resolver of the system takes longer.
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
     * Sets the retry policy, {@link RetryPolicy#standard()} by default.
     *
     * @param retryPolicy the policy
     * @return this builder
     */
    public Builder retryPolicy(RetryPolicy retryPolicy) {
      this.retryPolicy = Objects.requireNonNull(retryPolicy, "retryPolicy");
      return this;
    }

    /**
     * Sets how many calls of {@link Calls#logAsync} run at once, 32 by default; further calls
     * block.
     *
     * <p>The library starts at most that many threads for calls, and one more than that for
     * continuations of their futures.
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
     * Lets {@link #maxConcurrency} limit blocking calls as well; off by default.
     *
     * <p>For programs that make a virtual thread for each call: thousands of connections at once
     * are slower than a few, and servers refuse them. {@link Calls#log}, {@link Calls#logAsync} and
     * the like then share the limit, whatever thread they are called on; what continuations of
     * futures, interceptors and suppliers of credentials log on their own thread is not limited. A
     * call that is one too many waits, first come, first served. An interrupt ends its wait. The
     * wait is part of its deadline: if that passes first, the call fails as {@link
     * Delivery#NOT_SENT}.
     *
     * @param limitBlockingCalls true to limit them
     * @return this builder
     */
    public Builder limitBlockingCalls(boolean limitBlockingCalls) {
      this.limitBlockingCalls = limitBlockingCalls;
      return this;
    }

    /**
     * Paces calls so that few are refused with 429; off by default.
     *
     * <p>For bulk imports. If the answers say how many requests remain and when there will be more,
     * the calls are spread over that time, a minute at most, to use up what remains and no more; a
     * call that is short of time does not wait for that. If the answers do not say it, as was the
     * case when Close was last checked, <b>nothing is held back until a call is refused</b>. From
     * then on the client finds out how much it can send, and is refused now and then when it tries
     * to send more. {@link #pacing(double)} avoids that.
     *
     * <p>All calls of the client are sent in order. Refusals do not count as attempts of the {@link
     * RetryPolicy}, unless it allows only one attempt: a refused call is sent again, before those
     * that wait, as long as its deadline allows. A call that cannot be sent before its deadline
     * fails as {@link Delivery#NOT_SENT} as soon as that is known: at once if nothing can be sent
     * before its deadline, or at its deadline if too many others are before it. The limit also
     * counts for the organization, so other programs can use up what an answer said remains. Pacing
     * needs no thread, and no memory except for the calls that wait.
     *
     * @param pacing true to pace calls
     * @return this builder
     */
    public Builder pacing(boolean pacing) {
      this.pacing = pacing ? OptionalDouble.of(Pace.UNLIMITED) : OptionalDouble.empty();
      return this;
    }

    /**
     * Limits the requests per second, and paces calls as {@link #pacing(boolean)} does.
     *
     * <p>For a limit that you know, while Close does not say it in its answers. Retries count as
     * well. The requests are spread evenly: at most as many begin at once as are due within a
     * fiftieth of a second. If answers are refusals, or say that fewer are allowed, fewer are sent.
     * The last call of {@code pacing} counts.
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
     * Logs the bodies of requests and answers too; off by default.
     *
     * <p>They hold personal data: phone numbers and notes. The credential is removed from them.
     *
     * @param logBodies true to log them
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
     * tokens of an OAuth 2 session too. Where an interceptor, {@link #header} or {@link
     * CallOptions} sets the header, that counts, and all of this does not. Source: <a
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
     * Sets a header of all calls, and replaces one of the same name.
     *
     * <p>For what a gateway asks for, or a mark of your own. It also replaces what an interceptor
     * sets, and {@link CallOptions} replaces it. It is not sent with the requests that renew the
     * tokens of an OAuth 2 session. If the name has {@code auth}, {@code cookie}, {@code
     * credential}, {@code key}, {@code pass}, {@code secret}, {@code session}, {@code signature} or
     * {@code token} in it, no text of an exception and no line of the log shows the value, even if
     * the server sends it back: give a secret such a name.
     *
     * @param name a name that the client does not need itself to authenticate or frame the request,
     *     unlike {@code Authorization}, {@code Host}, {@code Accept} or {@code Content-Type}
     * @param value printable ASCII, spaces and tabs
     * @return this builder
     * @throws IllegalArgumentException if name or value is anything else; the message does not
     *     contain the value
     */
    public Builder header(String name, String value) {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(value, "value");
      RequestHeaders.check(name, value);
      headers.set(name, value);
      return this;
    }

    /**
     * Returns a client with these settings.
     *
     * @return a new client, which the caller closes
     * @throws IllegalStateException if there are no credentials, or {@code userAgent} contains them
     */
    public CloseClient build() {
      if (credentials == null) {
        throw new IllegalStateException(
            "credentials are missing: set them with credentials(Credentials.apiKey(...)) or"
                + " credentials(Credentials.bearer(...))");
      }
      String name = userAgent.toString();
      if (userAgent != UserAgent.OF_LIBRARY && !credentials.redact(name).equals(name)) {
        throw new IllegalStateException(
            "userAgent holds the credential, and servers log that header. Give only the name and"
                + " the version of the application.");
      }
      return new CloseClient(this, credentials);
    }
  }
}
