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

/** The Retrofit interfaces of a contract's operations: one for each tag. */
final class Operations {
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

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

  private static final String UNTAGGED = "default";

  /** An interface, as its template lays it out. */
  record Api(String name, List<String> javadoc, List<Operation> operations) {}

  /**
   * A method of an interface; its annotations and parameters are code.
   *
   * @param pointer where the contract describes it
   */
  record Operation(
      String pointer,
      List<String> javadoc,
      boolean deprecated,
      List<String> annotations,
      String returns,
      String name,
      List<String> parameters) {}

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
    Names methods = Names.ofMembers(METHODS_OF_OBJECT);
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

  /** How OpenAPI writes the parts of a parameter. */
  private record Style(String name, boolean explode) {
    static Style of(Node parameter, String defaultName) {
      String name = parameter.text("style").orElse(defaultName);
      return new Style(
          name, parameter.has("explode") ? parameter.isTrue("explode") : name.equals("form"));
    }

    /** Whether a value that has no parts is sent as it is. */
    boolean isPlain() {
      return !name.equals("label") && !name.equals("matrix");
    }

    boolean isRepeated() {
      return name.equals("form") && explode;
    }

    boolean isJoined() {
      return !isRepeated() && (name.equals("form") || name.equals("simple"));
    }

    /** Whether the parts of an object become parameters of their own. */
    boolean isOfPairs() {
      return isRepeated() || name.equals("deepObject");
    }
  }

  /** Collects what makes up one method. */
  private final class Builder {
    /** OpenAPI 3.1, Parameter Object: a header parameter with one of these names is ignored. */
    private static final Set<String> IGNORED_HEADERS =
        Set.of("accept", "content-type", "authorization");

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String RAW = "`okhttp3.ResponseBody`";
    private static final String PAIRS = "`java.util.Map`<`String`, `String`>";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}/]*)\\}");

    /** A Java method takes 255 parameters, and a {@code long} counts twice. */
    private static final int MOST_FIELDS = 100;

    private final Endpoint endpoint;
    private final Names names = Names.ofMembers(List.of("body"));
    private final Map<String, String> placeholders = new LinkedHashMap<>();
    private final List<String> annotations = new ArrayList<>();
    private final List<String> pathParameters = new ArrayList<>();
    private final List<String> parameters = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> tags = new ArrayList<>();
    private boolean body;

    Builder(Endpoint endpoint) {
      this.endpoint = endpoint;
    }

    Operation build(String name) {
      Names legal = Names.ofMembers(List.of());
      PLACEHOLDER
          .matcher(endpoint.path)
          .results()
          .map(found -> found.group(1))
          .forEach(wire -> placeholders.computeIfAbsent(wire, w -> legal.claim(placeholder(w))));
      Set<String> undescribed = new LinkedHashSet<>(placeholders.keySet());
      for (Node parameter : parameters()) {
        add(parameter, name);
        if (parameter.text("in").orElse("").equals("path")) {
          undescribed.remove(wireName(parameter));
        }
      }
      undescribed.forEach(this::addUndescribed);
      Node requestBody = contract.follow(endpoint.operation.at("requestBody"));
      if (requestBody.isObject()) {
        addBody(requestBody, name);
      }
      annotations.add(annotation());
      String returns = returns(name);
      List<String> text =
          new ArrayList<>(Docs.described(endpoint.operation, "Calls " + address() + "."));
      notes.forEach(note -> text.add("<p>" + note));
      text.add("<p>Source: " + address() + ".");
      tags.add("@return the call, not yet begun");
      Docs.addDeprecation(endpoint.operation, tags);
      // Retrofit wants the path before the rest.
      pathParameters.addAll(parameters);
      return new Operation(
          endpoint.operation.pointer(),
          Docs.method(2, text, tags.toArray(String[]::new)),
          endpoint.operation.isTrue("deprecated"),
          annotations,
          returns,
          name,
          pathParameters);
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

    private void add(Node parameter, String operation) {
      String wire = wireName(parameter);
      String in = parameter.text("in").orElse("");
      boolean ignored =
          (in.equals("header") && IGNORED_HEADERS.contains(wire.toLowerCase(Locale.ROOT)))
              || (in.equals("path") && !placeholders.containsKey(wire));
      if (ignored) {
        return;
      }
      boolean required = in.equals("path") || parameter.isTrue("required");
      switch (in) {
        case "path" ->
            pathParameters.add(
                "@`retrofit2.http.Path`(\""
                    + placeholders.get(wire)
                    + "\") "
                    + parameter(
                        wire, parameter, parameter.at("schema"), operation, "simple", true));
        case "header" ->
            parameters.add(
                "@`retrofit2.http.Header`("
                    + Literals.string(wire)
                    + ") "
                    + parameter(
                        wire, parameter, parameter.at("schema"), operation, "simple", required));
        case "query" -> addQuery(parameter, operation, required);
        case "cookie" ->
            notes.add("The cookie " + JavadocText.code(wire) + " is left to OkHttp's cookie jar.");
        default -> throw Refusal.PARAMETER_ELSEWHERE.at(parameter, in);
      }
    }

    private void addQuery(Node parameter, String operation, boolean required) {
      String wire = wireName(parameter);
      Style style = Style.of(parameter, "form");
      Node schema = parameter.at("schema");
      TypeUse use = types.use(schema, typeName(operation, wire));
      if (parameter.has("schema") && !isText(use) && !isTexts(use) && style.isOfPairs()) {
        addPairs("`retrofit2.http.QueryMap`", wire, parameter, schema, required, style.name);
      } else {
        parameters.add(
            "@`retrofit2.http.Query`("
                + Literals.string(wire)
                + ") "
                + parameter(wire, parameter, schema, operation, "form", required));
      }
    }

    /** A parameter or field that goes out as several, which the contract does not all name. */
    private void addPairs(
        String annotation,
        String wire,
        Node described,
        Node schema,
        boolean required,
        String style) {
      String name = names.claim(Names.ofMember(wire));
      parameters.add(
          "@" + annotation + " `" + (required ? "" : "?") + PAIRS.substring(1) + " " + name);
      tags.add(
          "@param "
              + name
              + " "
              + description(wire, described, schema, required)
              + "; the keys are the names as they are sent, here in the style "
              + JavadocText.code(style));
    }

    /** A parameter's type and name; it is documented on the way. */
    private String parameter(
        String wire,
        Node parameter,
        Node schema,
        String operation,
        String defaultStyle,
        boolean required) {
      Style style = Style.of(parameter, defaultStyle);
      String type = "`String`";
      String how = "";
      if (parameter.has("content")) {
        Set<String> mediaTypes = parameter.at("content").members().keySet();
        how =
            "; a text of the type "
                + String.join(" or ", mediaTypes.stream().map(JavadocText::code).toList());
      } else {
        TypeUse use = types.use(schema, typeName(operation, wire));
        if (isText(use) && style.isPlain()) {
          type = use.code(false);
        } else if (isTexts(use) && style.isRepeated()) {
          type = use.code(false);
        } else if (isTexts(use) && style.isJoined()) {
          type = "`io.github.closecalls.json.CommaSeparated`<" + itemOf(use).code(false) + ">";
        } else {
          how = "; a text in the style " + JavadocText.code(style.name);
        }
      }
      String name = names.claim(Names.ofMember(wire));
      tags.add("@param " + name + " " + description(wire, parameter, schema, required) + how);
      return (required ? type : "`?" + type.substring(1)) + " " + name;
    }

    private static String typeName(String operation, String wire) {
      return Names.capitalize(operation) + Names.ofType(wire);
    }

    private static String description(String wire, Node parameter, Node schema, boolean required) {
      Node described = parameter.has("description") ? parameter : schema;
      String text =
          String.join(" ", Docs.described(described, JavadocText.code(wire)))
              .replaceAll("</?(?:p|ul|li)>", " ");
      return text.strip() + (required ? "" : " (null leaves it out)");
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

    private static TypeUse itemOf(TypeUse use) {
      return use.type() instanceof Container container ? container.item() : use;
    }

    private void addUndescribed(String wire) {
      String name = names.claim(Names.ofMember(wire));
      pathParameters.add(
          "@`retrofit2.http.Path`(\"" + placeholders.get(wire) + "\") `String` " + name);
      tags.add("@param " + name + " " + JavadocText.code(wire));
    }

    /** A name that Retrofit accepts between braces. */
    private static String placeholder(String wire) {
      String name = Names.ofMember(wire);
      return name.matches("[a-zA-Z][a-zA-Z0-9_-]*") ? name : "placeholder";
    }

    private String annotation() {
      String path =
          PLACEHOLDER
              .matcher(endpoint.path)
              .replaceAll(
                  found -> Matcher.quoteReplacement("{" + placeholders.get(found.group(1)) + "}"));
      if (path.matches("(?s).*\\?.*\\{.*")) {
        throw Refusal.PLACEHOLDER_IN_QUERY.at(endpoint.item);
      }
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
      if (Set.of("get", "head", "trace").contains(endpoint.method)) {
        leaveOut(requestBody);
        return;
      }
      body = true;
      Optional<Map.Entry<String, Node>> json = json(content);
      if (json.isPresent()) {
        TypeUse use =
            types.use(json.get().getValue().at("schema"), Names.capitalize(operation) + "Request");
        contentType(json.get().getKey());
        parameters.add("@`retrofit2.http.Body` " + use.code(false) + " body");
      } else if (content.has(FORM) && addFields(content.at(FORM).at("schema"), operation)) {
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

    /** HTTP gives a body no meaning here, OkHttp refuses it, and OpenAPI 3.0 has it ignored. */
    private void leaveOut(Node requestBody) {
      if (requestBody.isTrue("required") && !contract.isVersion30()) {
        throw Refusal.BODY_WITHOUT_MEANING.at(
            requestBody, endpoint.method.toUpperCase(Locale.ROOT));
      }
      notes.add("The body that the contract describes is left out: HTTP gives it no meaning here.");
    }

    private void contentType(String mediaType) {
      annotations.add(
          "@`retrofit2.http.Headers`(" + Literals.string("Content-Type: " + mediaType) + ")");
    }

    /** Returns false if the contract does not list the fields. */
    private boolean addFields(Node schema, String operation) {
      Node form = schemas.merged(schemas.followed(schema));
      Map<String, Node> properties = schemas.properties(form);
      if (properties.isEmpty()
          || properties.size() > MOST_FIELDS
          || form.has("oneOf")
          || form.has("anyOf")) {
        return false;
      }
      annotations.add("@`retrofit2.http.FormUrlEncoded`");
      List<String> required = schemas.required(form);
      properties.forEach(
          (wire, property) -> {
            boolean needed = required.contains(wire);
            TypeUse use = types.use(property, typeName(operation, wire));
            if (isText(use) || isTexts(use)) {
              parameters.add(
                  "@`retrofit2.http.Field`("
                      + Literals.string(wire)
                      + ") "
                      + parameter(wire, property, property, operation, "form", needed));
            } else {
              addPairs("`retrofit2.http.FieldMap`", wire, property, property, needed, "form");
            }
          });
      return true;
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
              bodies.add(isPlain(use) ? use.code(false) : RAW);
              if (!isPlain(use)) {
                notes.add("The answer may be or hold null, so it is given as it is.");
              }
            } else if (!content.members().isEmpty()) {
              bodies.add(RAW);
            }
          });
      if (bodies.size() > 1) {
        notes.add("Successful answers differ in type, so the answer is given as it is.");
        return RAW;
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
