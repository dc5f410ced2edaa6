package io.github.closecalls.openapi.generator;

import io.github.closecalls.openapi.generator.JavaType.TypeUse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The Retrofit interfaces of a contract's operations: one for each tag. */
final class Operations {
  private static final List<String> METHODS =
      List.of("get", "put", "post", "delete", "options", "head", "patch");

  /** OpenAPI 3.1, Parameter Object: a header parameter with one of these names is ignored. */
  private static final Set<String> IGNORED_HEADERS =
      Set.of("accept", "content-type", "authorization");

  private static final String UNTAGGED = "default";

  /** An interface, as its template lays it out. */
  record Api(String name, List<String> javadoc, List<Operation> operations) {}

  /** A method of an interface. */
  record Operation(
      String name,
      List<String> javadoc,
      boolean deprecated,
      String annotation,
      String path,
      String headers,
      String returns,
      String parameters) {}

  private final Contract contract;
  private final Types types;
  private final String tagPrefix;

  /**
   * Computes the interfaces of a contract.
   *
   * @param tagPrefix what an exporter puts before the name of each tag
   */
  Operations(Contract contract, Types types, String tagPrefix) {
    this.contract = contract;
    this.types = types;
    this.tagPrefix = tagPrefix;
  }

  List<Api> apis() {
    Map<String, List<Node>> operationsByTag = new LinkedHashMap<>();
    for (Node path : contract.root().at("paths").members().values()) {
      Node followed = contract.follow(path);
      for (String method : METHODS) {
        followed
            .find(method)
            .ifPresent(
                operation ->
                    operationsByTag
                        .computeIfAbsent(tag(operation), tag -> new ArrayList<>())
                        .add(operation));
      }
    }
    Names names = Names.ofTypes();
    List<Api> apis = new ArrayList<>();
    operationsByTag.forEach((tag, nodes) -> apis.add(api(tag, nodes, names)));
    return apis;
  }

  private String tag(Node operation) {
    String tag =
        operation.at("tags").items().stream()
            .findFirst()
            .map(name -> String.valueOf(name.value()))
            .orElse(UNTAGGED);
    return tag.startsWith(tagPrefix) ? tag.substring(tagPrefix.length()) : tag;
  }

  private Api api(String tag, List<Node> nodes, Names names) {
    String name = names.claim(Names.ofType(tag) + "Api");
    Names methods = Names.ofMembers(List.of("equals", "getClass", "hashCode", "toString"));
    List<Operation> operations = new ArrayList<>();
    for (Node node : nodes) {
      operations.add(operation(tag, node, methods));
    }
    List<String> text = new ArrayList<>();
    text.add("Calls the operations that the contract tags " + JavadocText.code(tag) + ".");
    text.add(
        "<p>Make an instance with {@code Retrofit.create}; it is safe to share between threads.");
    return new Api(name, JavadocText.comment(0, text), operations);
  }

  private Operation operation(String tag, Node node, Names methods) {
    String pointer = node.pointer();
    String method = pointer.substring(pointer.lastIndexOf('/') + 1);
    String encodedPath = pointer.substring("/paths/".length(), pointer.lastIndexOf('/'));
    String path = encodedPath.replace("~1", "/").replace("~0", "~");
    String name = methods.claim(methodName(tag, node, method, path));
    List<String> parameters = new ArrayList<>();
    List<String> tags = new ArrayList<>();
    for (Node parameter : parameters(node)) {
      String parameterName = parameter.text("name").orElse("");
      if (!IGNORED_HEADERS.contains(parameterName.toLowerCase(Locale.ROOT))) {
        throw new UnsupportedConstructException(
            parameter, "the parameter " + parameterName, "Remove it");
      }
    }
    String headers = "";
    Node body = contract.follow(node.at("requestBody"));
    if (body.isObject()) {
      Node content = body.at("content");
      Node schema =
          json(content)
              .orElseThrow(
                  () ->
                      new UnsupportedConstructException(
                          content, "a request body that is not JSON", "Describe it as JSON"))
              .at("schema");
      TypeUse use = types.use(schema, Names.capitalize(name) + "Request");
      parameters.add("@`retrofit2.http.Body` " + use.code(false) + " body");
      tags.add(
          "@param body " + JavadocText.html(body.text("description").orElse("the request body")));
      headers = "Content-Type: application/json";
    }
    tags.add("@return the call, not yet begun");
    List<String> text =
        new ArrayList<>(
            Docs.described(
                node,
                "Calls " + method.toUpperCase(Locale.ROOT) + " " + JavadocText.code(path) + "."));
    text.add("<p>Source: " + JavadocText.code(method.toUpperCase(Locale.ROOT) + " " + path) + ".");
    if (node.isTrue("deprecated")) {
      tags.add("@deprecated The contract deprecates it.");
    }
    return new Operation(
        name,
        Docs.method(2, text, tags.toArray(String[]::new)),
        node.isTrue("deprecated"),
        "`retrofit2.http." + method.toUpperCase(Locale.ROOT) + "`",
        Literals.string(path.replaceFirst("^/", "")),
        headers,
        returns(node, name),
        String.join(", ", parameters));
  }

  /** The operationId without the name of its tag, or else the method and the path. */
  private static String methodName(String tag, Node node, String method, String path) {
    String id = node.text("operationId").orElse("");
    if (id.isBlank()) {
      return Names.ofMember(method + " " + path);
    }
    String name = Names.ofMember(id);
    String tagName = Names.decapitalize(Names.ofType(tag));
    return name.startsWith(tagName) && name.length() > tagName.length()
        ? Names.legal(Names.decapitalize(name.substring(tagName.length())))
        : name;
  }

  private List<Node> parameters(Node operation) {
    Map<String, Node> byPlace = new LinkedHashMap<>();
    String path = operation.pointer().substring(0, operation.pointer().lastIndexOf('/'));
    Node item = contract.root().at("paths");
    for (Node candidate : item.members().values()) {
      if (candidate.pointer().equals(path)) {
        candidate.at("parameters").items().forEach(p -> put(byPlace, p));
      }
    }
    operation.at("parameters").items().forEach(p -> put(byPlace, p));
    return List.copyOf(byPlace.values());
  }

  private void put(Map<String, Node> byPlace, Node parameter) {
    Node followed = contract.follow(parameter);
    byPlace.put(followed.text("in").orElse("") + " " + followed.text("name").orElse(""), followed);
  }

  private String returns(Node operation, String name) {
    Set<String> bodies = new LinkedHashSet<>();
    operation
        .at("responses")
        .members()
        .forEach(
            (status, response) -> {
              if (status.startsWith("2")) {
                json(contract.follow(response).at("content"))
                    .ifPresent(
                        media ->
                            bodies.add(
                                types
                                    .use(media.at("schema"), Names.capitalize(name) + "Response")
                                    .code(false)));
              }
            });
    if (bodies.size() > 1) {
      throw new UnsupportedConstructException(
          operation.at("responses"), "successful answers of several types", "Describe one of them");
    }
    return bodies.isEmpty() ? "`Void`" : bodies.iterator().next();
  }

  private static Optional<Node> json(Node content) {
    return content.members().entrySet().stream()
        .filter(media -> media.getKey().matches("(?i)application/([\\w.-]+\\+)?json(;.*)?"))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
