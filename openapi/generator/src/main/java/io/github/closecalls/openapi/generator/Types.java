package io.github.closecalls.openapi.generator;

import io.github.closecalls.openapi.generator.JavaType.Container;
import io.github.closecalls.openapi.generator.JavaType.Declared;
import io.github.closecalls.openapi.generator.JavaType.Scalar;
import io.github.closecalls.openapi.generator.JavaType.TypeUse;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Java types of a contract's schemas. */
final class Types {
  /** Types within the generated ones, whose simple names would mean those. */
  private static final Set<String> NESTED = Set.of("Adapter", "Builder", "Known", "Unlisted");

  /** What Windows takes for a device, whatever its extension. */
  private static final Pattern DEVICE = Pattern.compile("(?i)con|prn|aux|nul|(com|lpt)[0-9]");

  /** File systems take 255 bytes, and nested types add to the name. */
  private static final int LONGEST_NAME = 180;

  /** More is no name that one reads. */
  private static final int READABLE_NAME = 60;

  /** Javac calls itself for each, and nobody reads more. */
  private static final int MOST_CONTAINERS = 50;

  private static final Pattern WORD = Pattern.compile("(?<=[^\\p{Lu}])(?=\\p{Lu})");

  private static final Pattern SHARED =
      Pattern.compile(
          "/components/(responses|requestBodies|parameters)(/[^/]+)(?:/content/[^/]+)?/schema");

  private static final Map<String, String> SHARED_KINDS =
      Map.of("responses", "Response", "requestBodies", "Request", "parameters", "Parameter");

  private final Schemas schemas;
  private final Places places;
  private final Consumer<Runnable> attempts;
  private final boolean documented;
  private final String packageName;
  private final Names typeNames = Names.ofTypes();
  private final Map<String, String> componentNames = new HashMap<>();
  private final Set<String> componentTypes;
  private final Map<String, TypeUse> uses = new HashMap<>();
  private final Map<String, String> origins = new HashMap<>();
  private final Set<String> underWay = new HashSet<>();
  private final List<Declaration> declarations = new ArrayList<>();
  private final Map<String, Declaration.Model> models = new HashMap<>();
  private final Deque<Supplier<Declaration>> undeclared = new ArrayDeque<>();
  private final Deque<Supplier<Declaration>> undeclaredToTheLast = new ArrayDeque<>();
  private final Hierarchies hierarchies = new Hierarchies(this);
  private final Set<Declared> objects = new HashSet<>();
  private final Map<Declared, List<JavaType>> unions = new HashMap<>();
  private final Map<Declared, Map<Declared, Node>> leaves = new HashMap<>();
  private final Map<String, Set<TypeName>> choicesOf = new HashMap<>();

  /**
   * Computes the types of all schemas among the components.
   *
   * @param packageName the package of the generated types
   * @param reserved the names of other types in that package
   * @param documented whether properties get comments
   */
  Types(Contract contract, String packageName, Set<String> reserved, boolean documented) {
    this(contract, packageName, reserved, documented, false, Types::atOnce);
  }

  private static void atOnce(Runnable part) {
    part.run();
  }

  /**
   * The same, with what is refused said later.
   *
   * @param shared whether schemas that say the same of properties of the same name have one type
   * @param attempts does the parts of the work, of each of which something may be refused
   */
  Types(
      Contract contract,
      String packageName,
      Set<String> reserved,
      boolean documented,
      boolean shared,
      Consumer<Runnable> attempts) {
    this.attempts =
        part -> {
          schemas().forget();
          attempts.accept(part);
        };
    this.documented = documented;
    this.schemas = new Schemas(contract);
    this.places = new Places(contract.root(), shared);
    this.packageName = packageName;
    reserved.forEach(typeNames::claim);
    Map<String, Node> components = contract.root().at("components").at("schemas").members();
    // Names first: a schema's own name comes before those made up for the schemas within others.
    components.forEach(
        (name, schema) -> componentNames.put(schema.pointer(), claim(Names.ofType(name))));
    componentTypes = Set.copyOf(componentNames.values());
    components.values().forEach(schema -> attempt(() -> use(schema, "")));
  }

  /** Everything declared so far, in the order of the contract. */
  List<Declaration> declarations() {
    while (!undeclared.isEmpty() || !undeclaredToTheLast.isEmpty()) {
      Supplier<Declaration> declaration =
          (undeclared.isEmpty() ? undeclaredToTheLast : undeclared).remove();
      attempt(() -> add(declaration.get()));
    }
    return declarations;
  }

  private void add(Declaration declaration) {
    declarations.add(declaration);
    if (declaration instanceof Declaration.Model model) {
      models.put(model.name(), model);
    }
  }

  /** Does a part of the work, of which something may be refused. */
  void attempt(Runnable part) {
    attempts.accept(part);
  }

  /**
   * The type of a schema.
   *
   * @param name what to call it if it has to be declared and is not a component
   */
  TypeUse use(Node schema, String name) {
    if (schema.pointer().chars().filter(c -> c == '/').count() > ContractReader.MAX_DEPTH) {
      // Deeper than a document can be: a merge of parts that goes on for ever.
      throw Refusal.ALL_OF_WITHOUT_END.at(schemas.root());
    }
    Node place = places.of(schema);
    if (!place.pointer().equals(schema.pointer())) {
      return use(place, nameByPlace(place, name));
    }
    Node first = places.first(schema);
    if (!first.pointer().equals(schema.pointer())) {
      TypeUse use = use(first, nameByPlace(first, name));
      return Places.isComposed(schema) || use.type().equals(Scalar.ANY)
          ? use
          : new TypeUse(use.type(), schemas.isNullable(schema));
    }
    TypeUse known = uses.get(schema.pointer());
    if (known != null) {
      return known;
    }
    if (!underWay.add(schema.pointer())) {
      schemas.followed(schema);
      // An array or a map of itself without a type of its own in between.
      return new TypeUse(Scalar.ANY, true);
    }
    String own = sharedName(schema);
    TypeUse use =
        compute(schema, componentNames.getOrDefault(schema.pointer(), own.isEmpty() ? name : own));
    underWay.remove(schema.pointer());
    uses.put(schema.pointer(), use);
    return use;
  }

  /**
   * What a schema is called after the one that it stands in, whoever is the first to use it.
   *
   * @param otherwise what it is called if it stands in none that has a name
   */
  private String nameByPlace(Node schema, String otherwise) {
    List<Node> way = places.wayTo(schema);
    String name = "";
    for (int i = 0; i < way.size(); i++) {
      String own = nameOf(way.get(i));
      if (!own.isEmpty()) {
        name = own;
      } else if (!name.isEmpty()) {
        Optional<String> within = nameWithin(name, way.subList(0, i + 1));
        if (within.isEmpty()) {
          return otherwise;
        }
        name = within.get();
      }
    }
    return name.isEmpty() ? otherwise : name;
  }

  /** The name for the last place on a way, given that of the place before. */
  private Optional<String> nameWithin(String name, List<Node> way) {
    Node place = way.get(way.size() - 1);
    Node holder = way.get(way.size() - 2);
    if (isProperties(way.subList(0, way.size() - 1))) {
      return Optional.of(nameWithin(name, place.token()));
    }
    boolean several = schemas.types(holder).size() > 1;
    return switch (place.token()) {
      case "properties" -> Optional.of(several ? name + "Object" : name);
      case "items" ->
          Optional.of(
              several ? name + "ArrayItem" : itemName(name, way.subList(0, way.size() - 1)));
      case "additionalProperties" -> Optional.of(name + (several ? "Object" : "") + "Value");
      case "allOf", "oneOf", "anyOf" -> Optional.of(name);
      default ->
          switch (holder.token()) {
            case "allOf" -> Optional.of(name);
            case "oneOf", "anyOf" -> {
              List<Node> branches =
                  holder.items().stream().filter(branch -> !schemas.isNull(branch)).toList();
              yield Optional.of(
                  branches.size() == 1 ? name : name + new Branches(schemas).name(place, branches));
            }
            default -> Optional.empty();
          };
    };
  }

  /**
   * What an item of an array is called: with the singular of the property that the array is, unless
   * another property or schema has that name.
   */
  private String itemName(String array, List<Node> way) {
    int last = way.size() - 1;
    String singular = Names.singular(array);
    if (singular.equals(array) || last < 1 || !isProperties(way.subList(0, last))) {
      return array + "Item";
    }
    String property = Names.singular(Names.ofType(way.get(last).token()));
    boolean taken =
        componentTypes.contains(singular)
            || way.get(last - 1).members().keySet().stream()
                .anyMatch(name -> Names.ofType(name).equalsIgnoreCase(property));
    return taken ? array + "Item" : singular;
  }

  /** Whether the last place on a way holds the properties of a schema, and is none itself. */
  private boolean isProperties(List<Node> way) {
    int last = way.size() - 1;
    return way.get(last).token().equals("properties")
        && !componentNames.containsKey(way.get(last).pointer())
        && !isProperties(way.subList(0, last));
  }

  private String nameOf(Node schema) {
    String component = componentNames.get(schema.pointer());
    if (component != null) {
      return component;
    }
    TypeUse use = uses.get(schema.pointer());
    return use != null
            && use.type() instanceof Declared declared
            && origin(declared.name()).equals(schema.pointer())
        ? declared.name()
        : sharedName(schema);
  }

  /** The name for what operations share, whichever of them is the first; empty for all else. */
  private static String sharedName(Node schema) {
    Matcher shared = SHARED.matcher(schema.pointer());
    if (!shared.matches()) {
      return "";
    }
    String name = Names.ofType(new Node(shared.group(2), null).token());
    String kind = SHARED_KINDS.getOrDefault(shared.group(1), "");
    return name.endsWith(kind) ? name : name + kind;
  }

  private TypeUse compute(Node schema, String name) {
    Optional<Node> alias = schemas.alias(schema);
    if (alias.isPresent()) {
      return use(alias.get(), nameByPlace(alias.get(), name)).orNull(schemas.isNullable(schema));
    }
    Node merged = schemas.merged(schema);
    boolean nullable = schemas.isNullable(merged);
    if (Boolean.FALSE.equals(merged.value())) {
      throw Refusal.SCHEMA_FALSE.at(schema);
    }
    List<Node> branches = schemas.branches(merged);
    if (branches.size() == 1) {
      return use(schemas.withBase(merged, branches.get(0)), name).orNull(nullable);
    }
    List<Object> values = schemas.values(merged, branches);
    if (!values.isEmpty()) {
      boolean orNull = branches.stream().map(schemas::merged).anyMatch(schemas::isNullable);
      return new TypeUse(valueType(schema, merged, name, values, branches), nullable || orNull);
    }
    if (!branches.isEmpty()) {
      return new Choices(this, schema, merged, name).use(branches).orNull(nullable);
    }
    Set<String> types = schemas.types(merged);
    if (types.isEmpty() || types.equals(Set.of("object"))) {
      Optional<Declared> hierarchy = hierarchies.of(schema, merged, name);
      if (hierarchy.isPresent()) {
        return new TypeUse(hierarchy.get(), nullable);
      }
    }
    return switch (types.size()) {
      case 0 -> new TypeUse(schemas.isOnlyNull(merged) ? Scalar.NULL : Scalar.ANY, true);
      case 1 -> new TypeUse(typeOf(types.iterator().next(), schema, merged, name), nullable);
      default ->
          new Choices(this, schema, merged, name)
              .use(schemas.byType(merged, types))
              .orNull(nullable);
    };
  }

  private JavaType typeOf(String type, Node schema, Node merged, String name) {
    String format = merged.text("format").orElse("");
    return switch (type) {
      case "boolean" -> Scalar.BOOLEAN;
      case "integer" -> integer(merged, format);
      case "number" ->
          format.equals("double") || format.equals("float") ? Scalar.DOUBLE : Scalar.BIG_DECIMAL;
      case "string" -> string(merged, format);
      case "array" -> {
        TypeUse item =
            merged
                .find("items")
                .filter(items -> !merged.has("prefixItems"))
                .map(
                    items ->
                        use(items, items.has("$ref") ? "" : itemName(name, places.wayTo(schema))))
                .orElse(new TypeUse(Scalar.ANY, true));
        yield container(
            schema, merged.isTrue("uniqueItems") ? Container.Kind.SET : Container.Kind.LIST, item);
      }
      case "object" -> object(schema, merged, name);
      default -> throw Refusal.UNKNOWN_TYPE.at(schema, type);
    };
  }

  private static Container container(Node schema, Container.Kind kind, TypeUse item) {
    int depth = 1;
    for (TypeUse each = item; each.type() instanceof Container within; each = within.item()) {
      depth++;
    }
    if (depth > MOST_CONTAINERS) {
      throw Refusal.CONTAINERS_TOO_DEEP.at(schema, MOST_CONTAINERS);
    }
    return new Container(kind, item);
  }

  private static Scalar integer(Node merged, String format) {
    return switch (format) {
      case "int32", "int16", "int8", "uint16", "uint8" -> Scalar.INTEGER;
      case "uint64" -> Scalar.BIG_INTEGER;
      default -> exceedsLong(merged) ? Scalar.BIG_INTEGER : Scalar.LONG;
    };
  }

  private static boolean exceedsLong(Node merged) {
    return List.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum").stream()
        .map(keyword -> merged.at(keyword).value())
        .anyMatch(
            bound ->
                bound instanceof Number
                    && new BigDecimal(bound.toString()).toBigInteger().bitLength() >= Long.SIZE);
  }

  private static Scalar string(Node merged, String format) {
    if (merged.text("contentEncoding").orElse("").equals("base64")) {
      return Scalar.BYTES;
    }
    return switch (format) {
      case "date" -> Scalar.DATE;
      case "date-time" -> Scalar.DATE_TIME;
      case "uri", "uri-reference", "url" -> Scalar.URI;
      case "uuid" -> Scalar.UUID;
      case "byte" -> Scalar.BYTES;
      default -> Scalar.STRING;
    };
  }

  private JavaType object(Node schema, Node merged, String name) {
    Map<String, Node> properties = schemas.properties(merged);
    boolean closed = schemas.isClosed(merged);
    if (properties.isEmpty() && !closed && merged.at("required").items().isEmpty()) {
      return container(schema, Container.Kind.MAP, additional(merged, name));
    }
    Declared declared = declare(schema, name);
    objects.add(declared);
    declareLater(() -> model(declared, declared, merged));
    return declared;
  }

  /** The class of an object whose parts are called after another type. */
  Declaration model(Declared declared, Declared within, Node merged) {
    return Models.declare(declared.name(), within.name(), merged, schemas.isClosed(merged), this);
  }

  /** The type of the values of properties that the contract does not list. */
  TypeUse additional(Node merged, String name) {
    Node additional = merged.at("additionalProperties");
    return additional.isObject() && merged.at("patternProperties").members().isEmpty()
        ? use(additional, name + "Value")
        : new TypeUse(Scalar.ANY, true);
  }

  private JavaType valueType(
      Node schema, Node merged, String name, List<Object> values, List<Node> branches) {
    Set<String> types = new HashSet<>(schemas.types(merged));
    branches.forEach(branch -> types.addAll(schemas.types(schemas.merged(branch))));
    Optional<Scalar> type = OpenEnums.type(values, types);
    if (type.isEmpty()) {
      return values.stream().allMatch(Boolean.class::isInstance) ? Scalar.BOOLEAN : Scalar.ANY;
    }
    Declared declared = declare(schema, name);
    declareLater(
        () -> OpenEnums.declare(declared.name(), merged, type.get(), values, described(branches)));
    return declared;
  }

  /** The schemas that each list one value, by that value: their words are about it. */
  private Map<Object, Node> described(List<Node> branches) {
    Map<Object, Node> described = new HashMap<>();
    for (Node branch : branches) {
      Node flat = schemas.merged(branch);
      List<Object> values = schemas.values(flat, List.of());
      if (values.size() == 1) {
        described.put(String.valueOf(values.get(0)), flat);
      }
    }
    return described;
  }

  /** Has a declaration computed once everything it may refer to has a name. */
  void declareLater(Supplier<Declaration> declaration) {
    undeclared.add(declaration);
  }

  /** Has a declaration computed once all others are. */
  void declareLast(Supplier<Declaration> declaration) {
    undeclaredToTheLast.add(declaration);
  }

  /** The class of an object with listed properties, once it is declared. */
  Optional<Declaration.Model> model(Declared type) {
    return Optional.ofNullable(models.get(type.name()));
  }

  Hierarchies hierarchies() {
    return hierarchies;
  }

  /** Makes a generated type one of the branches of a sealed interface. */
  void implement(Declared branch, Declared choice) {
    choicesOf(branch.name()).add(choice.typeName());
  }

  /** The sealed interfaces that a generated type is a branch of; grows until all are declared. */
  Set<TypeName> choicesOf(String name) {
    return choicesOf.computeIfAbsent(
        name, none -> new TreeSet<>(Comparator.comparing(TypeName::toString)));
  }

  /**
   * Returns whether a generated type is an object with listed properties or a choice between such.
   */
  boolean isObject(Declared type) {
    return objects.contains(type);
  }

  /** The types of which a union may hold one; none if a type is no union. */
  List<JavaType> branchesOf(Declared type) {
    return unions.getOrDefault(type, List.of());
  }

  void declareUnion(Declared type, List<JavaType> branches) {
    unions.put(type, branches);
  }

  /** Whether a generated type is that of listed values. */
  boolean isEnum(Declared type) {
    return !isObject(type) && branchesOf(type).isEmpty();
  }

  /** The qualified name of the factory of the models' adapters. */
  String factory() {
    return packageName + "." + RetrofitMoshiCodegen.FACTORY;
  }

  void declareObject(Declared type) {
    objects.add(type);
  }

  /** The models among which a branch of a choice decides, with their schemas. */
  Map<Declared, Node> leaves(Declared type, Node schema) {
    return leaves.getOrDefault(type, Map.of(type, schema));
  }

  void declareLeaves(Declared choice, Map<Declared, Node> models) {
    leaves.put(choice, models);
  }

  boolean documented() {
    return documented;
  }

  /** The JSON pointer of the schema that a type is generated from; empty if it has none. */
  String origin(String type) {
    return origins.getOrDefault(type, "");
  }

  Schemas schemas() {
    return schemas;
  }

  Declared declare(Node schema, String name) {
    String component = componentNames.get(schema.pointer());
    Declared declared =
        component != null ? new Declared(packageName, component) : declareWithin(name);
    origins.put(declared.name(), schema.pointer());
    return declared;
  }

  /** A type for a part of a schema that has no name of its own. */
  Declared declareWithin(String name) {
    String readable = readable(name);
    return new Declared(
        packageName, claim(typeNames.isFree(readable) && !reserved(readable) ? readable : name));
  }

  /** The first two words and the last ones, which say where it belongs and what it is. */
  private static String readable(String name) {
    List<String> words = List.of(WORD.split(name));
    if (name.length() <= READABLE_NAME || words.size() < 4) {
      return name;
    }
    String begin = words.get(0) + words.get(1);
    String end = "";
    for (int i = words.size() - 1; i > 1; i--) {
      String longer = words.get(i) + end;
      if (begin.length() + longer.length() > READABLE_NAME && !end.isEmpty()) {
        break;
      }
      end = longer;
    }
    return begin + end;
  }

  private static boolean reserved(String name) {
    return NESTED.contains(name) || DEVICE.matcher(name).matches();
  }

  private String claim(String name) {
    String fitting =
        name.length() > LONGEST_NAME
            ? String.format(Locale.ROOT, "%.100s_%08x", name, name.hashCode())
            : name;
    return typeNames.claim(reserved(name) ? name + "_" : fitting);
  }

  /** The name of a type for the schema of a property. */
  static String nameWithin(String owner, String property) {
    return owner + Names.ofType(property).replaceAll("^_(?=\\d)|_$", "");
  }
}
