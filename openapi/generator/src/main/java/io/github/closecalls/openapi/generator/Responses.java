package io.github.closecalls.openapi.generator;

import io.github.closecalls.openapi.generator.JavaType.Container;
import io.github.closecalls.openapi.generator.JavaType.Scalar;
import io.github.closecalls.openapi.generator.JavaType.TypeUse;
import io.github.closecalls.openapi.generator.Operations.Endpoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The types of successful answers to operations. */
final class Responses {
  private static final TypeName NOTHING = TypeName.of("Void");
  private static final TypeName RAW = TypeName.of("okhttp3.ResponseBody");
  private static final String STREAMING = "@`retrofit2.http.Streaming`";
  private static final String PLAIN_TEXT = "@`io.github.closecalls.json.PlainText`";

  /** What a response says that is there for all that went wrong. */
  private static final Pattern ERROR =
      Pattern.compile(
          "(?i)(an? |the )?(unexpected |generic |default |general |standard )*errors?"
              + "( response| message| object| payload| model)?\\.?");

  /**
   * What a method returns a call of.
   *
   * @param annotations those of the method, as code
   * @param headers what the request says of it
   * @param notes what Javadoc says of it
   */
  record Answer(
      TypeName type, List<String> annotations, List<String> headers, List<String> notes) {}

  private enum Form {
    JSON,
    TEXT,
    RAW
  }

  /**
   * What a status of success is answered with.
   *
   * @param place the schema of what is JSON, or all that describes anything else
   * @param accept the media type that the request asks for; empty if it need not ask
   */
  private record Body(String status, Form form, Node place, String accept) {}

  private final Contract contract;
  private final Types types;

  Responses(Contract contract, Types types) {
    this.contract = contract;
    this.types = types;
  }

  /**
   * Computes the answer to an operation.
   *
   * @param operation what the types of its own begin with
   */
  Answer of(Endpoint endpoint, String operation) {
    Node responses = endpoint.operation().at("responses");
    Map<String, Node> successes =
        endpoint.method().equals("head") ? Map.of() : successes(responses.members());
    List<Body> bodies = new ArrayList<>();
    successes.forEach(
        (status, response) -> {
          if (!response.at("content").members().isEmpty()) {
            bodies.add(body(status, response.at("content")));
          }
        });
    if (bodies.isEmpty()) {
      return new Answer(NOTHING, List.of(), List.of(), List.of());
    }
    boolean orNull = bodies.size() < successes.size();
    List<Body> json = bodies.stream().filter(body -> body.form == Form.JSON).toList();
    Optional<TypeUse> read =
        json.isEmpty() ? Optional.empty() : Optional.of(type(responses, json, operation));
    if (json.size() == bodies.size()) {
      return json(read.orElseThrow(), orNull, accept(bodies));
    }
    if (bodies.stream().allMatch(body -> body.form == Form.TEXT)) {
      return new Answer(
          Scalar.STRING.typeName().orNull(orNull), List.of(PLAIN_TEXT), accept(bodies), List.of());
    }
    return new Answer(
        RAW.orNull(orNull),
        List.of(STREAMING),
        List.of(),
        bodies.stream().map(Body::form).distinct().count() == 1
            ? List.of()
            : List.of("Successful answers differ in format, so the answer is returned unread."));
  }

  private Body body(String status, Node content) {
    Optional<Map.Entry<String, Node>> json = MediaTypes.json(content, contract);
    if (json.isPresent()) {
      String mediaType = json.get().getKey();
      boolean open = content.members().size() > 1 || !content.has(mediaType);
      Node schema = json.get().getValue().at("schema");
      return new Body(
          status, Form.JSON, schema, open || !MediaTypes.isUsual(mediaType) ? mediaType : "");
    }
    return MediaTypes.text(content, contract)
        .map(Map.Entry::getKey)
        .map(type -> new Body(status, Form.TEXT, content, type.contains("*") ? "" : type))
        .orElse(new Body(status, Form.RAW, content, ""));
  }

  /** The type of all that is JSON: a choice, as {@code anyOf} would be, if schemas differ. */
  private TypeUse type(Node responses, List<Body> bodies, String operation) {
    Map<Optional<Object>, Body> bySchema = new LinkedHashMap<>();
    bodies.forEach(body -> bySchema.putIfAbsent(Optional.ofNullable(body.place.value()), body));
    String name = operation + "Response";
    if (bySchema.size() == 1) {
      return types.use(bodies.get(0).place, name);
    }
    List<Object> branches = new ArrayList<>();
    for (Body body : bySchema.values()) {
      TypeUse use = types.use(body.place, Types.nameWithin(operation, body.status) + "Response");
      if (use.type().equals(Scalar.ANY)) {
        return use;
      }
      branches.add(Map.of("$ref", "#" + body.place.pointer().replace("%", "%25")));
    }
    return types.use(new Node(responses.pointer(), Map.of("anyOf", branches)), name);
  }

  private static Answer json(TypeUse use, boolean orNull, List<String> accept) {
    if (use.type().equals(Scalar.NULL)) {
      return new Answer(NOTHING, List.of(), accept, List.of());
    }
    TypeUse read = use.orNull(orNull);
    return isPlain(read) && !orNull
        ? new Answer(read.type().typeName(), List.of(), accept, List.of())
        : new Answer(read.typeName(), List.of(orNull(read)), accept, List.of());
  }

  private static List<String> accept(List<Body> bodies) {
    Set<String> accepted = new LinkedHashSet<>();
    bodies.forEach(body -> accepted.add(body.accept));
    return accepted.contains("") ? List.of() : List.of("Accept: " + String.join(", ", accepted));
  }

  /** What tells the converter where null may be, which Java's types do not at run time. */
  private static String orNull(TypeUse use) {
    List<String> levels = new ArrayList<>();
    TypeUse level = use;
    levels.add(String.valueOf(level.nullable()));
    while (level.type() instanceof Container container) {
      level = container.item();
      levels.add(String.valueOf(level.nullable()));
    }
    return "@`io.github.closecalls.json.OrNull`("
        + (levels.size() == 1 ? levels.get(0) : "{" + String.join(", ", levels) + "}")
        + ")";
  }

  /** The responses of a status of success, or the default if there is none. */
  private Map<String, Node> successes(Map<String, Node> responses) {
    Map<String, Node> successes = new LinkedHashMap<>();
    responses.forEach(
        (status, response) -> {
          if (status.startsWith("2")) {
            successes.put(status, contract.follow(response));
          }
        });
    Node otherwise = responses.get("default");
    if (successes.isEmpty() && otherwise != null && !isError(otherwise, responses.keySet())) {
      successes.put("default", contract.follow(otherwise));
    }
    return successes;
  }

  /** Whether the default is not what is answered if all goes well. */
  private boolean isError(Node otherwise, Set<String> statuses) {
    return statuses.stream().anyMatch(status -> status.matches("[13].*"))
        || contract
            .follow(otherwise)
            .text("description")
            .filter(words -> ERROR.matcher(words.strip()).matches())
            .isPresent();
  }

  /** Whether a Java type says all of it; at run time it says nothing of nulls within. */
  private static boolean isPlain(TypeUse use) {
    if (use.type().equals(Scalar.ANY)) {
      return true;
    }
    return !use.nullable()
        && (!(use.type() instanceof Container container) || isPlain(container.item()));
  }
}
