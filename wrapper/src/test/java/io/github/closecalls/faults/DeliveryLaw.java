package io.github.closecalls.faults;

import io.github.closecalls.CloseException;
import io.github.closecalls.Delivery;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The three sentences that hold whatever happens. */
final class DeliveryLaw {
  private DeliveryLaw() {}

  /**
   * Returns what the report gets wrong about a call.
   *
   * @param entry what the server knows of it
   * @param error what was thrown, or null if the call returned
   * @param optedIn whether the user accepted that a call can be logged twice
   */
  static List<String> violations(Ledger.Entry entry, @Nullable Throwable error, boolean optedIn) {
    List<String> violations = new ArrayList<>();
    if (entry.atRisk() > 1 && !optedIn) {
      violations.add("never send again what was not refused (" + entry + ")");
    }
    if (error != null && !(error instanceof CloseException)) {
      violations.add("throw nothing but CloseExceptions, not " + error);
      return violations;
    }
    Delivery delivery = error == null ? null : ((CloseException) error).delivery();
    if (delivery == null || delivery == Delivery.ACCEPTED) {
      if (entry.accepted() == 0) {
        violations.add(
            "never say " + Outcome.of(error) + " of a call that was not accepted (" + entry + ")");
      }
    } else if (delivery != Delivery.UNKNOWN && entry.accepted() > 0) {
      violations.add("never say " + delivery + " of a call that was accepted (" + entry + ")");
    }
    return violations;
  }
}
