package io.github.closecalls.compatibility.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One difference between what the last release promised and what is there now.
 *
 * @param rule the rule that judges it
 * @param place a JSON pointer into the contract, or a line of the Java API
 * @param directions the ways in which the value travels; none for what is no value
 * @param before what stood there, or {@link #NOTHING}
 * @param after what stands there now, or {@link #NOTHING}
 * @param severity its effect on users, its consequences included
 * @param consequences what changes in the Java API because of it
 */
public record Finding(
    Rule rule,
    String place,
    Set<Direction> directions,
    String before,
    String after,
    Severity severity,
    List<Finding> consequences) {
  public static final String NOTHING = "nothing";

  public Finding {
    directions = Set.copyOf(directions);
    consequences = List.copyOf(consequences);
  }

  /** Creates a finding of its own, without consequences. */
  public static Finding of(
      Rule rule, String place, Set<Direction> directions, String before, String after) {
    return new Finding(
        rule,
        PrintedText.printable(place),
        directions,
        PrintedText.printable(before),
        PrintedText.printable(after),
        rule.severity(directions),
        List.of());
  }

  /**
   * Adds a change of the Java API that follows from it, which may make it worse.
   *
   * @param settled whether its own rule has judged that already
   */
  public Finding with(Finding consequence, boolean settled) {
    List<Finding> all = new ArrayList<>(consequences);
    all.add(consequence);
    boolean worse = !settled && consequence.severity.compareTo(severity) > 0;
    return new Finding(
        rule, place, directions, before, after, worse ? consequence.severity : severity, all);
  }

  /** Whether it stands in the contract, which Close writes. */
  public boolean isOfContract() {
    return place.startsWith("/");
  }

  /** What it does to users. */
  public String effect() {
    return rule.sentence(directions);
  }

  /** The ways in which the value travels, in words; empty for what is no value. */
  public String direction() {
    return Direction.text(directions);
  }

  /** Whether it stands at a place of the contract, within it or around it. */
  public boolean isAbout(String pointer) {
    String inner = place + "/";
    String outer = pointer + "/";
    return inner.startsWith(outer) || outer.startsWith(inner);
  }
}
