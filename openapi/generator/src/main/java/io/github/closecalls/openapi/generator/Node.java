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
 * @param pointer the JSON pointer (RFC 6901), empty for the document itself
 * @param value a map, a list, a string, a boolean, a {@code BigInteger}, a {@code BigDecimal} or
 *     null
 */
public record Node(String pointer, @Nullable Object value) {

  /**
   * Returns whether the value is an object.
   *
   * @return true if it has members, be they none
   */
  public boolean isObject() {
    return value instanceof Map;
  }

  /**
   * Returns whether there is a member of this name, be it null.
   *
   * @param name the member's name
   * @return false if there is none, or this is no object
   */
  public boolean has(String name) {
    return value instanceof Map<?, ?> map && map.containsKey(name);
  }

  /**
   * Returns whether a member is {@code true}.
   *
   * @param name the member's name
   * @return false if it is anything else or absent
   */
  public boolean isTrue(String name) {
    return Boolean.TRUE.equals(at(name).value());
  }

  /**
   * Returns the member of this name.
   *
   * @param name the member's name
   * @return the place, whose value is null if there is no such member
   */
  public Node at(String name) {
    return new Node(
        pointer + "/" + name.replace("~", "~0").replace("/", "~1"),
        value instanceof Map<?, ?> map ? map.get(name) : null);
  }

  /** The name, or the number, by which it is a member or an item; empty for the document. */
  String token() {
    return pointer.substring(pointer.lastIndexOf('/') + 1).replace("~1", "/").replace("~0", "~");
  }

  boolean hasValue(String text) {
    return text.equals(value);
  }

  Optional<Node> find(String name) {
    return has(name) ? Optional.of(at(name)) : Optional.empty();
  }

  /**
   * Returns a member as text.
   *
   * @param name the member's name
   * @return nothing if it is null or absent
   */
  public Optional<String> text(String name) {
    return Optional.ofNullable(at(name).value()).map(String::valueOf);
  }

  /**
   * Returns the items of an array.
   *
   * @return none if this is not one
   */
  public List<Node> items() {
    List<Node> nodes = new ArrayList<>();
    if (value instanceof List<?> list) {
      for (Object item : list) {
        nodes.add(new Node(pointer + "/" + nodes.size(), item));
      }
    }
    return nodes;
  }

  /**
   * Returns the members of an object in the order of the contract.
   *
   * @return none if this is not one
   */
  public Map<String, Node> members() {
    Map<String, Node> nodes = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.keySet().forEach(name -> nodes.put((String) name, at((String) name)));
    }
    return nodes;
  }

  /**
   * Returns the places of the {@code $ref}s to places of the same document, at any depth.
   *
   * @return in the order of the contract
   */
  public List<Node> references() {
    List<Node> references = new ArrayList<>();
    if (at("$ref").value() instanceof String target && target.startsWith("#/")) {
      references.add(at("$ref"));
    }
    items().forEach(item -> references.addAll(item.references()));
    members().values().forEach(member -> references.addAll(member.references()));
    return references;
  }
}
