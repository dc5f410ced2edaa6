package io.github.closecalls.contract;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One schema of the contract, its references followed. */
record Schema(ContractDocument contract, Map<?, ?> node) {

  /** Returns the JSON types it allows besides null; none at all means any. */
  Set<String> types() {
    Set<String> types = new LinkedHashSet<>();
    if (node.get("type") instanceof List<?> list) {
      list.forEach(type -> types.add(String.valueOf(type)));
    } else if (node.get("type") != null) {
      types.add(String.valueOf(node.get("type")));
    } else if (!properties().isEmpty()) {
      types.add("object");
    }
    types.remove("null");
    return types;
  }

  boolean nullable() {
    if (!alternatives().isEmpty()) {
      return alternatives().stream().anyMatch(Schema::nullable);
    }
    return typeTakesNull() && (enumeration().isEmpty() || enumeration().contains(null));
  }

  boolean typeTakesNull() {
    Object type = node.get("type");
    return type == null
        || type.equals("null")
        || (type instanceof List<?> list && list.contains("null"));
  }

  List<Schema> alternatives() {
    List<Schema> alternatives = new ArrayList<>();
    for (String keyword : List.of("anyOf", "oneOf")) {
      if (node.get(keyword) instanceof List<?> list) {
        list.forEach(item -> alternatives.add(contract.schema(item)));
      }
    }
    return alternatives;
  }

  List<?> enumeration() {
    return node.get("enum") instanceof List<?> list ? list : List.of();
  }

  String format() {
    return text("format").orElse("");
  }

  Optional<String> text(String keyword) {
    return Optional.ofNullable(node.get(keyword)).map(String::valueOf);
  }

  Optional<BigDecimal> number(String keyword) {
    return text(keyword).map(BigDecimal::new);
  }

  Map<String, Schema> properties() {
    Map<String, Schema> properties = new LinkedHashMap<>();
    if (node.get("properties") instanceof Map<?, ?> map) {
      map.forEach((name, schema) -> properties.put(String.valueOf(name), contract.schema(schema)));
    }
    return properties;
  }

  boolean requires(String property) {
    return node.get("required") instanceof List<?> list && list.contains(property);
  }

  Schema items() {
    return contract.schema(node.get("items"));
  }

  boolean takesUnlisted() {
    return !Boolean.FALSE.equals(node.get("additionalProperties"));
  }

  /** Returns the schema of the properties that are not listed. */
  Schema unlisted() {
    return contract.schema(node.get("additionalProperties"));
  }

  /**
   * Returns what a JSON value says under this schema, for comparisons: {@code 12.0Z} and {@code
   * 12Z} are the same date-time, but not the same text where the schema does not say date-time.
   */
  Object meaning(Object json) {
    Optional<Schema> object =
        alternatives().stream().filter(schema -> !schema.types().isEmpty()).findFirst();
    if (object.isPresent()) {
      return object.get().meaning(json);
    }
    if (json instanceof Map<?, ?> map) {
      Map<Object, Object> meaning = new LinkedHashMap<>();
      Map<String, Schema> properties = properties();
      map.forEach(
          (name, value) ->
              meaning.put(
                  name, properties.getOrDefault(String.valueOf(name), unlisted()).meaning(value)));
      return meaning;
    }
    if (json instanceof List<?> list) {
      List<Object> meaning = new ArrayList<>();
      list.forEach(item -> meaning.add(items().meaning(item)));
      return meaning;
    }
    if (json instanceof String text && format().equals("date-time")) {
      return OffsetDateTime.parse(text);
    }
    if (json instanceof Json.Num number && types().contains("number")) {
      return new BigDecimal(number.text()).stripTrailingZeros();
    }
    return json;
  }
}
