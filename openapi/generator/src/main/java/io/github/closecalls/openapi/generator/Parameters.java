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
import java.util.Set;

/** The parameters of one operation's method; each gets a name of its own. */
final class Parameters {
  /** OpenAPI 3.1, Parameter Object: a header parameter with one of these names is ignored. */
  private static final Set<String> IGNORED_HEADERS =
      Set.of("accept", "content-type", "authorization");

  private static final TypeName TEXT = Scalar.STRING.typeName();
  private static final TypeName PAIRS = TypeName.of("java.util.Map", TEXT, TEXT);

  /**
   * A parameter of a method.
   *
   * @param annotation what tells Retrofit where it goes, as code
   * @param description what Javadoc says of it
   */
  record Parameter(String annotation, TypeName type, String name, String description) {
    String tag() {
      return "@param " + name + " " + description;
    }

    /** Retrofit wants these before the rest. */
    boolean isInPath() {
      return annotation.startsWith("@`retrofit2.http.Path`");
    }
  }

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
            all.add(described(path.annotation(wire), parameter, "simple", true));
          }
        }
        case "header" -> {
          if (!IGNORED_HEADERS.contains(wire.toLowerCase(Locale.ROOT))) {
            all.add(described(annotation("Header", wire), parameter, "simple", required));
          }
        }
        case "query" -> all.add(query(parameter, required));
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

  /** A field of a form. */
  Parameter field(String wire, Node property, boolean required) {
    TypeUse use = types.use(property, typeName(wire));
    return isText(use) || isTexts(use)
        ? single(annotation("Field", wire), wire, property, property, "form", required)
        : pairs("@`retrofit2.http.FieldMap`", wire, property, property, required, "form");
  }

  private Parameter described(
      String annotation, Node parameter, String defaultStyle, boolean required) {
    return single(
        annotation, wireName(parameter), parameter, parameter.at("schema"), defaultStyle, required);
  }

  private Parameter query(Node parameter, boolean required) {
    String wire = wireName(parameter);
    ParameterStyle style = ParameterStyle.of(parameter, "form");
    if (parameter.has("schema") && style.isOfPairs()) {
      Node schema = parameter.at("schema");
      TypeUse use = types.use(schema, typeName(wire));
      if (!isText(use) && !isTexts(use)) {
        return pairs("@`retrofit2.http.QueryMap`", wire, parameter, schema, required, style.name());
      }
    }
    return described(annotation("Query", wire), parameter, "form", required);
  }

  private Parameter undescribed(String wire) {
    return new Parameter(path.annotation(wire), TEXT, claim(wire), JavadocText.code(wire));
  }

  /** A parameter or field that goes out as several, which the contract does not all name. */
  private Parameter pairs(
      String annotation, String wire, Node described, Node schema, boolean required, String style) {
    return new Parameter(
        annotation,
        PAIRS.orNull(!required),
        claim(wire),
        description(wire, described, schema, required)
            + "; the keys are the names as they are sent, here in the style "
            + JavadocText.code(style));
  }

  private Parameter single(
      String annotation,
      String wire,
      Node parameter,
      Node schema,
      String defaultStyle,
      boolean required) {
    ParameterStyle style = ParameterStyle.of(parameter, defaultStyle);
    TypeName type = TEXT;
    String how = "";
    if (parameter.has("content")) {
      how = "; a text of the type " + MediaTypes.names(parameter.at("content"));
    } else {
      TypeUse use = types.use(schema, typeName(wire));
      if (isText(use) ? style.isPlain() : isTexts(use) && style.isRepeated()) {
        type = use.typeName();
      } else if (use.type() instanceof Container texts && isTexts(use) && style.isJoined()) {
        type =
            TypeName.of("io.github.closecalls.json.CommaSeparated", texts.item().type().typeName());
      } else {
        how = "; a text in the style " + JavadocText.code(style.name());
      }
    }
    return new Parameter(
        annotation,
        type.orNull(!required),
        claim(wire),
        description(wire, parameter, schema, required) + how);
  }

  private static String annotation(String place, String wire) {
    return "@`retrofit2.http." + place + "`(" + Literals.string(wire) + ")";
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

  /** Whether the converter of strings gives the text of each value. */
  private boolean isText(TypeUse use) {
    return use.type() instanceof JavaType.Declared declared
        ? !types.isObject(declared)
        : use.type() instanceof Scalar;
  }

  private boolean isTexts(TypeUse use) {
    return use.type() instanceof Container container
        && container.kind() != Container.Kind.MAP
        && isText(container.item());
  }
}
