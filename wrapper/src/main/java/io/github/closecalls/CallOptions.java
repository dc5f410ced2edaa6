package io.github.closecalls;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Settings for one call that differ from those of the client.
 *
 * <p>Immutable, and safe to share between threads.
 *
 * @see <a
 *     href="https://github.com/close-calls/close-calls-java/blob/main/TROUBLESHOOTING.md#transportexception-not-sent">Troubleshooting:
 *     TransportException: not sent</a>
 */
public final class CallOptions {
  /** Options that set nothing. */
  static final CallOptions NONE = builder().build();

  private static final Duration LONGEST_DEADLINE = Duration.ofDays(1);

  private final @Nullable Duration deadline;
  private final @Nullable RetryPolicy retryPolicy;
  private final @Nullable Headers headers;

  private CallOptions(Builder builder) {
    this.deadline = builder.deadline;
    this.retryPolicy = builder.retryPolicy;
    Headers headers = builder.headers.build();
    this.headers = headers.size() == 0 ? null : headers;
  }

  /**
   * Returns a builder that sets nothing.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  static Duration checkedDeadline(Duration deadline) {
    Objects.requireNonNull(deadline, "deadline");
    if (deadline.isZero() || deadline.isNegative() || deadline.compareTo(LONGEST_DEADLINE) > 0) {
      throw new IllegalArgumentException(
          "deadline must be longer than zero and at most a day, but is " + deadline);
    }
    return deadline;
  }

  Duration deadlineOr(Duration otherwise) {
    return deadline == null ? otherwise : deadline;
  }

  RetryPolicy retryPolicyOr(RetryPolicy otherwise) {
    return retryPolicy == null ? otherwise : retryPolicy;
  }

  @Nullable Headers headers() {
    return headers;
  }

  /** Returns the settings, with the names of the headers but not their values. */
  @Override
  public String toString() {
    return "CallOptions(deadline="
        + deadline
        + ", retryPolicy="
        + retryPolicy
        + ", headers="
        + (headers == null ? Set.of() : headers.names())
        + ")";
  }

  /**
   * Builds {@link CallOptions}.
   *
   * <p>For use by one thread at a time.
   */
  public static final class Builder {
    private @Nullable Duration deadline;
    private @Nullable RetryPolicy retryPolicy;
    private final Headers.Builder headers = new Headers.Builder();

    private Builder() {}

    /**
     * Sets how long the call may take, including all attempts and pauses.
     *
     * @param deadline longer than zero, at most a day
     * @return this builder
     * @throws IllegalArgumentException if it is anything else
     */
    public Builder deadline(Duration deadline) {
      this.deadline = checkedDeadline(deadline);
      return this;
    }

    /**
     * Sets the retry policy of the call.
     *
     * @param retryPolicy the policy
     * @return this builder
     */
    public Builder retryPolicy(RetryPolicy retryPolicy) {
      this.retryPolicy = Objects.requireNonNull(retryPolicy, "retryPolicy");
      return this;
    }

    /**
     * Sets a header of the request, and replaces one of the same name, that of {@link
     * CloseClient.Builder#header} too.
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
     * Returns options with these settings.
     *
     * @return new options
     */
    public CallOptions build() {
      return new CallOptions(this);
    }
  }
}
