package io.github.closecalls.openapi.generator;

import io.github.closecalls.openapi.generator.Declaration.Heir;
import io.github.closecalls.openapi.generator.Declaration.Hierarchy;
import io.github.closecalls.openapi.generator.Declaration.Model;
import io.github.closecalls.openapi.generator.Declaration.Property;
import io.github.closecalls.openapi.generator.JavaType.Declared;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The types of schemas that others inherit from and whose {@code discriminator} tells which of them
 * an object is: a sealed interface, and a class for an object that is none of the heirs.
 */
final class Hierarchies {
  /** What the class for an object that is none of the heirs is called beside the interface. */
  private static final String BASE = "Base";

  private final Types types;
  private final Map<String, Map<Declared, Node>> heirs = new LinkedHashMap<>();
  private final Map<String, Declared> bases = new LinkedHashMap<>();

  Hierarchies(Types types) {
    this.types = types;
  }

  /**
   * The type of a schema and its heirs.
   *
   * @param merged the schema without references and {@code allOf}
   * @return nothing if it has no heirs
   */
  Optional<Declared> of(Node schema, Node merged, String name) {
    Optional<String> property = merged.at("discriminator").text("propertyName");
    Map<Declared, Node> found = new LinkedHashMap<>();
    if (property.isPresent()) {
      for (Node heir : types.schemas().heirs(schema)) {
        if (types.use(heir, "").type() instanceof Declared declared && types.isObject(declared)) {
          found.put(declared, heir);
        }
      }
    }
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Declared declared = types.declare(schema, name);
    Declared base = types.declareWithin(declared.name() + BASE);
    heirs.put(declared.name(), found);
    bases.put(declared.name(), base);
    types.declareObject(declared);
    types.implement(base, declared);
    found.keySet().forEach(heir -> types.implement(heir, declared));
    types.declareLater(() -> types.model(base, declared, merged));
    types.declareLast(() -> declare(declared, base, merged, property.get()));
    return Optional.of(declared);
  }

  private Hierarchy declare(Declared declared, Declared base, Node merged, String property) {
    Map<Declared, Node> found = heirs.getOrDefault(declared.name(), Map.of());
    List<TypeName> permitted = new ArrayList<>();
    List<Heir> branches = new ArrayList<>();
    found.forEach(
        (heir, schema) -> {
          permitted.add(heir.typeName());
          branches.add(
              new Heir(
                  heir.typeName(),
                  Literals.strings(values(merged.at("discriminator"), heir, schema))));
        });
    permitted.add(base.typeName());
    return new Hierarchy(
        declared.name(),
        JavadocComments.type(
            merged,
            "One of several objects that inherit from this schema, or {@link "
                + base.name()
                + "} for any other."),
        merged.isTrue("deprecated"),
        types.choicesOf(declared.name()),
        permitted,
        base.typeName(),
        Literals.string(property),
        branches,
        accessors(declared));
  }

  /** The values of a discriminator that say an heir, or an heir of that. */
  Set<String> values(Node discriminator, Declared heir, Node schema) {
    Set<String> values =
        new LinkedHashSet<>(Choices.mappedValues(types.schemas(), discriminator, schema));
    heirs
        .getOrDefault(heir.name(), Map.of())
        .forEach((each, further) -> values.addAll(values(discriminator, each, further)));
    return values;
  }

  /** The schemas of all that inherit from one. */
  List<Node> below(Declared type) {
    List<Node> below = new ArrayList<>();
    heirs
        .getOrDefault(type.name(), Map.of())
        .forEach(
            (heir, schema) -> {
              below.add(schema);
              below.addAll(below(heir));
            });
    return below;
  }

  /** The properties of the base that all heirs have with the same name and type in Java. */
  private List<Property> accessors(Declared declared) {
    List<Model> classes = new ArrayList<>();
    if (!addClasses(declared, classes)) {
      return List.of();
    }
    return classes.get(0).properties().stream()
        .filter(
            property ->
                classes.stream()
                    .allMatch(
                        each -> each.properties().stream().anyMatch(own -> same(own, property))))
        .toList();
  }

  private static boolean same(Property own, Property property) {
    return own.name().equals(property.name())
        && own.type().equals(property.type())
        && own.deprecated() == property.deprecated();
  }

  /** Adds the class of the base, then those of its heirs; returns whether there are no others. */
  private boolean addClasses(Declared type, List<Model> classes) {
    Declared base = bases.get(type.name());
    if (base == null) {
      Optional<Model> model = types.model(type);
      model.ifPresent(classes::add);
      return model.isPresent();
    }
    boolean all = addClasses(base, classes);
    for (Declared heir : heirs.getOrDefault(type.name(), Map.of()).keySet()) {
      all &= addClasses(heir, classes);
    }
    return all;
  }
}
