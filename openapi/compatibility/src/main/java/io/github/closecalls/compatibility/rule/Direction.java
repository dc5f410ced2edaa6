package io.github.closecalls.compatibility.rule;

import java.util.Set;

/** The two ways in which a value can travel. */
public enum Direction {
  REQUEST,
  ANSWER;

  /** For what is no value. */
  public static final Set<Direction> NEITHER = Set.of();

  public static final Set<Direction> IN_REQUESTS = Set.of(REQUEST);
  public static final Set<Direction> IN_ANSWERS = Set.of(ANSWER);

  /** Also for what neither way is known of. */
  public static final Set<Direction> BOTH = Set.of(REQUEST, ANSWER);

  static String text(Set<Direction> directions) {
    return switch (directions.size()) {
      case 0 -> "";
      case 1 -> directions.contains(REQUEST) ? "request" : "answer";
      default -> "request and answer";
    };
  }
}
