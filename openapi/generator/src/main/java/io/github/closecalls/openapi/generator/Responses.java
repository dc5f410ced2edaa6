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
  record Answer(TypeName type, List<String> annotations, List<String> headers, List<String> notes) {
    /** The same but for the note. */
    static Answer of(TypeName type, List<String> annotations, List<String> headers) {
      return new Answer(type, annotations, headers, List.of());
    }
  }

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
    Answer nothing = Answer.of(NOTHING, List.of(), List.of());
    if (endpoint.method().equals("head")) {
      return nothing;
    }
    Set<Answer> answers = new LinkedHashSet<>();
    successes(endpoint.operation().at("responses").members())
        .forEach(
            (status, response) -> {
              if (!response.at("content").members().isEmpty()) {
                String name =
                    operation + (answers.isEmpty() ? "" : Names.ofType(status)) + "Response";
                answers.add(answer(response.at("content"), name));
              }
            });
    if (answers.size() > 1) {
      Set<TypeName> bodies = new LinkedHashSet<>();
      answers.forEach(answer -> bodies.add(answer.type));
      return bodies.size() == 1 && answers.stream().map(Answer::annotations).distinct().count() == 1
          ? Answer.of(
              bodies.iterator().next(), answers.iterator().next().annotations, allHeaders(answers))
          : new Answer(
              RAW,
              List.of(),
              List.of(),
              List.of("Successful answers differ in type, so the answer is returned unread."));
    }
    return answers.stream().findFirst().orElse(nothing);
  }

  private Answer answer(Node content, String name) {
    boolean several = content.members().size() > 1;
    Optional<Map.Entry<String, Node>> json = MediaTypes.json(content, contract);
    if (json.isPresent()) {
      String mediaType = json.get().getKey();
      boolean open = !content.has(mediaType);
      TypeUse use = types.use(json.get().getValue().at("schema"), name);
      List<String> headers =
          several || open || !MediaTypes.isUsual(mediaType)
              ? List.of("Accept: " + mediaType)
              : List.of();
      if (use.type().equals(Scalar.NULL)) {
        return Answer.of(NOTHING, List.of(), headers);
      }
      return isPlain(use)
          ? Answer.of(use.type().typeName(), List.of(), headers)
          : Answer.of(use.typeName(), List.of(orNull(use)), headers);
    }
    Optional<Map.Entry<String, Node>> text = MediaTypes.text(content, contract);
    if (text.isPresent()) {
      String mediaType = text.get().getKey();
      return Answer.of(
          Scalar.STRING.typeName(),
          List.of(PLAIN_TEXT),
          mediaType.contains("*") ? List.of() : List.of("Accept: " + mediaType));
    }
    return Answer.of(RAW, List.of(STREAMING), List.of());
  }

  private static List<String> allHeaders(Set<Answer> answers) {
    Set<String> accepted = new LinkedHashSet<>();
    for (Answer answer : answers) {
      if (answer.headers.isEmpty()) {
        return List.of();
      }
      answer.headers.forEach(header -> accepted.add(header.substring("Accept: ".length())));
    }
    return List.of("Accept: " + String.join(", ", accepted));
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
