package io.github.closecalls;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A deadline that passes soon on a quick machine, and on a busy one not before something has
 * happened: before the request was sent, say, which the test is about.
 */
public final class GrowingDeadline {
  private static final Duration MOST = Duration.ofSeconds(30);
  private static final int FACTOR = 5;

  private static final Pattern PASSED =
      Pattern.compile("\\(the deadline of \\d+\\.\\d{3} s has passed\\)");

  private GrowingDeadline() {}

  /** What a deadline ends. */
  @FunctionalInterface
  public interface Attempt<T> {
    T within(Duration deadline) throws Exception;
  }

  /**
   * Makes an attempt, and others with longer deadlines until one has come far enough.
   *
   * @param first the deadline of the first attempt
   * @return what came of the last attempt, whether or not it has come far enough
   */
  public static <T> T until(Predicate<? super T> farEnough, Duration first, Attempt<T> attempt)
      throws Exception {
    Duration deadline = first;
    T result = attempt.within(deadline);
    while (!farEnough.test(result) && deadline.compareTo(MOST) < 0) {
      Duration longer = deadline.multipliedBy(FACTOR);
      deadline = longer.compareTo(MOST) < 0 ? longer : MOST;
      result = attempt.within(deadline);
    }
    return result;
  }

  /** Fails unless an error says that it was the deadline that ended its call. */
  static void assertNamedBy(CloseException e) {
    assertTrue(PASSED.matcher(e.getMessage()).find(), () -> "name the deadline: " + e.getMessage());
  }

  /** Returns options with a deadline. */
  public static CallOptions options(Duration deadline) {
    return CallOptions.builder().deadline(deadline).build();
  }
}
