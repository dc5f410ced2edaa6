package io.github.closecalls.compatibility.contract;

import io.github.closecalls.compatibility.contract.SchemaSummary.Said;
import io.github.closecalls.compatibility.rule.PrintedText;
import io.github.closecalls.openapi.generator.Contract;
import io.github.closecalls.openapi.generator.ContractModel;
import io.github.closecalls.openapi.generator.Node;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  /** What the generator answers for, or what is followed. */
  private static final Set<String> MEANT =
      Set.of(
          "$ref",
          "allOf",
          "nullable",
          "type",
          "enum",
          "const",
          "required",
          "properties",
          "items",
          "additionalProperties",
          "oneOf",
          "anyOf",
          "discriminator");

  private static final Set<String> TYPES =
      new TreeSet<>(Set.of("array", "boolean", "integer", "null", "number", "object", "string"));

  private final ContractModel model;
  private final Contract contract;
  private final Map<String, SchemaSummary> summaries = new HashMap<>();
  private final Map<String, String> classes = new HashMap<>();

  SchemaReader(ContractModel model) {
    this.model = model;
    this.contract = model.contract();
    model
        .javaNames()
        .forEach(
            (name, pointer) -> {
              if (!name.contains(".")) {
                classes.putIfAbsent(pointer, name);
              }
            });
  }

  /** The class that the generator makes of a schema, empty if it makes none. */
  String className(Node schema) {
    return classes.getOrDefault(site(schema).pointer(), "");
  }

  /** The same for a schema that does not merely name another one. */
  String ownClassName(Node schema) {
    return classes.getOrDefault(schema.pointer(), "");
  }

  boolean isNullable(Node site) {
    return model.allowsNull(site);
  }

  String javaType(Node site) {
    return model.javaType(site);
  }

  /** The place itself, or the one that it does nothing but refer to. */
  Node site(Node node) {
    Node site = node;
    for (int hops = 0; isPlainReference(site) && hops < MAX_HOPS; hops++) {
      site = contract.resolve(site.at("$ref"));
    }
    return site;
  }

  private boolean isPlainReference(Node node) {
    return node.has("$ref")
        && (node.members().size() == 1 || (contract.isVersion30() && !node.has("nullable")));
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

  SchemaSummary summary(Node site) {
    SchemaSummary known = summaries.get(site.pointer());
    if (known == null) {
      known = summarize(site);
      summaries.put(site.pointer(), known);
    }
    return known;
  }

  private SchemaSummary summarize(Node site) {
    SchemaSummary summary = new SchemaSummary(place(site));
    if (Boolean.FALSE.equals(site.value())) {
      summary.says.put("never", new Said(summary.place, true));
      return summary;
    }
    if (site.value() == null || Boolean.TRUE.equals(site.value())) {
      return summary;
    }
    List<Node> sources = new ArrayList<>();
    addSources(site, site, sources);
    Map<String, List<Node>> said = new TreeMap<>();
    for (Node source : sources) {
      source
          .members()
          .forEach(
              (key, member) -> {
                if (Annotations.isOfSchema(key)) {
                  summary.words.putIfAbsent(key, new Said(member.pointer(), member.value()));
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

  /** The places that say together what a schema says, its own first. */
  private void addSources(Node node, Node heir, List<Node> sources) {
    Node source = node.pointer().startsWith(MERGED) ? node : site(node);
    boolean known = sources.stream().anyMatch(other -> other.pointer().equals(source.pointer()));
    if (known || !source.isObject()) {
      return;
    }
    if (!source.pointer().startsWith(MERGED)) {
      sources.add(source);
    }
    checkTypes(source);
    if (source.has("$ref")) {
      addSources(contract.resolve(source.at("$ref")), heir, sources);
    }
    array(source, "allOf").forEach(part -> addSources(part, heir, sources));
    List<Node> branches = model.branches(source);
    boolean isHeir =
        branches.stream().anyMatch(branch -> site(branch).pointer().equals(heir.pointer()));
    if (branches.size() == 1 && !isHeir) {
      addSources(branches.get(0), heir, sources);
    }
  }

  private static void checkTypes(Node source) {
    Node type = source.at("type");
    List<?> names = type.value() instanceof List<?> list ? list : List.of();
    boolean known =
        type.value() == null
            || (type.value() instanceof String name && TYPES.contains(name))
            || (!names.isEmpty() && TYPES.containsAll(names));
    if (!known) {
      throw wrong(type, "one of " + TYPES);
    }
  }

  /** The keywords whose meaning is the generator's answer. */
  private void meaning(SchemaSummary summary, Node effective, Map<String, List<Node>> said) {
    List<Object> values = model.values(effective);
    Set<String> types = new TreeSet<>(model.types(effective));
    List<Node> branches = values.isEmpty() ? model.branches(effective) : List.of();
    if (types.isEmpty()
        && !values.isEmpty()
        && values.stream().allMatch(String.class::isInstance)) {
      types.add("string");
    }
    Set<String> only = new TreeSet<>();
    branches.forEach(branch -> only.addAll(onlyType(branch)));
    if (types.isEmpty() && !only.contains("")) {
      types.addAll(only);
    } else {
      summary.branches.addAll(branches);
    }
    if (types.contains("number")) {
      types.remove("integer");
    }
    Object type = effective.at("type").value();
    if ("null".equals(type) || List.of("null").equals(type)) {
      types.clear();
      types.add("null");
    }
    put(summary, said, "type", types);
    put(summary, said, "enum", values);
    if (said.containsKey("const") && !said.containsKey("enum") && summary.value("enum") != null) {
      summary.says.put(
          "enum", new Said(said.getOrDefault("const", List.of()).get(0).pointer(), values));
    }
    Set<String> required = new TreeSet<>();
    for (Node names : said.getOrDefault("required", List.of())) {
      names.items().forEach(name -> required.add(String.valueOf(name.value())));
    }
    // A property that travels one way only is required in neither, since one class serves both.
    effective
        .at("properties")
        .members()
        .forEach(
            (name, property) -> {
              if (property.isTrue("readOnly") || property.isTrue("writeOnly")) {
                required.remove(name);
              }
            });
    put(summary, said, "required", required);
    for (String key : List.of("oneOf", "anyOf")) {
      // Branches such as {required: [a]} choose between values of one type.
      for (Node choice : said.getOrDefault(key, List.of())) {
        boolean isChoice =
            choice.items().isEmpty()
                || !model
                    .branches(
                        new Node(
                            "", Map.of(key, choice.items().stream().map(Node::value).toList())))
                    .isEmpty()
                || choice.items().stream().allMatch(model::isNull);
        if (!isChoice) {
          other(summary, key, List.of(choice));
        }
      }
    }
    if (effective.has("discriminator")) {
      put(summary, said, "discriminator", discriminator(effective.at("discriminator")));
    }
  }

  private static void put(
      SchemaSummary summary, Map<String, List<Node>> said, String key, Object value) {
    boolean empty =
        value instanceof java.util.Collection<?> values
            ? values.isEmpty()
            : ((Map<?, ?>) value).isEmpty();
    if (!empty) {
      List<Node> members = said.getOrDefault(key, List.of());
      summary.says.put(
          key,
          new Said(
              members.isEmpty() ? summary.place + "/" + key : members.get(0).pointer(), value));
    }
  }

  /** The types of a branch that says nothing else, an empty text for another branch. */
  private Set<String> onlyType(Node branch) {
    Node site = site(branch);
    boolean only =
        site.has("type")
            && site.members().keySet().stream()
                .allMatch(
                    key ->
                        key.equals("type")
                            || (Annotations.isOfSchema(key) && !key.equals("title")));
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
            summary.says.put("never " + name, new Said(nodes.get(0).pointer(), true));
          } else if (effective.at("properties").has(name)) {
            summary.properties.put(name, nodes.size() == 1 ? nodes.get(0) : together(nodes));
          }
        });
  }

  /** A keyword that is compared as it is written; where parts say different things, all count. */
  private void other(SchemaSummary summary, String key, List<Node> members) {
    Set<String> texts = new TreeSet<>();
    List<@Nullable Object> values = new ArrayList<>();
    for (Node member : members) {
      refer(summary, member.value());
      Object value = number(Annotations.without(member.value()));
      if (!DEFAULTS.getOrDefault(key, Set.of()).contains(value == null ? "null" : value)
          && texts.add(PrintedText.printed(value))) {
        values.add(value);
      }
      if (!java.util.Objects.equals(value, number(member.value()))) {
        summary.words.put(key, new Said(member.pointer(), member.value()));
      }
    }
    if (!values.isEmpty()) {
      summary.says.put(
          key,
          new Said(
              members.get(0).pointer(), values.size() == 1 ? values.get(0) : List.copyOf(texts)));
    }
  }

  private void refer(SchemaSummary summary, @Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      if (map.get("$ref") instanceof String reference && reference.startsWith("#")) {
        summary.references.add(contract.resolve(new Node(summary.place, reference)));
      }
      map.values().forEach(member -> refer(summary, member));
    } else if (value instanceof List<?> list) {
      list.forEach(item -> refer(summary, item));
    }
  }

  private Map<String, @Nullable Object> discriminator(Node node) {
    Map<String, @Nullable Object> says = new TreeMap<>();
    node.members()
        .forEach(
            (key, member) -> {
              if (!Annotations.isOfSchema(key)) {
                says.put(key, member.value());
              }
            });
    Map<String, String> mapping = new TreeMap<>();
    object(node.at("mapping"))
        .forEach(
            (value, name) -> {
              Node target = named(String.valueOf(name.value()));
              String type = className(target);
              mapping.put(value, type.isEmpty() ? target.pointer() : type);
            });
    says.remove("mapping");
    if (!mapping.isEmpty()) {
      says.put("mapping", mapping);
    }
    return says;
  }

  /** The schema that a discriminator's mapping names or refers to. */
  private Node named(String name) {
    Node schemas = components();
    return schemas.has(name)
        ? schemas.at(name)
        : contract.resolve(new Node(schemas.pointer() + "/" + name, name));
  }

  Node components() {
    return contract.root().at("components").at("schemas");
  }

  /** What can stand where a schema with a discriminator is named: what extends it, or is mapped. */
  List<Node> heirs(Node site) {
    List<Node> heirs = new ArrayList<>();
    if (!site.has("discriminator")) {
      return heirs;
    }
    site.at("discriminator")
        .at("mapping")
        .members()
        .values()
        .forEach(name -> heirs.add(named(String.valueOf(name.value()))));
    for (Node schema : components().members().values()) {
      if (schema.at("allOf").items().stream()
          .anyMatch(part -> part.has("$ref") && site(part).pointer().equals(site.pointer()))) {
        heirs.add(schema);
      }
    }
    return heirs;
  }

  /** 1, 1.0 and 1e0 are one number. */
  private static @Nullable Object number(@Nullable Object value) {
    if (value instanceof Number number) {
      BigDecimal decimal =
          number instanceof BigInteger whole ? new BigDecimal(whole) : (BigDecimal) number;
      return decimal.signum() == 0 ? BigDecimal.ZERO : decimal.stripTrailingZeros();
    }
    return value;
  }

  /** OpenAPI 3.0 says by a boolean what 3.1 says by the bound itself. */
  private static void normalizeBounds(SchemaSummary summary, String bound, String exclusive) {
    if (Boolean.TRUE.equals(summary.value(exclusive))) {
      Said said = summary.says.remove(bound);
      if (said == null) {
        summary.says.remove(exclusive);
      } else {
        summary.says.put(exclusive, said);
      }
    }
  }

  static List<Node> array(Node holder, String key) {
    Node node = holder.at(key);
    if (node.value() != null && !(node.value() instanceof List)) {
      throw wrong(node, "an array");
    }
    return node.items();
  }

  static Map<String, Node> object(Node node) {
    if (node.value() != null && !node.isObject()) {
      throw wrong(node, "an object");
    }
    return node.members();
  }

  static Map<String, Node> object(Node holder, String key) {
    return object(holder.at(key));
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
            + PrintedText.printed(node.value())
            + " at #"
            + place(node)
            + ", where OpenAPI wants "
            + expected
            + ": correct it");
  }
}
