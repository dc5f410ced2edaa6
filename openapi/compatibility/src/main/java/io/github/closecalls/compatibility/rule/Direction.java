package io.github.closecalls.compatibility.rule;

import java.util.EnumSet;
import java.util.Set;

/** The two ways in which a value can travel. */
public enum Direction {
  REQUEST,
  ANSWER;

  /** Both ways, for what neither way is known of. */
  public static Set<Direction> both() {
    return EnumSet.allOf(Direction.class);
  }

  static String text(Set<Direction> directions) {
    return switch (directions.size()) {
      case 0 -> "";
      case 1 -> directions.contains(REQUEST) ? "request" : "answer";
      default -> "request and answer";
    };
  }
}
