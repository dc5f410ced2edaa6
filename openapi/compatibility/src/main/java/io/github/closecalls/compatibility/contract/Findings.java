package io.github.closecalls.compatibility.contract;

import io.github.closecalls.compatibility.rule.Direction;
import io.github.closecalls.compatibility.rule.Finding;
import io.github.closecalls.compatibility.rule.PrintedText;
import io.github.closecalls.compatibility.rule.Rule;
import io.github.closecalls.compatibility.rule.Severity;
import io.github.closecalls.openapi.generator.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects findings. What is found in several ways is one finding, the worst of them. */
final class Findings {
  private final Map<List<String>, Finding> findings = new LinkedHashMap<>();

  void add(Rule rule, String place, Set<Direction> uses, String before, String after) {
    Finding found = Finding.of(rule, place, uses, before, after);
    findings.merge(
        List.of(found.place(), found.before(), found.after()),
        found,
        (known, other) -> other.severity().compareTo(known.severity()) > 0 ? other : known);
  }

  /** Adds the difference of two values, if there is one; a place that is missing is nothing. */
  void add(Rule rule, Set<Direction> uses, Both both) {
    if (both.differs()) {
      add(rule, SchemaReader.place(both.present()), uses, text(both.before()), text(both.after()));
    }
  }

  /** Adds what only one contract has, and tells whether both have it. */
  boolean inBoth(String name, Both both, Set<Direction> uses, Rule whenNew, Rule whenGone) {
    if (both.isNew()) {
      add(whenNew, both.after().pointer(), uses, Finding.NOTHING, name);
    } else if (both.isGone()) {
      add(whenGone, both.before().pointer(), uses, name, Finding.NOTHING);
    }
    return both.inBoth();
  }

  private static String text(Node node) {
    return node.value() == null ? Finding.NOTHING : PrintedText.printed(node.value());
  }

  /** Whether a finding of at least this kind stands at the place, within it or around it. */
  boolean about(String place, Severity least) {
    return findings.values().stream()
        .anyMatch(finding -> finding.severity().compareTo(least) >= 0 && finding.isAbout(place));
  }

  /** Whether a class is reported as gone, so that whatever named it names another one. */
  boolean isGone(String type) {
    return findings.values().stream()
        .anyMatch(finding -> finding.rule() == Rule.CLASS_REMOVED && finding.before().equals(type));
  }

  List<Finding> all() {
    return List.copyOf(findings.values());
  }
}
