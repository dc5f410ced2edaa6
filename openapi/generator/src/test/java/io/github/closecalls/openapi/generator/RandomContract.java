package io.github.closecalls.openapi.generator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Makes contracts of random schemas, in JSON. */
final class RandomContract {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int OBJECTS = 25;
  private static final int OTHERS = 35;
  private static final List<String> NAMES =
      List.of(
          "id",
          "type",
          "_type",
          "lead_id",
          "leadId",
          "class",
          "getClass",
          "value",
          "reader",
          "name",
          "builder",
          "missing",
          "other",
          "hash",
          "text",
          "that",
          "e",
          "entry",
          "writer",
          "a\"b\\",
          "\uD83D\uDE00",
          "",
          " ",
          "1st",
          "$ref2",
          "has_id",
          "clear_id",
          "ID",
          "Größe",
          "__",
          "known",
          "additional_properties",
          "to_builder",
          "moshi",
          "NAMES",
          "default",
          "@type",
          "x.y",
          "-1",
          "String",
          "object",
          "serialize_nulls",
          "null",
          "true",
          "record",
          "var",
          "yield",
          "names");
  private static final List<String> VALUES =
      List.of(
          "a",
          "A",
          "in-progress",
          "In Progress",
          "",
          "1",
          "+1",
          "-1",
          "é",
          "\uD83D\uDE00",
          "UNLISTED",
          "value",
          "a\"b\\c",
          "null",
          "true",
          "class",
          "Known",
          "*/",
          "of",
          "a b",
          "a_b",
          "\n",
          "`x`");
  private static final List<String> DESCRIPTIONS =
      List.of(
          "Says it.",
          "evil */ @see {@link x} <script> \\u0041 `code` {@code",
          "* one\n* two\n\nthree",
          "`open",
          "a & b < c > d",
          "{",
          "@deprecated no",
          "\t",
          "line\r\nline",
          "${x}",
          "/* x */");

  private final Random random;
  private final boolean version30;
  private final ObjectNode schemas = JSON.objectNode();

  private RandomContract(long seed) {
    this.random = new Random(seed);
    this.version30 = random.nextInt(3) == 0;
  }

  static String of(long seed) {
    return new RandomContract(seed).contract();
  }

  private String contract() {
    for (int i = 0; i < OBJECTS; i++) {
      schemas.set("Object" + i, object(i));
    }
    for (int i = 0; i < OTHERS; i++) {
      schemas.set("other_" + i, schema(0));
    }
    ObjectNode contract = JSON.objectNode().put("openapi", version30 ? "3.0.3" : "3.1.0");
    contract.putObject("info").put("title", "Random */ `x`").put("version", "1");
    contract.putObject("paths");
    contract.putObject("components").set("schemas", schemas);
    return contract.toPrettyString();
  }

  private ObjectNode object(int number) {
    ObjectNode object = JSON.objectNode();
    if (number > 3 && random.nextInt(4) == 0) {
      ArrayNode parts = object.putArray("allOf");
      parts.add(ref("Object" + random.nextInt(number)));
      // Names of its own: a property that is a string here and an object there has no value.
      parts.add(properties(JSON.objectNode().put("type", "object"), 1, "heir" + number + "_"));
      return object;
    }
    object.put("type", "object");
    described(object);
    properties(object, 0, "");
    if (random.nextInt(3) == 0) {
      object.putObject("discriminator").put("propertyName", "kind of");
      ((ObjectNode) object.get("properties")).putObject("kind of").put("type", "string");
    }
    return object;
  }

  private ObjectNode properties(ObjectNode object, int depth, String prefix) {
    ObjectNode properties = object.putObject("properties");
    ArrayNode required = object.putArray("required");
    Set<String> names = new LinkedHashSet<>();
    for (int i = random.nextInt(8); i >= 0; i--) {
      names.add(prefix + pick(NAMES));
    }
    for (String name : names) {
      ObjectNode property = schema(depth + 1);
      properties.set(name, property);
      // No circle of objects that require each other: no document would end.
      if (random.nextInt(3) == 0 && !property.toString().contains("$ref")) {
        required.add(name);
      }
    }
    // What an heir says of further properties holds for its base's as well.
    switch (prefix.isEmpty() ? random.nextInt(6) : 5) {
      case 0 -> object.put("additionalProperties", false);
      case 1 -> object.set("additionalProperties", schema(depth + 2));
      case 2 -> object.put("additionalProperties", true);
      default -> {}
    }
    return object;
  }

  private ObjectNode schema(int depth) {
    ObjectNode schema = nullable(random.nextInt(depth > 3 ? 4 : 12), depth);
    return described(schema);
  }

  private ObjectNode described(ObjectNode schema) {
    if (random.nextInt(3) == 0 && !(version30 && schema.has("$ref"))) {
      schema.put("description", pick(DESCRIPTIONS));
    }
    if (random.nextInt(9) == 0) {
      schema.put("deprecated", true);
    }
    return schema;
  }

  private ObjectNode nullable(int kind, int depth) {
    ObjectNode schema = ofKind(kind, depth);
    if (random.nextInt(4) != 0) {
      return schema;
    }
    if (version30) {
      if (schema.has("enum")) {
        ((ArrayNode) schema.get("enum")).addNull();
      }
      return schema.has("$ref")
          ? JSON.objectNode().put("nullable", true).set("allOf", JSON.arrayNode().add(schema))
          : schema.put("nullable", true);
    }
    if (schema.path("type").isTextual() && random.nextBoolean()) {
      if (schema.has("enum")) {
        ((ArrayNode) schema.get("enum")).addNull();
      }
      schema.set("type", JSON.arrayNode().add(schema.get("type")).add("null"));
      return schema;
    }
    ArrayNode branches = JSON.arrayNode().add(schema).add(JSON.objectNode().put("type", "null"));
    return JSON.objectNode().set(random.nextBoolean() ? "oneOf" : "anyOf", branches);
  }

  private ObjectNode ofKind(int kind, int depth) {
    return switch (kind) {
      case 0 -> scalar();
      case 1 -> strings();
      case 2 -> ref("Object" + random.nextInt(OBJECTS));
      case 3 -> JSON.objectNode().put("type", pick(List.of("string", "integer", "boolean")));
      case 4 -> JSON.objectNode().put("type", "array").set("items", schema(depth + 1));
      case 5 ->
          JSON.objectNode().put("type", "array").put("uniqueItems", true).set("items", scalar());
      case 6 ->
          JSON.objectNode().put("type", "object").set("additionalProperties", schema(depth + 1));
      case 7 -> properties(JSON.objectNode().put("type", "object"), depth, "");
      case 8 -> objects();
      case 9 -> values(depth);
      case 10 -> numbers();
      default -> JSON.objectNode();
    };
  }

  private ObjectNode scalar() {
    String type = pick(List.of("string", "integer", "number"));
    // Neither "byte" nor "double": read as such, a text or an integer of another branch of a choice
    // changes.
    List<String> formats =
        switch (type) {
          case "string" -> List.of("date", "date-time", "uri", "uuid", "email", "");
          case "integer" -> List.of("int32", "int64", "");
          default -> List.of("");
        };
    ObjectNode schema = JSON.objectNode().put("type", type);
    String format = pick(formats);
    return format.isEmpty() ? schema : schema.put("format", format);
  }

  private ObjectNode strings() {
    ObjectNode schema = JSON.objectNode().put("type", "string");
    shuffled(VALUES, 1 + random.nextInt(6)).forEach(schema.putArray("enum")::add);
    return schema;
  }

  private ObjectNode numbers() {
    ObjectNode schema = JSON.objectNode();
    if (random.nextBoolean()) {
      schema.put("type", "integer").putArray("enum").add(1).add(-3).add(3000000000L);
    } else {
      schema.put("type", "number").putArray("enum").add(1).add(-2.5).add(0.1);
    }
    return schema;
  }

  /** A choice between objects. */
  private ObjectNode objects() {
    ArrayNode branches = JSON.arrayNode();
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < OBJECTS; i++) {
      numbers.add(i);
    }
    shuffled(numbers, 2 + random.nextInt(3))
        .forEach(number -> branches.add(ref("Object" + number)));
    ObjectNode choice = JSON.objectNode().set(random.nextBoolean() ? "oneOf" : "anyOf", branches);
    return choice;
  }

  /** A choice between values of several types. */
  private ObjectNode values(int depth) {
    if (!version30 && random.nextInt(3) == 0) {
      ObjectNode schema = JSON.objectNode();
      shuffled(List.of("string", "integer", "boolean", "null", "array", "object", "number"), 3)
          .forEach(schema.putArray("type")::add);
      return schema;
    }
    ArrayNode branches = JSON.arrayNode();
    for (int i = 2 + random.nextInt(2); i > 0; i--) {
      branches.add(schema(depth + 1));
    }
    return JSON.objectNode().set(random.nextBoolean() ? "oneOf" : "anyOf", branches);
  }

  private static ObjectNode ref(String name) {
    return JSON.objectNode().put("$ref", "#/components/schemas/" + name);
  }

  private <T> List<T> shuffled(List<T> list, int size) {
    List<T> copy = new ArrayList<>(list);
    Collections.shuffle(copy, random);
    return copy.subList(0, size);
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
