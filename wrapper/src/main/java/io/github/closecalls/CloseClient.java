package io.github.closecalls;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
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
 * it at the end. It waits 10 seconds for a connection, and then 30 seconds each for the request to
 * be taken and for the next part of the answer, but no longer than 60 seconds in all. It never
 * follows a redirect and never sends a request again, since Close logs a call as often as it
 * arrives. Its threads do not keep the JVM from ending.
 */
public final class CloseClient implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  /** Longer than a connection needs, because Close's answers are known to take their time. */
  private static final Duration IO_TIMEOUT = Duration.ofSeconds(30);

  private final HttpUrl baseUrl;

  /** The others begin anew with each part of an answer, so a slow one could take for ever. */
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(60);

  private final Transport transport;
  private final Calls calls;

  private CloseClient(HttpUrl baseUrl, Credentials credentials) {
    this.baseUrl = baseUrl;
    this.transport =
        new Transport(
            baseUrl,
            credentials,
            new OkHttpClient.Builder()
                .connectTimeout(CONNECT_TIMEOUT)
                .readTimeout(IO_TIMEOUT)
                .writeTimeout(IO_TIMEOUT)
                .callTimeout(CALL_TIMEOUT)
                .build());
    this.calls = new Calls(transport);
  }

  /**
   * Returns a builder without credentials.
   *
   * @return a new builder
   */
  public static Builder builder() {
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
   * Closes all connections and ends the calls under way.
   *
   * <p>Those, and calls logged afterwards, fail with a {@link TransportException} that says whether
   * they were sent; afterwards that is {@link Delivery#NOT_SENT}. Closing twice does no harm.
   */
  @Override
  public void close() {
    transport.close();
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

    private Builder() {}

    /**
     * Sets what proves to Close who logs the calls; required.
     *
     * @param credentials an API key or an access token
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
      return new CloseClient(baseUrl, credentials);
    }
  }
}
