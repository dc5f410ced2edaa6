package io.github.closecalls.faults;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The faults that are still to come, in their order; after the last of them all goes well.
 *
 * <p>A fault waits for its stage. A request on a connection that stands already passes those of new
 * connections by: they count as unused.
 */
final class FaultScript {
  private final Deque<Fault> faults = new ArrayDeque<>();
  private final @Nullable RandomGenerator coin;
  private final Supplier<Fault> otherwise;
  private int unused;

  /**
   * Makes an empty one.
   *
   * @param coin decides what becomes of a call where a fault leaves that open; without one, it is
   *     logged
   */
  FaultScript(@Nullable RandomGenerator coin) {
    this(coin, () -> Faults.GOOD);
  }

  /**
   * Makes an empty one.
   *
   * @param coin as above
   * @param otherwise what a request meets after the last fault; asked by one thread at a time
   */
  FaultScript(@Nullable RandomGenerator coin, Supplier<Fault> otherwise) {
    this.coin = coin;
    this.otherwise = otherwise;
  }

  synchronized void add(Fault fault) {
    faults.add(fault);
  }

  /** Returns the next fault if it is one of these, and takes it off. */
  synchronized @Nullable Fault next(Set<Stage> stages) {
    Fault next = faults.peek();
    return next != null && stages.contains(next.stage()) ? faults.poll() : null;
  }

  /** Returns what a request meets. */
  synchronized Fault nextOfRequest() {
    for (Fault next = faults.poll(); next != null; next = faults.poll()) {
      if (next.stage() == Stage.REQUEST) {
        return next;
      }
      unused++;
    }
    return otherwise.get();
  }

  synchronized Ledger.Fate toss(Ledger.Fate fate) {
    if (fate != Ledger.Fate.EITHER) {
      return fate;
    }
    return coin == null || coin.nextBoolean() ? Ledger.Fate.ACCEPTED : Ledger.Fate.LOST;
  }

  /** Returns how many faults no one met. */
  synchronized int unused() {
    return unused + faults.size();
  }
}
