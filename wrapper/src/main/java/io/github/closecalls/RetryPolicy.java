package io.github.closecalls;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Says how often a call is sent again, and after which waits.
 *
 * <p>A call is sent again only if it is certain that Close did not log it: if it could not be sent
 * (the host was not found, refused the connection, failed the TLS handshake or did not connect in
 * time), if Close answered with 429, and once after 401 if the credential could be renewed. See
 * {@link Builder#retryServerErrors} for what can be added.
 *
 * <p>After 429 the wait is what the server asks for ({@link RateLimit#reset()}) and, at random, up
 * to {@link Builder#baseDelay} more, so that calls that were refused together do not come back
 * together. Otherwise it is a back-off with full jitter: at random up to the base delay, then up to
 * twice, four times and so on, but never more than {@link Builder#maxDelay}. With {@link
 * CloseClient.Builder#pacing(boolean)} the wait after 429 is that of the pacing, and refusals do
 * not count as attempts unless only one is allowed. No wait is begun that would pass the deadline
 * of the call. Immutable, and safe to share between threads.
 *
 * @see <a
 *     href="https://github.com/close-calls/close-calls-java/blob/main/TROUBLESHOOTING.md#apiexception-429">Troubleshooting:
 *     ApiException: 429</a>
 * @see <a
 *     href="https://github.com/close-calls/close-calls-java/blob/main/TROUBLESHOOTING.md#apiexception-the-call-may-have-been-logged">Troubleshooting:
 *     ApiException: the call may have been logged</a>
 */
public final class RetryPolicy {
  private static final RetryPolicy STANDARD = builder().build();
  private static final RetryPolicy NONE = builder().maxAttempts(1).build();

  private final int maxAttempts;
  private final Duration baseDelay;
  private final Duration maxDelay;
  private final boolean retryServerErrors;

  private RetryPolicy(Builder builder) {
    this.maxAttempts = builder.maxAttempts;
    this.baseDelay = builder.baseDelay;
    this.maxDelay = builder.maxDelay;
    this.retryServerErrors = builder.retryServerErrors;
  }

  /**
   * Returns the policy that a client has by default: 5 attempts, a base delay of half a second, at
   * most 8 seconds.
   *
   * @return the same policy each time
   */
  public static RetryPolicy standard() {
    return STANDARD;
  }

  /**
   * Returns the policy that sends no call again.
   *
   * @return the same policy each time
   */
  public static RetryPolicy none() {
    return NONE;
  }

  /**
   * Returns a builder with the settings of {@link #standard()}.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns what follows an attempt.
   *
   * @param attempt how it ended
   * @param counted how many attempts count against the most that there may be
   * @param renewable whether a credential that was refused may be replaced
   * @param paced whether attempts are held back for as long as the server takes none
   * @param left how many nanoseconds are left until the deadline
   */
  Next after(Attempt<?> attempt, int counted, boolean renewable, boolean paced, long left) {
    if (attempt.body() != null) {
      return Next.DONE;
    }
    Answer answer = attempt.answer();
    if (counted >= maxAttempts) {
      return Next.GIVE_UP;
    }
    if (answer == null) {
      return !attempt.sent() && isTransient(attempt.error())
          ? again(backOff(counted), left)
          : Next.GIVE_UP;
    }
    int status = answer.status();
    if (status == 401 && renewable) {
      return Next.RENEW;
    }
    if (status == 429 && paced) {
      return again(0, left);
    }
    if (status != 429 && !(retryServerErrors && status >= 500 && status < 600)) {
      return Next.GIVE_UP;
    }
    RateLimit rateLimit = RateLimit.of(answer);
    long reset = rateLimit == null ? -1 : rateLimit.resetNanosOr(-1);
    return again(reset < 0 ? backOff(counted) : reset + spread(), left);
  }

  private static Next again(long pause, long left) {
    return pause > left ? new Next.TooLate(pause) : new Next.Again(pause);
  }

  /** Whether the same can go well another time: not what a program or a proxy is set to do. */
  private static boolean isTransient(@Nullable Throwable error) {
    return error instanceof IOException
        && !(error instanceof MadeUpAnswerException)
        && !ProxyRefusal.is(error);
  }

  /** Returns how long to wait after so many attempts, in nanoseconds. */
  long backOff(int attempts) {
    long cap = maxDelay.toNanos();
    long delay = baseDelay.toNanos();
    for (int i = 1; i < attempts && delay < cap; i++) {
      delay *= 2; // Below the cap, which is a day at most, so that it cannot overflow.
    }
    return random(Math.min(delay, cap));
  }

  /** Returns how much longer to wait than the server asks for, in nanoseconds. */
  long spread() {
    return random(baseDelay.toNanos());
  }

  private static long random(long limit) {
    return limit == 0 ? 0 : ThreadLocalRandom.current().nextLong(limit + 1);
  }

  /** Returns the settings. */
  @Override
  public String toString() {
    return "RetryPolicy(maxAttempts="
        + maxAttempts
        + ", baseDelay="
        + baseDelay
        + ", maxDelay="
        + maxDelay
        + ", retryServerErrors="
        + retryServerErrors
        + ")";
  }

  /**
   * Builds a {@link RetryPolicy}.
   *
   * <p>For use by one thread at a time.
   */
  public static final class Builder {
    private int maxAttempts = 5;
    private Duration baseDelay = Duration.ofMillis(500);
    private Duration maxDelay = Duration.ofSeconds(8);
    private boolean retryServerErrors;

    private Builder() {}

    /**
     * Sets how often a call is attempted at most, the first time included; 5 by default.
     *
     * @param maxAttempts 1 for no second attempt
     * @return this builder
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder maxAttempts(int maxAttempts) {
      if (maxAttempts < 1) {
        throw new IllegalArgumentException("maxAttempts must be 1 or more, but is " + maxAttempts);
      }
      this.maxAttempts = maxAttempts;
      return this;
    }

    /**
     * Sets the longest wait before the second attempt, half a second by default.
     *
     * @param baseDelay not negative; zero for no waits but those that the server asks for
     * @return this builder
     * @throws IllegalArgumentException if it is negative
     */
    public Builder baseDelay(Duration baseDelay) {
      this.baseDelay = checked(baseDelay, "baseDelay");
      return this;
    }

    /**
     * Sets the longest wait before any attempt, 8 seconds by default.
     *
     * <p>It does not limit the waits that the server asks for; the deadline does.
     *
     * @param maxDelay from the base delay to a day
     * @return this builder
     * @throws IllegalArgumentException if it is negative or longer than a day
     */
    public Builder maxDelay(Duration maxDelay) {
      this.maxDelay = checked(maxDelay, "maxDelay");
      return this;
    }

    /**
     * Sets whether a call is sent again after a status from 500 to 599, false by default.
     *
     * <p><b>This can log a call twice.</b> A server or a gateway can fail after the call was
     * logged, and Close has no key that would let it recognize a call it already has. Use it only
     * where a call logged twice is better than one that has to be looked up.
     *
     * @param retryServerErrors whether to risk it
     * @return this builder
     */
    public Builder retryServerErrors(boolean retryServerErrors) {
      this.retryServerErrors = retryServerErrors;
      return this;
    }

    /**
     * Returns a policy with these settings.
     *
     * @return a new policy
     * @throws IllegalArgumentException if the base delay is longer than the longest
     */
    public RetryPolicy build() {
      if (baseDelay.compareTo(maxDelay) > 0) {
        throw new IllegalArgumentException(
            "baseDelay must not be longer than maxDelay, but " + baseDelay + " > " + maxDelay);
      }
      return new RetryPolicy(this);
    }

    private static Duration checked(Duration delay, String name) {
      Objects.requireNonNull(delay, name);
      if (delay.isNegative() || delay.compareTo(Duration.ofDays(1)) > 0) {
        throw new IllegalArgumentException(name + " must be from zero to a day, but is " + delay);
      }
      return delay;
    }
  }
}
