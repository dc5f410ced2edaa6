package io.github.closecalls.compatibility.contract;

import io.github.closecalls.compatibility.rule.PrintedText;
import io.github.closecalls.openapi.generator.Contract;
import io.github.closecalls.openapi.generator.ContractModel;
import io.github.closecalls.openapi.generator.Node;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Says what the schemas of a contract say, and where.
 *
 * <p>What they mean together is the generator's answer; here is only where each part of it stands,
 * and what the generator has no use for.
 */
final class SchemaReader {
  /** Sets the places of a schema that merges several properties of one name apart from others. */
  private static final String MERGED = "&";

  /** Keywords that change nothing with 0. */
  private static final Set<String> ZERO = Set.of("minLength", "minItems", "minProperties");

  /** Keywords that change nothing with false. */
  private static final Set<String> FALSE =
      Set.of(
          "uniqueItems deprecated readOnly writeOnly exclusiveMinimum exclusiveMaximum".split(" "));

  /** What the generator answers for, or what is followed. */
  private static final Set<String> MEANT =
      Set.of(
          ("$ref allOf nullable type enum const required properties items additionalProperties"
                  + " oneOf anyOf discriminator")
              .split(" "));

  private static final Set<String> TYPES =
      Set.of("array", "boolean", "integer", "null", "number", "object", "string");

  final ContractModel model;
  final Contract contract;
  private final Map<String, SchemaSummary> summaries = new HashMap<>();

  /** What Java calls a place: the key tells a type from a member, and where it stands. */
  final Map<String, String> javaNames = new LinkedHashMap<>();

  SchemaReader(ContractModel model) {
    this.model = model;
    this.contract = model.contract();
    model
        .javaNames()
        .forEach(
            (name, pointer) ->
                javaNames.putIfAbsent((name.contains(".") ? "member " : "type ") + pointer, name));
  }

  /** The class that the generator makes of a schema, empty if it makes none. */
  String className(Node schema) {
    return ownClassName(site(schema));
  }

  /** The same for a schema that does not merely name another one. */
  String ownClassName(Node schema) {
    return javaNames.getOrDefault("type " + schema.pointer(), "");
  }

  /** The place itself, or the one that it does nothing but refer to. */
  Node site(Node node) {
    boolean isPlain = node.members().size() == 1;
    boolean isPlainIn30 = contract.isVersion30() && !node.has("nullable");
    return node.has("$ref") && (isPlain || isPlainIn30)
        ? site(contract.resolve(node.at("$ref")))
        : node;
  }

  /** Where a reader finds it. */
  static String place(Node node) {
    return node.pointer().startsWith(MERGED)
        ? node.pointer().substring(MERGED.length()).split("\n", 2)[0]
        : node.pointer();
  }

  /** One schema that says what several say, as the parts of an {@code allOf} do. */
  private Node together(List<Node> schemas) {
    Set<String> pointers = new TreeSet<>();
    for (Node schema : schemas) {
      pointers.addAll(
          List.of(site(schema).pointer().replaceFirst("^" + MERGED, "").split("\n", -1)));
    }
    return pointers.size() == 1
        ? site(schemas.get(0))
        : new Node(
            MERGED + String.join("\n", pointers),
            Map.of(
                "allOf",
                pointers.stream()
                    .map(pointer -> Map.of("$ref", "#" + pointer.replace("%", "%25")))
                    .toList()));
  }

  /** Whether any value meets the schema. */
  boolean isAny(Node schema) {
    return summary(site(schema)).isAny();
  }

  SchemaSummary summary(Node site) {
    return site.value() == null
        ? new SchemaSummary(place(site))
        : summaries.computeIfAbsent(site.pointer(), pointer -> summarize(site));
  }

  private SchemaSummary summarize(Node site) {
    SchemaSummary summary = new SchemaSummary(place(site));
    if (Boolean.FALSE.equals(site.value())) {
      summary.says.put("never", new Node(summary.place, true));
    }
    if (!site.isObject()) {
      return summary;
    }
    Map<String, List<Node>> said = new TreeMap<>();
    for (Node source : model.sources(site)) {
      // One that is made of several is in none of the contracts.
      Map<String, Node> members = source.pointer().startsWith(MERGED) ? Map.of() : source.members();
      members.forEach(
          (key, member) -> {
            if (Annotations.has(key)) {
              summary.addWords(key, member);
            } else {
              said.computeIfAbsent(key, k -> new ArrayList<>()).add(member);
            }
          });
    }
    Node effective = model.effective(site);
    meaning(summary, effective, said);
    properties(summary, effective, said.getOrDefault("properties", List.of()));
    for (String key : List.of("items", "additionalProperties")) {
      if (said.containsKey(key)) {
        summary.parts.put(key, together(said.getOrDefault(key, List.of())));
      }
    }
    said.forEach(
        (key, members) -> {
          if (!MEANT.contains(key)) {
            other(summary, key, members);
          }
        });
    normalizeBounds(summary, "minimum", "exclusiveMinimum");
    normalizeBounds(summary, "maximum", "exclusiveMaximum");
    return summary;
  }

  /** The keywords whose meaning is the generator's answer. */
  private void meaning(SchemaSummary summary, Node effective, Map<String, List<Node>> said) {
    List<Object> values = model.values(effective);
    List<Node> branches = model.branches(effective);
    Set<String> types = new TreeSet<>(model.types(effective));
    if (types.isEmpty()
        && !values.isEmpty()
        && values.stream().allMatch(String.class::isInstance)) {
      types.add("string");
    }
    Set<String> only = new TreeSet<>();
    if (values.isEmpty()) {
      branches.forEach(branch -> only.addAll(onlyType(branch)));
      if (types.isEmpty() && !only.contains("")) {
        types.addAll(only);
      } else {
        summary.branches.addAll(branches);
      }
    }
    if (types.contains("number")) {
      types.remove("integer");
    }
    if (model.isNull(effective)) {
      types.clear();
      types.add("null");
    }
    if (!TYPES.containsAll(types)) {
      throw wrong(said.getOrDefault("type", List.of(effective)).get(0), "a type of JSON");
    }
    put(summary, said, "type", types);
    put(summary, said, said.containsKey("enum") ? "enum" : "const", values);
    put(summary, said, "required", required(effective));
    for (String key : List.of("oneOf", "anyOf")) {
      List<Node> choices = effective.at(key).items();
      // Branches such as {required: [a]} choose between values of one type.
      if (branches.isEmpty() && !choices.stream().allMatch(model::isNull)) {
        other(summary, key, said.getOrDefault(key, List.of()));
      }
    }
    if (effective.has("discriminator")) {
      put(summary, said, "discriminator", List.of(discriminator(effective.at("discriminator"))));
    }
  }

  /** A property that travels one way only is required in neither, since one class serves both. */
  private static Set<String> required(Node effective) {
    Set<String> required = new TreeSet<>();
    for (Node item : effective.at("required").items()) {
      String name = String.valueOf(item.value());
      Node property = effective.at("properties").at(name);
      if (!property.isTrue("readOnly") && !property.isTrue("writeOnly")) {
        required.add(name);
      }
    }
    return required;
  }

  /** Notes values at the place where the keyword stands; what is const is listed as well. */
  private static void put(
      SchemaSummary summary, Map<String, List<Node>> said, String key, Collection<?> values) {
    if (!values.isEmpty()) {
      String place =
          said.containsKey(key) ? said.get(key).get(0).pointer() : summary.place + "/" + key;
      summary.says.put(key.replace("const", "enum"), new Node(place, values));
    }
  }

  /** The types of a branch that says nothing else, an empty text for another branch. */
  private Set<String> onlyType(Node branch) {
    Node site = site(branch);
    boolean only =
        site.has("type")
            && site.members().keySet().stream()
                .allMatch(
                    key -> key.equals("type") || (Annotations.has(key) && !key.equals("title")));
    return only ? model.types(site) : Set.of("");
  }

  private void properties(SchemaSummary summary, Node effective, List<Node> holders) {
    Map<String, List<Node>> byName = new LinkedHashMap<>();
    for (Node holder : holders) {
      object(holder)
          .forEach((name, node) -> byName.computeIfAbsent(name, n -> new ArrayList<>()).add(node));
    }
    byName.forEach(
        (name, nodes) -> {
          if (nodes.stream().anyMatch(node -> Boolean.FALSE.equals(node.value()))) {
            summary.says.put("never " + name, new Node(nodes.get(0).pointer(), true));
          } else if (effective.at("properties").has(name)) {
            summary.properties.put(name, nodes.size() == 1 ? nodes.get(0) : together(nodes));
          }
        });
  }

  /** A keyword that is compared as it is written; where parts say different things, all count. */
  private void other(SchemaSummary summary, String key, List<Node> members) {
    Map<String, Object> values = new TreeMap<>();
    for (Node member : members) {
      member.references().forEach(to -> summary.references.add(contract.resolve(to)));
      Object value = number(Annotations.without(member.value()));
      if (!Objects.equals(value, number(member.value()))) {
        summary.addWords(key, member);
      }
      // Null is a value as well.
      Object said = value == null ? Collections.singletonList(null) : value;
      boolean isDefault =
          (ZERO.contains(key) && said instanceof BigDecimal number && number.signum() == 0)
              || (FALSE.contains(key) && said.equals(false));
      if (!isDefault) {
        values.put(PrintedText.printed(said), said);
      }
    }
    if (!values.isEmpty()) {
      summary.says.put(
          key,
          new Node(
              members.get(0).pointer(),
              values.size() == 1
                  ? values.values().iterator().next()
                  : List.copyOf(values.keySet())));
    }
  }

  /** What a discriminator says, with the classes that its values stand for. */
  private Map<String, Object> discriminator(Node node) {
    Map<String, Object> says = new TreeMap<>();
    for (Map.Entry<String, Node> member : object(node.at("mapping")).entrySet()) {
      Node target = named(member.getValue());
      String type = className(target);
      says.put("mapping " + member.getKey(), type.isEmpty() ? target.pointer() : type);
    }
    node.members()
        .forEach(
            (key, member) -> {
              if (!Annotations.has(key) && !key.equals("mapping")) {
                says.put(key, PrintedText.printed(member.value()));
              }
            });
    return says;
  }

  /** The schema that a discriminator's mapping names or refers to. */
  private Node named(Node name) {
    String text = String.valueOf(name.value());
    return components().has(text) ? components().at(text) : contract.resolve(name);
  }

  Node components() {
    return contract.root().at("components").at("schemas");
  }

  /** 1, 1.0 and 1e0 are one number. */
  private static @Nullable Object number(@Nullable Object value) {
    return value instanceof Number number
        ? new BigDecimal(number.toString()).stripTrailingZeros()
        : value;
  }

  /** OpenAPI 3.0 says by a boolean what 3.1 says by the bound itself. */
  private static void normalizeBounds(SchemaSummary summary, String bound, String exclusive) {
    if (Boolean.TRUE.equals(summary.value(exclusive))) {
      Node said = summary.says.remove(bound);
      summary.says.remove(exclusive);
      if (said != null) {
        summary.says.put(exclusive, said);
      }
    }
  }

  static Map<String, Node> object(Node node) {
    return checked(node, Map.class, "an object").members();
  }

  /** The members of an object, without extensions, each where its references lead. */
  static Map<String, Node> followed(Contract contract, Node node) {
    Map<String, Node> members = object(node);
    members.keySet().removeIf(name -> name.startsWith("x-"));
    members.replaceAll((name, member) -> contract.follow(member));
    return members;
  }

  static boolean flag(Node holder, String key) {
    checked(holder.at(key), Boolean.class, "true or false");
    return holder.isTrue(key);
  }

  private static Node checked(Node node, Class<?> type, String expected) {
    if (node.value() != null && !type.isInstance(node.value())) {
      throw wrong(node, expected);
    }
    return node;
  }

  private static IllegalArgumentException wrong(Node node, String expected) {
    return new IllegalArgumentException(
        "The contract says %s at #%s, where OpenAPI wants %s: correct it"
            .formatted(PrintedText.printed(node.value()), place(node), expected));
  }
}
