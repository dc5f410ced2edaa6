package io.github.closecalls.openapi.generator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the schemas of a contract stand.
 *
 * <p>What {@code allOf} inherits is seen at every heir, but it stands at one place. Schemas that
 * say the same of properties of the same name stand for the first of them, if that is asked for.
 */
final class Places {
  /** What says nothing of the type of a value. */
  private static final Set<String> WORDS =
      Set.of(
          "title",
          "summary",
          "description",
          "example",
          "examples",
          "externalDocs",
          "$comment",
          "default",
          "readOnly",
          "writeOnly");

  /** What has values in it that may look like schemas. */
  private static final Set<String> VALUES =
      Set.of("example", "examples", "default", "enum", "const");

  private static final Set<String> COMPOSED = Set.of("$ref", "oneOf", "anyOf", "allOf");
  private static final Set<String> SHAPES =
      Set.of("properties", "enum", "const", "oneOf", "anyOf", "allOf");

  /** A property, or an item of one, and what is said of it. */
  private record Said(String role, Map<String, @Nullable Object> schema) {}

  private final Node root;
  private final boolean shared;
  private final Map<Said, Node> first = new HashMap<>();
  private final IdentityHashMap<Object, Node> places = new IdentityHashMap<>();
  private final IdentityHashMap<Object, Node> equal = new IdentityHashMap<>();

  /**
   * Finds all places.
   *
   * @param shared whether schemas that say the same stand for the first of them
   */
  Places(Node root, boolean shared) {
    this.root = root;
    this.shared = shared;
    add(root, "");
  }

  /**
   * Adds a place and those within.
   *
   * @param role the property that it describes, and the way from there; empty outside of properties
   */
  private void add(Node node, String role) {
    if (node.isObject()) {
      places.put(node.value(), node);
      if (shared && !role.isEmpty() && SHAPES.stream().anyMatch(node::has)) {
        Said said = new Said(role, said(node));
        equal.put(node.value(), first.computeIfAbsent(said, none -> node));
      }
      boolean parameter = node.has("in") && node.at("name").value() instanceof String;
      node.members()
          .forEach(
              (name, member) -> {
                if (name.equals("properties") && !member.has("$ref")) {
                  member.members().forEach((each, schema) -> add(schema, quoted(each)));
                } else if (parameter && name.equals("schema")) {
                  add(member, quoted(node.text("name").orElse("")));
                } else if (!VALUES.contains(name)) {
                  add(member, role.isEmpty() ? "" : role + "/" + name);
                }
              });
    } else {
      node.items()
          .forEach(
              item ->
                  add(item, role.isEmpty() ? "" : role + item.pointer().replaceAll(".*/", "/")));
    }
  }

  /** A name as part of a role: it can be empty, and can have a slash. */
  private static String quoted(String name) {
    return '"' + name + '"';
  }

  private static Map<String, @Nullable Object> said(Node schema) {
    Map<String, @Nullable Object> said = new HashMap<>();
    schema
        .members()
        .forEach(
            (keyword, member) -> {
              boolean ofNull = keyword.equals("nullable") && !isComposed(schema);
              if (!WORDS.contains(keyword) && !keyword.startsWith("x-") && !ofNull) {
                said.put(keyword, isComposed(schema) ? member.value() : notNull(keyword, member));
              }
            });
    return said;
  }

  private static @Nullable Object notNull(String keyword, Node member) {
    if (!(member.value() instanceof List<?> list) || !Set.of("type", "enum").contains(keyword)) {
      return member.value();
    }
    List<@Nullable Object> rest = new ArrayList<>(list);
    rest.removeIf(value -> value == null || (keyword.equals("type") && value.equals("null")));
    return keyword.equals("type") && rest.size() == 1 ? rest.get(0) : rest;
  }

  /** Whether a schema is put together from others, which may say whether it is null. */
  static boolean isComposed(Node schema) {
    return COMPOSED.stream().anyMatch(schema::has);
  }

  /** The first of the schemas that say the same, which may be this one. */
  Node first(Node schema) {
    return equal.getOrDefault(schema.value(), schema);
  }

  /** The place of a schema, or what was given if it is put together from several. */
  Node of(Node schema) {
    return places.getOrDefault(schema.value(), schema);
  }

  /** The places from the document to a schema; none if it is put together from several. */
  List<Node> wayTo(Node schema) {
    List<Node> way = new ArrayList<>();
    Node place = places.get(schema.value());
    if (place == null) {
      return way;
    }
    Node node = root;
    way.add(node);
    while (!node.pointer().equals(place.pointer())) {
      String rest = place.pointer().substring(node.pointer().length() + 1);
      Node next = new Node(node.pointer() + "/" + rest.replaceFirst("/.*", ""), null);
      node =
          node.value() instanceof List<?>
              ? node.items().get(Integer.parseInt(next.token()))
              : node.at(next.token());
      way.add(node);
    }
    return way;
  }
}
