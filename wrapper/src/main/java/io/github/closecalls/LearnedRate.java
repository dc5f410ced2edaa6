package io.github.closecalls;

/**
 * The rate that refusals teach, for servers that do not say what remains, or not all of it.
 *
 * <p>There is none until attempts are refused. Then it is the rate at which they were accepted, and
 * from there it grows again: not at all for a while, then slowly, then ever faster. The next
 * refusal tells by how much that was too fast. It aims at less than one refusal in two hundred.
 *
 * <p>A server that asks for a pause makes each refusal dear, as nothing is sent meanwhile. Then the
 * rate is searched between the one that held and the one that was refused.
 *
 * <p>Times are nanoseconds of a clock that the caller reads. For use by one thread at a time.
 */
final class LearnedRate {
  static final double NONE = Double.POSITIVE_INFINITY;

  /** In attempts per nanosecond, as all rates: one a minute. */
  private static final double LOWEST = 1 / 60e9;

  /** What is faster is no limit. */
  private static final double HIGHEST = 1;

  /** How much of the mean stays after refusals, so that a queue that has formed empties. */
  private static final double OF_MEAN = 0.98;

  /** How far above the mean a rate may be: a burst at the beginning is not to be had again. */
  private static final double ABOVE_MEAN = 1.1;

  /** How much stays of a rate that had held before, and is refused now without having grown. */
  private static final double OF_STEADY = 0.96;

  /** So many accepted attempts per refusal pass before it grows. */
  private static final int QUIET_PER_REFUSAL = 200;

  /** So much longer than the hold passes before it grows, as a hold costs time. */
  private static final int QUIET_PER_HOLD = 120;

  /** What rests on so few attempts is a guess. */
  private static final int FEW = 30;

  private static final int MANY = 50;

  /** A longer hold is the server's wish, and not the time until it takes attempts again. */
  private static final double LONG_HOLD = 5e8;

  /** How much of the way to a rate that was refused is gone if that is far, and if it is near. */
  private static final double OF_WIDE = 1.0 / 2;

  private static final double OF_NARROW = 1.0 / 6;

  /** A rate that was refused is far from the one that held if it is so many times that. */
  private static final double WIDE = 1.1;

  /** Over how many attempts it is seen how fast they come. */
  private static final int GAPS = 32;

  /** How many refusals among so many answers are nobody's fault. */
  private static final double FORGIVEN = 0.002;

  private double rate = NONE;

  /** What the rate was before it began to grow. */
  private double steady;

  /** By how much the next accepted attempt makes it grow. */
  private double growth;

  /** How many attempts it rests on: the more they are, the more slowly it grows. */
  private double evidence;

  /** How many more attempts must be accepted before it grows, and whether there were any. */
  private double quiet;

  private boolean wasQuiet;

  /** What was accepted in how much time, the older the less. */
  private double accepted;

  private double time;

  /** What was accepted since refusals last ended. */
  private long acceptedSince;

  private long since;

  /** When an attempt was last accepted, and how far apart the last ones were. */
  private long acceptedAt;

  private double gap;

  /** How many refusals the present ones are. */
  private int refusals;

  /** How many refusals may still be overlooked. */
  private double forgiven = 3;

  /** Returns the attempts per nanosecond, or {@link #NONE}. */
  double rate() {
    return rate;
  }

  /** Takes note that the first attempt begins. */
  void started(long now) {
    since = now;
  }

  void accepted(long now, boolean mayGrow) {
    forgiven = Math.min(5, forgiven + FORGIVEN);
    acceptedSince++;
    gap += (now - acceptedAt - gap) / GAPS;
    acceptedAt = now;
    if (rate == NONE || !mayGrow) {
      return;
    }
    if (quiet >= 1) {
      quiet--;
    } else if (acceptedSince < FEW || rate * gap < 1.5) {
      rate *= 1 + growth; // It is used: else it would grow without a reason.
      growth = Math.min(0.04, growth * (1 + 0.7 / evidence));
      if (rate > HIGHEST) {
        rate = NONE;
      }
    }
  }

  void refused(boolean again) {
    forgiven = Math.max(-2, forgiven - 1);
    refusals = again ? refusals + 1 : 1;
  }

  void lift() {
    rate = NONE;
  }

  /** Returns whether so few are refused that they can be overlooked. */
  boolean forgives() {
    return forgiven > 0;
  }

  /**
   * Takes note that the server accepts attempts again.
   *
   * @param held how long it did not
   * @param asked whether it said how long
   * @param floor what the rate need not fall below
   */
  void recovered(long now, long held, boolean asked, double floor) {
    boolean told = asked && acceptedSince >= MANY;
    boolean guessed = asked && acceptedSince < FEW;
    boolean far = asked && rate > WIDE * steady;
    if (rate == NONE) {
      double weight = told ? 1 : 0.25;
      accepted = weight * acceptedSince;
      time = weight * (now - since);
      rate = accepted / time;
    } else {
      double mean = mean(now, held);
      double lower = Math.max(beforeGrowth(), OF_MEAN * mean);
      boolean grown = asked && wasQuiet && quiet < 1 && rate > steady;
      double between = steady + (rate - steady) * (far ? OF_WIDE : OF_NARROW);
      rate = Math.max(floor, Math.min(rate, grown ? between : Math.min(lower, ABOVE_MEAN * mean)));
      far &= grown;
    }
    rate = Math.max(LOWEST, rate);
    steady = rate;
    evidence = Math.min(600, Math.max(10, accepted));
    growth = guessed ? 0.02 : 0.05 / evidence;
    double cost = Math.max(QUIET_PER_HOLD * held * rate, QUIET_PER_REFUSAL * refusals);
    quiet = told && !far ? cost : Math.min(guessed ? evidence : 3 * evidence, cost);
    wasQuiet = quiet >= 1;
    since = now;
    acceptedSince = 0;
  }

  /** Returns at what rate attempts were accepted, those of before by half. */
  private double mean(long now, long held) {
    boolean longHold = acceptedSince >= FEW && held >= LONG_HOLD;
    accepted = accepted / 2 + acceptedSince;
    time = time / 2 + now - since - (longHold ? held : 0);
    return accepted / time;
  }

  /** Returns the rate that is known to have held. */
  private double beforeGrowth() {
    if (!wasQuiet) {
      return 0;
    }
    if (quiet >= 1) {
      return OF_STEADY * rate;
    }
    return rate > 1.04 * steady ? (steady + rate) / 2 : steady;
  }
}
