package io.github.closecalls;

import java.util.concurrent.TimeUnit;

/**
 * What the answers say of how many attempts the server still takes, and of when it takes more.
 *
 * <p>It counts down from what an answer said remains, less what was under way, and believes the
 * answer to a later attempt. When the time of the reset has come it allows one attempt, a probe:
 * what there is then, the whole limit or a single one, its answer tells.
 *
 * <p>A reset in whole seconds can be wrong by almost one, which is everything if the period is a
 * second. In its place counts what was seen: when the number that remains jumps up, and how far
 * apart such jumps are.
 *
 * <p>Times are nanoseconds of a clock that the caller reads. For use by one thread at a time.
 */
final class Quota {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  /** So that a nonsensical answer cannot stop a client for longer. */
  static final long LONGEST_HOLD = TimeUnit.MINUTES.toNanos(1);

  /** So long the answer to a probe is waited for: a server can hang, and others should not. */
  static final long PATIENCE = SECOND;

  /** So soon it is tried first whether there is more, if the server does not say when. */
  static final long FIRST_HOLD = TimeUnit.MILLISECONDS.toNanos(10);

  /** Earlier by this part of a period, so that the last attempts of it do not miss its end. */
  private static final int MARGIN = 200;

  /** A reset that is shorter tells of a next attempt, and not of a next period. */
  private static final long SHORT = SECOND / 20;

  /** How many times slower than they come back attempts are taken that rivals could take. */
  private static final int RESERVED = 3;

  /** The part of a period's limit that is used up in a hurry, as rivals could take it. */
  private static final double CONTESTED = 0.1;

  /** How much of the usual time between two attempts such a hurry leaves. */
  private static final double HURRY = 0.1;

  private boolean known;

  /** The highest number that can remain, or 0 if no answer said it. */
  private long limit;

  /** How many attempts may begin before there are more. */
  private long left;

  /** When an attempt meets the refill if it takes as long as the one whose answer told of it. */
  private long refillFrom;

  /** When an attempt meets the refill however short it takes. */
  private long refillBy;

  /** How many there were per nanosecond in a period of half a second or more, else 0. */
  private double rate;

  /** When the attempt began whose answer opened the period; what is older tells of another. */
  private long periodBegan;

  /** When the answer came that {@link #left} rests on; what began later is surely later. */
  private long taken;

  /** What remained by the latest attempt that was answered, and when that began. */
  private long latest;

  private long latestBegan;

  /** The longest of the last resets, or 0 if they are in whole seconds. */
  private long longestReset;

  private final Rivals rivals = new Rivals();

  private boolean probing;
  private long probeBegan;

  private boolean wholeSeconds = true;

  /** Whether a reset in whole seconds says no more than "within a second". */
  private boolean vague;

  /** Whether a probe was accepted and there was but little: then no period can be told. */
  private boolean trickles;

  /** When the number last jumped up, if it ever did, and how long that is apart, if known. */
  private boolean jumped;

  private long jumpedAt;
  private long period;

  /** Whether a probe was refused since, as the next jump is then not where it was expected. */
  private boolean missed;

  boolean isKnown() {
    return known;
  }

  /** Returns whether it is known when there is more. */
  boolean isExact() {
    return known && (!wholeSeconds || period > 0);
  }

  /** Returns whether all resets so far were whole seconds. */
  boolean isInWholeSeconds() {
    return wholeSeconds;
  }

  /** Returns whether jumps tell when there is more, and not the answers. */
  boolean hasPeriod() {
    return wholeSeconds && period > 0;
  }

  /** Returns whether a little comes back at a time, so that whole seconds tell nothing. */
  boolean isTrickling() {
    return trickles;
  }

  boolean isSpent() {
    return left < 1;
  }

  boolean isProbing() {
    return probing;
  }

  /** Returns how many attempts per nanosecond the period allows, or 0 if that is not known. */
  double rate() {
    return rate;
  }

  /** Returns how long to wait once it is spent. */
  long untilRefill(long now) {
    if (probing) {
      return probeBegan + PATIENCE - now;
    }
    return (vague ? taken + FIRST_HOLD : refillBy) - now;
  }

  /** Returns how long to wait for the next jump. */
  long untilJump(long now) {
    return jumpedAt + period - now;
  }

  /** Returns how far apart attempts are that use up what is left by the time of the refill. */
  long spacing(long now) {
    if (left < 1) {
      return 0;
    }
    if (comesSingly() && left <= rivals.burst()) {
      return RESERVED * longestReset;
    }
    double hurried = Math.min((double) left, Math.min(rivals.burst(), limit * CONTESTED));
    double shares = left + 1 - (1 - HURRY) * hurried;
    double share = left > hurried ? 1 : HURRY;
    double time = Math.max(0, refillFrom - now);
    return (long) (time * share / shares);
  }

  private boolean comesSingly() {
    return longestReset > 0 && longestReset < SHORT;
  }

  void begun(long now) {
    if (left > 0) {
      left--;
    } else {
      probing = true;
      probeBegan = now;
    }
  }

  /** Takes note of an attempt whose answer tells nothing. */
  void ended(long began) {
    if (probing && began - probeBegan >= 0) {
      probing = false;
    }
  }

  /** Takes note of an answer that does not say what remains. */
  void silent(long now) {
    if (known && now - refillBy >= 0) {
      known = false;
    }
  }

  /**
   * Takes note of what an answer says.
   *
   * @param began when its attempt did
   * @param underWay how many others are, which the server may not have counted yet
   * @param held whether attempts were held back, so that a jump may have been earlier than seen
   */
  void answered(long now, long began, boolean refused, RateLimit said, int underWay, boolean held) {
    long remaining = said.remainingOr(0);
    long reset = Math.min(said.resetNanosOr(0), LONGEST_HOLD);
    limit = said.limitOr(limit);
    wholeSeconds &= reset % SECOND == 0;
    longestReset = wholeSeconds ? 0 : Math.max(longestReset - longestReset / 100, reset);
    boolean jump = known && !trickles && began - latestBegan >= 0 && isJump(remaining, underWay);
    if (jump) {
      jumped(began, held || probing);
    } else if (period > 0 && !refused && began - jumpedAt > period + period / 4) {
      period = 0; // It is no window: more comes, but not at once.
      jumped = false;
    }
    if (known && !jump && began - latestBegan >= 0) {
      rivals.gone(latest - remaining - 1 - underWay);
    }
    if (!known || began - latestBegan >= 0) {
      latest = remaining;
      latestBegan = began;
    }
    trickles |= probing && !refused && !jump && wholeSeconds && period == 0;
    if (refused && comesSingly() && left > 0) {
      rivals.refused(limit);
    }
    if (refused && probing) {
      left = 0;
      probing = false;
      missed = true;
      return;
    }
    boolean later = !known || began - taken >= 0;
    boolean opens = !known || jump || began - refillBy >= 0 || (probing && later);
    if (opens || began - periodBegan >= 0) {
      take(now, remaining - underWay, opens || later);
      long wait = wait(began, reset);
      vague = wholeSeconds && period == 0 && reset <= SECOND;
      schedule(now, began, wait, opens);
      if (opens) {
        rate = refused || wait < SECOND / 2 ? 0 : (double) remaining / wait;
      }
    }
    if (opens) {
      known = true;
      probing = false;
      periodBegan = began;
    }
  }

  /** More than what can come of answers that overtake each other, and about the whole limit. */
  private boolean isJump(long remaining, int underWay) {
    return remaining - latest > underWay + 1
        && remaining + rivals.burst() + underWay + 1 >= limit / 4 * 3;
  }

  private void jumped(long began, boolean held) {
    if (!jumped) {
      jumpedAt = began;
    } else if (!held || (period > 0 && missed)) {
      long seen = began - jumpedAt;
      boolean alike = Math.abs(seen - period) < period / 4;
      period = alike ? period + (seen - period) / 4 : seen;
      jumpedAt = began;
    } else {
      jumpedAt = period > 0 ? Math.min(began, jumpedAt + period) : began;
    }
    jumped = true;
    missed = false;
  }

  private void take(long now, long free, boolean instead) {
    if (instead) {
      left = free;
      taken = now;
    } else {
      left = Math.min(left, free);
    }
  }

  private long wait(long began, long reset) {
    if (!wholeSeconds) {
      return reset;
    }
    boolean regular = period > 0 && began - jumpedAt < 2 * period;
    return regular ? Math.max(1, jumpedAt + period - began) : Math.max(reset, SECOND);
  }

  private void schedule(long now, long began, long wait, boolean anew) {
    long from = began + wait - (hasPeriod() ? period / MARGIN : 0);
    long by = now + wait;
    boolean over = anew || now - refillBy >= 0;
    refillFrom = over ? from : Math.min(refillFrom, from);
    refillBy = over ? by : Math.min(refillBy, by);
  }
}
