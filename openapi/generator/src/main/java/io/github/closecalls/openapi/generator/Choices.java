package io.github.closecalls.openapi.generator;

import io.github.closecalls.openapi.generator.Declaration.Branch;
import io.github.closecalls.openapi.generator.Declaration.Choice;
import io.github.closecalls.openapi.generator.Declaration.Union;
import io.github.closecalls.openapi.generator.Declaration.UnionBranch;
import io.github.closecalls.openapi.generator.JavaType.Container;
import io.github.closecalls.openapi.generator.JavaType.Declared;
import io.github.closecalls.openapi.generator.JavaType.Scalar;
import io.github.closecalls.openapi.generator.JavaType.TypeUse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The types of values that meet one of several schemas: a sealed interface where all of them are
 * objects with listed properties, a class that holds one of several values else.
 */
final class Choices {
  private static final Set<Scalar> STRINGS =
      Set.of(Scalar.DATE, Scalar.DATE_TIME, Scalar.URI, Scalar.UUID, Scalar.BYTES);
  private static final Set<Scalar> NUMBERS =
      Set.of(Scalar.INTEGER, Scalar.LONG, Scalar.BIG_INTEGER, Scalar.DOUBLE);

  /** An integer would be rounded as a double, and most texts are URIs. */
  private static final Map<JavaType, Integer> BREADTHS =
      Map.of(
          Scalar.LONG, 1,
          Scalar.BYTES, 1,
          Scalar.BIG_INTEGER, 2,
          Scalar.URI, 2,
          Scalar.DOUBLE, 3,
          Scalar.BIG_DECIMAL, 3,
          Scalar.STRING, 3,
          Scalar.ANY, 5);

  private final Types types;
  private final Schemas schemas;
  private final Node schema;
  private final Node merged;
  private final String name;

  /**
   * Begins the type of a choice.
   *
   * @param schema the schema as it stands in the contract
   * @param merged the same without references and {@code allOf}
   * @param name what to call the type
   */
  Choices(Types types, Node schema, Node merged, String name) {
    this.types = types;
    this.schemas = types.schemas();
    this.schema = schema;
    this.merged = merged;
    this.name = name;
  }

  TypeUse use(List<Node> branches) {
    Map<JavaType, Node> byType = new LinkedHashMap<>();
    boolean nullable = false;
    Branches names = new Branches(schemas);
    for (Node branch : branches) {
      TypeUse use =
          types.use(schemas.withBase(merged, branch), name + names.name(branch, branches));
      nullable |= use.nullable();
      byType.putIfAbsent(use.type(), branch);
    }
    // A text or a number is kept as it is where the contract allows any text or any number.
    if (byType.containsKey(Scalar.STRING)) {
      byType.keySet().removeAll(STRINGS);
    }
    if (byType.containsKey(Scalar.BIG_DECIMAL)) {
      byType.keySet().removeAll(NUMBERS);
    }
    if (byType.containsKey(Scalar.ANY)) {
      return new TypeUse(Scalar.ANY, true);
    }
    if (byType.size() == 1) {
      return new TypeUse(byType.keySet().iterator().next(), nullable);
    }
    Map<Declared, Node> objects = new LinkedHashMap<>();
    byType.forEach(
        (type, branch) -> {
          if (type instanceof Declared declared && types.isObject(declared)) {
            objects.put(declared, branch);
          }
        });
    if (objects.size() == byType.size()) {
      return new TypeUse(choice(types.declare(schema, name), objects), nullable);
    }
    List<JavaType> choices = new ArrayList<>(byType.keySet());
    if (objects.size() > 1) {
      choices.removeAll(objects.keySet());
      choices.add(choice(types.declareWithin(name + "Object"), objects));
    }
    // A value belongs to the first that takes it, so those that take more come later.
    choices.sort(Comparator.comparingInt(Choices::breadth));
    return new TypeUse(union(choices), nullable);
  }

  /** How much a type takes of what others of its kind take as well. */
  private static int breadth(JavaType type) {
    if (type instanceof Container container) {
      return container.kind() == Container.Kind.MAP ? 4 : breadth(container.item().type());
    }
    return BREADTHS.getOrDefault(type, 0);
  }

  private Declared choice(Declared declared, Map<Declared, Node> objects) {
    types.declareObject(declared);
    objects.keySet().forEach(branch -> types.implement(branch, declared));
    Map<Declared, Node> leaves = new LinkedHashMap<>();
    objects.forEach((type, branch) -> leaves.putAll(types.leaves(type, branch)));
    types.declareLeaves(declared, leaves);
    types.declareLater(() -> declareChoice(declared, objects, leaves));
    return declared;
  }

  private Choice declareChoice(
      Declared declared, Map<Declared, Node> objects, Map<Declared, Node> leaves) {
    Node discriminator = merged.at("discriminator");
    Map<Declared, Set<String>> values = new LinkedHashMap<>();
    Optional<String> property = discriminator.text("propertyName");
    if (property.isPresent()) {
      leaves.forEach(
          (type, leaf) -> values.put(type, types.hierarchies().values(discriminator, type, leaf)));
    }
    // A discriminator that says no value of a branch cannot choose it.
    if (property.isEmpty() || values.containsValue(Set.<String>of())) {
      values.clear();
      property = distinguishing(leaves, values);
    }
    List<Branch> branches = new ArrayList<>();
    for (Map.Entry<Declared, Node> leaf : leaves.entrySet()) {
      Node object = schemas.merged(schemas.followed(leaf.getValue()));
      Set<String> listed = new LinkedHashSet<>(schemas.properties(object).keySet());
      Set<String> required = new LinkedHashSet<>(schemas.required(object));
      required.retainAll(listed);
      for (Node heir : types.hierarchies().below(leaf.getKey())) {
        listed.addAll(schemas.properties(schemas.merged(heir)).keySet());
      }
      branches.add(
          new Branch(
              leaf.getKey().typeName(),
              Literals.strings(required),
              Literals.strings(listed),
              Literals.strings(values.getOrDefault(leaf.getKey(), Set.of()))));
    }
    return new Choice(
        declared.name(),
        JavadocComments.type(
            merged, "One of several objects, or one that the contract does not know."),
        merged.isTrue("deprecated"),
        types.choicesOf(declared.name()),
        objects.keySet().stream().map(Declared::typeName).toList(),
        property.map(Literals::string).orElse(null),
        branches);
  }

  /**
   * The values of a declared discriminator that say a branch: those of its mapping, or else the
   * name of the branch, if it has one, and the one value that the branch itself lists.
   */
  static Set<String> mappedValues(Schemas schemas, Node discriminator, Node leaf) {
    Node target = schemas.followed(leaf);
    String component = target.pointer().substring(target.pointer().lastIndexOf('/') + 1);
    Set<String> values = new LinkedHashSet<>();
    discriminator
        .at("mapping")
        .members()
        .forEach(
            (value, name) -> {
              String mapped = String.valueOf(name.value());
              if (mapped.equals("#" + target.pointer()) || mapped.equals(component)) {
                values.add(value);
              }
            });
    if (values.isEmpty()) {
      if (target.pointer().equals("/components/schemas/" + component)) {
        values.add(target.token());
      }
      Node property =
          schemas.merged(target).at("properties").at(discriminator.text("propertyName").orElse(""));
      Set<String> listed = stringValues(schemas, property);
      if (listed.size() == 1) {
        values.addAll(listed);
      }
    }
    return values;
  }

  /** A property whose listed values differ from branch to branch, with its values of each. */
  private Optional<String> distinguishing(
      Map<Declared, Node> leaves, Map<Declared, Set<String>> values) {
    Node first = schemas.merged(schemas.followed(leaves.values().iterator().next()));
    for (String candidate : schemas.properties(first).keySet()) {
      Map<Declared, Set<String>> found = new LinkedHashMap<>();
      Set<String> all = new HashSet<>();
      for (Map.Entry<Declared, Node> leaf : leaves.entrySet()) {
        Node object = schemas.merged(schemas.followed(leaf.getValue()));
        Set<String> own = stringValues(schemas, object.at("properties").at(candidate));
        if (own.isEmpty() || !own.stream().allMatch(all::add)) {
          break;
        }
        found.put(leaf.getKey(), own);
      }
      if (found.size() == leaves.size()) {
        values.putAll(found);
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  private static Set<String> stringValues(Schemas schemas, Node property) {
    Set<String> texts = new LinkedHashSet<>();
    Node flat = schemas.merged(schemas.followed(property));
    List<Object> values = schemas.values(flat, schemas.branches(flat));
    if (values.stream().allMatch(String.class::isInstance)) {
      values.forEach(value -> texts.add((String) value));
    }
    return texts;
  }

  private Declared union(List<JavaType> choices) {
    Declared declared = types.declare(schema, name);
    types.declareUnion(declared, choices);
    types.declareLater(
        () -> {
          Names names = Names.ofMembers(Set.of("of", "as"));
          List<UnionBranch> branches = new ArrayList<>();
          for (int i = 0; i < choices.size(); i++) {
            JavaType type = choices.get(i);
            TypeUse use = new TypeUse(type, false);
            String nullsBefore = "null, ".repeat(i);
            String nullsAfter = ", null".repeat(choices.size() - 1 - i);
            String branch = names.claim(use.simpleName());
            String field = Names.decapitalize(branch) + "Value";
            String value =
                type.primitive() != null
                    ? "value"
                    : use.copy(RetrofitMoshiCodegen.ARGUMENTS + ".required(value)");
            branches.add(
                new UnionBranch(
                    branch,
                    field,
                    type.typeName(),
                    type.typeName().orNull(true),
                    type.primitive(),
                    use.adapter(),
                    nullsBefore + value + nullsAfter,
                    nullsBefore + field + "Read" + nullsAfter,
                    type instanceof Declared listed && types.isEnum(listed)));
          }
          return new Union(
              declared.name(),
              JavadocComments.type(
                  merged, "One of several values, or one that the contract does not know."),
              merged.isTrue("deprecated"),
              branches);
        });
    return declared;
  }
}
