package io.github.closecalls.compatibility.contract;

import io.github.closecalls.openapi.generator.Node;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** A place in two contracts. Where one of them has no such place, the value there is null. */
record Both(Node before, Node after) {
  /** Pairs places by what they are called, those of the first contract first. */
  static Map<String, Both> matched(Map<String, Node> before, Map<String, Node> after) {
    Map<String, Both> matched = new LinkedHashMap<>();
    before.forEach(
        (name, node) -> matched.put(name, new Both(node, after.getOrDefault(name, none(node)))));
    after.forEach((name, node) -> matched.putIfAbsent(name, new Both(none(node), node)));
    return matched;
  }

  private static Node none(Node other) {
    return new Node(other.pointer(), null);
  }

  Both at(String key) {
    return new Both(before.at(key), after.at(key));
  }

  /** The members that either has, by name. */
  Map<String, Both> members() {
    return matched(SchemaReader.object(before), SchemaReader.object(after));
  }

  boolean isNew() {
    return before.value() == null && after.value() != null;
  }

  boolean isGone() {
    return before.value() != null && after.value() == null;
  }

  boolean inBoth() {
    return before.value() != null && after.value() != null;
  }

  boolean differs() {
    return !Objects.equals(before.value(), after.value());
  }

  /** Where a reader finds it: in the contract of now, unless it is gone. */
  Node present() {
    return isGone() ? before : after;
  }
}
