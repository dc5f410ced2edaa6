package io.github.closecalls.openapi.generator;

import io.github.closecalls.openapi.generator.JavaType.Container;
import io.github.closecalls.openapi.generator.JavaType.Scalar;
import io.github.closecalls.openapi.generator.JavaType.TypeUse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The Retrofit interfaces of a contract's operations: one for each tag. */
final class Operations {
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  private static final String UNTAGGED = "default";

  /** An interface, as its template lays it out. */
  record Api(String name, List<String> javadoc, List<Operation> operations) {}

  /** A method of an interface; its annotations and parameters are code. */
  record Operation(
      List<String> javadoc,
      boolean deprecated,
      List<String> annotations,
      String returns,
      String name,
      List<String> parameters) {

    /** All parameters on one line if they fit, or each on its own. */
    String parameterList() {
      String line = String.join(", ", parameters);
      boolean fits = returns.length() + name.length() + line.length() < 80;
      return fits ? line : "\n      " + String.join(",\n      ", parameters);
    }
  }

  private final Contract contract;
  private final Schemas schemas;
  private final Types types;
  private final String tagPrefix;

  /**
   * Computes the interfaces of a contract.
   *
   * @param tagPrefix what an exporter puts before the name of each tag
   */
  Operations(Contract contract, Types types, String tagPrefix) {
    this.contract = contract;
    this.schemas = types.schemas();
    this.types = types;
    this.tagPrefix = tagPrefix;
  }

  List<Api> apis() {
    Map<String, List<Endpoint>> endpointsByTag = new LinkedHashMap<>();
    contract
        .root()
        .at("paths")
        .members()
        .forEach(
            (path, item) ->
                contract
                    .follow(item)
                    .members()
                    .forEach(
                        (method, operation) -> {
                          if (METHODS.contains(method)) {
                            endpointsByTag
                                .computeIfAbsent(tag(operation), tag -> new ArrayList<>())
                                .add(new Endpoint(path, contract.follow(item), method, operation));
                          }
                        }));
    Names names = Names.ofTypes();
    List<Api> apis = new ArrayList<>();
    endpointsByTag.forEach((tag, endpoints) -> apis.add(api(tag, endpoints, names)));
    return apis;
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
    Names methods = Names.ofMembers(List.of("equals", "getClass", "hashCode", "toString"));
    List<Operation> operations = new ArrayList<>();
    for (Endpoint endpoint : endpoints) {
      operations.add(new Builder(endpoint).build(methods.claim(methodName(tag, endpoint))));
    }
    return new Api(
        names.claim(Names.ofType(tag) + "Api"),
        JavadocText.comment(
            0,
            List.of(
                "Calls the operations that the contract tags " + JavadocText.code(tag) + ".",
                "<p>{@code Retrofit.create} makes an instance, which is safe to share between"
                    + " threads.")),
        operations);
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

  private record Endpoint(String path, Node item, String method, Node operation) {}

  /** Collects what makes up one method. */
  private final class Builder {
    /** OpenAPI 3.1, Parameter Object: a header parameter with one of these names is ignored. */
    private static final Set<String> IGNORED_HEADERS =
        Set.of("accept", "content-type", "authorization");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}/]*)\\}");

    private final Endpoint endpoint;
    private final Names names = Names.ofMembers(List.of("body"));
    private final List<String> annotations = new ArrayList<>();
    private final List<String> parameters = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> tags = new ArrayList<>();
    private boolean body;

    Builder(Endpoint endpoint) {
      this.endpoint = endpoint;
    }

    Operation build(String name) {
      Map<String, String> placeholders = new LinkedHashMap<>();
      PLACEHOLDER
          .matcher(endpoint.path)
          .results()
          .forEach(found -> placeholders.put(found.group(1), ""));
      for (Node parameter : parameters()) {
        add(parameter, name, placeholders);
      }
      placeholders.replaceAll(
          (placeholder, known) ->
              known.isEmpty() ? addUnlistedPlaceholder(placeholder, placeholders.size()) : known);
      Node requestBody = contract.follow(endpoint.operation.at("requestBody"));
      if (requestBody.isObject()) {
        addBody(requestBody, name);
      }
      annotations.add(annotation(placeholders));
      List<String> text =
          new ArrayList<>(Docs.described(endpoint.operation, "Calls " + address() + "."));
      notes.forEach(note -> text.add("<p>" + note));
      text.add("<p>Source: " + address() + ".");
      tags.add("@return the call, not yet begun");
      Docs.addDeprecation(endpoint.operation, tags);
      return new Operation(
          Docs.method(2, text, tags.toArray(String[]::new)),
          endpoint.operation.isTrue("deprecated"),
          annotations,
          returns(name),
          name,
          parameters);
    }

    private String address() {
      return JavadocText.code(endpoint.method.toUpperCase(Locale.ROOT) + " " + endpoint.path);
    }

    /** The parameters of the operation and of its path; those of the operation win. */
    private List<Node> parameters() {
      Map<String, Node> byPlace = new LinkedHashMap<>();
      for (Node holder : List.of(endpoint.item, endpoint.operation)) {
        for (Node parameter : holder.at("parameters").items()) {
          Node followed = contract.follow(parameter);
          byPlace.put(followed.text("in").orElse("") + " " + wireName(followed), followed);
        }
      }
      return List.copyOf(byPlace.values());
    }

    private static String wireName(Node parameter) {
      return parameter.text("name").orElse("");
    }

    private void add(Node parameter, String operation, Map<String, String> placeholders) {
      String wire = wireName(parameter);
      String in = parameter.text("in").orElse("");
      boolean ignored =
          (in.equals("header") && IGNORED_HEADERS.contains(wire.toLowerCase(Locale.ROOT)))
              || (in.equals("path") && !placeholders.containsKey(wire));
      if (ignored) {
        return;
      }
      if (in.equals("cookie")) {
        notes.add("The cookie " + JavadocText.code(wire) + " is left to OkHttp's cookie jar.");
        return;
      }
      String plain = Names.ofMember(wire);
      String name = names.claim(plain);
      Node schema = parameter.at("schema");
      if (!parameter.has("schema")) {
        throw new UnsupportedConstructException(
            parameter,
            "the parameter " + wire + " with content of its own",
            "Describe it with a schema");
      }
      TypeUse use = types.use(schema, Names.capitalize(operation) + Names.ofType(wire));
      String style = parameter.text("style").orElse(in.equals("query") ? "form" : "simple");
      boolean explode =
          parameter.has("explode") ? parameter.isTrue("explode") : style.equals("form");
      String type = parameterType(parameter, use, style, explode);
      boolean required = in.equals("path") || parameter.isTrue("required");
      String annotation =
          switch (in) {
            case "path" -> {
              placeholders.put(wire, placeholderName(name, placeholders.size()));
              yield "@`retrofit2.http.Path`(\"" + placeholders.get(wire) + "\") ";
            }
            case "query" -> "@`retrofit2.http.Query`(" + Literals.string(wire) + ") ";
            case "header" -> "@`retrofit2.http.Header`(" + Literals.string(wire) + ") ";
            default ->
                throw new UnsupportedConstructException(
                    parameter, "a parameter in " + in, "OpenAPI has no such place: correct it");
          };
      parameters.add(annotation + (required ? type : "`?" + type.substring(1)) + " " + name);
      tags.add("@param " + name + " " + description(parameter, schema, required));
    }

    private String description(Node parameter, Node schema, boolean required) {
      Node described = parameter.has("description") ? parameter : schema;
      String text =
          String.join(" ", Docs.described(described, JavadocText.code(wireName(parameter))))
              .replaceAll("</?(?:p|ul|li)>", " ");
      return text.strip() + (required ? "" : " (null leaves it out)");
    }

    /** The type of a parameter, whose text the converter of strings gives. */
    private String parameterType(Node parameter, TypeUse use, String style, boolean explode) {
      JavaType type = use.type();
      if (type instanceof Container container) {
        boolean ofTexts = container.item().type() instanceof Scalar || isText(container.item());
        boolean repeated = style.equals("form") && explode;
        boolean joined = !repeated && (style.equals("form") || style.equals("simple"));
        if (container.kind() != Container.Kind.MAP && ofTexts && repeated) {
          return container.code();
        }
        if (container.kind() != Container.Kind.MAP && ofTexts && joined) {
          return "`io.github.closecalls.json.CommaSeparated`<" + container.item().code(false) + ">";
        }
      } else if (type instanceof Scalar || isText(use)) {
        return type.code();
      }
      throw new UnsupportedConstructException(
          parameter,
          "the parameter "
              + wireName(parameter)
              + " of style "
              + style
              + (explode ? ", exploded," : "")
              + " with objects or nested arrays",
          "Describe it as a text, or as an array of texts of style form");
    }

    private boolean isText(TypeUse use) {
      return use.type() instanceof JavaType.Declared declared && !types.isObject(declared);
    }

    private String addUnlistedPlaceholder(String wire, int number) {
      String name = names.claim(Names.ofMember(wire));
      String placeholder = placeholderName(name, number);
      parameters.add("@`retrofit2.http.Path`(\"" + placeholder + "\") `String` " + name);
      tags.add("@param " + name + " " + JavadocText.code(wire));
      return placeholder;
    }

    /** A name that Retrofit accepts between braces. */
    private static String placeholderName(String name, int number) {
      return name.matches("[a-zA-Z][a-zA-Z0-9_-]*") ? name : "p" + number + name.length();
    }

    private String annotation(Map<String, String> placeholders) {
      String path =
          PLACEHOLDER
              .matcher(endpoint.path)
              .replaceAll(
                  found -> Matcher.quoteReplacement("{" + placeholders.get(found.group(1)) + "}"));
      path = path.replaceFirst("^/", "");
      if (path.isEmpty()) {
        // Retrofit takes an empty path for a missing one.
        path = ".";
      } else if (path.matches("[^/?#]*:.*")) {
        // Before the first slash a colon would end a scheme.
        path = "./" + path;
      }
      String method = endpoint.method.toUpperCase(Locale.ROOT);
      boolean known =
          Set.of("GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH").contains(method);
      boolean bodyAllowed = Set.of("PUT", "POST", "PATCH").contains(method);
      if (known && (!body || bodyAllowed)) {
        return "@`retrofit2.http." + method + "`(" + Literals.string(path) + ")";
      }
      if (body && (method.equals("GET") || method.equals("HEAD"))) {
        throw new UnsupportedConstructException(
            endpoint.operation.at("requestBody"),
            "a request body of " + method + ", which HTTP gives no meaning",
            "Send it with another method");
      }
      return "@`retrofit2.http.HTTP`(method = \""
          + method
          + "\", path = "
          + Literals.string(path)
          + ", hasBody = "
          + body
          + ")";
    }

    private void addBody(Node requestBody, String operation) {
      Node content = requestBody.at("content");
      body = true;
      Optional<Map.Entry<String, Node>> json = json(content);
      if (json.isPresent()) {
        TypeUse use =
            types.use(json.get().getValue().at("schema"), Names.capitalize(operation) + "Request");
        contentType(json.get().getKey());
        parameters.add("@`retrofit2.http.Body` " + use.code(false) + " body");
      } else if (content.has("application/x-www-form-urlencoded")) {
        annotations.add("@`retrofit2.http.FormUrlEncoded`");
        addFields(content.at("application/x-www-form-urlencoded").at("schema"), operation);
        return;
      } else {
        // Whatever it is, it goes out as the user made it; a multipart body is one of these.
        parameters.add("@`retrofit2.http.Body` `okhttp3.RequestBody` body");
        notes.add(
            "The body is of the type "
                + String.join(
                    " or ", content.members().keySet().stream().map(JavadocText::code).toList())
                + ".");
      }
      String described =
          requestBody
              .text("description")
              .map(text -> String.join(" ", JavadocText.paragraphs(text)))
              .map(text -> text.replaceAll("</?(?:p|ul|li)>", " ").strip())
              .orElse("the request body");
      tags.add("@param body " + described);
    }

    private void contentType(String mediaType) {
      annotations.add(
          "@`retrofit2.http.Headers`(" + Literals.string("Content-Type: " + mediaType) + ")");
    }

    private void addFields(Node schema, String operation) {
      Node form = schemas.merged(schemas.followed(schema));
      List<String> required = schemas.required(form);
      form.at("properties")
          .members()
          .forEach(
              (wire, property) -> {
                TypeUse use = types.use(property, Names.capitalize(operation) + Names.ofType(wire));
                Map<String, @Nullable Object> field = new LinkedHashMap<>();
                field.put("name", wire);
                Node parameter = new Node(property.pointer(), field);
                String type = parameterType(parameter, use, "form", true);
                boolean needed = required.contains(wire);
                String name = names.claim(Names.ofMember(wire));
                parameters.add(
                    "@`retrofit2.http.Field`("
                        + Literals.string(wire)
                        + ") "
                        + (needed ? type : "`?" + type.substring(1))
                        + " "
                        + name);
                tags.add("@param " + name + " " + description(parameter, property, needed));
              });
    }

    /** What a successful answer holds. */
    private String returns(String operation) {
      if (endpoint.method.equals("head")) {
        return "`Void`";
      }
      Map<String, Node> successes = new LinkedHashMap<>();
      Map<String, Node> responses = endpoint.operation.at("responses").members();
      responses.forEach(
          (status, response) -> {
            if (status.startsWith("2")) {
              successes.put(status, contract.follow(response));
            }
          });
      if (successes.isEmpty() && responses.containsKey("default")) {
        successes.put("default", contract.follow(responses.get("default")));
      }
      Set<String> bodies = new LinkedHashSet<>();
      successes.forEach(
          (status, response) -> {
            Node content = response.at("content");
            Optional<Map.Entry<String, Node>> json = json(content);
            if (json.isPresent()) {
              String name =
                  Names.capitalize(operation)
                      + (bodies.isEmpty() ? "" : Names.ofType(status))
                      + "Response";
              TypeUse use = types.use(json.get().getValue().at("schema"), name);
              bodies.add(isPlain(use) ? use.code(false) : "`okhttp3.ResponseBody`");
            } else if (!content.members().isEmpty()) {
              bodies.add("`okhttp3.ResponseBody`");
            }
          });
      if (bodies.size() > 1) {
        notes.add("Successful answers differ in type, so the answer is given as it is.");
        return "`okhttp3.ResponseBody`";
      }
      return bodies.isEmpty() ? "`Void`" : bodies.iterator().next();
    }

    /** Whether a Java type says all of it; at run time it says nothing of nulls within. */
    private static boolean isPlain(TypeUse use) {
      if (use.type().equals(Scalar.ANY)) {
        return true;
      }
      return !use.nullable()
          && (!(use.type() instanceof Container container) || isPlain(container.item()));
    }

    private static Optional<Map.Entry<String, Node>> json(Node content) {
      return content.members().entrySet().stream()
          .filter(media -> media.getKey().matches("(?i)application/([\\w.+-]+\\+)?json(\\s*;.*)?"))
          .findFirst();
    }
  }
}
