package io.github.closecalls;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** A model of a server that takes so many requests, at the times of a clock that the caller has. */
abstract class LimitedServer {
  static final long SECOND = 1_000_000_000L;

  /** What a server answered: whether it took the request, and what it said of the limit. */
  record Reply(boolean accepted, @Nullable RateLimit said) {}

  /** How a server writes a time: as it is, or in whole seconds. */
  enum Rounding {
    EXACT,
    DOWN,
    UP;

    long of(long nanos) {
      return switch (this) {
        case EXACT -> nanos;
        case DOWN -> nanos / SECOND * SECOND;
        case UP -> (nanos + SECOND - 1) / SECOND * SECOND;
      };
    }
  }

  final Rounding rounding;
  final long limit;

  private LimitedServer(long limit, Rounding rounding) {
    this.limit = limit;
    this.rounding = rounding;
  }

  /** Takes a request, or not. */
  abstract boolean take(long now);

  abstract long remaining(long now);

  /** Returns the nanoseconds until there is more, in the sense of this server. */
  abstract long reset(long now);

  /** Returns how many requests a second it takes in the long run. */
  abstract double perSecond();

  Reply answer(long now, int key) {
    boolean accepted = take(now);
    return new Reply(accepted, new RateLimit(limit, remaining(now), rounding.of(reset(now))));
  }

  /** So many in each period, all at once if one likes. */
  static final class Window extends LimitedServer {
    private final long period;
    private final long phase;
    private long current = Long.MIN_VALUE;
    private long used;

    Window(long limit, double seconds, double phase, Rounding rounding) {
      super(limit, rounding);
      this.period = (long) (seconds * SECOND);
      this.phase = (long) (phase * SECOND);
    }

    @Override
    boolean take(long now) {
      boolean free = remaining(now) > 0;
      used += free ? 1 : 0;
      return free;
    }

    @Override
    long remaining(long now) {
      long index = Math.floorDiv(now + phase, period);
      if (index != current) {
        current = index;
        used = 0;
      }
      return limit - used;
    }

    @Override
    long reset(long now) {
      return period - Math.floorMod(now + phase, period);
    }

    @Override
    double perSecond() {
      return limit * (double) SECOND / period;
    }
  }

  /** Tokens that come evenly, and of which it keeps some. */
  static final class Bucket extends LimitedServer {
    private final double perNano;
    private final boolean untilFull;
    private double tokens;
    private long filledAt;

    /**
     * Creates a bucket that is full.
     *
     * @param untilFull whether its reset is the time until it is full, and not until the next token
     */
    Bucket(double perSecond, long burst, boolean untilFull, Rounding rounding) {
      super(burst, rounding);
      this.perNano = perSecond / SECOND;
      this.untilFull = untilFull;
      this.tokens = burst;
    }

    @Override
    boolean take(long now) {
      boolean free = remaining(now) > 0;
      tokens -= free ? 1 : 0;
      return free;
    }

    @Override
    long remaining(long now) {
      tokens = Math.min((double) limit, tokens + (now - filledAt) * perNano);
      filledAt = now;
      return (long) tokens;
    }

    @Override
    long reset(long now) {
      double missing = untilFull ? limit - tokens : Math.floor(tokens) + 1 - tokens;
      return (long) (missing / perNano);
    }

    @Override
    double perSecond() {
      return perNano * SECOND;
    }
  }

  /** So many in any period, wherever it begins; its reset is when the oldest leaves it. */
  static final class Sliding extends LimitedServer {
    private final Deque<Long> taken = new ArrayDeque<>();

    Sliding(long limit) {
      super(limit, Rounding.EXACT);
    }

    @Override
    boolean take(long now) {
      boolean free = remaining(now) > 0;
      if (free) {
        taken.add(now);
      }
      return free;
    }

    @Override
    long remaining(long now) {
      while (!taken.isEmpty() && taken.element() <= now - SECOND) {
        taken.remove();
      }
      return limit - taken.size();
    }

    @Override
    long reset(long now) {
      return taken.isEmpty() ? 0 : taken.element() + SECOND - now;
    }

    @Override
    double perSecond() {
      return limit;
    }
  }

  /** Takes what another server takes, and says something else of it. */
  private abstract static class Front extends LimitedServer {
    private final LimitedServer behind;

    private Front(LimitedServer behind) {
      super(behind.limit, Rounding.EXACT);
      this.behind = behind;
    }

    @Override
    boolean take(long now) {
      return behind.take(now);
    }

    @Override
    long remaining(long now) {
      return behind.remaining(now);
    }

    @Override
    long reset(long now) {
      return behind.reset(now);
    }

    @Override
    double perSecond() {
      return behind.perSecond();
    }
  }

  /** Says nothing, or only in a refusal when to come again. */
  static final class Silent extends Front {
    private final @Nullable Rounding retryAfter;

    Silent(LimitedServer behind, @Nullable Rounding retryAfter) {
      super(behind);
      this.retryAfter = retryAfter;
    }

    @Override
    Reply answer(long now, int key) {
      boolean accepted = take(now);
      return new Reply(
          accepted,
          accepted || retryAfter == null ? null : new RateLimit(-1, -1, retryAfter.of(reset(now))));
    }
  }

  /** Keys with a limit each, which all its answers tell of, and one that they share. */
  static final class Organization extends Front {
    private final LimitedServer[] keys;

    Organization(LimitedServer shared, LimitedServer... keys) {
      super(shared);
      this.keys = keys;
    }

    @Override
    Reply answer(long now, int key) {
      if (!take(now)) {
        return new Reply(
            false, new RateLimit(keys[key].limit, keys[key].remaining(now), reset(now)));
      }
      return keys[key].answer(now, key);
    }
  }
}
