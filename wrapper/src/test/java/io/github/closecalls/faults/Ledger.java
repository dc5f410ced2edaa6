package io.github.closecalls.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the server knows of each call, by the lead that the call names. */
final class Ledger {
  private static final Pattern LEAD = Pattern.compile("\"lead_id\":\"([^\"]*)\"");

  private final Map<String, Entry> entries = new ConcurrentHashMap<>();
  private final List<String> oddities = new ArrayList<>();

  /** The POSTs of one call. */
  static final class Entry {
    private int completed;
    private int accepted;
    private int refused;

    /** Returns how many arrived to their last byte. */
    synchronized int completed() {
      return completed;
    }

    /** Returns how many the server took for a call to be logged. */
    synchronized int accepted() {
      return accepted;
    }

    /** Returns how many arrived without a refusal: a careful server can log each of them. */
    synchronized int atRisk() {
      return completed - refused;
    }

    private synchronized void add(Fate fate) {
      completed++;
      if (fate == Fate.ACCEPTED) {
        accepted++;
      } else if (fate == Fate.REFUSED) {
        refused++;
      }
    }

    @Override
    public synchronized String toString() {
      return completed + " completed, " + accepted + " accepted, " + refused + " refused";
    }
  }

  /** What a server makes of a request that it received. */
  enum Fate {
    /** It logs the call. */
    ACCEPTED,
    /** It does not, and says so. */
    REFUSED,
    /** It does not, and leaves the client in the dark. */
    LOST,
    /** It is {@link #ACCEPTED} or {@link #LOST}, as a coin falls. */
    EITHER
  }

  Entry of(String lead) {
    return entries.computeIfAbsent(lead, unused -> new Entry());
  }

  void enter(String body, Fate fate) {
    Matcher lead = LEAD.matcher(body);
    if (lead.find()) {
      of(lead.group(1)).add(fate);
    } else {
      odd("a body without lead_id");
    }
  }

  /** Notes something that no request of the library may have. */
  void odd(String what) {
    synchronized (oddities) {
      oddities.add(what);
    }
  }

  List<String> oddities() {
    synchronized (oddities) {
      return List.copyOf(oddities);
    }
  }
}
