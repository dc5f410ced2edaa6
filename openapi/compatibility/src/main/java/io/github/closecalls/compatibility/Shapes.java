package io.github.closecalls.compatibility;

import io.github.closecalls.compatibility.Shape.Said;
import io.github.closecalls.openapi.generator.Contract;
import io.github.closecalls.openapi.generator.Node;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The shapes of a contract's schemas. */
final class Shapes {
  private static final int MAX_HOPS = 100;

  /** Sets the places of a schema that merges several properties of one name apart from others. */
  private static final String MERGED = "&";

  /** Keywords that change nothing with these values, which are their defaults. */
  private static final Map<String, Set<Object>> DEFAULTS =
      Map.of(
          "minLength", Set.of(BigDecimal.ZERO),
          "minItems", Set.of(BigDecimal.ZERO),
          "minProperties", Set.of(BigDecimal.ZERO),
          "uniqueItems", Set.of(false),
          "deprecated", Set.of(false),
          "readOnly", Set.of(false),
          "writeOnly", Set.of(false),
          "exclusiveMinimum", Set.of(false),
          "exclusiveMaximum", Set.of(false));

  private static final Set<String> NUMBERS =
      Set.of(
          "minimum",
          "maximum",
          "exclusiveMinimum",
          "exclusiveMaximum",
          "multipleOf",
          "minLength",
          "maxLength",
          "minItems",
          "maxItems",
          "minProperties",
          "maxProperties");

  private static final Set<String> TYPES =
      new TreeSet<>(Set.of("array", "boolean", "integer", "null", "number", "object", "string"));

  /** Keywords by which a schema without a type has one. */
  private static final Set<String> OF_PARTS =
      Set.of("properties", "additionalProperties", "patternProperties", "items", "prefixItems");

  /**
   * What stands behind a place: the schema without what merely wraps it.
   *
   * @param target the schema
   * @param words the descriptions, the outermost ones where there are several
   */
  record View(Node target, Map<String, Said> words) {}

  private final Contract contract;
  private final Map<String, Shape> shapes = new HashMap<>();
  private final Map<String, Boolean> nullable = new HashMap<>();
  private final Map<String, String> types = new HashMap<>();
  private final Set<String> underWay = new HashSet<>();

  Shapes(Rendering rendering) {
    this.contract = rendering.contract();
    Java.types(rendering.java()).forEach((type, pointer) -> types.put(pointer, type));
  }

  /** The class that the generator makes of a schema, empty if it makes none. */
  String type(Node schema) {
    return types.getOrDefault(site(schema).pointer(), "");
  }

  /** The place itself, or the one that it does nothing but refer to. */
  Node site(Node node) {
    Node site = node;
    for (int hops = 0; isPlainReference(site); hops++) {
      if (hops > MAX_HOPS) {
        throw new IllegalArgumentException(
            "The reference at #"
                + node.pointer()
                + " leads back to itself: let it lead to a schema");
      }
      site = contract.resolve(site.at("$ref"));
    }
    return site;
  }

  private boolean isPlainReference(Node node) {
    return node.has("$ref") && (contract.isVersion30() || node.members().size() == 1);
  }

  /** Where a reader finds it. */
  static String place(Node node) {
    return node.pointer().startsWith(MERGED)
        ? node.pointer().substring(MERGED.length()).split("\n", 2)[0]
        : node.pointer();
  }

  /** One schema that says what two say, as each of two parts of an {@code allOf} does. */
  Node both(Node one, Node other) {
    Set<String> pointers = new TreeSet<>();
    for (Node node : List.of(site(one), site(other))) {
      pointers.addAll(
          node.pointer().startsWith(MERGED)
              ? List.of(node.pointer().substring(MERGED.length()).split("\n", -1))
              : List.of(node.pointer()));
    }
    if (pointers.size() == 1) {
      return site(one);
    }
    return new Node(
        MERGED + String.join("\n", pointers),
        Map.of(
            "allOf",
            pointers.stream()
                .map(pointer -> Map.of("$ref", "#" + pointer.replace("%", "%25")))
                .toList()));
  }

  View view(Node site) {
    Map<String, Said> words = new TreeMap<>();
    Node node = site;
    for (int hops = 0; hops <= MAX_HOPS; hops++) {
      Node holder = node;
      Set<String> keys = new TreeSet<>();
      node.members()
          .forEach(
              (key, member) -> {
                if (Words.isOfSchema(key)) {
                  words.putIfAbsent(key, new Said(place(holder) + "/" + key, member.value()));
                } else {
                  keys.add(key);
                }
              });
      keys.remove("nullable");
      Node inner = null;
      if (keys.equals(Set.of("$ref"))) {
        inner = contract.resolve(node.at("$ref"));
      } else if (keys.equals(Set.of("allOf"))) {
        List<Node> parts = array(node, "allOf").stream().filter(Shapes::saysAnything).toList();
        inner = parts.size() == 1 ? parts.get(0) : null;
      } else if (keys.equals(Set.of("anyOf")) || keys.equals(Set.of("oneOf"))) {
        List<Node> others =
            array(node, keys.iterator().next()).stream().filter(b -> !isNull(b)).toList();
        inner = others.size() == 1 ? others.get(0) : null;
      }
      if (inner == null) {
        return new View(node, words);
      }
      node = site(inner);
    }
    throw new IllegalArgumentException(
        "The schema at #" + place(site) + " leads back to itself: let it say what a value is");
  }

  private static boolean saysAnything(Node schema) {
    return !Boolean.TRUE.equals(schema.value())
        && (!schema.isObject()
            || schema.members().keySet().stream().anyMatch(key -> !Words.isOfSchema(key)));
  }

  /** Whether nothing but null meets it. */
  private boolean isNull(Node branch) {
    Node node = site(branch);
    Map<String, Object> says = new LinkedHashMap<>();
    node.members()
        .forEach(
            (key, member) -> {
              if (!Words.isOfSchema(key)) {
                says.put(key, member.value() == null ? "null" : member.value());
              }
            });
    List<String> onlyNull = List.of("null");
    return says.equals(Map.of("type", "null"))
        || says.equals(Map.of("type", onlyNull))
        || (says.equals(Map.of("const", "null")) && node.at("const").value() == null)
        || (says.keySet().equals(Set.of("enum"))
            && !array(node, "enum").isEmpty()
            && array(node, "enum").stream().allMatch(value -> value.value() == null));
  }

  /** Whether null is among the values, as the generator reads it. */
  boolean isNullable(Node schema) {
    Node node = site(schema);
    Boolean known = nullable.get(node.pointer());
    if (known != null) {
      return known;
    }
    // A schema that is a part of itself adds no null to itself.
    nullable.put(node.pointer(), false);
    boolean computed = allowsNull(node);
    nullable.put(node.pointer(), computed);
    return computed;
  }

  private boolean allowsNull(Node node) {
    if (!node.isObject()) {
      return !Boolean.FALSE.equals(node.value());
    }
    if (flag(node, "nullable")) {
      return true;
    }
    List<Node> choices = new ArrayList<>(array(node, "anyOf"));
    choices.addAll(array(node, "oneOf"));
    boolean listed =
        types(node).contains("null")
            || array(node, "enum").stream().anyMatch(value -> value.value() == null)
            || (node.has("const") && node.at("const").value() == null)
            || choices.stream().anyMatch(choice -> isNull(choice) || isNullable(choice));
    boolean restricts =
        node.has("type") || node.has("enum") || node.has("const") || !choices.isEmpty();
    List<Node> parts = new ArrayList<>(array(node, "allOf"));
    if (node.has("$ref")) {
      parts.add(contract.resolve(node.at("$ref")));
    }
    if (!parts.isEmpty()) {
      return (listed || !restricts) && parts.stream().allMatch(this::isNullable);
    }
    return restricts ? listed : node.members().keySet().stream().noneMatch(OF_PARTS::contains);
  }

  private static Set<String> types(Node node) {
    Set<String> types = new TreeSet<>();
    if (node.at("type").value() instanceof List<?> several) {
      several.forEach(type -> types.add(String.valueOf(type)));
    } else if (node.has("type")) {
      types.add(String.valueOf(node.at("type").value()));
    }
    return types;
  }

  Shape shape(Node target) {
    Shape known = shapes.get(target.pointer());
    if (known != null) {
      return known;
    }
    if (!underWay.add(target.pointer())) {
      throw new IllegalArgumentException(
          "The schema at #" + place(target) + " is a part of itself: break the circle");
    }
    Shape shape = compute(target);
    underWay.remove(target.pointer());
    shapes.put(target.pointer(), shape);
    return shape;
  }

  private Shape compute(Node node) {
    Shape shape = new Shape(place(node));
    if (node.value() == null || Boolean.TRUE.equals(node.value())) {
      return shape;
    }
    if (Boolean.FALSE.equals(node.value())) {
      shape.says.put("never", new Said(shape.place, true));
      return shape;
    }
    if (!node.isObject()) {
      throw wrong(node, "a schema, which is an object");
    }
    List<Node> parts = new ArrayList<>();
    node.members().forEach((key, member) -> own(shape, node, key, member, parts));
    normalizeBounds(shape, "minimum", "exclusiveMinimum");
    normalizeBounds(shape, "maximum", "exclusiveMaximum");
    for (Node part : parts) {
      shape.merge(shape(view(site(part)).target), node.pointer(), this);
    }
    dropOneWay(shape);
    return shape;
  }

  private void own(Shape shape, Node holder, String key, Node member, List<Node> parts) {
    String place = shape.place + "/" + key;
    if (Words.isOfSchema(key)) {
      return;
    }
    switch (key) {
      case "$ref" -> parts.add(contract.resolve(member));
      case "allOf" -> parts.addAll(array(holder, key));
      case "nullable" -> flag(holder, key);
      case "type" -> {
        if (!TYPES.containsAll(types(holder))) {
          throw wrong(member, "one of " + TYPES);
        }
        addTypes(shape, place, types(holder));
      }
      case "enum", "const" -> {
        List<Node> values = key.equals("const") ? List.of(member) : array(holder, key);
        List<Object> listed = new ArrayList<>();
        for (Node value : values) {
          if (value.value() != null && !listed.contains(value.value())) {
            listed.add(value.value());
          }
        }
        // A constant is a list of one; where both are said, both count.
        String name = key.equals("const") && holder.has("enum") ? key : "enum";
        shape.says.put(name, new Said(place, listed));
      }
      case "properties" -> {
        for (Map.Entry<String, Node> property : object(holder, key).entrySet()) {
          if (Boolean.FALSE.equals(property.getValue().value())) {
            shape.says.put("never " + property.getKey(), new Said(place, true));
          } else {
            shape.properties.put(property.getKey(), property.getValue());
          }
        }
      }
      case "required" -> {
        Set<String> names = new TreeSet<>();
        array(holder, key).forEach(name -> names.add(String.valueOf(name.value())));
        if (!names.isEmpty()) {
          shape.says.put(key, new Said(place, names));
        }
      }
      case "items", "additionalProperties" -> shape.parts.put(key, member);
      case "oneOf", "anyOf" -> choose(shape, holder, key, parts);
      case "discriminator" -> shape.says.put(key, new Said(place, discriminator(member)));
      default -> {
        Object value = number(key, member);
        if (!DEFAULTS.getOrDefault(key, Set.of()).contains(value == null ? "null" : value)) {
          shape.says.put(key, new Said(place, value));
        }
      }
    }
  }

  private static void addTypes(Shape shape, String place, Set<String> types) {
    if (types.size() > 1) {
      types.remove("null");
    }
    if (types.contains("number")) {
      types.remove("integer");
    }
    shape.says.put("type", new Said(place, types));
  }

  private void choose(Shape shape, Node holder, String key, List<Node> parts) {
    List<Node> branches =
        array(holder, key).stream().filter(branch -> !isNull(branch)).map(this::site).toList();
    Set<String> types = new TreeSet<>();
    branches.forEach(branch -> types.addAll(onlyType(branch)));
    if (branches.size() == 1) {
      parts.add(branches.get(0));
    } else if (!holder.has("type") && !types.isEmpty() && !types.contains("")) {
      addTypes(shape, shape.place + "/" + key, types);
    } else {
      shape.branches.put(key, branches);
    }
  }

  /** The types of a branch that says nothing else, an empty text for another branch. */
  private static Set<String> onlyType(Node branch) {
    boolean only =
        branch.members().keySet().stream()
            .allMatch(key -> key.equals("type") || (Words.isOfSchema(key) && !key.equals("title")));
    return only && branch.has("type") ? types(branch) : Set.of("");
  }

  private Map<String, @Nullable Object> discriminator(Node node) {
    Map<String, @Nullable Object> says = new TreeMap<>();
    node.members()
        .forEach(
            (key, member) -> {
              if (!Words.isOfSchema(key)) {
                says.put(key, member.value());
              }
            });
    Map<String, String> mapping = new TreeMap<>();
    object(node, "mapping")
        .forEach((value, name) -> mapping.put(value, target(String.valueOf(name.value()))));
    says.remove("mapping");
    if (!mapping.isEmpty()) {
      says.put("mapping", mapping);
    }
    return says;
  }

  /** What a value of a discriminator stands for: the class where there is one. */
  private String target(String mapped) {
    Node schemas = contract.root().at("components").at("schemas");
    Node named =
        schemas.has(mapped)
            ? schemas.at(mapped)
            : contract.resolve(new Node(schemas.pointer() + "/" + mapped, mapped));
    return type(named).isEmpty() ? named.pointer() : type(named);
  }

  /** 1, 1.0 and 1e0 are one bound. */
  private static @Nullable Object number(String key, Node member) {
    if (NUMBERS.contains(key) && member.value() instanceof Number number) {
      BigDecimal value =
          number instanceof BigInteger whole ? new BigDecimal(whole) : (BigDecimal) number;
      return value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    }
    return member.value();
  }

  /** OpenAPI 3.0 says by a boolean what 3.1 says by the bound itself. */
  private static void normalizeBounds(Shape shape, String bound, String exclusive) {
    if (Boolean.TRUE.equals(shape.value(exclusive))) {
      Said said = shape.says.remove(bound);
      if (said == null) {
        shape.says.remove(exclusive);
      } else {
        shape.says.put(exclusive, said);
      }
    }
  }

  /** A property that travels one way only is required in neither, since one class serves both. */
  private static void dropOneWay(Shape shape) {
    Said required = shape.says.get("required");
    if (required == null) {
      return;
    }
    Set<String> names = shape.texts("required");
    names.removeIf(
        name -> {
          Node property = shape.properties.get(name);
          return property != null && (property.isTrue("readOnly") || property.isTrue("writeOnly"));
        });
    if (names.isEmpty()) {
      shape.says.remove("required");
    } else {
      shape.says.put("required", new Said(required.place(), names));
    }
  }

  static List<Node> array(Node holder, String key) {
    Node node = holder.at(key);
    if (node.value() != null && !(node.value() instanceof List)) {
      throw wrong(node, "an array");
    }
    return node.items();
  }

  static Map<String, Node> object(Node holder, String key) {
    Node node = holder.at(key);
    if (node.value() != null && !node.isObject()) {
      throw wrong(node, "an object");
    }
    return node.members();
  }

  static boolean flag(Node holder, String key) {
    Node node = holder.at(key);
    if (node.value() != null && !(node.value() instanceof Boolean)) {
      throw wrong(node, "true or false");
    }
    return holder.isTrue(key);
  }

  private static IllegalArgumentException wrong(Node node, String expected) {
    return new IllegalArgumentException(
        "The contract says "
            + Findings.text(node.value())
            + " at #"
            + place(node)
            + ", where OpenAPI wants "
            + expected
            + ": correct it");
  }
}
