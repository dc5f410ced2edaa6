package io.github.closecalls.openapi.generator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A place in the contract: a value and the JSON pointer that leads to it.
 *
 * <p>Values are maps, lists, strings, booleans, {@code BigInteger}, {@code BigDecimal} or null.
 */
record Node(String pointer, @Nullable Object value) {

  boolean isObject() {
    return value instanceof Map;
  }

  boolean has(String name) {
    return value instanceof Map<?, ?> map && map.containsKey(name);
  }

  boolean isTrue(String name) {
    return Boolean.TRUE.equals(at(name).value());
  }

  /** The member of this name; its value is null if there is none. */
  Node at(String name) {
    return new Node(
        pointer + "/" + name.replace("~", "~0").replace("/", "~1"),
        value instanceof Map<?, ?> map ? map.get(name) : null);
  }

  Optional<Node> find(String name) {
    return has(name) ? Optional.of(at(name)) : Optional.empty();
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(at(name).value()).map(String::valueOf);
  }

  /** The items of an array, none if this is not one. */
  List<Node> items() {
    List<Node> nodes = new ArrayList<>();
    if (value instanceof List<?> list) {
      for (Object item : list) {
        nodes.add(new Node(pointer + "/" + nodes.size(), item));
      }
    }
    return nodes;
  }

  /** The members of an object in the order of the contract, none if this is not one. */
  Map<String, Node> members() {
    Map<String, Node> nodes = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.keySet().forEach(name -> nodes.put((String) name, at((String) name)));
    }
    return nodes;
  }
}
