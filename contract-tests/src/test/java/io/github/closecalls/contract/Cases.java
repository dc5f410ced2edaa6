package io.github.closecalls.contract;

import static java.util.stream.Collectors.joining;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** JSON values that a schema allows, and some that it does not. */
final class Cases {
  private static final int DEEPEST = 4;

  private static final List<Sample> TEXTS =
      List.of(
          sample("a text", "Spoke about the offer."),
          sample("empty", ""),
          sample("blanks", "  \t "),
          sample("100,000 characters", "Lorem \u00fc ".repeat(12_500)),
          sample(
              "control characters and line separators",
              IntStream.concat(IntStream.range(0, 0x20), IntStream.of(0x7f, 0x85, 0x2028, 0x2029))
                  .mapToObj(Character::toString)
                  .collect(joining())),
          sample("emoji", "\ud83d\udc69\u200d\ud83d\udcbb \ud83c\udde6\ud83c\uddf9 \u2764\ufe0f"),
          sample("the last code point", Character.toString(Character.MAX_CODE_POINT)),
          sample("right to left", "\u05e9\u05dc\u05d5\u05dd \u202eabc\u202c \u0645\u0631\u062d"),
          sample("combining marks and a byte order mark", "\ufeffe\u0301\u0323 \u00e9"),
          sample("text that looks like markup", "{\"a\":[null,\"\\\\\"]}</script>&amp;%00'--"));

  private static final List<Sample> DATE_TIMES =
      List.of(
          sample("a date-time", "2013-02-01T00:51:33+00:00"),
          sample("in UTC with microseconds", "2014-05-22T17:39:04.509000Z"),
          sample("one digit of fraction", "2014-05-22T17:39:04.5-08:00"),
          sample("nanoseconds", "1999-12-31T23:59:59.999999999+05:45"),
          sample("the widest offset to the east", "2024-02-29T12:00:00+18:00"),
          sample("the widest offset to the west", "2024-02-29T12:00:00-18:00"),
          sample("the first year", "0001-01-01T00:00:00Z"),
          sample("the last year", "9999-12-31T23:59:59.999999Z"));

  private static final List<Sample> URIS =
      List.of(
          sample("a secure address", "https://media.example.com/calls/153.mp3"),
          sample("a plain address", "http://media.example.com/153.mp3"),
          sample("query and fragment", "https://example.com:8443/a%20b;c=1/?q=%C3%A9&r=a+b#t=10"),
          sample("an address of IPv6", "https://[2001:db8::1]/153.mp3"),
          sample("no host", "urn:uuid:0b1f9c34-7d2a-4a57-9b0e-1f2d3c4b5a69"),
          sample("8,000 characters", "https://example.com/" + "a/".repeat(4_000)));

  private static final List<Sample> NUMBERS =
      List.of(
          sample("a number", new BigDecimal("2.5")),
          sample("zero", new BigDecimal("0")),
          sample("negative", new BigDecimal("-0.125")),
          sample("large", new BigDecimal("1234567890123")));

  private static final List<Sample> ANYTHING =
      List.of(
          sample("a text", "\u00fcber \ud83d\ude80"),
          sample("a number", 153L),
          sample("a number beyond double precision", new BigInteger("9007199254740993")),
          sample("a number beyond 64 bits", new BigInteger("123456789012345678901234567890")),
          sample("a decimal with its last zero", new BigDecimal("1234567890.12345678901234567890")),
          sample("a boolean", false),
          sample("null", null),
          sample("an array", Arrays.asList(1L, null, "x", List.of(), Map.of())),
          sample(
              "an object",
              with(Map.of("a", with(Map.of(), "", Arrays.asList(true, null))), "$b.c", null)));

  private static final Map<String, Object> MALFORMED =
      Map.of(
          "date-time", "2024-02-30T00:00:00Z",
          "date", "2024-02-30",
          "uri", "/calls/153.mp3",
          "uuid", "153",
          "email", "nobody");

  private Cases() {}

  /** A JSON value with a name for the report. */
  record Sample(String name, Object value) {
    String json() {
      return Json.write(value);
    }
  }

  /** A JSON value that breaks one rule of one property. */
  record Breach(String name, String property, String keyword, Object value) {
    String json() {
      return Json.write(value);
    }
  }

  /** Returns requests that a schema allows; the first holds what is required and no more. */
  static List<Sample> valid(Schema schema) {
    if (!schema.types().contains("object")) {
      return values(schema, 0);
    }
    Map<String, Schema> properties = schema.properties();
    Map<String, Object> least = typical(schema, true, 0);
    Map<String, Object> most = typical(schema, false, 0);
    List<Sample> cases = new ArrayList<>();
    cases.add(sample("only what is required", least));
    cases.add(sample("everything", most));
    Map<String, Object> nulls = new LinkedHashMap<>(least);
    properties.forEach(
        (name, property) -> {
          if (!schema.requires(name)) {
            Map<String, Object> without = new LinkedHashMap<>(most);
            without.remove(name);
            cases.add(sample("everything but " + name, without));
          }
          if (property.nullable()) {
            nulls.put(name, null);
            cases.add(sample(name + ": null", with(least, name, null)));
          }
          for (Sample value : values(property, 1)) {
            cases.add(sample(name + ": " + value.name(), with(least, name, value.value())));
          }
        });
    cases.add(sample("null wherever it is allowed", nulls));
    cases.addAll(combinations(properties));
    if (schema.takesUnlisted()) {
      Map<String, Object> unlisted = new LinkedHashMap<>(most);
      for (Sample value : values(schema.unlisted(), 1)) {
        unlisted.put("custom.cf_" + value.name(), value.value());
      }
      cases.add(sample("properties that the contract does not list", unlisted));
    }
    return cases;
  }

  /** Returns objects in which all properties take their values in turn, each at least once. */
  private static List<Sample> combinations(Map<String, Schema> properties) {
    Map<String, List<Sample>> values = new LinkedHashMap<>();
    properties.forEach((name, property) -> values.put(name, values(property, 1)));
    int most = values.values().stream().mapToInt(List::size).max().orElse(0);
    List<Sample> combinations = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      Map<String, Object> object = new LinkedHashMap<>();
      for (Map.Entry<String, List<Sample>> entry : values.entrySet()) {
        object.put(entry.getKey(), entry.getValue().get(i % entry.getValue().size()).value());
      }
      combinations.add(sample("everything, value " + (i + 1) + " of each", object));
    }
    return combinations;
  }

  /** Returns requests each of which breaks the schema in one property. */
  static List<Breach> invalid(Schema schema) {
    Map<String, Object> least = typical(schema, true, 0);
    List<Breach> breaches = new ArrayList<>();
    schema
        .properties()
        .forEach(
            (name, property) ->
                breaches(property)
                    .forEach(
                        breach ->
                            breaches.add(
                                new Breach(
                                    name + ": " + breach.name(),
                                    name,
                                    breach.keyword(),
                                    with(least, name, breach.value())))));
    return breaches;
  }

  private static List<Breach> breaches(Schema schema) {
    List<Breach> breaches = new ArrayList<>();
    if (schema.types().isEmpty()) {
      return breaches;
    }
    if (!schema.nullable()) {
      breaches.add(new Breach("null", "", schema.typeTakesNull() ? "enum" : "type", null));
    }
    Map<String, Object> kinds = new LinkedHashMap<>();
    kinds.put("string", "5");
    kinds.put("integer", 5L);
    kinds.put("number", new BigDecimal("1.5"));
    kinds.put("boolean", true);
    kinds.put("array", List.of());
    kinds.put("object", Map.of());
    kinds.keySet().removeAll(schema.types());
    if (schema.types().contains("number")) {
      kinds.remove("integer");
    }
    kinds.forEach((kind, value) -> breaches.add(new Breach("type " + kind, "", "type", value)));
    if (!schema.enumeration().isEmpty() && schema.types().contains("string")) {
      breaches.add(new Breach("a value that is not listed", "", "enum", "no such value"));
      breaches.add(new Breach("no value", "", "enum", ""));
    }
    if (schema.types().contains("string") && MALFORMED.containsKey(schema.format())) {
      Object value = MALFORMED.get(schema.format());
      breaches.add(new Breach("no " + schema.format(), "", "format", value));
    }
    schema
        .number("maximum")
        .ifPresent(
            limit ->
                breaches.add(new Breach("too much", "", "maximum", limit.add(BigDecimal.ONE))));
    schema
        .number("minimum")
        .ifPresent(
            limit ->
                breaches.add(
                    new Breach("too little", "", "minimum", limit.subtract(BigDecimal.ONE))));
    return breaches;
  }

  /** Returns an object with the first value of each property, or of each that is required. */
  private static Map<String, Object> typical(Schema schema, boolean requiredOnly, int depth) {
    Map<String, Object> object = new LinkedHashMap<>();
    schema
        .properties()
        .forEach(
            (name, property) -> {
              if (schema.requires(name) || !(requiredOnly || depth > DEEPEST)) {
                object.put(name, values(property, depth + 1).get(0).value());
              }
            });
    return object;
  }

  /** Returns values that a schema allows, other than null; the first is a typical one. */
  private static List<Sample> values(Schema schema, int depth) {
    List<Sample> values = new ArrayList<>();
    schema.alternatives().stream()
        .filter(alternative -> !"null".equals(alternative.node().get("type")))
        .forEach(alternative -> values.addAll(values(alternative, depth)));
    if (!schema.enumeration().isEmpty()) {
      for (Object value : schema.enumeration()) {
        if (value != null) {
          values.add(sample(String.valueOf(value), value));
        }
      }
    } else if (values.isEmpty() && schema.types().isEmpty()) {
      values.addAll(ANYTHING);
    } else {
      schema.types().forEach(type -> values.addAll(valuesOf(type, schema, depth)));
    }
    values.removeIf(value -> !allows(schema, value.value()));
    if (values.isEmpty()) {
      throw new AssertionError("Teach Cases a value for the schema " + schema.node());
    }
    return values;
  }

  private static List<Sample> valuesOf(String type, Schema schema, int depth) {
    return switch (type) {
      case "string" -> strings(schema.format());
      case "integer" -> integers(schema);
      case "number" -> NUMBERS;
      case "boolean" -> List.of(sample("true", true), sample("false", false));
      case "array" -> arrays(schema, depth);
      case "object" -> objects(schema, depth);
      default -> throw new AssertionError("Teach Cases the type " + type);
    };
  }

  private static List<Sample> strings(String format) {
    return switch (format) {
      case "date-time" -> DATE_TIMES;
      case "uri" -> URIS;
      case "date" -> List.of(sample("a date", "2024-02-29"), sample("year 1", "0001-01-01"));
      case "uuid" -> List.of(sample("a UUID", "0b1f9c34-7d2a-4a57-9b0e-1f2d3c4b5a69"));
      case "byte" -> List.of(sample("bytes", "AP8="), sample("no bytes", ""));
      case "email" -> List.of(sample("an address", "someone@example.com"));
      default -> TEXTS;
    };
  }

  private static List<Sample> integers(Schema schema) {
    List<Sample> integers = new ArrayList<>();
    integers.add(sample("an integer", 153L));
    integers.add(sample("zero", 0L));
    integers.add(sample("negative", -1L));
    integers.add(sample("the most that 32 bits hold", (long) Integer.MAX_VALUE));
    integers.add(sample("the least that 32 bits hold", (long) Integer.MIN_VALUE));
    if (!schema.format().equals("int32")) {
      integers.add(sample("more than a double holds", 9007199254740993L));
      integers.add(sample("the most that 64 bits hold", Long.MAX_VALUE));
      integers.add(sample("the least that 64 bits hold", Long.MIN_VALUE));
    }
    for (String limit : List.of("minimum", "maximum")) {
      schema.number(limit).ifPresent(n -> integers.add(sample("the " + limit, n.longValueExact())));
    }
    return integers;
  }

  private static List<Sample> arrays(Schema schema, int depth) {
    if (depth > DEEPEST) {
      return List.of(sample("an empty array", List.of()));
    }
    List<Object> items = values(schema.items(), depth + 1).stream().map(Sample::value).toList();
    return List.of(
        sample("an array of one", List.of(items.get(0))),
        sample("an empty array", List.of()),
        sample("an array of all kinds", items));
  }

  private static List<Sample> objects(Schema schema, int depth) {
    if (!schema.properties().isEmpty()) {
      return List.of(
          sample("an object", typical(schema, false, depth)),
          sample("an object with what is required", typical(schema, true, depth)));
    }
    Map<String, Object> all = new LinkedHashMap<>();
    if (schema.takesUnlisted() && depth <= DEEPEST) {
      for (Sample value : values(schema.unlisted(), depth + 1)) {
        all.put(value.name(), value.value());
      }
    }
    return List.of(sample("an object", all), sample("an empty object", Map.of()));
  }

  private static boolean allows(Schema schema, Object value) {
    if (value instanceof String text) {
      int length = text.codePointCount(0, text.length());
      return atLeast(schema.number("minLength"), BigDecimal.valueOf(length))
          && atMost(schema.number("maxLength"), BigDecimal.valueOf(length))
          && schema
              .text("pattern")
              .map(pattern -> Pattern.compile(pattern).matcher(text).find())
              .orElse(true);
    }
    if (value instanceof List<?> list) {
      return atLeast(schema.number("minItems"), BigDecimal.valueOf(list.size()))
          && atMost(schema.number("maxItems"), BigDecimal.valueOf(list.size()));
    }
    if (value instanceof Number number) {
      BigDecimal exact = new BigDecimal(number.toString());
      return atLeast(schema.number("minimum"), exact) && atMost(schema.number("maximum"), exact);
    }
    return true;
  }

  private static boolean atLeast(Optional<BigDecimal> limit, BigDecimal value) {
    return limit.map(least -> value.compareTo(least) >= 0).orElse(true);
  }

  private static boolean atMost(Optional<BigDecimal> limit, BigDecimal value) {
    return limit.map(most -> value.compareTo(most) <= 0).orElse(true);
  }

  private static Map<String, Object> with(Map<String, Object> object, String name, Object value) {
    Map<String, Object> copy = new LinkedHashMap<>(object);
    copy.put(name, value);
    return copy;
  }

  private static Sample sample(String name, Object value) {
    return new Sample(name, value);
  }
}
