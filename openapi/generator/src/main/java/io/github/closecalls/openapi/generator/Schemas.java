package io.github.closecalls.openapi.generator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The meaning of all keywords of a JSON schema together. */
final class Schemas {
  /** The keywords that decide which values a Java type must be able to hold. */
  private static final Set<String> SHAPE =
      Set.of(
          "$ref",
          "type",
          "enum",
          "const",
          "format",
          "contentEncoding",
          "properties",
          "required",
          "additionalProperties",
          "patternProperties",
          "unevaluatedProperties",
          "items",
          "prefixItems",
          "uniqueItems",
          "allOf",
          "oneOf",
          "anyOf");

  private static final Set<String> CHOICE = Set.of("oneOf", "anyOf", "discriminator");

  private final Set<String> merging = new HashSet<>();

  /** By what they say: whatever inherits from a schema asks for the same. */
  private final IdentityHashMap<Object, Node> merges = new IdentityHashMap<>();

  private final Contract contract;
  private final Heirs heirs;

  Schemas(Contract contract) {
    this.contract = contract;
    this.heirs = new Heirs(contract);
  }

  /** Begins anew after a merge that was refused half-way. */
  void forget() {
    merging.clear();
  }

  Node root() {
    return contract.root();
  }

  /** The schema that this one merely names, with at most words of its own about it. */
  Optional<Node> alias(Node schema) {
    if (schema.has("$ref") && (contract.isVersion30() || !saysMore(schema, "$ref"))) {
      return Optional.of(contract.resolve(schema.at("$ref")));
    }
    if (schema.has("allOf") && !saysMore(schema, "allOf") && !heirs.isMapped(schema)) {
      List<Node> parts = schema.at("allOf").items().stream().filter(Schemas::hasShape).toList();
      boolean demanding = schema.at("allOf").items().stream().anyMatch(Schemas::onlyDemands);
      return parts.size() == 1 && !demanding ? Optional.of(parts.get(0)) : Optional.empty();
    }
    return Optional.empty();
  }

  /** The schemas that inherit from this one at first hand, without those that merely name it. */
  List<Node> heirs(Node base) {
    return heirs.of(base).stream().filter(heir -> alias(heir).isEmpty()).toList();
  }

  private static boolean saysMore(Node schema, String keyword) {
    return schema.members().keySet().stream()
        .anyMatch(key -> SHAPE.contains(key) && !key.equals(keyword));
  }

  private static boolean hasShape(Node schema) {
    return schema.members().keySet().stream()
        .anyMatch(key -> SHAPE.contains(key) && !key.equals("required"));
  }

  /** Returns whether it says which properties are required, and nothing else of the values. */
  private static boolean onlyDemands(Node part) {
    return part.has("required") && !hasShape(part);
  }

  /** Returns whether null is among the values. */
  boolean isNullable(Node schema) {
    return schema.isTrue("nullable")
        || typeNames(schema).contains("null")
        || schema.at("enum").items().stream().anyMatch(value -> value.value() == null)
        || (schema.has("const") && schema.at("const").value() == null)
        || choices(schema).stream().anyMatch(this::isNull);
  }

  /** The schema without references and {@code allOf}: all that its parts say, in one. */
  Node merged(Node schema) {
    if (!schema.has("$ref") && !schema.has("allOf")) {
      return schema;
    }
    Node known = merges.get(schema.value());
    if (known == null || !known.pointer().equals(schema.pointer())) {
      known = merge(schema);
      merges.put(schema.value(), known);
    }
    return known;
  }

  private Node merge(Node schema) {
    Map<String, @Nullable Object> own = new LinkedHashMap<>();
    schema.members().forEach((key, member) -> own.put(key, member.value()));
    own.remove("$ref");
    own.remove("allOf");
    List<Node> parts = new ArrayList<>();
    if (schema.has("$ref")) {
      parts.add(contract.resolve(schema.at("$ref")));
    }
    parts.addAll(schema.at("allOf").items());
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    boolean nullable = false;
    boolean notNull = restricts(own) && !isNullable(new Node(schema.pointer(), own));
    if (!merging.add(schema.pointer())) {
      throw Refusal.ALL_OF_ITSELF.at(schema);
    }
    for (Node part : parts) {
      Node flat = merged(contract.follow(part));
      // A part without a shape, such as {maxLength: 5}, says nothing about null.
      nullable |= isNullable(flat);
      notNull |= hasShape(flat) && !isNullable(flat);
      boolean ofItself = choices(flat).stream().anyMatch(branch -> names(branch, schema));
      flat.members()
          .forEach(
              (key, member) -> {
                // A base that lists its heirs as a choice says nothing of that to the heirs.
                if (!ofItself || !CHOICE.contains(key)) {
                  merge(all, key, member.value(), schema);
                }
              });
    }
    merging.remove(schema.pointer());
    own.forEach((key, value) -> merge(all, key, value, schema));
    all.remove("nullable");
    if ((nullable && !notNull) || schema.isTrue("nullable")) {
      all.put("nullable", true);
    }
    return new Node(schema.pointer(), all);
  }

  private static boolean restricts(Map<String, @Nullable Object> own) {
    return List.of("type", "enum", "const", "oneOf", "anyOf").stream().anyMatch(own::containsKey);
  }

  private boolean names(Node branch, Node schema) {
    return branch.has("$ref")
        && contract.resolve(branch.at("$ref")).pointer().equals(schema.pointer());
  }

  private void merge(
      Map<String, @Nullable Object> all, String key, @Nullable Object value, Node at) {
    if (!all.containsKey(key)) {
      all.put(key, value);
      return;
    }
    Object before = all.get(key);
    if (Objects.equals(before, value)) {
      return;
    }
    switch (key) {
      case "properties" -> all.put(key, mergeProperties(map(before), map(value)));
      case "required" -> {
        Set<@Nullable Object> names = new LinkedHashSet<>(list(before));
        names.addAll(list(value));
        all.put(key, new ArrayList<>(names));
      }
      case "type" -> {
        Set<Object> types = new LinkedHashSet<>(withIntegers(list(before)));
        types.retainAll(withIntegers(list(value)));
        if (types.isEmpty()) {
          throw Refusal.ALL_OF_OTHER_TYPES.at(at, String.valueOf(before), String.valueOf(value));
        }
        all.put(key, new ArrayList<>(types));
      }
      case "enum" -> {
        List<@Nullable Object> values = new ArrayList<>(list(before));
        values.retainAll(list(value));
        all.put(key, values);
      }
      case "items" -> all.put(key, both(before, value));
      case "additionalProperties", "unevaluatedProperties" ->
          all.put(
              key,
              Boolean.FALSE.equals(before) || Boolean.FALSE.equals(value)
                  ? false
                  : Boolean.TRUE.equals(before)
                      ? value
                      : Boolean.TRUE.equals(value) ? before : both(before, value));
      case "oneOf", "anyOf", "const", "prefixItems", "patternProperties" ->
          throw Refusal.ALL_OF_TWICE.at(at, key);
      default -> all.put(key, value);
    }
  }

  /** The types, with integer wherever there is number. */
  private static Set<Object> withIntegers(List<?> types) {
    Set<Object> all = new LinkedHashSet<>(types);
    if (all.contains("number")) {
      all.add("integer");
    }
    return all;
  }

  private static Map<String, @Nullable Object> mergeProperties(
      Map<String, @Nullable Object> before, Map<String, @Nullable Object> after) {
    Map<String, @Nullable Object> merged = new LinkedHashMap<>(before);
    after.forEach(
        (name, schema) -> {
          Object other = merged.get(name);
          if (!merged.containsKey(name)) {
            merged.put(name, schema);
          } else if (!Objects.equals(other, schema)) {
            merged.put(name, both(other, schema));
          }
        });
    return merged;
  }

  /** One schema that says what two say, each part of it once: parts that multiply never end. */
  private static Map<String, @Nullable Object> both(@Nullable Object one, @Nullable Object other) {
    Set<@Nullable Object> parts = new LinkedHashSet<>(parts(one));
    parts.addAll(parts(other));
    return Map.of("allOf", new ArrayList<>(parts));
  }

  private static List<?> parts(@Nullable Object schema) {
    return schema instanceof Map<?, ?> map
            && map.keySet().equals(Set.of("allOf"))
            && map.get("allOf") instanceof List<?> parts
        ? parts
        : Collections.singletonList(schema);
  }

  @SuppressWarnings("unchecked") // Contract makes maps with strings as keys only.
  private static Map<String, @Nullable Object> map(@Nullable Object value) {
    return value instanceof Map<?, ?> ? (Map<String, @Nullable Object>) value : Map.of();
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of(String.valueOf(value));
  }

  /** The schemas of which a value meets one or more, without those that only allow null. */
  List<Node> branches(Node merged) {
    return choices(merged).stream().filter(branch -> !isNull(branch)).toList();
  }

  private List<Node> choices(Node schema) {
    List<Node> choices = new ArrayList<>(schema.at("oneOf").items());
    if (!choices.isEmpty() && !schema.at("anyOf").items().isEmpty()) {
      throw Refusal.CHOICE_OF_BOTH_KINDS.at(schema);
    }
    choices.addAll(schema.at("anyOf").items());
    // Branches such as {required: [a]} choose between values of one type.
    return choices.stream().allMatch(branch -> hasShape(branch)) ? choices : List.of();
  }

  /** Whether nothing but null meets it. */
  boolean isNull(Node branch) {
    Node schema = contract.follow(branch);
    return typeNames(schema).equals(Set.of("null"))
        || (schema.has("const") && schema.at("const").value() == null)
        || (!schema.at("enum").items().isEmpty()
            && schema.at("enum").items().stream().allMatch(value -> value.value() == null));
  }

  /** The same for a schema that may choose, but only between such. */
  boolean isOnlyNull(Node merged) {
    return isNull(merged) || (!choices(merged).isEmpty() && branches(merged).isEmpty());
  }

  /**
   * The values that the contract lists, without null.
   *
   * @param branches the schemas to choose from; the values of all count if all list some of one
   *     kind, or allow any text or any number beside those that they list
   */
  List<Object> values(Node merged, List<Node> branches) {
    Set<String> types = types(merged);
    if (branches.isEmpty()) {
      return listed(merged, types);
    }
    List<Object> values = new ArrayList<>();
    Set<String> kinds = new HashSet<>();
    boolean open = false;
    for (Node branch : branches) {
      Node flat = merged(branch);
      Set<String> ofBranch = types(flat).isEmpty() ? types : types(flat);
      List<Object> own = branches(flat).isEmpty() ? listed(flat, ofBranch) : List.of();
      if (own.isEmpty() && (flat.has("format") || !OPEN.containsAll(ofBranch))) {
        return List.of();
      }
      open |= own.isEmpty();
      own.forEach(value -> kinds.add(kind(value)));
      if (own.isEmpty()) {
        kinds.add(ofBranch.size() == 1 ? ofBranch.iterator().next() : "several");
      }
      values.addAll(own);
    }
    if (!open && kinds.equals(Set.of("integer", "number"))) {
      kinds.remove("integer");
    }
    return kinds.size() == 1 ? values.stream().distinct().toList() : List.of();
  }

  /** Types of which any value fits beside listed ones. */
  private static final Set<String> OPEN = Set.of("string", "integer", "number");

  private static String kind(Object value) {
    if (value instanceof String) {
      return "string";
    }
    return value instanceof java.math.BigInteger
        ? "integer"
        : value instanceof Number ? "number" : "other";
  }

  private static List<Object> listed(Node merged, Set<String> types) {
    List<Object> values = new ArrayList<>();
    if (merged.has("const")) {
      values.add(Objects.requireNonNullElse(merged.at("const").value(), List.of()));
      values.remove(List.of());
    }
    for (Node value : merged.at("enum").items()) {
      if (value.value() != null) {
        values.add(value.value());
      }
    }
    if (types.equals(Set.of("string"))) {
      // An exporter that forgets the quotes of "true" or "1.0".
      values.replaceAll(String::valueOf);
    }
    return values.stream().distinct().toList();
  }

  /** The types without null; none if every type is allowed. */
  Set<String> types(Node merged) {
    Set<String> types = new LinkedHashSet<>(typeNames(merged));
    types.remove("null");
    if (types.contains("number")) {
      types.remove("integer");
    }
    if (types.isEmpty()) {
      // What a schema says about the parts of a value tells its type where it does not say it.
      if (merged.has("properties")
          || merged.has("additionalProperties")
          || merged.has("patternProperties")) {
        types.add("object");
      } else if (merged.has("items") || merged.has("prefixItems")) {
        types.add("array");
      }
    }
    return types;
  }

  private static Set<String> typeNames(Node schema) {
    Set<String> types = new LinkedHashSet<>();
    if (schema.has("type")) {
      list(schema.at("type").value()).forEach(type -> types.add(String.valueOf(type)));
    }
    return types;
  }

  /** The schema of each type, for a schema that allows several. */
  List<Node> byType(Node merged, Set<String> types) {
    List<Node> branches = new ArrayList<>();
    for (String type : types) {
      Map<String, @Nullable Object> branch = new LinkedHashMap<>(map(merged.value()));
      branch.put("type", type);
      branch.remove("nullable");
      branch.remove("title");
      branches.add(new Node(merged.pointer() + "/type/" + type, branch));
    }
    return branches;
  }

  /** A branch of a choice together with what the schema says of all branches. */
  Node withBase(Node merged, Node branch) {
    Map<String, @Nullable Object> base = new LinkedHashMap<>(map(merged.value()));
    base.keySet().removeAll(Set.of("oneOf", "anyOf", "type", "title", "description", "nullable"));
    boolean saysNothing = base.keySet().stream().noneMatch(SHAPE::contains);
    return saysNothing
            || branch.pointer().startsWith(merged.pointer() + "/type/")
            || inherits(branch, merged.pointer(), new HashSet<>())
        ? branch
        : new Node(
            branch.pointer() + "/allOf",
            Map.of("allOf", List.of(base, Objects.requireNonNull(branch.value()))));
  }

  /** The properties that an object may have. */
  Map<String, Node> properties(Node merged) {
    Map<String, Node> properties = merged.at("properties").members();
    properties.values().removeIf(property -> Boolean.FALSE.equals(property.value()));
    return properties;
  }

  private boolean inherits(Node heir, String base, Set<String> passed) {
    return contract.follow(heir).at("allOf").items().stream()
        .filter(part -> part.has("$ref"))
        .map(contract::follow)
        .filter(part -> passed.add(part.pointer()))
        .anyMatch(part -> part.pointer().equals(base) || inherits(part, base, passed));
  }

  /** The names of the required properties. */
  List<String> required(Node merged) {
    return merged.at("required").items().stream()
        .map(name -> String.valueOf(name.value()))
        .toList();
  }

  /** The schema that a schema names, however often. */
  Node followed(Node schema) {
    Node followed = schema;
    Set<String> passed = new HashSet<>();
    Optional<Node> alias = alias(followed);
    while (alias.isPresent()) {
      if (!passed.add(followed.pointer())) {
        throw Refusal.SCHEMA_OF_ITSELF.at(schema);
      }
      followed = alias.get();
      alias = alias(followed);
    }
    return followed;
  }

  /** Returns whether the contract allows no other properties than those it lists. */
  boolean isClosed(Node merged) {
    if (!merged.at("patternProperties").members().isEmpty()) {
      return false;
    }
    return Boolean.FALSE.equals(merged.at("additionalProperties").value())
        || Boolean.FALSE.equals(merged.at("unevaluatedProperties").value());
  }
}
