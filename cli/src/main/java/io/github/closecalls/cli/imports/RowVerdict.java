package io.github.closecalls.cli.imports;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether a row may be sent, by what the journal says of it. */
enum RowVerdict {
  /** Sending it cannot log it twice. */
  SEND,
  /** Close has it, as it is in the file. */
  LOGGED,
  /** It breaks a rule, so that Close is not asked. */
  BAD,
  /** A person has to say what became of it. */
  OPEN,
  /** Close has a call of its key, or it is to be sent again, but the row was changed since. */
  CHANGED,
  /** Close may have this call as it was before it was mended; without keys nobody knows. */
  SIMILAR;

  /**
   * Judges a row.
   *
   * @param state what the journal knows of its key, or null
   * @param mended the occasions of calls that Close may have and that are no longer in the file
   */
  static RowVerdict of(CallRow row, @Nullable RowState state, Set<String> mended) {
    if (row.key().isEmpty()) {
      return BAD;
    }
    if (state != null && state.isOpen() && !state.asked()) {
      return OPEN;
    }
    if (state != null && state.loggedDigest().equals(row.digest())) {
      return LOGGED; // Or changed, and changed back.
    }
    if (state != null && state.isOpen() && state.digest().equals(row.digest())) {
      return OPEN;
    }
    if (state != null && (state.isOpen() || state.outcome() == RowOutcome.LOGGED)) {
      return CHANGED;
    }
    if (!row.problems().isEmpty()) {
      return BAD;
    }
    if (state != null && state.again() && !state.digest().equals(row.digest())) {
      return CHANGED;
    }
    return state == null && mended.contains(row.occasion()) ? SIMILAR : SEND;
  }

  /** Returns the occasions of calls that Close may have and that are no longer in the file. */
  static Set<String> mended(Map<String, RowState> states, Set<String> keys) {
    return states.entrySet().stream()
        .filter(entry -> !keys.contains(entry.getKey()) && entry.getValue().mayBeLogged())
        .map(entry -> entry.getValue().occasion())
        .collect(Collectors.toSet());
  }

  /** Returns what a person is asked. */
  String question() {
    return this == CHANGED
        ? "the row was changed since it was logged or decided: Close may have it as it was"
        : "a call of the same time, or of the same number and lead if it has none, may be in Close,"
            + " and its row is no longer in the file: is this one it, mended?";
  }
}
