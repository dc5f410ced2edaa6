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
  private static final TypeUse FILE =
      new TypeUse(new Scalar("okhttp3.MultipartBody.Part", "", null), false);
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
   * @param member what it is where all but those of the path stand in one object
   */
  record Parameter(
      String annotation,
      TypeName type,
      String name,
      String description,
      Optional<Sent> sent,
      Optional<ParameterObject.Described> member) {

    Parameter(String annotation, TypeName type, String name, String description) {
      this(annotation, type, name, description, Optional.empty(), Optional.empty());
    }

    /** The same as a member of an object. */
    Parameter in(ParameterObject.Described object) {
      return new Parameter(annotation, type, name, description, sent, Optional.of(object));
    }

    String tag() {
      return "@param " + name + " " + description;
    }

    /** Retrofit wants these before the rest. */
    boolean isInPath() {
      return annotation.contains("@`retrofit2.http.Path`");
    }

    /** Whether it can stand in an object. */
    boolean isInObject() {
      return member.isPresent() && !isInPath();
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
   * @param operation what the types of its own begin with
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
        ? text(where, name, wire, parameter, required)
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

  /** One that the contract describes by a media type. */
  private Parameter text(Where where, String name, String wire, Node parameter, boolean required) {
    String note = "a text of the type " + MediaTypes.names(parameter.at("content"));
    return new Parameter(
            annotation(where, name, false),
            TEXT.orNull(!required),
            claim(wire),
            description(wire, parameter, parameter, required) + "; " + note)
        .in(
            ParameterObject.Described.of(
                wire,
                Scalar.STRING,
                parameter,
                parameter,
                required,
                note,
                written(
                    where,
                    Scalar.STRING.typeName(),
                    wire,
                    new ParameterStyle("form", true),
                    false)));
  }

  /** What writes a member of an object. */
  private static ParameterObject.Call written(
      Where where, TypeName type, String wire, ParameterStyle style, boolean reserved) {
    List<String> arguments = new ArrayList<>(List.of(Literals.string(wire)));
    if (where != Where.HEADER) {
      arguments.add(0, Literals.string(style.name()));
    }
    arguments.add(String.valueOf(style.explode()));
    if (where != Where.HEADER) {
      arguments.add(String.valueOf(reserved));
    }
    return new ParameterObject.Call(
        "to." + where.name().toLowerCase(Locale.ROOT) + "(" + type.expression() + ", ",
        ", " + String.join(", ", arguments) + ")");
  }

  /**
   * A part of a form.
   *
   * @param encoding how the form writes it
   */
  Parameter part(String wire, Node property, Node encoding, boolean required) {
    TypeUse use = types.use(property, typeName(wire));
    String mediaType = encoding.text("contentType").orElse("");
    boolean several = item(use).isPresent() && !MediaTypes.isJson(mediaType);
    boolean file =
        isFile(types.schemas().merged(types.schemas().followed(property)), mediaType, several);
    String name = claim(wire);
    String words = description(wire, property, property, required);
    JavaType type =
        !file ? use.type() : several ? new Container(Container.Kind.LIST, FILE) : FILE.type();
    String literal = Literals.string(wire);
    return new Parameter("", type.typeName().orNull(!required), name, words)
        .in(
            ParameterObject.Described.of(
                wire,
                type,
                property,
                property,
                required,
                file ? "each made by {@code MultipartBody.Part.createFormData} with this name" : "",
                file
                    ? new ParameterObject.Call("to." + (several ? "files(" : "file("), ")")
                    : new ParameterObject.Call(
                        "to.part(" + type.typeName().expression() + ", ",
                        ", "
                            + literal
                            + ", "
                            + Literals.string(MediaTypes.isOne(mediaType) ? mediaType : "")
                            + ")")));
  }

  /** Whether a part is sent as bytes, which JSON has no type for. */
  private boolean isFile(Node schema, String mediaType, boolean several) {
    Node one =
        several ? types.schemas().merged(types.schemas().followed(schema.at("items"))) : schema;
    boolean untyped = !one.has("type") || one.at("type").hasValue("string");
    return untyped
        && !one.has("contentEncoding")
        && (one.at("format").hasValue("binary")
            || one.has("contentMediaType")
            || !(mediaType.isEmpty()
                || MediaTypes.isJson(mediaType)
                || MediaTypes.isText(mediaType)));
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
    return argument(where, name, wire, described, schema, use, style, reserved, required)
        .in(
            ParameterObject.Described.of(
                wire,
                use.type(),
                described,
                schema,
                required,
                "",
                written(where, use.type().typeName(), wire, style, reserved)));
  }

  private Parameter argument(
      Where where,
      String name,
      String wire,
      Node described,
      Node schema,
      TypeUse use,
      ParameterStyle style,
      boolean reserved,
      boolean required) {
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
                    + ")")),
        Optional.empty());
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

  /** A name of its own for what the contract has no name for. */
  String claimed(String name) {
    return names.claim(name);
  }

  private String claim(String wire) {
    return names.claim(Names.ofMember(wire));
  }

  private String typeName(String wire) {
    return operation + Names.ofType(wire);
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
