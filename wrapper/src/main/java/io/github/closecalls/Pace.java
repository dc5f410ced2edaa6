package io.github.closecalls;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Decides when the next attempt may begin, from what became of those before.
 *
 * <p>Four things hold an attempt back, each of them for as long as it lasts:
 *
 * <ul>
 *   <li>at first, that nothing is known of the server: one attempt, then one more with each answer,
 *       and more slowly from eight;
 *   <li>what the answers say remains, spread evenly until there is more ({@link Quota});
 *   <li>a rate, that of the user and that which refusals taught ({@link LearnedRate});
 *   <li>a refusal: none for as long as the server asks, or for a moment that doubles, then one, and
 *       all once that was accepted.
 * </ul>
 *
 * <p>If the server says nothing and refuses nothing, and the user gave no rate, nothing is held
 * back after some hundred answers. It has no clock and no threads: times are nanoseconds of a clock
 * that the caller reads. For use by one thread at a time.
 */
final class Pace {
  /** What is given as the user's rate if there is none. */
  static final double UNLIMITED = Double.POSITIVE_INFINITY;

  /** So long one attempt alone is waited for at first. */
  private static final long FIRST_WAIT = TimeUnit.MILLISECONDS.toNanos(500);

  /** So many answers can come at first before what is under way is not looked at any more. */
  private static final int OPENED = 64;

  /** So many attempts can be under way before it takes several answers for one more. */
  private static final int OPENED_FAST = 8;

  /** How many more attempts an answer opens from there, so that few are refused at once. */
  private static final double OPENED_SLOWLY = 1.0 / OPENED_FAST;

  /** What was not used of a rate can be caught up with for so long: threads wake up late. */
  private static final long LAG = TimeUnit.MILLISECONDS.toNanos(20);

  /** In nanoseconds: a year. */
  private static final double LONGEST_SPACING = 365 * 86_400e9;

  /** How many attempts need not be spread if there was a pause. */
  private static final int BURST = 4;

  /** In attempts per nanosecond. */
  private final double own;

  private final Quota quota = new Quota();
  private final LearnedRate learned = new LearnedRate();

  private int underWay;

  private boolean begun;

  /** When the rates allow the next attempt. */
  private long nextAt;

  /** When the last began that were spread, or a little earlier after a pause. */
  private long spreadAt;

  /** How many attempts may be under way at first, whether that is over, and since when. */
  private double opening = 1;

  private boolean opened;
  private long openingSince;

  /** Whether the last answers were refusals, since when, and until when none may begin. */
  private boolean refused;

  private long refusedAt;
  private long heldUntil;
  private long backOff;

  /** Whether the one attempt is under way that finds out whether that is over. */
  private boolean probing;

  private long probeBegan;

  /** Whether the server said how long to wait, and whether the refusal was not to be foreseen. */
  private boolean asked;

  private boolean teaches;
  private double floor;

  /**
   * Creates a pace.
   *
   * @param perSecond the user's rate, or {@link #UNLIMITED}
   */
  Pace(double perSecond) {
    this.own = perSecond / TimeUnit.SECONDS.toNanos(1);
  }

  /** Returns how many nanoseconds nothing can begin, whatever answers may come until then. */
  long hold(long now) {
    long hold = begun ? Math.max(0, nextAt - now) : 0;
    if (refused) {
      hold = Math.max(hold, heldUntil - now);
    }
    return underWay == 0 && isSpent() ? Math.max(hold, quota.untilRefill(now)) : hold;
  }

  /**
   * Returns after how many nanoseconds to ask again if no answer comes; 0 to begin now.
   *
   * @param left how long the call has: one that is in a hurry is not made to wait for evenness
   */
  long delay(long now, long left) {
    long delay = hold(now);
    if (!opened && underWay >= places()) {
      delay = Math.max(delay, openingSince + places() * FIRST_WAIT - now);
    }
    if (refused && probing) {
      delay = Math.max(delay, probeBegan + Quota.PATIENCE - now);
    }
    if (isSpent()) {
      delay = Math.max(delay, quota.untilRefill(now));
    }
    long even = begun && isGuided() ? spreadAt + quota.spacing(now) - now : 0;
    return even > left / 2 ? delay : Math.max(delay, even);
  }

  /** Records that an attempt begins, as {@link #delay(long, long)} allows. */
  void begun(long now) {
    if (!begun) {
      learned.started(now);
    }
    if (underWay == 0) {
      openingSince = now;
    } else if (!opened && underWay >= places()) {
      opening = underWay + 1;
    }
    underWay++;
    pace(now);
    if (refused) {
      probing = true;
      probeBegan = now;
    }
  }

  private void pace(long now) {
    double rate = Math.min(own, learned.rate());
    long spacing = spacing(rate);
    long even = isGuided() ? quota.spacing(now) : 0;
    long lag = rate < own ? Math.min(LAG, spacing) : LAG;
    if (!begun || refused) {
      nextAt = now + spacing;
      spreadAt = begun ? now : now - Quota.LONGEST_HOLD;
    } else {
      nextAt = Math.max(nextAt, now - lag) + spacing;
      long pause = quota.isExact() ? BURST * even : lag;
      spreadAt = isGuided() ? Math.max(spreadAt + even, now - pause) : spreadAt;
    }
    begun = true;
    if (quota.isKnown()) {
      quota.begun(now);
    }
  }

  /** Records that an attempt ended without an answer that tells anything. */
  void ended(long began) {
    underWay--;
    open();
    quota.ended(began);
    if (isProbe(began)) {
      probing = false;
    }
  }

  /**
   * Takes note of an answer.
   *
   * @param began when its attempt did
   * @param tooMany whether its status was 429
   * @param said what it said of the limit, or null if nothing
   */
  void answered(long now, long began, boolean tooMany, @Nullable RateLimit said) {
    underWay--;
    open();
    boolean says = said != null && said.remainingOr(-1) >= 0;
    if (tooMany) {
      refused(now, began, said);
    } else {
      accepted(now, began);
    }
    if (said != null && says) {
      boolean hadPeriod = quota.hasPeriod();
      quota.answered(now, began, tooMany, said, underWay, refused);
      if (quota.hasPeriod() && !hadPeriod) {
        learned.lift(); // Refusals taught it with holds that were too long.
      }
    } else if (!tooMany) {
      quota.silent(now);
    }
  }

  private int places() {
    return (int) opening;
  }

  private void open() {
    opening += opening < OPENED_FAST ? 1 : OPENED_SLOWLY;
    opened |= opening > OPENED;
  }

  private void accepted(long now, long began) {
    learned.accepted(now, !refused);
    if (!refused || !(began - heldUntil >= 0 || isProbe(began))) {
      return; // It began before the refusals, and says nothing of them.
    }
    refused = false;
    probing = false;
    if (teaches && !(quota.isExact() && learned.forgives())) {
      learned.recovered(now, now - refusedAt, asked, floor);
    }
  }

  private void refused(long now, long began, @Nullable RateLimit said) {
    learned.refused(refused);
    boolean empty = said != null && said.remainingOr(-1) == 0;
    long wait = said == null ? 0 : Math.min(said.resetNanosOr(0), Quota.LONGEST_HOLD);
    if (empty && wait == TimeUnit.SECONDS.toNanos(1) && quota.isInWholeSeconds()) {
      wait = 0; // It means "within a second".
    }
    if (empty && quota.hasPeriod() && wait <= TimeUnit.SECONDS.toNanos(1)) {
      wait = Math.max(0, quota.untilJump(now));
    }
    if (refused && began - heldUntil < 0) {
      if (!probing) {
        heldUntil = Math.max(heldUntil, began + wait);
      }
      return;
    }
    if (refused) {
      backOff = Math.min(2 * backOff, Quota.LONGEST_HOLD);
    } else {
      refusedAt = now;
      backOff = Math.max(Quota.FIRST_HOLD, spacing(learned.rate()));
      teaches = !(quota.isExact() && quota.isProbing());
    }
    refused = true;
    probing = false;
    asked = wait >= TimeUnit.SECONDS.toNanos(1);
    floor = empty && quota.isExact() ? quota.rate() : 0;
    boolean believed = wait > 0 && backOff <= 2 * Quota.FIRST_HOLD;
    heldUntil = now + (believed ? wait : Math.max(wait, backOff));
  }

  private boolean isProbe(long began) {
    return probing && began - probeBegan >= 0;
  }

  /** Whole seconds count only as long as there is nothing better. */
  private boolean isGuided() {
    return quota.isKnown()
        && (quota.isExact() || (learned.rate() == LearnedRate.NONE && !quota.isTrickling()));
  }

  private boolean isSpent() {
    return isGuided() && quota.isSpent();
  }

  private static long spacing(double rate) {
    return (long) Math.min(1 / rate, LONGEST_SPACING);
  }
}
