package io.github.closecalls;

import io.github.closecalls.model.CreateCallActivity;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Reports all rules that a call breaks; nothing of it was sent.
 *
 * <p>{@link #delivery()} is {@link Delivery#NOT_SENT}. {@link Calls#log} names the rules.
 *
 * @see <a
 *     href="https://github.com/close-calls/close-calls-java/blob/main/TROUBLESHOOTING.md#invalidcallexception">Troubleshooting:
 *     InvalidCallException</a>
 * @see <a
 *     href="https://github.com/close-calls/close-calls-java/blob/main/TROUBLESHOOTING.md#phone">Troubleshooting:
 *     phone</a>
 * @see <a
 *     href="https://github.com/close-calls/close-calls-java/blob/main/TROUBLESHOOTING.md#recording_url">Troubleshooting:
 *     recording_url</a>
 */
public final class InvalidCallException extends CloseException {
  private static final long serialVersionUID = 1;

  /** The rules that the call breaks; an array, since List is not a serializable type. */
  private final Violation[] violations;

  InvalidCallException(CreateCallActivity call, List<Violation> violations) {
    super(
        message(violations),
        violations.size() == 1 ? violations.get(0).section() : TroubleshootingSection.INVALID_CALL,
        CallHistory.none(call),
        null);
    this.violations = violations.toArray(new Violation[0]);
  }

  /**
   * Returns every rule that the call breaks.
   *
   * @return an immutable list with at least one element
   */
  public List<Violation> violations() {
    return List.of(violations);
  }

  private static String message(List<Violation> violations) {
    return violations.stream()
        .map(Violation::toString)
        .collect(Collectors.joining(" ", "The call was not sent. ", ""));
  }
}
