package io.github.closecalls.openapi.generator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes JSON values that meet a schema.
 *
 * <p>It reads JSON Schema on its own, so that a mistake of the generator is not made here as well.
 */
final class RandomJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int DEEP = 5;
  private static final List<String> TEXTS =
      List.of("", "a", "Größe", "\uD83D\uDE00", "say \"hi\"\\", "line\nbreak", "null", "\u2028");
  private static final List<String> NUMBERS =
      List.of("0", "-1", "1.10", "9007199254740993", "12345678901234567890", "1e400", "1E-7");

  private final Contract contract;
  private final Random random;

  RandomJson(Contract contract, Random random) {
    this.contract = contract;
    this.random = random;
  }

  JsonNode of(Node schema) {
    return of(flat(schema), 0);
  }

  private JsonNode of(Map<String, Node> schema, int depth) {
    Node choices = schema.getOrDefault("oneOf", schema.get("anyOf"));
    if (choices != null && choices.items().stream().noneMatch(RandomJson::onlyRequires)) {
      return ofChoice(schema, choices, depth);
    }
    if (schema.containsKey("const")) {
      return literal(schema.get("const").value());
    }
    if (schema.containsKey("enum")) {
      return literal(pick(schema.get("enum").items()).value());
    }
    List<String> types = types(schema);
    if (types.isEmpty()) {
      return any(depth);
    }
    String type = depth > DEEP && types.contains("null") ? "null" : pick(types);
    return switch (type) {
      case "null" -> JSON.nullNode();
      case "boolean" -> JSON.booleanNode(random.nextBoolean());
      case "integer" -> integer(schema);
      case "number" -> number(schema);
      case "string" -> JSON.textNode(string(schema));
      case "array" -> array(schema, depth);
      default -> object(schema, depth);
    };
  }

  private static boolean onlyRequires(Node branch) {
    return branch.members().keySet().equals(Set.of("required"));
  }

  private JsonNode ofChoice(Map<String, Node> schema, Node choices, int depth) {
    List<Node> branches = choices.items();
    Node branch = pick(branches);
    if (depth > DEEP) {
      branch =
          branches.stream()
              .filter(each -> List.of("null", "string").contains(each.text("type").orElse("")))
              .findFirst()
              .orElse(branch);
    }
    Map<String, Node> both = new LinkedHashMap<>(schema);
    both.keySet().removeAll(Set.of("oneOf", "anyOf", "discriminator"));
    mergeInto(both, flat(branch));
    JsonNode value = of(both, depth);
    Node discriminator = schema.get("discriminator");
    // A branch without a name lists its value itself.
    if (discriminator != null && branch.has("$ref") && value instanceof ObjectNode object) {
      object.put(
          discriminator.text("propertyName").orElseThrow(),
          discriminatorValue(discriminator, branch));
    }
    return value;
  }

  private static String discriminatorValue(Node discriminator, Node branch) {
    String target = branch.text("$ref").orElseThrow();
    String name = target.substring(target.lastIndexOf('/') + 1);
    return discriminator.at("mapping").members().entrySet().stream()
        .filter(
            entry ->
                target.equals(entry.getValue().value()) || name.equals(entry.getValue().value()))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(name);
  }

  /** The keywords of a schema with those of what it refers to. */
  private Map<String, Node> flat(Node schema) {
    Map<String, Node> all = new LinkedHashMap<>();
    boolean orNull = false;
    if (schema.has("$ref")) {
      mergeInto(all, flat(contract.resolve(schema.at("$ref"))));
      orNull = schema.isTrue("nullable");
    }
    if (!schema.has("$ref") || !contract.isVersion30()) {
      schema.at("allOf").items().forEach(part -> mergeInto(all, flat(part)));
      Map<String, Node> own = new LinkedHashMap<>(schema.members());
      own.remove("$ref");
      own.remove("allOf");
      orNull |= own.remove("nullable") != null && schema.isTrue("nullable");
      mergeInto(all, own);
    }
    if (orNull && !all.containsKey("enum")) {
      List<String> types = new ArrayList<>(types(all));
      if (!types.isEmpty() && !types.contains("null")) {
        types.add("null");
        all.put("type", new Node("", types));
      }
    }
    return all;
  }

  private static void mergeInto(Map<String, Node> all, Map<String, Node> more) {
    more.forEach(
        (key, node) -> {
          Node before = all.get(key);
          if (before == null) {
            all.put(key, node);
          } else if (key.equals("properties")) {
            Map<String, @Nullable Object> both = new LinkedHashMap<>();
            before.members().forEach((name, member) -> both.put(name, member.value()));
            node.members()
                .forEach(
                    (name, member) ->
                        both.merge(
                            name,
                            Objects.requireNonNull(member.value()),
                            (one, other) ->
                                one.equals(other) ? one : Map.of("allOf", List.of(one, other))));
            all.put(key, new Node(node.pointer(), both));
          } else if (key.equals("required")) {
            List<@Nullable Object> both = new ArrayList<>();
            before.items().forEach(item -> both.add(item.value()));
            node.items().forEach(item -> both.add(item.value()));
            all.put(key, new Node(node.pointer(), both));
          } else if (key.equals("type")) {
            List<String> types = new ArrayList<>(types(Map.of("type", before)));
            types.retainAll(types(Map.of("type", node)));
            all.put(key, new Node(node.pointer(), types));
          } else if (!key.equals("additionalProperties") || Boolean.TRUE.equals(before.value())) {
            all.put(key, node);
          }
        });
  }

  private static List<String> types(Map<String, Node> schema) {
    Node type = schema.get("type");
    if (type == null) {
      return schema.containsKey("properties") || schema.containsKey("additionalProperties")
          ? List.of("object")
          : schema.containsKey("items") ? List.of("array") : List.of();
    }
    return type.value() instanceof List
        ? type.items().stream().map(item -> String.valueOf(item.value())).toList()
        : List.of(String.valueOf(type.value()));
  }

  private JsonNode object(Map<String, Node> schema, int depth) {
    ObjectNode object = JSON.objectNode();
    Set<String> required =
        schema.getOrDefault("required", new Node("", null)).items().stream()
            .map(item -> String.valueOf(item.value()))
            .collect(Collectors.toSet());
    Map<String, Node> properties = schema.getOrDefault("properties", new Node("", null)).members();
    properties.forEach(
        (name, property) -> {
          if (!Boolean.FALSE.equals(property.value())
              && (required.contains(name) || random.nextInt(depth > DEEP ? 9 : 3) == 0)) {
            object.set(name, of(flat(property), depth + 1));
          }
        });
    Optional<Node> additional = Optional.ofNullable(schema.get("additionalProperties"));
    boolean closed = additional.filter(node -> Boolean.FALSE.equals(node.value())).isPresent();
    Optional<Node> typed = additional.filter(Node::isObject);
    boolean map = properties.isEmpty() && typed.isPresent() && depth <= DEEP;
    for (int i = closed ? 0 : random.nextInt(map ? 4 : 2); i > 0; i--) {
      String name = random.nextInt(20) == 0 ? "" : "unlisted " + random.nextInt(100);
      if (!properties.containsKey(name)) {
        object.set(name, typed.isPresent() ? of(flat(typed.get()), depth + 1) : any(depth + 1));
      }
    }
    return object;
  }

  private JsonNode array(Map<String, Node> schema, int depth) {
    Set<JsonNode> distinct = new LinkedHashSet<>();
    List<JsonNode> items = new ArrayList<>();
    Node item = schema.get("items");
    int size = depth > DEEP ? 0 : random.nextInt(4);
    for (int i = 0; i < size; i++) {
      JsonNode value =
          item == null || schema.containsKey("prefixItems")
              ? any(depth + 1)
              : of(flat(item), depth + 1);
      items.add(value);
      distinct.add(value);
    }
    boolean unique = schema.containsKey("uniqueItems");
    return JSON.arrayNode().addAll(unique ? List.copyOf(distinct) : items);
  }

  private JsonNode integer(Map<String, Node> schema) {
    String format = text(schema, "format");
    if (schema.containsKey("minimum") || schema.containsKey("maximum")) {
      return JSON.numberNode(
          new BigDecimal(
                  text(schema, "maximum").isEmpty()
                      ? text(schema, "minimum")
                      : text(schema, "maximum"))
              .toBigInteger());
    }
    return switch (format) {
      case "int32" -> JSON.numberNode(BigInteger.valueOf(random.nextInt()));
      default ->
          JSON.numberNode(
              BigInteger.valueOf(random.nextBoolean() ? random.nextLong() : random.nextInt(1000)));
    };
  }

  private JsonNode number(Map<String, Node> schema) {
    String format = text(schema, "format");
    if (format.equals("double") || format.equals("float")) {
      return JSON.numberNode(new BigDecimal(String.valueOf(random.nextGaussian() * 1e6)));
    }
    return JSON.numberNode(
        new BigDecimal(BigInteger.valueOf(random.nextLong()), random.nextInt(30) - 5));
  }

  private String string(Map<String, Node> schema) {
    if (text(schema, "contentEncoding").equals("base64")) {
      return base64();
    }
    return switch (text(schema, "format")) {
      case "date" -> LocalDate.ofEpochDay(random.nextInt(40_000)).toString();
      case "date-time" -> dateTime();
      case "uuid" -> new UUID(random.nextLong(), random.nextLong()).toString();
      case "uri", "url", "uri-reference" ->
          "https://example.com/" + random.nextInt(1000) + "?q=%C3%A9#a";
      case "byte" -> base64();
      default -> random.nextBoolean() ? pick(TEXTS) : "text " + random.nextInt(1000);
    };
  }

  private String base64() {
    byte[] bytes = new byte[random.nextInt(20)];
    random.nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private String dateTime() {
    OffsetDateTime time =
        OffsetDateTime.ofInstant(
            java.time.Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)),
            ZoneOffset.ofTotalSeconds(random.nextInt(36 * 4) * 900 - 18 * 3600));
    return random.nextBoolean()
        ? time.format(DateTimeFormatter.ISO_OFFSET_DATE_TIME)
        : String.format(Locale.ROOT, "%tFT%<tT.%<tLZ", time);
  }

  /** Any JSON value, with the numbers that get lost in doubles. */
  private JsonNode any(int depth) {
    return switch (random.nextInt(depth > DEEP ? 4 : 6)) {
      case 0 -> JSON.nullNode();
      case 1 -> JSON.textNode(pick(TEXTS));
      case 2 -> JSON.booleanNode(random.nextBoolean());
      case 3 -> JSON.numberNode(new BigDecimal(pick(NUMBERS)));
      case 4 -> JSON.arrayNode().add(any(depth + 1)).add(any(depth + 1));
      default ->
          JSON.objectNode().<ObjectNode>set("nested", any(depth + 1)).set("", any(depth + 1));
    };
  }

  private static String text(Map<String, Node> schema, String keyword) {
    Node node = schema.get(keyword);
    return node == null ? "" : String.valueOf(node.value());
  }

  private static JsonNode literal(@Nullable Object value) {
    return ExactJson.of(value);
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
