package io.github.closecalls.openapi.generator;

import io.github.closecalls.openapi.generator.Operations.Endpoint;
import io.github.closecalls.openapi.generator.Parameters.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The bodies that operations send. */
final class RequestBodies {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final Set<String> METHODS_WITHOUT_BODY = Set.of("get", "head", "trace");

  /** A Java method takes 255 parameters, and a {@code long} counts twice. */
  private static final int MOST_FIELDS = 100;

  /**
   * What a method has for its body.
   *
   * @param annotations those of the method, as code
   * @param notes what Javadoc says of it beside its description
   */
  record Body(
      boolean sent, List<String> annotations, List<Parameter> parameters, List<String> notes) {
    static final Body NONE = new Body(false, List.of(), List.of(), List.of());
  }

  private final Contract contract;
  private final Types types;

  RequestBodies(Contract contract, Types types) {
    this.contract = contract;
    this.types = types;
  }

  /**
   * Computes the body of an operation.
   *
   * @param parameters those of the operation, among which fields of a form get their names
   * @param operation the name of its method
   */
  Body of(Endpoint endpoint, Parameters parameters, String operation) {
    Node requestBody = contract.follow(endpoint.operation().at("requestBody"));
    if (!requestBody.isObject()) {
      return Body.NONE;
    }
    if (METHODS_WITHOUT_BODY.contains(endpoint.method())) {
      return leftOut(requestBody, endpoint.method());
    }
    Node content = requestBody.at("content");
    Optional<Map.Entry<String, Node>> json = MediaTypes.json(content);
    if (json.isPresent()) {
      Node schema = json.get().getValue().at("schema");
      JavaType type = types.use(schema, Names.capitalize(operation) + "Request").type();
      return new Body(
          true,
          List.of(
              "@`retrofit2.http.Headers`("
                  + Literals.string("Content-Type: " + json.get().getKey())
                  + ")"),
          List.of(parameter(type.typeName(), requestBody)),
          List.of());
    }
    return form(content.at(FORM).at("schema"), parameters)
        .orElseGet(
            () ->
                // Whatever it is, it goes out as the user made it; a multipart body is one of
                // these.
                new Body(
                    true,
                    List.of(),
                    List.of(parameter(TypeName.of("okhttp3.RequestBody"), requestBody)),
                    List.of("The body is of the type " + MediaTypes.names(content) + ".")));
  }

  private static Parameter parameter(TypeName type, Node requestBody) {
    return new Parameter(
        "@`retrofit2.http.Body`",
        type,
        "body",
        JavadocComments.line(requestBody, "the request body"));
  }

  /** HTTP gives a body no meaning here, OkHttp refuses it, and OpenAPI 3.0 has it ignored. */
  private Body leftOut(Node requestBody, String method) {
    if (requestBody.isTrue("required") && !contract.isVersion30()) {
      throw Refusal.BODY_WITHOUT_MEANING.at(requestBody, method.toUpperCase(Locale.ROOT));
    }
    return new Body(
        false,
        List.of(),
        List.of(),
        List.of(
            "The body that the contract describes is left out: HTTP gives it no meaning here."));
  }

  /** The fields of a form, if the contract lists them. */
  private Optional<Body> form(Node schema, Parameters parameters) {
    Schemas schemas = types.schemas();
    Node form = schemas.merged(schemas.followed(schema));
    Map<String, Node> properties = schemas.properties(form);
    if (properties.isEmpty()
        || properties.size() > MOST_FIELDS
        || form.has("oneOf")
        || form.has("anyOf")) {
      return Optional.empty();
    }
    List<String> required = schemas.required(form);
    List<Parameter> fields = new ArrayList<>();
    properties.forEach(
        (wire, property) -> fields.add(parameters.field(wire, property, required.contains(wire))));
    return Optional.of(
        new Body(true, List.of("@`retrofit2.http.FormUrlEncoded`"), fields, List.of()));
  }
}
