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

/** The types of successful answers to operations. */
final class Responses {
  private static final TypeName NOTHING = TypeName.of("Void");
  private static final TypeName RAW = TypeName.of("okhttp3.ResponseBody");

  /**
   * What a method returns a call of.
   *
   * @param headers what the request says of it
   * @param notes what Javadoc says of it
   */
  record Answer(TypeName type, List<String> headers, List<String> notes) {}

  private final Contract contract;
  private final Types types;

  Responses(Contract contract, Types types) {
    this.contract = contract;
    this.types = types;
  }

  /**
   * Computes the answer to an operation.
   *
   * @param operation the name of its method
   */
  Answer of(Endpoint endpoint, String operation) {
    if (endpoint.method().equals("head")) {
      return new Answer(NOTHING, List.of(), List.of());
    }
    Set<TypeName> bodies = new LinkedHashSet<>();
    List<String> notes = new ArrayList<>();
    Set<String> accepted = new LinkedHashSet<>();
    successes(endpoint.operation().at("responses").members())
        .forEach(
            (status, response) -> {
              Node content = response.at("content");
              Optional<Map.Entry<String, Node>> json = MediaTypes.json(content);
              if (json.isPresent()) {
                if (content.members().size() > 1) {
                  accepted.add(json.get().getKey());
                }
                String name =
                    Names.capitalize(operation)
                        + (bodies.isEmpty() ? "" : Names.ofType(status))
                        + "Response";
                TypeUse use = types.use(json.get().getValue().at("schema"), name);
                bodies.add(isPlain(use) ? use.type().typeName() : RAW);
                if (!isPlain(use)) {
                  notes.add("The answer may be null or contain null, so it is returned unread.");
                }
              } else if (!content.members().isEmpty()) {
                bodies.add(RAW);
              }
            });
    if (bodies.size() > 1) {
      notes.add("Successful answers differ in type, so the answer is returned unread.");
      return new Answer(RAW, accept(accepted), notes);
    }
    return new Answer(bodies.stream().findFirst().orElse(NOTHING), accept(accepted), notes);
  }

  /** Where the server has a choice, it is told what is read. */
  private static List<String> accept(Set<String> mediaTypes) {
    return mediaTypes.isEmpty() ? List.of() : List.of("Accept: " + String.join(", ", mediaTypes));
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
    if (successes.isEmpty() && responses.containsKey("default")) {
      successes.put("default", contract.follow(responses.get("default")));
    }
    return successes;
  }

  /** Returns whether a Java type says all of it; at run time it says nothing of nulls within. */
  private static boolean isPlain(TypeUse use) {
    if (use.type().equals(Scalar.ANY)) {
      return true;
    }
    return !use.nullable()
        && (!(use.type() instanceof Container container) || isPlain(container.item()));
  }
}
