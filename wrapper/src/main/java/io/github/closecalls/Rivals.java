package io.github.closecalls;

/**
 * Estimates how many attempts other programs take at once of the same limit.
 *
 * <p>What remains falls by more than our own attempts when another takes some. A refusal although
 * something remained is the only sign of a rival that leaves nothing. Both are forgotten slowly.
 */
final class Rivals {
  /** How much of the estimate an answer without a sign leaves. */
  private static final double KEPT = 0.998;

  /** How many attempts a refusal adds: what a rival took could not be seen. */
  private static final int PER_REFUSAL = 3;

  private double burst;

  /** Returns how many attempts they take at once. */
  double burst() {
    return burst;
  }

  /** Takes note of how many attempts are gone that were not ours. */
  void gone(long attempts) {
    burst = Math.max(KEPT * burst, (double) attempts);
  }

  /** Takes note that an attempt was refused although something remained of the limit. */
  void refused(long limit) {
    burst = Math.min((double) limit / 2, burst + PER_REFUSAL);
  }
}
