package io.github.closecalls.compatibility.contract;

import static io.github.closecalls.compatibility.rule.Direction.IN_ANSWERS;
import static io.github.closecalls.compatibility.rule.Direction.IN_REQUESTS;
import static io.github.closecalls.compatibility.rule.Direction.NEITHER;
import static io.github.closecalls.compatibility.rule.Finding.NOTHING;
import static io.github.closecalls.compatibility.rule.PrintedText.printed;

import io.github.closecalls.compatibility.rule.Direction;
import io.github.closecalls.compatibility.rule.Rule;
import io.github.closecalls.openapi.generator.Contract;
import io.github.closecalls.openapi.generator.Node;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Compares what two contracts say of operations: parameters, bodies, answers, servers. */
record OperationComparison(
    SchemaReader before, SchemaReader after, SchemaComparison schemas, Findings findings) {
  private static final List<String> METHODS =
      List.of("delete", "get", "head", "options", "patch", "post", "put", "trace");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^}]*)}");

  /** OpenAPI, Parameter Object: a header parameter with one of these names is ignored. */
  private static final Set<String> IGNORED =
      Set.of("header accept", "header content-type", "header authorization");

  private CredentialComparison credentials() {
    return new CredentialComparison(before.contract, after.contract, findings);
  }

  void judge() {
    Both root = new Both(before.contract.root(), after.contract.root());
    // The lines of OpenAPI differ in how things are said, and what is said is compared.
    rest(
        root,
        NEITHER,
        "openapi paths components servers security webhooks info tags jsonSchemaDialect");
    findings.add(Rule.WORDS, NEITHER, root.at("info"));
    findings.add(Rule.WORDS, NEITHER, root.at("tags"));
    boolean sameDialect = dialect(root.before()).equals(dialect(root.after()));
    findings.add(
        sameDialect ? Rule.WORDS : Rule.UNKNOWN_KEYWORD, NEITHER, root.at("jsonSchemaDialect"));
    notCalled(root, "webhooks");
    Map<String, Endpoint> olds = endpoints(before.contract);
    Map<String, Endpoint> news = endpoints(after.contract);
    for (Endpoint old : olds.values()) {
      // What has neither method nor path in common may have its name.
      Optional<Endpoint> found =
          Optional.ofNullable(news.get(old.key()))
              .or(() -> news.values().stream().filter(now -> isMoved(old, now, olds)).findFirst());
      if (found.isEmpty()) {
        findings.add(Rule.OPERATION_REMOVED, old.place(), NEITHER, old.name(), NOTHING);
        continue;
      }
      Endpoint now = found.get();
      news.remove(now.key());
      if (!now.key().equals(old.key())) {
        findings.add(Rule.OPERATION_MOVED, now.place(), NEITHER, old.path, now.path);
      }
      operation(old, now);
    }
    for (Endpoint now : news.values()) {
      findings.add(Rule.OPERATION_ADDED, now.place(), NEITHER, NOTHING, now.name());
    }
    credentials().judgeSchemes();
  }

  private static boolean isMoved(Endpoint old, Endpoint now, Map<String, Endpoint> olds) {
    return !olds.containsKey(now.key())
        && old.operation.has("operationId")
        && old.name().equals(now.name());
  }

  private static String dialect(Node root) {
    return root.text("jsonSchemaDialect").orElse("https://spec.openapis.org/oas/3.1/dialect/base");
  }

  /** An operation, its path, and the Path Item that describes it. */
  private record Endpoint(
      Contract contract, String path, String method, Node item, Node operation) {
    /** What the placeholders of a path are called does not reach the server. */
    String key() {
      return method + " " + PLACEHOLDER.matcher(path).replaceAll("{}");
    }

    String place() {
      return operation.pointer();
    }

    String name() {
      return operation.text("operationId").orElse(place());
    }

    /** What the operation, its path or the whole document says, the nearest first. */
    Node nearest(String key) {
      return Stream.of(operation, item)
          .map(holder -> holder.at(key))
          .filter(said -> !said.items().isEmpty())
          .findFirst()
          .orElse(contract.root().at(key));
    }
  }

  private static Map<String, Endpoint> endpoints(Contract contract) {
    Map<String, Endpoint> endpoints = new LinkedHashMap<>();
    SchemaReader.followed(contract, contract.root().at("paths"))
        .forEach(
            (path, item) -> {
              for (String method : METHODS) {
                if (item.has(method)) {
                  Endpoint endpoint = new Endpoint(contract, path, method, item, item.at(method));
                  endpoints.put(endpoint.key(), endpoint);
                }
              }
            });
    return endpoints;
  }

  private void operation(Endpoint old, Endpoint now) {
    Both operation = new Both(old.operation, now.operation);
    rest(new Both(old.item, now.item), NEITHER, "parameters servers " + String.join(" ", METHODS));
    // What names it is compared by the Java that comes of it.
    rest(
        operation,
        NEITHER,
        "operationId tags parameters requestBody responses servers security callbacks deprecated");
    deprecated(operation);
    notCalled(operation, "callbacks");
    servers(new Both(old.nearest("servers"), now.nearest("servers")));
    credentials().judge(operation);
    boolean inObject =
        before.model.hasParameterObject(old.operation)
            && after.model.hasParameterObject(now.operation);
    parameters(parameters(old), parameters(now), inObject);
    requestBody(followed(operation.at("requestBody")));
    responses(operation.at("responses").members());
  }

  private Both followed(Both both) {
    return new Both(before.contract.follow(both.before()), after.contract.follow(both.after()));
  }

  private void deprecated(Both both) {
    if (SchemaReader.flag(both.before(), "deprecated")
        != SchemaReader.flag(both.after(), "deprecated")) {
      findings.add(Rule.DEPRECATED, NEITHER, both.at("deprecated"));
    }
  }

  /** The client calls the first server, unless users set another one. */
  private void servers(Both servers) {
    List<Object> were = addresses(servers.before());
    List<Object> are = addresses(servers.after());
    boolean kept =
        were.isEmpty() ? are.isEmpty() : are.containsAll(were) && are.get(0).equals(were.get(0));
    findings.add(
        !kept ? Rule.SERVER_CHANGED : are.size() > were.size() ? Rule.SERVER_ADDED : Rule.WORDS,
        IN_REQUESTS,
        servers);
  }

  private static List<Object> addresses(Node servers) {
    return servers.items().stream()
        .map(server -> new Node("", Annotations.without(server.value())))
        .<Object>map(
            server ->
                List.of(
                    server.text("url").orElse("").replaceFirst("/$", ""),
                    server.text("variables").orElse("")))
        .toList();
  }

  /**
   * The parameters of an operation and of its path, those of the operation first as they win, by
   * what the server knows them by: of one in the path, where it stands there.
   */
  private static Map<String, Node> parameters(Endpoint endpoint) {
    List<String> placeholders =
        PLACEHOLDER.matcher(endpoint.path).results().map(found -> found.group(1)).toList();
    Map<String, Node> parameters = new LinkedHashMap<>();
    for (Node holder : List.of(endpoint.item, endpoint.operation)) {
      for (Node item : holder.at("parameters").items()) {
        Node parameter = endpoint.contract.follow(item);
        String in = parameter.text("in").orElse("");
        String name = parameter.text("name").orElse("");
        boolean hasPlace = in.equals("path") && placeholders.contains(name);
        String known = hasPlace ? String.valueOf(placeholders.indexOf(name)) : name;
        parameters.put(
            in + " " + (in.equals("header") ? name.toLowerCase(Locale.ROOT) : known), parameter);
      }
    }
    return parameters;
  }

  private void parameters(Map<String, Node> olds, Map<String, Node> news, boolean inObject) {
    Both.matched(olds, news)
        .forEach(
            (key, parameter) -> {
              Rule whenOptional = inObject ? Rule.PARAMETER_OFFERED : Rule.PARAMETER_ADDED;
              Rule whenNew =
                  SchemaReader.flag(parameter.after(), "required")
                      ? Rule.PARAMETER_ADDED
                      : key.startsWith("cookie ") ? Rule.COOKIE_ADDED : whenOptional;
              if (IGNORED.contains(key)) {
                findings.add(Rule.WORDS, IN_REQUESTS, parameter);
              } else if (findings.inBoth(
                  key, parameter, IN_REQUESTS, whenNew, Rule.PARAMETER_REMOVED)) {
                parameter(key.startsWith("path "), parameter);
              }
            });
    List<String> order = arguments(olds, news, inObject);
    List<String> orderNow = arguments(news, olds, inObject);
    if (!order.equals(orderNow)) {
      findings.add(
          Rule.PARAMETER_ORDER,
          news.getOrDefault(orderNow.get(0), after.contract.root()).pointer(),
          IN_REQUESTS,
          printed(order),
          printed(orderNow));
    }
  }

  /** The arguments that both have, as the method lists them: those in the path come first. */
  private static List<String> arguments(
      Map<String, Node> parameters, Map<String, Node> others, boolean inObject) {
    return parameters.keySet().stream()
        .filter(key -> others.containsKey(key) && !IGNORED.contains(key))
        .filter(key -> inObject ? key.startsWith("path ") : !key.startsWith("cookie "))
        .sorted(Comparator.comparing((String key) -> !key.startsWith("path ")))
        .toList();
  }

  private void parameter(boolean inPath, Both parameter) {
    if (inPath) {
      findings.add(Rule.PATH_PARAMETER_RENAMED, IN_REQUESTS, parameter.at("name"));
    } else {
      required(parameter, IN_REQUESTS, Rule.PARAMETER_REQUIRED, Rule.PARAMETER_OPTIONAL);
    }
    for (String key : List.of("style", "explode", "allowReserved", "allowEmptyValue")) {
      Both style = new Both(style(parameter.before(), key), style(parameter.after(), key));
      boolean granted = key.equals("allowEmptyValue") && "true".equals(style.after().value());
      findings.add(granted ? Rule.EMPTY_VALUE_ALLOWED : Rule.PARAMETER_STYLE, IN_REQUESTS, style);
    }
    described(
        parameter,
        IN_REQUESTS,
        Rule.MEDIA_TYPE_REMOVED,
        "name in style explode allowReserved allowEmptyValue");
  }

  /** Compares what parameters and headers are described by alike. */
  private void described(Both both, Set<Direction> uses, Rule whenNew, String judged) {
    deprecated(both);
    content(both.at("content"), uses, whenNew);
    if (both.at("content").members().isEmpty()) {
      schemas.use(both.at("schema"), uses);
    }
    rest(both, uses, "required deprecated schema content " + judged);
  }

  /** How values are written; what is left out is its default. */
  private static Node style(Node parameter, String key) {
    String in = parameter.text("in").orElse("");
    boolean ofForms = in.equals("query") || in.equals("cookie");
    String byDefault =
        switch (key) {
          case "style" -> ofForms ? "form" : "simple";
          case "explode" -> String.valueOf("form".equals(style(parameter, "style").value()));
          default -> "false";
        };
    Node said = parameter.at(key);
    return new Node(said.pointer(), parameter.text(key).orElse(byDefault));
  }

  private void requestBody(Both body) {
    if (body.isNew() || body.isGone()) {
      findings.add(Rule.BODY_PRESENCE, IN_REQUESTS, body);
    } else if (body.inBoth()) {
      required(body, IN_REQUESTS, Rule.BODY_REQUIRED, Rule.BODY_OPTIONAL);
      content(body.at("content"), IN_REQUESTS, Rule.MEDIA_TYPE_ADDED);
      rest(body, IN_REQUESTS, "required content");
    }
  }

  /**
   * Compares the bodies of each media type.
   *
   * @param whenNew the rule for a media type that comes
   */
  private void content(Both content, Set<Direction> uses, Rule whenNew) {
    content
        .members()
        .forEach(
            (type, body) -> {
              if (findings.inBoth(type, body, uses, whenNew, Rule.MEDIA_TYPE_REMOVED)) {
                schemas.use(body.at("schema"), uses);
                rest(body, uses, "schema");
              }
            });
  }

  private void responses(Map<String, Both> responses) {
    boolean hadBody =
        responses.entrySet().stream()
            .filter(each -> each.getKey().startsWith("2"))
            .anyMatch(each -> !isEmpty(followed(each.getValue()).before()));
    responses.forEach(
        (status, both) -> {
          Both response = followed(both);
          boolean isEmpty = hadBody && status.startsWith("2") && isEmpty(response.after());
          boolean isSuccess = status.startsWith("2") || status.equals("default");
          Rule whenNew = isEmpty ? Rule.EMPTY_STATUS_ADDED : Rule.STATUS_ADDED;
          Rule whenGone = isSuccess ? Rule.STATUS_REMOVED : Rule.ERROR_UNDESCRIBED;
          if (!status.startsWith("x-")
              && findings.inBoth(status, both, IN_ANSWERS, whenNew, whenGone)) {
            response(isSuccess, response);
          }
        });
  }

  private static boolean isEmpty(Node response) {
    return response.at("content").members().isEmpty();
  }

  private void response(boolean isSuccess, Both response) {
    if (isSuccess) {
      content(response.at("content"), IN_ANSWERS, Rule.MEDIA_TYPE_ADDED);
    } else {
      response.at("content").members().values().forEach(this::error);
    }
    Both.matched(
            headers(before.contract, response.before()), headers(after.contract, response.after()))
        .forEach(this::header);
    notCalled(response, "links");
    rest(response, IN_ANSWERS, "content headers links");
  }

  /** The body of an error, which reaches the user as text. */
  private void error(Both body) {
    Both schema = body.at("schema");
    boolean was = !before.isAny(schema.before());
    boolean is = !after.isAny(schema.after());
    if (!body.inBoth()) {
      findings.add(body.isNew() ? Rule.ERROR_DESCRIBED : Rule.ERROR_UNDESCRIBED, IN_ANSWERS, body);
      return;
    }
    rest(body, IN_ANSWERS, "schema");
    if (was && is) {
      schemas.use(schema, IN_ANSWERS);
    } else {
      Rule rule = was ? Rule.ERROR_UNDESCRIBED : is ? Rule.ERROR_DESCRIBED : Rule.WORDS;
      findings.add(rule, IN_ANSWERS, schema);
    }
  }

  private static Map<String, Node> headers(Contract contract, Node response) {
    Map<String, Node> headers = new TreeMap<>();
    SchemaReader.object(response.at("headers"))
        .forEach(
            (name, header) -> headers.put(name.toLowerCase(Locale.ROOT), contract.follow(header)));
    return headers;
  }

  private void header(String name, Both header) {
    // OpenAPI, Response Object: a header called Content-Type is ignored.
    if (name.equals("content-type")) {
      findings.add(Rule.WORDS, IN_ANSWERS, header);
    } else if (findings.inBoth(name, header, IN_ANSWERS, Rule.HEADER_ADDED, Rule.HEADER_REMOVED)) {
      required(header, IN_ANSWERS, Rule.HEADER_REQUIRED, Rule.HEADER_OPTIONAL);
      described(header, IN_ANSWERS, Rule.MEDIA_TYPE_ADDED, "");
    }
  }

  private void required(Both both, Set<Direction> uses, Rule nowRequired, Rule nowOptional) {
    boolean was = SchemaReader.flag(both.before(), "required");
    boolean is = SchemaReader.flag(both.after(), "required");
    if (was != is) {
      findings.add(
          is ? nowRequired : nowOptional,
          both.at("required").after().pointer(),
          uses,
          was ? "required" : "optional",
          is ? "required" : "optional");
    }
  }

  private void notCalled(Both holder, String key) {
    // Refused if they are none.
    holder.at(key).members();
    findings.add(Rule.NOT_CALLED, NEITHER, holder.at(key));
  }

  /** Judges the members that no rule of their own judges. */
  private void rest(Both both, Set<Direction> uses, String judged) {
    Map<String, Both> members = new TreeMap<>(both.members());
    members.keySet().removeAll(List.of(judged.split(" ")));
    members.forEach(
        (key, member) ->
            findings.add(Annotations.has(key) ? Rule.WORDS : Rule.UNKNOWN_KEYWORD, uses, member));
  }
}
