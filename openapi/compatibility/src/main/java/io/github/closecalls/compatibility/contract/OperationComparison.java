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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Compares what two contracts say of operations: parameters, bodies, answers, servers. */
final class OperationComparison {
  private static final List<String> METHODS =
      List.of("delete", "get", "head", "options", "patch", "post", "put", "trace");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^}]*)}");

  /** OpenAPI, Parameter Object: a header parameter with one of these names is ignored. */
  private static final Set<String> IGNORED =
      Set.of("header accept", "header content-type", "header authorization");

  private final SchemaReader before;
  private final SchemaReader after;
  private final SchemaComparison schemas;
  private final CredentialComparison credentials;
  private final Findings findings;

  OperationComparison(
      SchemaReader before, SchemaReader after, SchemaComparison schemas, Findings findings) {
    this.before = before;
    this.after = after;
    this.schemas = schemas;
    this.credentials = new CredentialComparison(before.contract, after.contract, findings);
    this.findings = findings;
  }

  void judge() {
    Both root = new Both(before.contract.root(), after.contract.root());
    // The lines of OpenAPI differ in how things are said, and what is said is compared.
    rest(
        root,
        NEITHER,
        "openapi paths components servers security webhooks info tags jsonSchemaDialect");
    different(Rule.WORDS, NEITHER, root.at("info"));
    different(Rule.WORDS, NEITHER, root.at("tags"));
    boolean sameDialect = dialect(root.before()).equals(dialect(root.after()));
    different(
        sameDialect ? Rule.WORDS : Rule.UNKNOWN_KEYWORD, NEITHER, root.at("jsonSchemaDialect"));
    notCalled(root, "webhooks");
    Map<String, Endpoint> olds = endpoints(before.contract);
    Map<String, Endpoint> news = endpoints(after.contract);
    // What has neither method nor path in common may have its name.
    olds.forEach(
        (key, old) ->
            news.entrySet().stream()
                .filter(other -> !olds.containsKey(other.getKey()) && !news.containsKey(key))
                .filter(other -> other.getValue().isNamedAs(old))
                .findFirst()
                .ifPresent(
                    other -> {
                      Endpoint now = other.getValue();
                      findings.add(Rule.OPERATION_MOVED, now.place(), NEITHER, old.path, now.path);
                      news.remove(other.getKey());
                      news.put(key, now);
                    }));
    olds.forEach(
        (key, old) -> {
          Endpoint now = news.remove(key);
          if (now == null) {
            findings.add(Rule.OPERATION_REMOVED, old.place(), NEITHER, old.name(), NOTHING);
          } else {
            operation(old, now);
          }
        });
    news.values()
        .forEach(
            now -> findings.add(Rule.OPERATION_ADDED, now.place(), NEITHER, NOTHING, now.name()));
    credentials.judgeSchemes();
  }

  private static String dialect(Node root) {
    return root.text("jsonSchemaDialect").orElse("https://spec.openapis.org/oas/3.1/dialect/base");
  }

  /** An operation, its path, and the Path Item that describes it. */
  private record Endpoint(Contract contract, String path, Node item, Node operation) {
    String place() {
      return operation.pointer();
    }

    String name() {
      return operation.text("operationId").orElse(place());
    }

    boolean isNamedAs(Endpoint other) {
      return operation.has("operationId") && name().equals(other.name());
    }

    /** What the operation, its path or the whole document says, the nearest first. */
    Node nearest(String key) {
      return List.of(operation, item, contract.root()).stream()
          .filter(holder -> !holder.at(key).items().isEmpty())
          .findFirst()
          .orElse(contract.root())
          .at(key);
    }
  }

  /** The operations; what the placeholders of a path are called does not reach the server. */
  private static Map<String, Endpoint> endpoints(Contract contract) {
    Map<String, Endpoint> endpoints = new LinkedHashMap<>();
    SchemaReader.object(contract.root().at("paths"))
        .forEach(
            (path, item) -> {
              Node followed = contract.follow(item);
              for (String method : METHODS) {
                if (!path.startsWith("x-") && followed.has(method)) {
                  endpoints.put(
                      method + " " + PLACEHOLDER.matcher(path).replaceAll("{}"),
                      new Endpoint(contract, path, followed, followed.at(method)));
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
    credentials.judge(operation);
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
    different(
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
    List<Node> all = new ArrayList<>(endpoint.item.at("parameters").items());
    all.addAll(endpoint.operation.at("parameters").items());
    Map<String, Node> parameters = new LinkedHashMap<>();
    for (Node parameter : all) {
      Node followed = endpoint.contract.follow(parameter);
      String in = followed.text("in").orElse("");
      String name = followed.text("name").orElse("");
      parameters.put(
          switch (in) {
            case "header" -> "header " + name.toLowerCase(Locale.ROOT);
            case "path" ->
                "path " + (placeholders.contains(name) ? placeholders.indexOf(name) : name);
            default -> in + " " + name;
          },
          followed);
    }
    return parameters;
  }

  private void parameters(Map<String, Node> olds, Map<String, Node> news, boolean inObject) {
    Both.matched(olds, news)
        .forEach(
            (key, parameter) -> {
              boolean required = SchemaReader.flag(parameter.after(), "required");
              Rule whenNew =
                  required
                      ? Rule.PARAMETER_ADDED
                      : key.startsWith("cookie ")
                          ? Rule.COOKIE_ADDED
                          : inObject ? Rule.PARAMETER_OFFERED : Rule.PARAMETER_ADDED;
              if (IGNORED.contains(key)) {
                different(Rule.WORDS, IN_REQUESTS, parameter);
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
      different(Rule.PATH_PARAMETER_RENAMED, IN_REQUESTS, parameter.at("name"));
    } else {
      required(parameter, IN_REQUESTS, Rule.PARAMETER_REQUIRED, Rule.PARAMETER_OPTIONAL);
    }
    deprecated(parameter);
    for (String style : List.of("style", "explode", "allowReserved", "allowEmptyValue")) {
      String was = style(parameter.before(), style);
      String is = style(parameter.after(), style);
      if (!was.equals(is)) {
        boolean granted = style.equals("allowEmptyValue") && is.equals("true");
        findings.add(
            granted ? Rule.EMPTY_VALUE_ALLOWED : Rule.PARAMETER_STYLE,
            parameter.at(style).after().pointer(),
            IN_REQUESTS,
            was,
            is);
      }
    }
    Both content = parameter.at("content");
    content(content, IN_REQUESTS, Rule.MEDIA_TYPE_REMOVED);
    if (content.members().isEmpty()) {
      schemas.use(parameter.at("schema"), IN_REQUESTS);
    }
    rest(
        parameter,
        IN_REQUESTS,
        "name in required deprecated schema content style explode allowReserved allowEmptyValue");
  }

  /** How values are written; what is left out is its default. */
  private static String style(Node parameter, String key) {
    String in = parameter.text("in").orElse("");
    String byDefault =
        switch (key) {
          case "style" -> in.equals("query") || in.equals("cookie") ? "form" : "simple";
          case "explode" -> String.valueOf(style(parameter, "style").equals("form"));
          default -> "false";
        };
    return parameter.text(key).orElse(byDefault);
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
    boolean hasBody =
        responses.entrySet().stream()
            .anyMatch(
                each ->
                    each.getKey().startsWith("2") && !isEmpty(followed(each.getValue()).before()));
    responses.forEach(
        (status, both) -> {
          Both response = followed(both);
          boolean isSuccess = status.startsWith("2") || status.equals("default");
          boolean isEmpty = hasBody && status.startsWith("2") && isEmpty(response.after());
          if (!status.startsWith("x-")
              && findings.inBoth(
                  status,
                  both,
                  IN_ANSWERS,
                  isEmpty ? Rule.EMPTY_STATUS_ADDED : Rule.STATUS_ADDED,
                  isSuccess ? Rule.STATUS_REMOVED : Rule.ERROR_UNDESCRIBED)) {
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
      different(
          was ? Rule.ERROR_UNDESCRIBED : is ? Rule.ERROR_DESCRIBED : Rule.WORDS,
          IN_ANSWERS,
          schema);
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
      different(Rule.WORDS, IN_ANSWERS, header);
    } else if (findings.inBoth(name, header, IN_ANSWERS, Rule.HEADER_ADDED, Rule.HEADER_REMOVED)) {
      required(header, IN_ANSWERS, Rule.HEADER_REQUIRED, Rule.HEADER_OPTIONAL);
      deprecated(header);
      content(header.at("content"), IN_ANSWERS, Rule.MEDIA_TYPE_ADDED);
      schemas.use(header.at("schema"), IN_ANSWERS);
      rest(header, IN_ANSWERS, "required deprecated schema content");
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
    Both both = holder.at(key);
    both.members();
    different(Rule.NOT_CALLED, NEITHER, both);
  }

  private void different(Rule rule, Set<Direction> uses, Both both) {
    if (both.differs()) {
      findings.add(rule, uses, both);
    }
  }

  /** Judges the members that no rule of their own judges. */
  private void rest(Both both, Set<Direction> uses, String judged) {
    Map<String, Both> members = new TreeMap<>(both.members());
    members.keySet().removeAll(List.of(judged.split(" ")));
    members.forEach(
        (key, member) -> {
          boolean was = both.before().has(key);
          boolean is = both.after().has(key);
          if (member.differs() || was != is) {
            findings.add(
                Annotations.isOfOthers(key) ? Rule.WORDS : Rule.UNKNOWN_KEYWORD,
                member.after().pointer(),
                uses,
                was ? printed(member.before().value()) : NOTHING,
                is ? printed(member.after().value()) : NOTHING);
          }
        });
  }
}
