package io.github.closecalls.openapi.generator;

import io.github.closecalls.openapi.generator.JavaType.Container;
import io.github.closecalls.openapi.generator.JavaType.Scalar;
import io.github.closecalls.openapi.generator.JavaType.TypeUse;
import io.github.closecalls.openapi.generator.Operations.Endpoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The parameters of one operation's method; each gets a name of its own. */
final class Parameters {
  /** OpenAPI 3.1, Parameter Object: a header parameter with one of these names is ignored. */
  private static final Set<String> IGNORED_HEADERS =
      Set.of("accept", "content-type", "authorization");

  private static final TypeName TEXT = Scalar.STRING.typeName();
  private static final TypeName PAIRS = TypeName.of("java.util.Map", TEXT, TEXT);

  /** Where Retrofit puts a parameter. */
  private enum Where {
    PATH("Path"),
    QUERY("Query"),
    HEADER("Header"),
    FIELD("Field");

    private final String annotation;

    Where(String annotation) {
      this.annotation = annotation;
    }

    boolean isEncoded() {
      return this != HEADER;
    }

    /** Whether it can be sent as several of other names. */
    boolean isMap() {
      return this == QUERY || this == FIELD;
    }
  }

  /**
   * A parameter of a method.
   *
   * @param annotation what tells Retrofit where it goes, as code
   * @param description what Javadoc says of it
   * @param sent what Retrofit is given instead, if it cannot take the parameter as it is
   */
  record Parameter(
      String annotation, TypeName type, String name, String description, Optional<Sent> sent) {

    Parameter(String annotation, TypeName type, String name, String description) {
      this(annotation, type, name, description, Optional.empty());
    }

    String tag() {
      return "@param " + name + " " + description;
    }

    /** Retrofit wants these before the rest. */
    boolean isInPath() {
      return annotation.startsWith("@`retrofit2.http.Path`");
    }
  }

  /**
   * What Retrofit is given for a parameter.
   *
   * @param value the expression that makes it
   */
  record Sent(TypeName type, String value) {}

  private final Types types;
  private final String operation;
  private final List<Node> described;
  private final PathTemplate path;
  private final Names names = Names.ofMembers(List.of("body"));

  /**
   * Begins the parameters of an operation.
   *
   * @param operation the name of its method
   */
  Parameters(
      Contract contract, Types types, Endpoint endpoint, PathTemplate path, String operation) {
    this.types = types;
    this.operation = operation;
    this.described = described(contract, endpoint);
    this.path = path;
  }

  /** The parameters of the operation and of its path; those of the operation win. */
  private static List<Node> described(Contract contract, Endpoint endpoint) {
    Map<String, Node> byPlace = new LinkedHashMap<>();
    for (Node holder : List.of(endpoint.item(), endpoint.operation())) {
      for (Node parameter : holder.at("parameters").items()) {
        Node followed = contract.follow(parameter);
        byPlace.put(place(followed) + " " + wireName(followed), followed);
      }
    }
    return List.copyOf(byPlace.values());
  }

  private static String place(Node parameter) {
    return parameter.text("in").orElse("");
  }

  private static String wireName(Node parameter) {
    return parameter.text("name").orElse("");
  }

  /** Those that the contract describes, and the placeholders of the path that it does not. */
  List<Parameter> all() {
    List<Parameter> all = new ArrayList<>();
    Set<String> undescribed = new LinkedHashSet<>(path.placeholders());
    for (Node parameter : described) {
      String wire = wireName(parameter);
      boolean required = parameter.isTrue("required");
      switch (place(parameter)) {
        case "path" -> {
          if (undescribed.remove(wire)) {
            all.add(described(Where.PATH, path.name(wire), parameter, "simple", true));
          }
        }
        case "header" -> {
          if (!IGNORED_HEADERS.contains(wire.toLowerCase(Locale.ROOT))) {
            all.add(described(Where.HEADER, wire, parameter, "simple", required));
          }
        }
        case "query" -> all.add(described(Where.QUERY, wire, parameter, "form", required));
        case "cookie" -> {}
        default -> throw Refusal.PARAMETER_ELSEWHERE.at(parameter, place(parameter));
      }
    }
    undescribed.forEach(wire -> all.add(undescribed(wire)));
    return all;
  }

  /** The names of the cookies, which are no parameters of a method. */
  List<String> cookies() {
    return described.stream()
        .filter(parameter -> place(parameter).equals("cookie"))
        .map(Parameters::wireName)
        .toList();
  }

  /**
   * A field of a form.
   *
   * @param encoding how the form writes it
   */
  Parameter field(String wire, Node property, Node encoding, boolean required) {
    boolean json =
        encoding.text("contentType").filter(MediaTypes::isJson).isPresent()
            && !encoding.has("style")
            && !encoding.has("explode")
            && !encoding.has("allowReserved");
    return parameter(
        Where.FIELD,
        wire,
        wire,
        property,
        property,
        json ? ParameterStyle.JSON : ParameterStyle.of(encoding, "form"),
        encoding.isTrue("allowReserved"),
        required);
  }

  private Parameter described(
      Where where, String name, Node parameter, String defaultStyle, boolean required) {
    String wire = wireName(parameter);
    return parameter.has("content")
        ? new Parameter(
            annotation(where, name, false),
            TEXT.orNull(!required),
            claim(wire),
            description(wire, parameter, parameter, required)
                + "; a text of the type "
                + MediaTypes.names(parameter.at("content")))
        : parameter(
            where,
            name,
            wire,
            parameter,
            parameter.at("schema"),
            ParameterStyle.of(parameter, defaultStyle),
            where == Where.QUERY && parameter.isTrue("allowReserved"),
            required);
  }

  private Parameter undescribed(String wire) {
    return new Parameter(
        annotation(Where.PATH, path.name(wire), false), TEXT, claim(wire), JavadocText.code(wire));
  }

  private Parameter parameter(
      Where where,
      String name,
      String wire,
      Node described,
      Node schema,
      ParameterStyle style,
      boolean reserved,
      boolean required) {
    TypeUse use = types.use(schema, typeName(wire));
    String words = description(wire, described, schema, required);
    String format = format(where, wire, style, reserved);
    String formatted = format + " " + annotation(where, name, where.isEncoded());
    if (isText(use) && !style.isJson()) {
      boolean asItIs = isPlain(use) && style.isPlain() && !reserved;
      return new Parameter(
          asItIs ? annotation(where, name, false) : formatted,
          use.typeName().orNull(!required),
          claim(wire),
          words);
    }
    Optional<TypeUse> item = item(use);
    boolean texts = item.filter(this::isText).isPresent() && !style.isJson();
    if (texts && style.isRepeated() && where.isMap()) {
      boolean asItIs = item.filter(this::isPlain).isPresent() && !reserved;
      return new Parameter(
          asItIs ? annotation(where, name, false) : formatted,
          use.typeName().orNull(!required),
          claim(wire),
          words);
    }
    if (item.isPresent() && style.isJoined() && (texts || where == Where.HEADER)) {
      return new Parameter(
          formatted,
          TypeName.of("io.github.closecalls.json.CommaSeparated", item.get().type().typeName())
              .orNull(!required),
          claim(wire),
          words);
    }
    TypeName type = use.typeName().orNull(!required);
    return where.isMap()
        ? several(where, wire, type, style, reserved, words)
        : new Parameter(formatted, type, claim(wire), words);
  }

  /** A parameter that goes out as several, or as one that Retrofit would take for several. */
  private Parameter several(
      Where where,
      String wire,
      TypeName type,
      ParameterStyle style,
      boolean reserved,
      String words) {
    String name = claim(wire);
    return new Parameter(
        "@`retrofit2.http." + where.annotation + "Map`(encoded = true)",
        type,
        name,
        words,
        Optional.of(
            new Sent(
                PAIRS,
                "`io.github.closecalls.json.internal.ParameterValues`.pairs(`//`new `"
                    + types.factory()
                    + "`(), "
                    + type.expression()
                    + ", "
                    + name
                    + ", "
                    + Literals.strings(List.of(style.name(), wire))
                    + ", "
                    + style.explode()
                    + ", "
                    + reserved
                    + ")")));
  }

  private static String annotation(Where where, String name, boolean encoded) {
    String literal = Literals.string(name);
    return "@`retrofit2.http."
        + where.annotation
        + "`("
        + (encoded ? "value = " + literal + ", encoded = true" : literal)
        + ")";
  }

  private static String format(Where where, String wire, ParameterStyle style, boolean reserved) {
    List<String> values = new ArrayList<>();
    values.add(Literals.string(style.name()));
    if (style.name().equals("matrix")) {
      values.add("name = " + Literals.string(wire));
    }
    if (style.explode()) {
      values.add("explode = true");
    }
    if (reserved) {
      values.add("allowReserved = true");
    }
    if (where == Where.HEADER) {
      values.add("plain = true");
    }
    if (values.size() > 1) {
      values.set(0, "value = " + values.get(0));
    }
    return "@`io.github.closecalls.json.WireFormat`(" + String.join(", ", values) + ")";
  }

  private String claim(String wire) {
    return names.claim(Names.ofMember(wire));
  }

  private String typeName(String wire) {
    return Names.capitalize(operation) + Names.ofType(wire);
  }

  private static String description(String wire, Node parameter, Node schema, boolean required) {
    Node described = parameter.has("description") ? parameter : schema;
    return JavadocComments.line(described, JavadocText.code(wire))
        + (required ? "" : " (null leaves it out)");
  }

  /** Returns whether Java's text of it is that of its JSON. */
  private boolean isPlain(TypeUse use) {
    return use.type() instanceof JavaType.Declared declared
        ? types.isEnum(declared)
        : use.type() instanceof Scalar && !use.type().equals(Scalar.ANY);
  }

  /** Whether it is one text in any style. */
  private boolean isText(TypeUse use) {
    return isPlain(use)
        || (use.type() instanceof JavaType.Declared declared
            && !types.branchesOf(declared).isEmpty()
            && types.branchesOf(declared).stream()
                .allMatch(type -> isPlain(new TypeUse(type, false))));
  }

  private static Optional<TypeUse> item(TypeUse use) {
    return use.type() instanceof Container container && container.kind() != Container.Kind.MAP
        ? Optional.of(container.item())
        : Optional.empty();
  }
}
