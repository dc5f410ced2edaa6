package io.github.closecalls.cli.imports;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the journal knows of a call.
 *
 * @param kind what became of it
 * @param digest of what was sent, or would have been
 * @param occasion of phone, time and direction
 * @param line of the journal's last word on it
 * @param at when that was
 * @param why what happened, without personal data
 * @param id that Close gave it, or nothing
 * @param loggedDigest of what is logged, or nothing
 */
record RowState(
    Kind kind,
    String digest,
    String occasion,
    long line,
    String at,
    String why,
    String id,
    String loggedDigest) {
  private static final RowState NONE = new RowState(Kind.NOT_SENT, "", "", 0, "", "", "", "");

  private static final String NOT_ANSWERED = "the import ended before Close answered";

  /** What became of a call. */
  enum Kind {
    /** Close has it. */
    LOGGED,
    /** Close refused it. */
    REFUSED,
    /** It was sent, or was about to be, and nothing says what became of it. */
    UNKNOWN,
    /** Close has another call that may be this one: only a person knows. */
    ASKED,
    /** Nothing of it was sent. */
    NOT_SENT,
    /** A person said that it is not logged. */
    AGAIN
  }

  /** Returns the state after a line of the journal. */
  static RowState after(@Nullable RowState before, Map<String, String> entry, long line) {
    RowState old = before == null ? NONE : before;
    String event = entry.getOrDefault("e", "");
    Kind kind =
        switch (event) {
          case "intent", "unknown" -> Kind.UNKNOWN;
          case "logged" -> Kind.LOGGED;
          case "refused" -> Kind.REFUSED;
          case "asked" -> Kind.ASKED;
          case "decided" -> Decisions.LOGGED.equals(entry.get("as")) ? Kind.LOGGED : Kind.AGAIN;
          default -> Kind.NOT_SENT;
        };
    String digest = entry.getOrDefault("d", old.digest);
    return new RowState(
        kind,
        digest,
        entry.getOrDefault("o", old.occasion),
        line,
        entry.getOrDefault("t", old.at),
        event.equals("intent") ? NOT_ANSWERED : entry.getOrDefault("why", ""),
        entry.getOrDefault("id", kind == Kind.LOGGED || kind == Kind.ASKED ? old.id : ""),
        kind == Kind.LOGGED ? digest : old.loggedDigest);
  }

  /** Returns whether sending it cannot log it twice. */
  boolean maySend() {
    return kind == Kind.REFUSED || kind == Kind.NOT_SENT || kind == Kind.AGAIN;
  }

  /** Returns whether a person has to say what became of it. */
  boolean isOpen() {
    return kind == Kind.UNKNOWN || kind == Kind.ASKED;
  }

  /**
   * Names what a person is asked, as no other journal does: an answer must not reach another call.
   */
  String question() {
    return "q" + line + "-" + digest;
  }
}
