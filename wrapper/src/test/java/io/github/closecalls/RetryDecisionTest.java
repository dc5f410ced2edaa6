package io.github.closecalls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What follows an attempt, as a table. */
class RetryDecisionTest {
  private static final RetryPolicy POLICY =
      RetryPolicy.builder().maxAttempts(3).baseDelay(Duration.ZERO).maxDelay(Duration.ZERO).build();
  private static final RetryPolicy RISKY =
      RetryPolicy.builder()
          .maxAttempts(3)
          .baseDelay(Duration.ZERO)
          .maxDelay(Duration.ZERO)
          .retryServerErrors(true)
          .build();
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  @ParameterizedTest
  @CsvSource({
    // status, counted, renewable, paced, next
    "429, 1, true,  false, Again",
    "429, 2, true,  false, Again",
    "429, 3, true,  false, GiveUp",
    "429, 1, true,  true,  Again",
    "401, 1, true,  false, Renew",
    "401, 1, false, false, GiveUp",
    "401, 3, true,  false, GiveUp",
    "400, 1, true,  false, GiveUp",
    "408, 1, true,  true,  GiveUp",
    "499, 1, true,  false, GiveUp",
    "301, 1, true,  false, GiveUp",
    "500, 1, true,  false, GiveUp",
    "503, 1, true,  true,  GiveUp",
    "200, 1, true,  false, GiveUp",
  })
  void anAnswerIsFollowedBy(
      int status, int counted, boolean renewable, boolean paced, String next) {
    Attempt<String> attempt = attempt(true, answer(status), null, null);
    assertEquals(next, name(POLICY.after(attempt, counted, renewable, paced, MINUTE)));
  }

  @ParameterizedTest
  @CsvSource({
    "500, 1, Again",
    "599, 2, Again",
    "500, 3, GiveUp",
    "600, 1, GiveUp",
    "499, 1, GiveUp"
  })
  void whoAcceptsThatACallIsLoggedTwiceSendsAgainAfter(int status, int counted, String next) {
    Attempt<String> attempt = attempt(true, answer(status), null, null);
    assertEquals(next, name(RISKY.after(attempt, counted, true, false, MINUTE)));
  }

  @ParameterizedTest
  @CsvSource({
    // sent, counted, next
    "false, 1, Again",
    "false, 2, Again",
    "false, 3, GiveUp",
    "true, 1, GiveUp",
  })
  void aFailureIsFollowedBy(boolean sent, int counted, String next) {
    Attempt<String> attempt = attempt(sent, null, null, new IOException("broken"));
    assertEquals(next, name(POLICY.after(attempt, counted, true, false, MINUTE)));
    assertEquals(sent ? "GiveUp" : next, name(RISKY.after(attempt, counted, true, true, MINUTE)));
  }

  @Test
  void whatIsBrokenHereIsNotTriedAgain() {
    for (Throwable error :
        new Throwable[] {
          new IllegalStateException("an interceptor"),
          new MadeUpAnswerException(503),
          new IOException("Failed to authenticate with proxy")
        }) {
      Attempt<String> attempt = attempt(false, null, null, error);
      assertEquals(Next.GIVE_UP, POLICY.after(attempt, 1, true, false, MINUTE), error.toString());
    }
  }

  @Test
  void nothingFollowsASuccess() {
    assertEquals(
        Next.DONE, POLICY.after(attempt(true, answer(200), "x", null), 3, true, false, MINUTE));
  }

  @Test
  void aWaitThatWouldPassTheDeadlineIsTooLate() {
    Attempt<String> attempt = attempt(true, answer(429), null, null);
    assertEquals(
        new Next.TooLate(TimeUnit.SECONDS.toNanos(2)),
        POLICY.after(attempt, 1, true, false, TimeUnit.SECONDS.toNanos(1)));
    assertEquals(
        new Next.Again(0),
        POLICY.after(attempt, 1, true, true, TimeUnit.SECONDS.toNanos(1)),
        "leave it to the pacer");
  }

  @Test
  void aWaitThatEndsWithTheDeadlineIsNotTooLate() {
    long wait = TimeUnit.SECONDS.toNanos(2);
    Attempt<String> attempt = attempt(true, answer(429), null, null);
    assertEquals(new Next.Again(wait), POLICY.after(attempt, 1, true, false, wait));
  }

  @Test
  void theWaitThatTheServerAsksForIsNeverShortened() {
    RetryPolicy policy = RetryPolicy.builder().baseDelay(Duration.ofSeconds(1)).build();
    Attempt<String> attempt = attempt(true, answer(429), null, null);
    for (int i = 0; i < 100; i++) {
      long pause = pause(policy.after(attempt, 1, true, false, MINUTE));
      assertTrue(
          pause >= TimeUnit.SECONDS.toNanos(2) && pause <= TimeUnit.SECONDS.toNanos(3),
          () -> "wait for what is asked for and up to the base delay, but not " + pause);
    }
  }

  @Test
  void aServerThatAsksForNoWaitIsNotWaitedForAsOneThatSaysNothing() {
    RetryPolicy policy =
        RetryPolicy.builder()
            .maxAttempts(100)
            .baseDelay(Duration.ofNanos(1))
            .maxDelay(Duration.ofDays(1))
            .build();
    long pause =
        pause(policy.after(attempt(true, answer(429, "0"), null, null), 99, true, false, MINUTE));
    assertTrue(pause <= 1, () -> "wait up to the base delay, but not " + pause);
  }

  @ParameterizedTest
  @CsvSource({
    "NOT_SENT, NOT_SENT, NOT_SENT",
    "NOT_SENT, REFUSED, REFUSED",
    "NOT_SENT, UNKNOWN, UNKNOWN",
    "NOT_SENT, ACCEPTED, ACCEPTED",
    "REFUSED, REFUSED, REFUSED",
    "REFUSED, UNKNOWN, UNKNOWN",
    "REFUSED, ACCEPTED, ACCEPTED",
    "UNKNOWN, UNKNOWN, UNKNOWN",
    "UNKNOWN, ACCEPTED, ACCEPTED",
    "ACCEPTED, ACCEPTED, ACCEPTED",
  })
  void ofTwoAttemptsTheWorseCounts(Delivery one, Delivery other, Delivery both) {
    assertEquals(both, one.or(other));
    assertEquals(both, other.or(one));
  }

  private static String name(Next next) {
    return next.getClass().getSimpleName();
  }

  private static Attempt<String> attempt(
      boolean sent, @Nullable Answer answer, @Nullable String body, @Nullable Throwable error) {
    return new Attempt<>(1, 0, Duration.ZERO, sent, answer, body, error);
  }

  private static long pause(Next next) {
    return assertInstanceOf(Next.Again.class, next).pause();
  }

  private static Answer answer(int status) {
    return answer(status, "2");
  }

  private static Answer answer(int status, String retryAfter) {
    return StubAnswer.of(status, "", "Retry-After", retryAfter);
  }
}
