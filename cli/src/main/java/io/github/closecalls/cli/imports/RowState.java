package io.github.closecalls.cli.imports;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the journal knows of a call.
 *
 * @param outcome what became of it; unknown from its intent on until there is an outcome
 * @param asked whether it is unknown only since Close has another call that may be this one
 * @param again whether a person has said that it be sent again, and it was not yet
 * @param digest of what was sent, or would have been
 * @param occasion what rows share that are the same call, mended
 * @param line of the journal's last word on it
 * @param at when it was sent, or nothing
 * @param why what happened, without personal data
 * @param id that Close gave it, or nothing
 * @param loggedDigest of what is logged, or nothing
 */
record RowState(
    RowOutcome outcome,
    boolean asked,
    boolean again,
    String digest,
    String occasion,
    long line,
    String at,
    String why,
    String id,
    String loggedDigest) {
  private static final RowState NONE =
      new RowState(RowOutcome.WAITING, false, false, "", "", 0, "", "", "", "");
  private static final String NOT_ANSWERED = "the import ended before Close answered";

  /** Returns the state after a line of the journal. */
  static RowState after(@Nullable RowState before, Map<String, String> entry, long line) {
    RowState old = before == null ? NONE : before;
    String event = entry.getOrDefault("e", "");
    boolean asked = event.equals("asked");
    RowOutcome outcome =
        switch (event) {
          case "logged" -> RowOutcome.LOGGED;
          case "refused" -> RowOutcome.REFUSED;
          case "waiting" -> RowOutcome.WAITING;
          case "decided" ->
              Decisions.LOGGED.equals(entry.get("as")) ? RowOutcome.LOGGED : RowOutcome.WAITING;
          default -> RowOutcome.UNKNOWN; // From its intent on, and after what says nothing else.
        };
    String digest = entry.getOrDefault("d", old.digest);
    boolean logged = outcome == RowOutcome.LOGGED;
    return new RowState(
        outcome,
        asked,
        event.equals("decided") && outcome == RowOutcome.WAITING,
        digest,
        entry.getOrDefault("o", old.occasion),
        line,
        asked ? old.at : entry.getOrDefault("t", old.at),
        event.equals("intent") ? NOT_ANSWERED : entry.getOrDefault("why", ""),
        entry.getOrDefault("id", logged || asked ? old.id : ""),
        logged ? digest : old.loggedDigest);
  }

  /** Returns whether Close may have it, or a call that it was before. */
  boolean mayBeLogged() {
    return outcome == RowOutcome.LOGGED || isOpen() || !loggedDigest.isEmpty();
  }

  /** Returns whether a person has to say what became of it. */
  boolean isOpen() {
    return outcome == RowOutcome.UNKNOWN;
  }
}
