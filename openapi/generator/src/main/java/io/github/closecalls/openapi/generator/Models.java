package io.github.closecalls.openapi.generator;

import io.github.closecalls.openapi.generator.Declaration.AdapterField;
import io.github.closecalls.openapi.generator.Declaration.Additional;
import io.github.closecalls.openapi.generator.Declaration.Model;
import io.github.closecalls.openapi.generator.Declaration.Property;
import io.github.closecalls.openapi.generator.JavaType.TypeUse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** The classes of objects with listed properties. */
final class Models {
  /** What a generated model and {@link Object} have already. */
  static final Set<String> RESERVED =
      Set.of(
          "additionalProperties",
          "builder",
          "clone",
          "deviations",
          "equals",
          "finalize",
          "getClass",
          "hashCode",
          "notify",
          "notifyAll",
          "toBuilder",
          "toJson",
          "toString",
          "wait");

  /** The variables of the adapter's methods. */
  private static final Set<String> ADAPTER_VARIABLES =
      Set.of(
          "builder", "e", "index", "known", "missing", "moshi", "name", "names", "reader", "strict",
          "value", "writer");

  /** A method of a class file has 64 KiB, and some name every property. */
  private static final int MOST_PROPERTIES = 1_500;

  private final String model;
  private final Types types;
  private final Names adapterNames = Names.ofMembers(ADAPTER_VARIABLES);
  private final Map<String, AdapterField> adapters = new LinkedHashMap<>();

  private Models(String model, Types types) {
    this.model = model;
    this.types = types;
  }

  /**
   * Computes the model of a schema that is free of references and {@code allOf}.
   *
   * @param within what the types within are called after
   */
  static Model declare(String name, String within, Node schema, boolean closed, Types types) {
    Models models = new Models(within, types);
    Set<String> required = new TreeSet<>();
    schema.at("required").items().forEach(item -> required.add(String.valueOf(item.value())));
    Names members = Names.ofMembers(RESERVED);
    List<Property> properties = new ArrayList<>();
    types
        .schemas()
        .properties(schema)
        .forEach(
            (wireName, property) ->
                properties.add(
                    models.property(
                        properties.size(),
                        wireName,
                        property,
                        required.contains(wireName),
                        members)));
    if (properties.size() > MOST_PROPERTIES) {
      throw Refusal.OBJECT_TOO_LARGE.at(schema, properties.size(), MOST_PROPERTIES);
    }
    TypeUse additional = types.additional(schema, within);
    return new Model(
        name,
        JavadocComments.type(schema, "Keeps properties that the contract does not list."),
        schema.isTrue("deprecated"),
        types.choicesOf(name),
        properties,
        new Additional(
            additional.typeName(),
            additional.type().equals(JavaType.Scalar.ANY),
            additional.nullable(),
            !closed,
            holdsModels(additional.type()),
            models.adapter(additional),
            additional.copy("value")),
        List.copyOf(models.adapters.values()));
  }

  private Property property(
      int index, String wireName, Node schema, boolean listedAsRequired, Names members) {
    TypeUse use = types.use(schema, Types.nameWithin(model, wireName));
    // One of the two directions lacks it, and a model serves both.
    boolean required =
        listedAsRequired && !schema.isTrue("readOnly") && !schema.isTrue("writeOnly");
    boolean nullable = use.nullable();
    boolean threeStates = !required && nullable;
    String plain = Names.ofMember(wireName);
    String name =
        members.claim(
            RESERVED.contains(plain) ? plain + "_" : plain,
            candidate -> required && !nullable ? List.of() : List.of(prefixed("has", candidate)));
    String wire = JavadocText.code(wireName);
    String deprecation =
        schema.isTrue("deprecated") ? "@deprecated The contract deprecates it." : "";
    String absent =
        required
            ? (nullable ? ", or null" : "")
            : nullable ? ", or null if it is null or absent" : ", or null if it is absent";
    return new Property(
        schema.pointer(),
        index,
        Literals.string(wireName),
        name,
        use.typeName().orNull(!required || nullable),
        use.typeName().orNull(true),
        use.typeName(),
        use.type().primitive(),
        threeStates ? prefixed("has", name) : null,
        nullable ? prefixed("has", name) : null,
        required,
        nullable,
        schema.isTrue("deprecated"),
        holdsModels(use.type()),
        adapter(use),
        use.copy("value"),
        comment(
            () ->
                JavadocComments.method(
                    2,
                    JavadocComments.property("Returns", wire, schema, required, nullable),
                    "@return the value" + absent,
                    deprecation)),
        comment(
            () ->
                JavadocComments.method(
                    2,
                    List.of("Returns whether " + wire + " is present, even if it is null."),
                    "@return false if it is absent",
                    deprecation)),
        comment(
            () ->
                JavadocComments.method(
                    4,
                    JavadocComments.property("Sets", wire, schema, required, nullable),
                    "@param value the value" + (nullable ? ", or null, which is sent as null" : ""),
                    "@return this builder",
                    deprecation)));
  }

  private static boolean holdsModels(JavaType type) {
    return type instanceof JavaType.Container container
        ? holdsModels(container.item().type())
        : type instanceof JavaType.Declared;
  }

  /** Comments take more time than all the rest, and who compares contracts reads none. */
  private List<String> comment(Supplier<List<String>> comment) {
    return types.documented() ? comment.get() : List.of();
  }

  /**
   * The expression that gives an adapter: a constant, or a field that is shared by all of a type.
   */
  private String adapter(TypeUse use) {
    if (use.type().isConstant()) {
      return use.adapter();
    }
    String name = Names.decapitalize(use.simpleName());
    return adapters
        .computeIfAbsent(
            use.adapter(),
            value ->
                new AdapterField(
                    adapterNames.claim(Names.legal(name)), use.type().typeName(), value))
        .name();
  }

  private static String prefixed(String prefix, String name) {
    int letters = name.length() - name.replaceFirst("^_+", "").length();
    return prefix + name.substring(0, letters) + Names.capitalize(name.substring(letters));
  }
}
