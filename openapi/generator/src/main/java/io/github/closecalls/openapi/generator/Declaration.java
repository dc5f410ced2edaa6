package io.github.closecalls.openapi.generator;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A type that is generated from a schema, as its template lays it out. */
sealed interface Declaration {
  TypeName JSON_MODEL = TypeName.of("io.github.closecalls.json.JsonModel");

  String name();

  /** The lines of the Javadoc comment. */
  List<String> javadoc();

  boolean deprecated();

  /** The expression that creates its adapter, given {@code moshi} and {@code strict}. */
  String newAdapter(TypeName type);

  /** The interfaces of an object, as code: what it is a branch of is a model already. */
  private static String supertypes(String keyword, Set<TypeName> choices) {
    return keyword + (choices.isEmpty() ? JSON_MODEL : listed(choices));
  }

  private static String listed(Collection<TypeName> types) {
    return types.stream().map(TypeName::toString).collect(Collectors.joining(", "));
  }

  /** An immutable class with a builder. */
  record Model(
      String name,
      List<String> javadoc,
      boolean deprecated,
      Set<TypeName> choices,
      List<Property> properties,
      Additional additional,
      List<AdapterField> adapters)
      implements Declaration {

    @Override
    public String newAdapter(TypeName type) {
      return "new " + type + ".Adapter(" + (needsMoshi() ? "moshi, " : "") + "strict)";
    }

    /** The sealed interfaces it is a branch of, as code. */
    String implementing() {
      return supertypes(" implements ", choices);
    }

    /** The properties without which the model cannot be built. */
    List<Property> required() {
      return properties.stream().filter(Property::required).toList();
    }

    boolean hasRequired() {
      return !required().isEmpty();
    }

    /** The properties that can hold models. */
    List<Property> nested() {
      return properties.stream().filter(Property::holdsModels).toList();
    }

    boolean needsMoshi() {
      return !adapters.isEmpty();
    }

    /**
     * Returns whether it has so many properties that javac overflows its stack on one condition of
     * all.
     */
    boolean wide() {
      return properties.size() > 200;
    }
  }

  /**
   * A property of a model.
   *
   * @param pointer where the contract describes it
   * @param literal the name on the wire as a Java string literal
   * @param type what the accessor returns
   * @param fieldType what the builder holds: null until it is set
   * @param parameterType what the builder takes
   * @param primitive the overload that takes an {@code int} literal, if there is one
   * @param has the method that tells null from absent, if both are possible
   * @param set the builder's field that tells null from absent, if null is possible
   * @param holdsModels whether its values are models or hold some
   * @param adapter the expression that gives its adapter
   * @param copy code that makes an immutable copy of {@code value}
   */
  record Property(
      String pointer,
      int index,
      String literal,
      String name,
      TypeName type,
      TypeName fieldType,
      TypeName parameterType,
      @Nullable String primitive,
      @Nullable String has,
      @Nullable String set,
      boolean required,
      boolean nullable,
      boolean deprecated,
      boolean holdsModels,
      String adapter,
      String copy,
      List<String> accessorJavadoc,
      List<String> hasJavadoc,
      List<String> setterJavadoc) {
    /** The variables of the methods that the template lays out. */
    private static final Set<String> VARIABLES =
        Set.of("builder", "hash", "missing", "other", "same", "text", "that");

    /** The field, for the methods that have variables of their own. */
    String field() {
      return VARIABLES.contains(name) ? "this." + name : name;
    }

    /** The condition on which {@code value} has the property, as the contract says it. */
    String present() {
      return present("value.", name);
    }

    /** The same within the instance. */
    String presentHere() {
      return present("", field());
    }

    private String present(String owner, String field) {
      if (has != null) {
        return owner + has;
      }
      String notNull = owner + field + " != null";
      return required && nullable
          ? "%s || !%s.has(%sadditionalProperties, %s)"
              .formatted(notNull, RetrofitMoshiCodegen.DEVIATIONS, owner, literal)
          : notNull;
    }
  }

  /**
   * The properties that the contract does not list.
   *
   * @param type the type of their values
   * @param any whether they may be any JSON value
   * @param open whether a builder takes them; an answer may always have them
   * @param holdsModels whether they are models or hold some
   */
  record Additional(
      TypeName type,
      boolean any,
      boolean nullable,
      boolean open,
      boolean holdsModels,
      String adapter,
      String copy) {
    /** Returns whether no value is odd. */
    boolean takesAll() {
      return any && nullable;
    }
  }

  /** A field of an adapter that holds the adapter of a property's type. */
  record AdapterField(String name, TypeName type, String value) {}

  /**
   * A class with a constant for each value that the contract lists.
   *
   * @param type the type of a value
   * @param string whether values are strings
   * @param primitive whether values are primitive
   */
  record OpenEnum(
      String name,
      List<String> javadoc,
      boolean deprecated,
      String type,
      String adapter,
      boolean string,
      boolean primitive,
      List<Constant> constants)
      implements Declaration {

    /** The name, for use within a constant, which has a name of its own. */
    String typeName() {
      return name;
    }

    /**
     * Returns whether a value can be told by its bytes in UTF-8, which has none for half of a
     * surrogate pair.
     */
    boolean selectable() {
      return string && constants.stream().noneMatch(value -> value.literal().contains("\\ud"));
    }

    @Override
    public String newAdapter(TypeName type) {
      return "new " + type + ".Adapter()";
    }
  }

  /** A value that the contract lists. */
  record Constant(String name, String literal, String words) {
    /** The comment of the constant. */
    List<String> javadoc() {
      return comment(2);
    }

    /** The comment of its place in the {@code enum} within. */
    List<String> knownJavadoc() {
      return comment(4);
    }

    private List<String> comment(int indent) {
      String line = " ".repeat(indent) + "/** " + words + " */";
      return line.length() <= 100 ? List.of(line) : JavadocText.comment(indent, List.of(words));
    }
  }

  /**
   * A sealed interface of objects.
   *
   * @param choices the sealed interfaces it is a branch of itself
   * @param permitted its direct branches
   * @param discriminator the property that tells the branch, as a literal
   * @param branches the models it decides among
   */
  record Choice(
      String name,
      List<String> javadoc,
      boolean deprecated,
      Set<TypeName> choices,
      List<TypeName> permitted,
      @Nullable String discriminator,
      List<Branch> branches)
      implements Declaration {

    /** Whether its branches name so many properties that one method cannot hold them. */
    boolean wide() {
      return branches.stream().mapToInt(Branch::length).sum() > 20_000;
    }

    String permits() {
      return listed(permitted);
    }

    /** The sealed interfaces it is a branch of, as code. */
    String extending() {
      return supertypes(" extends ", choices);
    }

    @Override
    public String newAdapter(TypeName type) {
      return type + ".Unlisted.adapter(moshi)";
    }
  }

  /**
   * A model that a choice decides among; its names and values are literals, separated by commas.
   *
   * @param required the names without which an object is not one
   * @param listed all its names
   * @param values the values of the discriminator that say it
   */
  record Branch(TypeName type, String required, String listed, String values) {
    int length() {
      return required.length() + listed.length() + values.length();
    }
  }

  /**
   * A sealed interface of the objects that inherit from one schema.
   *
   * @param choices the sealed interfaces it is a branch of itself
   * @param permitted its direct branches
   * @param base the class of objects that are none of the heirs
   * @param discriminator the property that tells the heir, as a literal
   * @param heirs those among which it decides
   * @param accessors the properties that all of them have
   */
  record Hierarchy(
      String name,
      List<String> javadoc,
      boolean deprecated,
      Set<TypeName> choices,
      List<TypeName> permitted,
      TypeName base,
      String discriminator,
      List<Heir> heirs,
      List<Property> accessors)
      implements Declaration {

    String permits() {
      return listed(permitted);
    }

    /** The sealed interfaces it is a branch of, as code. */
    String extending() {
      return supertypes(" extends ", choices);
    }

    /** The method of the factory that creates its adapter. */
    String method() {
      return Names.decapitalize(name) + "Adapter";
    }

    @Override
    public String newAdapter(TypeName type) {
      return method() + "(moshi)";
    }
  }

  /** One of the types that a hierarchy decides among; the values of the discriminator are code. */
  record Heir(TypeName type, String values) {}

  /** A class that holds one of several values that are not all objects. */
  record Union(String name, List<String> javadoc, boolean deprecated, List<UnionBranch> branches)
      implements Declaration {

    /** The name, for use within a branch, which has a name of its own. */
    String typeName() {
      return name;
    }

    @Override
    public String newAdapter(TypeName type) {
      return "new " + type + ".Adapter(moshi)";
    }
  }

  /**
   * One of the types that a union may hold.
   *
   * @param listed whether it takes any value of its kind but knows only some
   */
  record UnionBranch(
      String name,
      String field,
      TypeName type,
      TypeName fieldType,
      @Nullable String primitive,
      String adapter,
      String arguments,
      String readArguments,
      boolean listed) {}
}
