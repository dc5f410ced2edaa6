package io.github.closecalls.openapi.generator;

import io.github.closecalls.openapi.generator.JavaType.TypeUse;
import io.github.closecalls.openapi.generator.Operations.Endpoint;
import io.github.closecalls.openapi.generator.Parameters.Parameter;
import io.github.closecalls.openapi.generator.Parameters.Sent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The bodies that operations send. */
final class RequestBodies {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String MULTIPART = "multipart/form-data";
  private static final String BODY = "@`retrofit2.http.Body`";
  private static final TypeName RAW = TypeName.of("okhttp3.RequestBody");
  private static final Set<String> METHODS_WITHOUT_BODY = Set.of("get", "head", "trace");

  /** A method of a class file has 64 KiB, and one writes every field. */
  private static final int MOST_FIELDS = 500;

  /** How a body of several fields is written. */
  enum Form {
    NONE,
    URL_ENCODED,
    MULTIPART
  }

  /**
   * What a method has for its body.
   *
   * @param required whether the contract demands it
   * @param annotations those of the method, as code
   * @param headers what the request says of it
   * @param notes what Javadoc says of it beside its description
   */
  record Body(
      boolean sent,
      boolean required,
      Form form,
      List<String> annotations,
      List<String> headers,
      List<Parameter> parameters,
      List<String> notes) {
    /** That of an operation that sends none. */
    static final Body NONE =
        new Body(false, true, Form.NONE, List.of(), List.of(), List.of(), List.of());
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
   * @param operation what the types of its own begin with
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
    Optional<Map.Entry<String, Node>> json = MediaTypes.json(content, contract);
    boolean required = requestBody.isTrue("required");
    if (json.isPresent()) {
      return json(requestBody, json.get().getKey(), json.get().getValue(), operation);
    }
    return form(content.at(FORM), Form.URL_ENCODED, parameters, requestBody)
        .or(() -> form(content.at(MULTIPART), Form.MULTIPART, parameters, requestBody))
        .orElseGet(
            () ->
                // Whatever it is, it goes out as the user made it.
                new Body(
                    true,
                    required,
                    Form.NONE,
                    List.of(),
                    List.of(),
                    List.of(parameter(RAW, requestBody, Optional.empty())),
                    List.of("The body is of the type " + MediaTypes.names(content) + ".")));
  }

  private Body json(Node requestBody, String mediaType, Node media, String operation) {
    TypeUse use = types.use(media.at("schema"), operation + "Request");
    List<String> notes = new ArrayList<>();
    if (requestBody.at("content").members().size() > 1) {
      notes.add(
          "The body is sent as "
              + JavadocText.code(mediaType)
              + ", though the contract takes "
              + MediaTypes.names(requestBody.at("content"))
              + ".");
    }
    // Any value is sent as it is; Retrofit takes no null, so that one goes out as OkHttp's body.
    Optional<Sent> sent = use.nullable() ? Optional.of(sent(use, mediaType)) : Optional.empty();
    return new Body(
        true,
        requestBody.isTrue("required"),
        Form.NONE,
        List.of(),
        List.of("Content-Type: " + mediaType),
        List.of(parameter(use.typeName(), requestBody, sent)),
        notes);
  }

  private Sent sent(TypeUse use, String mediaType) {
    return new Sent(
        RAW,
        "`io.github.closecalls.json.internal.ParameterValues`.body(`//`new `"
            + types.factory()
            + "`(), "
            + use.typeName().expression()
            + ", body, "
            + Literals.string(mediaType)
            + ")");
  }

  /** Whether a parameter is the body. */
  static boolean isBody(Parameter parameter) {
    return parameter.annotation().equals(BODY);
  }

  /** The form of several parts, once it is written. */
  static Parameter written(String description) {
    return new Parameter(BODY, RAW, "body", description);
  }

  private static Parameter parameter(TypeName type, Node requestBody, Optional<Sent> sent) {
    return new Parameter(
        BODY,
        type,
        "body",
        JavadocComments.line(requestBody, "the request body")
            + (requestBody.isTrue("required") ? "" : "; the method without it sends none"),
        sent,
        Optional.empty());
  }

  /** HTTP gives a body no meaning here, OkHttp refuses it, and OpenAPI 3.0 has it ignored. */
  private Body leftOut(Node requestBody, String method) {
    if (requestBody.isTrue("required") && !contract.isVersion30()) {
      throw Refusal.BODY_WITHOUT_MEANING.at(requestBody, method.toUpperCase(Locale.ROOT));
    }
    return new Body(
        false,
        true,
        Form.NONE,
        List.of(),
        List.of(),
        List.of(),
        List.of(
            "The body that the contract describes is left out: it has no meaning in HTTP here."));
  }

  /** The fields of a form, if the contract lists them. */
  private Optional<Body> form(Node media, Form kind, Parameters parameters, Node requestBody) {
    Schemas schemas = types.schemas();
    Node form = schemas.merged(schemas.followed(media.at("schema")));
    Map<String, Node> properties = schemas.properties(form);
    if (properties.isEmpty()
        || properties.size() > MOST_FIELDS
        || form.has("oneOf")
        || form.has("anyOf")) {
      return Optional.empty();
    }
    boolean multipart = kind == Form.MULTIPART;
    if (multipart
        && media.at("encoding").members().values().stream().anyMatch(RequestBodies::isOwn)) {
      return Optional.empty();
    }
    List<String> required = schemas.required(form);
    List<Parameter> fields = new ArrayList<>();
    properties.forEach(
        (wire, property) -> {
          Node encoding = media.at("encoding").at(wire);
          boolean must = required.contains(wire);
          fields.add(
              multipart
                  ? parameters.part(wire, property, encoding, must)
                  : parameters.field(wire, property, encoding, must));
        });
    String words = JavadocComments.line(requestBody, "");
    return Optional.of(
        new Body(
            true,
            requestBody.isTrue("required"),
            kind,
            multipart ? List.of() : List.of("@`retrofit2.http.FormUrlEncoded`"),
            List.of(),
            fields,
            words.isEmpty() ? List.of() : List.of(words)));
  }

  /** Whether a part is written in a way that only its user can. */
  private static boolean isOwn(Node encoding) {
    return encoding.has("headers")
        || encoding.has("style")
        || encoding.has("explode")
        || encoding.has("allowReserved");
  }
}
