package io.github.closecalls.openapi.generator;

import io.github.closecalls.openapi.generator.JavaType.Scalar;
import io.github.closecalls.openapi.generator.Parameters.Parameter;
import io.github.closecalls.openapi.generator.Parameters.Sent;
import io.github.closecalls.openapi.generator.RequestBodies.Body;
import io.github.closecalls.openapi.generator.RequestBodies.Form;
import io.github.closecalls.openapi.generator.Responses.Answer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The Retrofit interfaces of a contract's operations: one for each tag. */
final class Operations {
  static final List<String> METHODS =
      List.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  private static final Set<String> METHODS_OF_OBJECT =
      Set.of(
          "clone",
          "equals",
          "finalize",
          "getClass",
          "hashCode",
          "notify",
          "notifyAll",
          "toString",
          "wait");

  /** Those for which Retrofit has an annotation, and those of them that it lets send a body. */
  private static final Set<String> ANNOTATED =
      Set.of("GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH");

  private static final Set<String> ANNOTATED_WITH_BODY = Set.of("PUT", "POST", "PATCH");

  private static final String UNTAGGED = "default";
  private static final String WRITTEN = "`io.github.closecalls.json.internal.WrittenParameters`";
  private static final TypeName PAIRS =
      TypeName.of("java.util.Map", Scalar.STRING.typeName(), Scalar.STRING.typeName());

  /** An interface, as its template lays it out. */
  record Api(
      String name,
      List<String> javadoc,
      List<Operation> operations,
      Set<ParameterObject> parameterObjects) {}

  /**
   * A method of an interface; its annotations are code.
   *
   * @param pointer where the contract describes it
   * @param bodiless whether it is the one without the body, beside the one with it
   * @param written what writes the object that has the parameters, if one has them
   */
  record Operation(
      String pointer,
      List<String> javadoc,
      boolean deprecated,
      List<String> annotations,
      TypeName returns,
      String name,
      List<Parameter> parameters,
      boolean bodiless,
      Optional<Written> written,
      @Nullable Request request) {}

  /**
   * The object of a method's parameters, and how it becomes what Retrofit takes.
   *
   * @param variable the name of what writes it
   * @param sent what Retrofit takes, each with the code that gives it
   */
  record Written(ParameterObject object, String variable, Map<Parameter, String> sent) {
    Parameter parameter(String name) {
      return new Parameter("", TypeName.of(object.name()), name, "the parameters of the call");
    }
  }

  /**
   * The method that Retrofit implements where a method has a parameter that it cannot take.
   *
   * @param operationName the name of the method that calls it
   * @param facade the parameters of that method
   * @param statements what that method does first, as code
   * @param arguments what that method calls it with, as code
   */
  record Request(
      String operationName,
      List<Parameter> facade,
      List<String> statements,
      String name,
      List<String> javadoc,
      List<Parameter> parameters,
      List<String> arguments) {}

  /** Where an operation stands: its path, the Path Item that describes it, its HTTP method. */
  record Endpoint(String path, Node item, String method, Node operation) {}

  private final Contract contract;
  private final Types types;
  private final String tagPrefix;
  private final RequestBodies requestBodies;
  private final Responses responses;
  private final Servers servers;

  /**
   * Computes the interfaces of a contract.
   *
   * @param tagPrefix what an exporter puts before the name of each tag
   */
  Operations(Contract contract, Types types, String tagPrefix) {
    this.contract = contract;
    this.types = types;
    this.tagPrefix = tagPrefix;
    this.requestBodies = new RequestBodies(contract, types);
    this.responses = new Responses(contract, types);
    this.servers = new Servers(contract);
  }

  List<Api> apis() {
    Map<String, List<Endpoint>> endpointsByTag = new LinkedHashMap<>();
    contract
        .root()
        .at("paths")
        .members()
        .forEach((path, item) -> types.attempt(() -> addEndpoints(path, item, endpointsByTag)));
    Names names = Names.ofTypes();
    List<Api> apis = new ArrayList<>();
    endpointsByTag.forEach((tag, endpoints) -> apis.add(api(tag, endpoints, names)));
    return apis;
  }

  private void addEndpoints(String path, Node item, Map<String, List<Endpoint>> endpointsByTag) {
    Node followed = contract.follow(item);
    followed
        .members()
        .forEach(
            (method, operation) -> {
              if (METHODS.contains(method)) {
                endpointsByTag
                    .computeIfAbsent(tag(operation), tag -> new ArrayList<>())
                    .add(new Endpoint(path, followed, method, operation));
              }
            });
  }

  /** The first tag: an operation that has several stands in one interface all the same. */
  private String tag(Node operation) {
    String tag =
        operation.at("tags").items().stream()
            .findFirst()
            .map(name -> String.valueOf(name.value()))
            .filter(name -> !name.isBlank())
            .orElse(UNTAGGED);
    return tag.startsWith(tagPrefix) && tag.length() > tagPrefix.length()
        ? tag.substring(tagPrefix.length())
        : tag;
  }

  private Api api(String tag, List<Endpoint> endpoints, Names names) {
    Names methods = Names.ofMembers(METHODS_OF_OBJECT);
    Names objects = Names.ofTypes();
    List<Operation> operations = new ArrayList<>();
    for (Endpoint endpoint : endpoints) {
      String name = methods.claim(methodName(tag, endpoint));
      types.attempt(() -> operations.addAll(operations(tag, endpoint, name, objects)));
    }
    Set<ParameterObject> parameterObjects = new LinkedHashSet<>();
    operations.forEach(
        operation -> operation.written.ifPresent(written -> parameterObjects.add(written.object)));
    // Names of their own last, so that they change no name that the contract gives.
    operations.replaceAll(operation -> withRequest(operation, methods));
    return new Api(
        names.claim(Names.ofType(tag) + "Api"),
        JavadocText.comment(
            0,
            List.of(
                "Calls the operations that the contract tags " + JavadocText.code(tag) + ".",
                "<p>{@code Retrofit.create} returns an instance, which is safe to share between"
                    + " threads.")),
        operations,
        parameterObjects);
  }

  /** The operationId without the name of its tag, or else the method and the path. */
  private static String methodName(String tag, Endpoint endpoint) {
    String id = endpoint.operation.text("operationId").orElse("");
    if (id.isBlank()) {
      return Names.ofMember(endpoint.method + " " + endpoint.path);
    }
    String name = Names.ofMember(id);
    String tagName = Names.decapitalize(Names.ofType(tag));
    String rest = name.startsWith(tagName) ? name.substring(tagName.length()) : "";
    // Only at the end of a word: "list" is not "s" of the tag "lis".
    return rest.matches("[\\p{Lu}\\d].*") ? Names.legal(Names.decapitalize(rest)) : name;
  }

  /**
   * What the types of its own begin with: the name of the method, and before it that of the tag
   * unless the method says it, so that an operation of another tag has other names.
   */
  private static String typeName(String tag, String method) {
    String tagName = tag.equals(UNTAGGED) ? "" : Names.ofType(tag);
    boolean said =
        method
            .toLowerCase(Locale.ROOT)
            .contains(tagName.toLowerCase(Locale.ROOT).replaceFirst("(?<=..)s$", ""));
    return (said ? "" : tagName) + Names.capitalize(method);
  }

  /**
   * The method of an operation, and the one without its body if the contract does not demand it.
   */
  private List<Operation> operations(String tag, Endpoint endpoint, String name, Names objects) {
    String typeName = typeName(tag, name);
    PathTemplate path = new PathTemplate(endpoint.path);
    Parameters described = new Parameters(contract, types, endpoint, path, typeName);
    List<Parameter> parameters = new ArrayList<>(described.all());
    Body body = requestBodies.of(endpoint, described, typeName);
    Answer answer = responses.of(endpoint, typeName);
    Optional<String> server = servers.own(endpoint);
    String address = path.at(server, endpoint.item());

    List<String> notes = new ArrayList<>();
    server.ifPresent(own -> notes.add(server(own)));
    for (String cookie : described.cookies()) {
      notes.add("The cookie " + JavadocText.code(cookie) + " is left to OkHttp's cookie jar.");
    }
    List<Operation> operations = new ArrayList<>();
    for (Body sent : body.required() ? List.of(body) : List.of(body, Body.NONE)) {
      List<Parameter> all = new ArrayList<>(parameters);
      all.addAll(sent.parameters());
      all.sort(Comparator.comparing(parameter -> !parameter.isInPath()));
      Optional<Written> written = written(name, sent, all, described, operations, objects);
      if (written.isPresent()) {
        List<Parameter> others = all.stream().filter(each -> !each.isInObject()).toList();
        all = new ArrayList<>(others);
        int inPath = (int) others.stream().filter(Parameter::isInPath).count();
        all.add(inPath, written.get().parameter(described.claimed("parameters")));
      }
      List<String> headers = new ArrayList<>(answer.headers());
      headers.addAll(sent.headers());
      List<String> annotations = new ArrayList<>(answer.annotations());
      annotations.addAll(sent.annotations());
      if (!headers.isEmpty()) {
        annotations.add(headers(headers));
      }
      annotations.add(annotation(endpoint, address, sent.sent()));
      List<String> words = new ArrayList<>(notes);
      words.addAll(sent.notes());
      if (!sent.equals(body)) {
        words.add("No body is sent: the contract does not demand the one that it describes.");
      }
      words.addAll(answer.notes());
      operations.add(
          new Operation(
              endpoint.operation.pointer(),
              javadoc(endpoint, all, words),
              endpoint.operation.isTrue("deprecated"),
              annotations,
              answer.type(),
              name,
              all,
              !sent.equals(body),
              written,
              null));
    }
    return operations;
  }

  /** The object that has a method's parameters, if they are too many for arguments. */
  private static Optional<Written> written(
      String name,
      Body body,
      List<Parameter> parameters,
      Parameters described,
      List<Operation> others,
      Names objects) {
    List<Parameter> held = parameters.stream().filter(Parameter::isInObject).toList();
    if (held.size() <= ParameterObject.MOST_ARGUMENTS && body.form() != Form.MULTIPART) {
      return Optional.empty();
    }
    ParameterObject object =
        others.stream()
            .flatMap(other -> other.written.map(Written::object).stream())
            .filter(other -> other.equals(ParameterObject.of(other.name(), name, held)))
            .findFirst()
            .orElseGet(
                () ->
                    ParameterObject.of(
                        objects.claim(
                            Names.capitalize(name)
                                + (others.isEmpty() ? "" : "WithoutBody")
                                + "Parameters"),
                        name,
                        held));
    String variable = described.claimed("written");
    Map<Parameter, String> sent = new LinkedHashMap<>();
    sent.put(
        new Parameter(
            "@`retrofit2.http.QueryMap`(encoded = true)",
            PAIRS,
            described.claimed("query"),
            "the query"),
        variable + ".query()");
    sent.put(
        new Parameter(
            "@`retrofit2.http.HeaderMap`", PAIRS, described.claimed("headers"), "the headers"),
        variable + ".headers()");
    if (body.form() == Form.URL_ENCODED) {
      sent.put(
          new Parameter(
              "@`retrofit2.http.FieldMap`(encoded = true)",
              PAIRS,
              described.claimed("fields"),
              "the fields of the form"),
          variable + ".fields()");
    } else if (body.form() == Form.MULTIPART) {
      sent.put(RequestBodies.written("the form"), variable + ".multipart()");
    }
    return Optional.of(new Written(object, variable, sent));
  }

  private static String headers(List<String> headers) {
    String literals = Literals.strings(headers);
    return "@`retrofit2.http.Headers`("
        + (headers.size() == 1 ? literals : "{" + literals + "}")
        + ")";
  }

  private static String server(String own) {
    return "It goes to the server "
        + JavadocText.code(own)
        + " of the contract, "
        + (own.startsWith("/") ? "on the host of the base URL." : "whatever the base URL.");
  }

  /** The same with a method that Retrofit implements, if it cannot implement this one. */
  private Operation withRequest(Operation operation, Names methods) {
    Optional<Written> written = operation.written;
    if (written.isEmpty()
        && operation.parameters.stream().noneMatch(parameter -> parameter.sent().isPresent())) {
      return operation;
    }
    String name = methods.claim(operation.name + "Request");
    List<Parameter> sent = new ArrayList<>();
    List<String> arguments = new ArrayList<>();
    List<String> statements = new ArrayList<>();
    for (Parameter parameter : operation.parameters) {
      if (written.isPresent() && parameter.equals(written.get().parameter(parameter.name()))) {
        String variable = written.get().variable;
        statements.add(
            WRITTEN
                + " "
                + variable
                + " =`//`new "
                + WRITTEN
                + "(new `"
                + types.factory()
                + "`());");
        statements.add(parameter.name() + ".writeTo(" + variable + ");");
        written
            .get()
            .sent
            .forEach(
                (as, code) -> {
                  sent.add(as);
                  arguments.add(code);
                });
      } else {
        arguments.add(parameter.sent().map(Sent::value).orElse(parameter.name()));
        sent.add(
            parameter
                .sent()
                .map(
                    as ->
                        new Parameter(
                            parameter.annotation(),
                            as.type(),
                            parameter.name(),
                            "what is sent for it"))
                .orElse(parameter));
      }
    }
    List<String> tags = new ArrayList<>(sent.stream().map(Parameter::tag).toList());
    tags.add("@return the call, not yet begun");
    if (operation.deprecated) {
      tags.add("@deprecated The contract deprecates it.");
    }
    return new Operation(
        operation.pointer,
        operation.javadoc,
        operation.deprecated,
        operation.annotations,
        operation.returns,
        operation.name,
        operation.parameters,
        operation.bodiless,
        written,
        new Request(
            operation.name,
            operation.parameters,
            statements,
            name,
            JavadocComments.method(
                2,
                List.of(
                    "What "
                        + JavadocText.code(operation.name)
                        + " sends, for Retrofit to implement; call that instead."),
                tags.toArray(String[]::new)),
            sent,
            arguments));
  }

  private static List<String> javadoc(
      Endpoint endpoint, List<Parameter> parameters, List<String> notes) {
    String address =
        JavadocText.code(endpoint.method.toUpperCase(Locale.ROOT) + " " + endpoint.path);
    List<String> text =
        new ArrayList<>(JavadocComments.described(endpoint.operation, "Calls " + address + "."));
    notes.forEach(note -> text.add("<p>" + note));
    text.add("<p>Source: " + address + ".");
    List<String> tags = new ArrayList<>(parameters.stream().map(Parameter::tag).toList());
    tags.add("@return the call, which is not started yet");
    JavadocComments.addDeprecation(endpoint.operation, tags);
    return JavadocComments.method(2, text, tags.toArray(String[]::new));
  }

  private static String annotation(Endpoint endpoint, String address, boolean body) {
    String method = endpoint.method.toUpperCase(Locale.ROOT);
    String relative = Literals.string(address);
    return (body ? ANNOTATED_WITH_BODY : ANNOTATED).contains(method)
        ? "@`retrofit2.http." + method + "`(" + relative + ")"
        : "@`retrofit2.http.HTTP`(method = \""
            + method
            + "\", path = "
            + relative
            + ", hasBody = "
            + body
            + ")";
  }
}
