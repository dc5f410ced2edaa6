package io.github.closecalls.openapi.generator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The schemas of a contract in JSON Schema 2020-12, for a validator that knows nothing of OpenAPI.
 *
 * <p>It reads the contract on its own, so that a mistake of the generator is not made here as well.
 */
final class JsonSchemas {
  /** What of a schema the validator is given. */
  enum Extent {
    /** All that it says: what is valid must be read. */
    AS_WRITTEN,

    /** Only what docs/generator.md says is checked: what is invalid must be refused. */
    AS_CHECKED
  }

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** What the validator is not given, and why. */
  private static final Map<String, String> LEFT_OUT =
      Map.ofEntries(
          Map.entry("minimum", "a limit, which is Javadoc"),
          Map.entry("exclusiveMinimum", "a limit, which is Javadoc"),
          Map.entry("maximum", "a limit, which is Javadoc"),
          Map.entry("exclusiveMaximum", "a limit, which is Javadoc"),
          Map.entry("multipleOf", "a limit, which is Javadoc"),
          Map.entry("minLength", "a limit, which is Javadoc"),
          Map.entry("maxLength", "a limit, which is Javadoc"),
          Map.entry("pattern", "a limit, which is Javadoc"),
          Map.entry("minItems", "a limit, which is Javadoc"),
          Map.entry("maxItems", "a limit, which is Javadoc"),
          Map.entry("minProperties", "a limit, which is Javadoc"),
          Map.entry("maxProperties", "a limit, which is Javadoc"),
          Map.entry("unevaluatedProperties", "an answer may have other properties"),
          Map.entry("patternProperties", "an answer may have other properties"),
          Map.entry("prefixItems", "such an array holds any values"),
          Map.entry("not", "it changes no type"),
          Map.entry("if", "it changes no type"),
          Map.entry("then", "it changes no type"),
          Map.entry("else", "it changes no type"),
          Map.entry("contains", "it changes no type"),
          Map.entry("propertyNames", "it changes no type"),
          Map.entry("dependentRequired", "it changes no type"),
          Map.entry("dependentSchemas", "it changes no type"),
          Map.entry("contentMediaType", "the text is given as it is"),
          Map.entry("xml", "the contract is JSON"),
          Map.entry("title", "words"),
          Map.entry("summary", "words"),
          Map.entry("description", "words"),
          Map.entry("deprecated", "words"),
          Map.entry("default", "words"),
          Map.entry("example", "words"),
          Map.entry("examples", "words"),
          Map.entry("externalDocs", "words"),
          Map.entry("$comment", "words"),
          Map.entry("$defs", "it is read where a reference leads to it"));

  private static final Set<String> TRANSLATED =
      Set.of(
          "$ref",
          "type",
          "nullable",
          "enum",
          "const",
          "required",
          "format",
          "contentEncoding",
          "uniqueItems",
          "properties",
          "additionalProperties",
          "items",
          "allOf",
          "oneOf",
          "anyOf",
          "discriminator",
          "readOnly",
          "writeOnly");

  /** The formats that have a Java type, as the validator knows them. */
  private static final Map<String, String> FORMATS =
      Map.of(
          "date", "date",
          "date-time", "date-time",
          "uuid", "uuid",
          "uri", "uri",
          "url", "uri",
          "uri-reference", "uri-reference",
          "byte", "byte");

  /** What the validator calls valid, and the Java type cannot hold: it is odd. */
  private static final Map<String, String> CANNOT_HOLD =
      Map.of(
          // A year of more than four digits.
          "date", "^[+-]",
          // A blank for T, a leap second, parts of nanoseconds, an offset of more than 18 hours.
          "date-time", "^.{10} |:60|[.][0-9]{10}|[+-]18:(?!00$)|[+-](19|2[0-9]):");

  /** What the Java type reads besides. */
  private static final Map<String, JsonNode> TAKES_MORE =
      Map.of(
          // No seconds; and the offset -00:00, which RFC 3339 has for one that is not known.
          "date-time",
          ExactJson.parse("{\"pattern\":\"^.{10}[Tt][0-9:]{5}([Zz]|[+-][0-9:]{5})$|-00:00$\"}"),
          // A URI may be relative, and have letters of other alphabets.
          "uri",
          ExactJson.parse("{\"format\":\"iri-reference\"}"),
          "uri-reference",
          ExactJson.parse("{\"format\":\"iri-reference\"}"));

  /** An integer is one of 64 bits, or of 32 if its format says so. */
  private static final Map<String, Integer> BITS =
      Map.of("int32", 32, "int16", 32, "int8", 32, "uint16", 32, "uint8", 32);

  private final Contract contract;
  private final Extent extent;
  private final Map<String, String> names = new LinkedHashMap<>();
  private final Deque<Node> untranslated = new ArrayDeque<>();

  JsonSchemas(Contract contract, Extent extent) {
    this.contract = contract;
    this.extent = extent;
  }

  /** A JSON Schema document for this one, with all that it refers to. */
  JsonNode document(Node schema) {
    names.clear();
    ObjectNode document = reference(schema);
    document.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    ObjectNode definitions = document.putObject("$defs");
    while (!untranslated.isEmpty()) {
      Node next = untranslated.remove();
      definitions.set(name(next), whole(next));
    }
    return document;
  }

  private ObjectNode reference(Node schema) {
    return JSON.objectNode().put("$ref", "#/$defs/" + name(schema));
  }

  private String name(Node schema) {
    return names.computeIfAbsent(
        schema.pointer(),
        pointer -> {
          untranslated.add(schema);
          return "s" + names.size();
        });
  }

  private boolean checkedOnly() {
    return extent == Extent.AS_CHECKED;
  }

  /** A schema where it is not a part of another's {@code allOf}. */
  private JsonNode whole(Node schema) {
    if (schema.value() instanceof Boolean all) {
      return JSON.booleanNode(all);
    }
    List<Node> parts = new ArrayList<>();
    collect(schema, parts, new LinkedHashSet<>());
    ObjectNode own = part(schema, parts);
    if (parts.stream().noneMatch(part -> part.has("type") || hasChoice(part))) {
      typeOf(parts).ifPresent(type -> own.withArray("allOf").add(type));
    }
    List<Node> discriminated = parts.stream().filter(part -> part.has("discriminator")).toList();
    for (Node part : discriminated) {
      if (hasChoice(part)) {
        dispatch(part.at("discriminator"), choices(part)).forEach(own.withArray("allOf")::add);
      }
    }
    if (schema.has("discriminator") && !hasChoice(schema)) {
      List<ObjectNode> dispatched = dispatch(schema.at("discriminator"), heirs(schema));
      if (!dispatched.isEmpty()) {
        ObjectNode any = JSON.objectNode();
        dispatched.forEach(each -> any.withArray("anyOf").add(each.get("if")));
        ObjectNode either = JSON.objectNode();
        either.set("if", any);
        either.putObject("then").putArray("allOf").addAll(dispatched);
        either.set("else", own);
        return either;
      }
    }
    return own;
  }

  /** A schema and all that its {@code $ref} and its {@code allOf} lead to. */
  private void collect(Node schema, List<Node> parts, Set<String> way) {
    if (!way.add(schema.pointer())) {
      return;
    }
    parts.add(schema);
    if (schema.has("$ref")) {
      collect(contract.resolve(schema.at("$ref")), parts, way);
    }
    if (!(schema.has("$ref") && contract.isVersion30())) {
      schema.at("allOf").items().forEach(part -> collect(part, parts, way));
    }
  }

  /** The type that what a schema says of the parts of a value implies. */
  private static Optional<ObjectNode> typeOf(List<Node> parts) {
    if (parts.stream().anyMatch(part -> part.has("enum") || part.has("const"))) {
      return Optional.empty();
    }
    for (Map.Entry<String, List<String>> type :
        Map.of(
                "object", List.of("properties", "additionalProperties", "patternProperties"),
                "array", List.of("items", "prefixItems"))
            .entrySet()) {
      if (parts.stream().anyMatch(part -> type.getValue().stream().anyMatch(part::has))) {
        boolean nullable = parts.stream().anyMatch(part -> part.isTrue("nullable"));
        ObjectNode typed = JSON.objectNode();
        typed.putArray("type").add(type.getKey());
        if (nullable) {
          typed.withArray("type").add("null");
        }
        return Optional.of(typed);
      }
    }
    return Optional.empty();
  }

  private ObjectNode part(Node schema, List<Node> family) {
    for (String keyword : schema.members().keySet()) {
      if (!keyword.startsWith("x-")
          && !TRANSLATED.contains(keyword)
          && !LEFT_OUT.containsKey(keyword)) {
        throw new AssertionError("Say in JsonSchemas what the validator is given of " + keyword);
      }
    }
    ObjectNode own = JSON.objectNode();
    ArrayNode all = JSON.arrayNode();
    if (schema.has("$ref")) {
      Node target = contract.resolve(schema.at("$ref"));
      if (contract.isVersion30() || schema.members().size() == 1) {
        // It may be a circle of its own.
        ObjectNode named = family.get(0).equals(schema) ? reference(target) : part(target, family);
        // Nothing may stand beside a $ref in 3.0, yet many write so.
        return schema.isTrue("nullable") ? orNull(named) : named;
      }
      all.add(part(target, family));
    }
    schema.at("allOf").items().forEach(part -> all.add(part(part, family)));
    boolean alone = family.size() == 1;
    Set<String> types = types(schema);
    boolean several = types.stream().filter(type -> !type.equals("null")).count() > 1;
    if (checkedOnly() && several) {
      if (!types.contains("null")) {
        own.set("not", type("null"));
      }
    } else {
      if (!types.isEmpty() && !(checkedOnly() && choices(schema).size() > 0)) {
        types.forEach(own.withArray("type")::add);
      }
      parts(schema, own, family, alone);
      boolean listed = family.stream().anyMatch(each -> each.has("enum") || each.has("const"));
      if (!(checkedOnly() && listed)) {
        bounds(schema, types).ifPresent(all::add);
        format(schema, types).ifPresent(all::add);
      }
    }
    choice(schema, own, all, family);
    listed(schema, own, types);
    if (!all.isEmpty()) {
      own.set("allOf", all);
    }
    return schema.isTrue("nullable") ? orNull(own) : own;
  }

  /** What is said of properties and items. */
  private void parts(Node schema, ObjectNode own, List<Node> family, boolean alone) {
    schema
        .at("properties")
        .members()
        .forEach((name, each) -> own.withObjectProperty("properties").set(name, nested(each)));
    Set<String> optional = optional(family);
    schema.at("required").items().stream()
        .map(name -> String.valueOf(name.value()))
        .filter(name -> !optional.contains(name))
        .forEach(own.withArrayProperty("required")::add);
    Node additional = schema.at("additionalProperties");
    boolean patterns = schema.has("patternProperties");
    // Parts of allOf share their properties, and what is false may still come.
    if (additional.isObject() && !patterns && (alone || !checkedOnly())) {
      own.set("additionalProperties", nested(additional));
    }
    if (schema.has("items") && !schema.has("prefixItems")) {
      own.set("items", nested(schema.at("items")));
    }
    if (schema.isTrue("uniqueItems")) {
      own.put("uniqueItems", true);
    }
  }

  private JsonNode nested(Node schema) {
    return schema.value() instanceof Boolean all ? JSON.booleanNode(all) : reference(schema);
  }

  /** What is required in one direction only is optional in Java. */
  private Set<String> optional(List<Node> family) {
    Set<String> names = new LinkedHashSet<>();
    if (checkedOnly()) {
      for (Node each : family) {
        each.at("properties")
            .members()
            .forEach(
                (name, property) -> {
                  if (property.isTrue("readOnly") || property.isTrue("writeOnly")) {
                    names.add(name);
                  }
                });
      }
    }
    return names;
  }

  private static Optional<ObjectNode> bounds(Node schema, Set<String> types) {
    String format = schema.text("format").orElse("");
    boolean large =
        Stream.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
            .anyMatch(
                bound ->
                    schema.at(bound).value() instanceof Number value
                        && new BigDecimal(value.toString()).toBigInteger().bitLength() > 63);
    if (types.contains("number") && (format.equals("double") || format.equals("float"))) {
      BigDecimal most = new BigDecimal(Double.MAX_VALUE);
      return Optional.of(JSON.objectNode().put("minimum", most.negate()).put("maximum", most));
    }
    if (!types.contains("integer")
        || types.contains("number")
        || format.equals("uint64")
        || large) {
      return Optional.empty();
    }
    BigInteger least = BigInteger.ONE.shiftLeft(BITS.getOrDefault(format, 64) - 1).negate();
    return Optional.of(JSON.objectNode().put("minimum", least).put("maximum", least.not()));
  }

  private Optional<ObjectNode> format(Node schema, Set<String> types) {
    boolean binary = schema.text("contentEncoding").orElse("").equals("base64");
    String format = FORMATS.get(binary ? "byte" : schema.text("format").orElse(""));
    if (!types.contains("string") || format == null) {
      return Optional.empty();
    }
    ObjectNode own = JSON.objectNode().put("format", format);
    String odd = CANNOT_HOLD.getOrDefault(format, "");
    if (!odd.isEmpty()) {
      own.putObject("not").put("type", "string").put("pattern", odd);
    }
    JsonNode more = TAKES_MORE.get(format);
    if (checkedOnly() && more != null) {
      ObjectNode either = JSON.objectNode();
      either.putArray("anyOf").add(own).add(more);
      return Optional.of(either);
    }
    return Optional.of(own);
  }

  private void choice(Node schema, ObjectNode own, ArrayNode all, List<Node> family) {
    for (String keyword : List.of("oneOf", "anyOf")) {
      List<Node> branches = schema.at(keyword).items();
      if (branches.isEmpty()) {
        continue;
      }
      boolean ofItself =
          branches.stream()
              .filter(branch -> branch.has("$ref"))
              .map(contract::follow)
              .anyMatch(
                  target ->
                      !schema.equals(family.get(0))
                          && target.pointer().equals(family.get(0).pointer()));
      if (ofItself) {
        continue;
      }
      if (!checkedOnly()) {
        branches.forEach(branch -> own.withArrayProperty(keyword).add(nested(branch)));
      } else if (choices(schema).size() > 0 && schema.equals(family.get(0))) {
        ObjectNode read = JSON.objectNode();
        branches.forEach(branch -> read.withArrayProperty("anyOf").add(nested(branch)));
        List<Node> notNull = branches.stream().filter(each -> !isNull(each)).toList();
        if (notNull.size() > 1) {
          read.withArrayProperty("anyOf").addObject().set("not", type("null"));
        }
        all.add(read);
      }
    }
  }

  private void listed(Node schema, ObjectNode own, Set<String> types) {
    if (!schema.has("enum") && !schema.has("const")) {
      return;
    }
    if (!checkedOnly()) {
      Stream.of("enum", "const")
          .filter(schema::has)
          .forEach(keyword -> own.set(keyword, ExactJson.of(schema.at(keyword).value())));
      return;
    }
    List<Node> values = new ArrayList<>(schema.at("enum").items());
    if (schema.has("const")) {
      values.add(schema.at("const"));
    }
    Set<String> kinds = new LinkedHashSet<>();
    values.forEach(value -> kinds.add(kind(value.value())));
    boolean orNull = kinds.remove("null");
    if (types.isEmpty() && kinds.size() == 1 && !kinds.contains("other")) {
      own.putArray("type").add(kinds.iterator().next());
    }
    if (orNull && own.has("type")) {
      own.withArray("type").add("null");
    }
  }

  private static String kind(@Nullable Object value) {
    if (value == null) {
      return "null";
    }
    if (value instanceof String) {
      return "string";
    }
    return value instanceof Number ? "number" : value instanceof Boolean ? "boolean" : "other";
  }

  /** The rules that the value of a discriminator says which schema an object meets. */
  private List<ObjectNode> dispatch(Node discriminator, List<Node> branches) {
    String property = discriminator.text("propertyName").orElseThrow();
    Map<String, Node> targets = new LinkedHashMap<>();
    for (Node branch : branches) {
      Node target = contract.follow(branch);
      if (!target.pointer().startsWith("/components/schemas/")) {
        continue;
      }
      boolean mapped = false;
      for (Map.Entry<String, Node> each : discriminator.at("mapping").members().entrySet()) {
        String name = String.valueOf(each.getValue().value());
        if (name.equals("#" + target.pointer()) || name.equals(target.token())) {
          targets.put(each.getKey(), target);
          mapped = true;
        }
      }
      if (!mapped) {
        targets.put(target.token(), target);
      }
    }
    List<ObjectNode> rules = new ArrayList<>();
    targets.forEach(
        (value, target) -> {
          ObjectNode rule = JSON.objectNode();
          ObjectNode condition = rule.putObject("if").put("type", "object");
          condition.putObject("properties").putObject(property).put("const", value);
          condition.putArray("required").add(property);
          rule.set("then", reference(target));
          rules.add(rule);
        });
    return rules;
  }

  /** The components that inherit from this one, at whatever distance, or that its mapping names. */
  private List<Node> heirs(Node base) {
    List<Node> heirs = new ArrayList<>();
    for (Node each : contract.root().at("components").at("schemas").members().values()) {
      boolean mapped =
          base.at("discriminator").at("mapping").members().values().stream()
              .map(name -> String.valueOf(name.value()))
              .anyMatch(name -> name.equals("#" + each.pointer()) || name.equals(each.token()));
      List<Node> parts = new ArrayList<>();
      collect(each, parts, new LinkedHashSet<>());
      boolean inherits = !each.has("$ref") && parts.contains(base) && !each.equals(base);
      if (inherits || (mapped && !each.equals(base))) {
        heirs.add(each);
      }
    }
    return heirs;
  }

  private static Set<String> types(Node schema) {
    Set<String> types = new LinkedHashSet<>();
    Node type = schema.at("type");
    if (type.value() instanceof String one) {
      types.add(one);
    }
    type.items().forEach(each -> types.add(String.valueOf(each.value())));
    return types;
  }

  private static List<Node> choices(Node schema) {
    List<Node> branches = new ArrayList<>(schema.at("oneOf").items());
    branches.addAll(schema.at("anyOf").items());
    boolean demands =
        branches.stream().anyMatch(each -> each.members().keySet().equals(Set.of("required")));
    return demands ? List.of() : branches;
  }

  private static boolean hasChoice(Node schema) {
    return !choices(schema).isEmpty();
  }

  private static boolean isNull(Node branch) {
    return types(branch).equals(Set.of("null"));
  }

  private static ObjectNode type(String type) {
    return JSON.objectNode().put("type", type);
  }

  private static ObjectNode orNull(ObjectNode schema) {
    ObjectNode either = JSON.objectNode();
    either.putArray("anyOf").add(type("null")).add(schema);
    return either;
  }
}
