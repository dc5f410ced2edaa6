package io.github.closecalls.compatibility.contract;

import static io.github.closecalls.compatibility.rule.Finding.NOTHING;
import static io.github.closecalls.compatibility.rule.PrintedText.printed;

import io.github.closecalls.compatibility.rule.Direction;
import io.github.closecalls.compatibility.rule.Rule;
import io.github.closecalls.openapi.generator.Contract;
import io.github.closecalls.openapi.generator.ContractModel;
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

  private static final Set<Direction> NO_VALUE = Set.of();
  private static final Set<Direction> REQUEST = Set.of(Direction.REQUEST);
  private static final Set<Direction> ANSWER = Set.of(Direction.ANSWER);

  private final ContractModel modelBefore;
  private final ContractModel modelAfter;
  private final Contract before;
  private final Contract after;
  private final SchemaComparison schemas;
  private final CredentialComparison credentials;
  private final Findings findings;

  OperationComparison(
      ContractModel modelBefore,
      ContractModel modelAfter,
      SchemaComparison schemas,
      Findings findings) {
    this.modelBefore = modelBefore;
    this.modelAfter = modelAfter;
    this.before = modelBefore.contract();
    this.after = modelAfter.contract();
    this.schemas = schemas;
    this.credentials = new CredentialComparison(before, after, findings);
    this.findings = findings;
  }

  void judge() {
    Both root = new Both(before.root(), after.root());
    // The lines of OpenAPI differ in how things are said, and what is said is compared.
    rest(
        root,
        NO_VALUE,
        "openapi paths components servers security webhooks info tags jsonSchemaDialect");
    different(Rule.WORDS, NO_VALUE, root.at("info"));
    different(Rule.WORDS, NO_VALUE, root.at("tags"));
    boolean sameDialect = dialect(root.before()).equals(dialect(root.after()));
    different(
        sameDialect ? Rule.WORDS : Rule.UNKNOWN_KEYWORD, NO_VALUE, root.at("jsonSchemaDialect"));
    notCalled(root, "webhooks");
    Map<String, Endpoint> olds = endpoints(before);
    Map<String, Endpoint> news = endpoints(after);
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
                      findings.add(Rule.OPERATION_MOVED, now.place(), NO_VALUE, old.path, now.path);
                      news.remove(other.getKey());
                      news.put(key, now);
                    }));
    olds.forEach(
        (key, old) -> {
          Endpoint now = news.remove(key);
          if (now == null) {
            findings.add(Rule.OPERATION_REMOVED, old.place(), NO_VALUE, old.name(), NOTHING);
          } else {
            operation(old, now);
          }
        });
    news.values()
        .forEach(
            now -> findings.add(Rule.OPERATION_ADDED, now.place(), NO_VALUE, NOTHING, now.name()));
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
          .filter(holder -> !SchemaReader.array(holder, key).isEmpty())
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
    rest(new Both(old.item, now.item), NO_VALUE, "parameters servers " + String.join(" ", METHODS));
    // What names it is compared by the Java that comes of it.
    rest(
        operation,
        NO_VALUE,
        "operationId tags parameters requestBody responses servers security callbacks deprecated");
    deprecated(operation);
    notCalled(operation, "callbacks");
    servers(new Both(old.nearest("servers"), now.nearest("servers")));
    credentials.judge(operation);
    boolean inObject =
        modelBefore.hasParameterObject(old.operation)
            && modelAfter.hasParameterObject(now.operation);
    parameters(parameters(old), parameters(now), inObject);
    requestBody(followed(operation.at("requestBody")));
    responses(operation.at("responses").members());
  }

  private Both followed(Both both) {
    return new Both(before.follow(both.before()), after.follow(both.after()));
  }

  private void deprecated(Both both) {
    if (SchemaReader.flag(both.before(), "deprecated")
        != SchemaReader.flag(both.after(), "deprecated")) {
      findings.add(Rule.DEPRECATED, NO_VALUE, both.at("deprecated"));
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
        REQUEST,
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
    List<Node> all = new ArrayList<>(SchemaReader.array(endpoint.item, "parameters"));
    all.addAll(SchemaReader.array(endpoint.operation, "parameters"));
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
                different(Rule.WORDS, REQUEST, parameter);
              } else if (inBoth(key, parameter, REQUEST, whenNew, Rule.PARAMETER_REMOVED)) {
                parameter(key.startsWith("path "), parameter);
              }
            });
    List<String> order = arguments(olds, news, inObject);
    List<String> orderNow = arguments(news, olds, inObject);
    if (!order.equals(orderNow)) {
      findings.add(
          Rule.PARAMETER_ORDER,
          news.getOrDefault(orderNow.get(0), after.root()).pointer(),
          REQUEST,
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
      different(Rule.PATH_PARAMETER_RENAMED, REQUEST, parameter.at("name"));
    } else {
      required(parameter, REQUEST, Rule.PARAMETER_REQUIRED, Rule.PARAMETER_OPTIONAL);
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
            REQUEST,
            was,
            is);
      }
    }
    Both content = parameter.at("content");
    content(content, REQUEST, Rule.MEDIA_TYPE_REMOVED);
    if (content.members().isEmpty()) {
      schemas.use(parameter.at("schema"), REQUEST);
    }
    rest(
        parameter,
        REQUEST,
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
      findings.add(Rule.BODY_PRESENCE, REQUEST, body);
    } else if (body.inBoth()) {
      required(body, REQUEST, Rule.BODY_REQUIRED, Rule.BODY_OPTIONAL);
      content(body.at("content"), REQUEST, Rule.MEDIA_TYPE_ADDED);
      rest(body, REQUEST, "required content");
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
              if (inBoth(type, body, uses, whenNew, Rule.MEDIA_TYPE_REMOVED)) {
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
              && inBoth(
                  status,
                  both,
                  ANSWER,
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
      content(response.at("content"), ANSWER, Rule.MEDIA_TYPE_ADDED);
    } else {
      response.at("content").members().values().forEach(this::error);
    }
    Both.matched(headers(before, response.before()), headers(after, response.after()))
        .forEach(this::header);
    notCalled(response, "links");
    rest(response, ANSWER, "content headers links");
  }

  /** The body of an error, which reaches the user as text. */
  private void error(Both body) {
    Both schema = body.at("schema");
    boolean was = !schemas.isAnyBefore(schema.before());
    boolean is = !schemas.isAnyAfter(schema.after());
    if (!body.inBoth()) {
      findings.add(body.isNew() ? Rule.ERROR_DESCRIBED : Rule.ERROR_UNDESCRIBED, ANSWER, body);
      return;
    }
    rest(body, ANSWER, "schema");
    if (was && is) {
      schemas.use(schema, ANSWER);
    } else {
      different(
          was ? Rule.ERROR_UNDESCRIBED : is ? Rule.ERROR_DESCRIBED : Rule.WORDS, ANSWER, schema);
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
      different(Rule.WORDS, ANSWER, header);
    } else if (inBoth(name, header, ANSWER, Rule.HEADER_ADDED, Rule.HEADER_REMOVED)) {
      required(header, ANSWER, Rule.HEADER_REQUIRED, Rule.HEADER_OPTIONAL);
      deprecated(header);
      content(header.at("content"), ANSWER, Rule.MEDIA_TYPE_ADDED);
      schemas.use(header.at("schema"), ANSWER);
      rest(header, ANSWER, "required deprecated schema content");
    }
  }

  /** Reports what only one has, and tells whether both have it. */
  private boolean inBoth(String name, Both both, Set<Direction> uses, Rule whenNew, Rule whenGone) {
    if (both.isNew()) {
      findings.add(whenNew, both.after().pointer(), uses, NOTHING, name);
    } else if (both.isGone()) {
      findings.add(whenGone, both.before().pointer(), uses, name, NOTHING);
    }
    return both.inBoth();
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
    different(Rule.NOT_CALLED, NO_VALUE, both);
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
