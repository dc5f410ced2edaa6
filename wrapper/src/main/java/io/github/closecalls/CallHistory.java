package io.github.closecalls;

import io.github.closecalls.model.CreateCallActivity;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a call went until it failed.
 *
 * @param call what could not be logged
 * @param attempts how often it was tried
 * @param elapsed how long that took
 * @param delivery what became of it, over all attempts
 * @param rateLimit what the last answer said of it
 * @param note what else there is to say, as sentences, each after a blank
 */
record CallHistory(
    CreateCallActivity call,
    int attempts,
    Duration elapsed,
    Delivery delivery,
    @Nullable RateLimit rateLimit,
    String note) {
  /** Returns that of a call that was never tried. */
  static CallHistory none(CreateCallActivity call) {
    return new CallHistory(call, 0, Duration.ZERO, Delivery.NOT_SENT, null, "");
  }

  String message(String message, TroubleshootingSection section) {
    StringBuilder text = new StringBuilder(message).append(note);
    if (attempts > 0) {
      text.append(attempts == 1 ? " 1 attempt in " : " " + attempts + " attempts in ")
          .append(seconds(elapsed))
          .append('.');
    }
    return text.append(" See ").append(section.address()).toString();
  }

  static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.3f s", duration.toNanos() / 1e9);
  }
}
