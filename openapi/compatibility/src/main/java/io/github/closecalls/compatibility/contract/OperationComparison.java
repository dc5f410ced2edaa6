package io.github.closecalls.compatibility.contract;

import static io.github.closecalls.compatibility.rule.Finding.NOTHING;
import static io.github.closecalls.compatibility.rule.PrintedText.printed;

import io.github.closecalls.compatibility.rule.Direction;
import io.github.closecalls.compatibility.rule.Rule;
import io.github.closecalls.openapi.generator.Contract;
import io.github.closecalls.openapi.generator.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compares what two contracts say of operations: parameters, bodies, answers, servers. */
final class OperationComparison {
  private static final Set<String> METHODS =
      new TreeSet<>(Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace"));

  /** OpenAPI, Parameter Object: a header parameter with one of these names is ignored. */
  private static final Set<String> IGNORED =
      Set.of("header accept", "header content-type", "header authorization");

  private static final Set<Direction> NO_VALUE = Set.of();
  private static final Set<Direction> REQUEST = Set.of(Direction.REQUEST);
  private static final Set<Direction> ANSWER = Set.of(Direction.ANSWER);

  private final Contract before;
  private final Contract after;
  private final SchemaComparison schemas;
  private final CredentialComparison credentials;
  private final Findings findings;

  OperationComparison(
      Contract before, Contract after, SchemaComparison schemas, Findings findings) {
    this.before = before;
    this.after = after;
    this.schemas = schemas;
    this.credentials = new CredentialComparison(before, after, findings);
    this.findings = findings;
  }

  void judge() {
    Node b = before.root();
    Node a = after.root();
    // The lines of OpenAPI differ in how things are said, and what is said is compared.
    rest(
        b,
        a,
        NO_VALUE,
        "openapi",
        "paths",
        "components",
        "servers",
        "security",
        "webhooks",
        "info",
        "tags",
        "jsonSchemaDialect");
    for (String key : List.of("info", "tags")) {
      different(Rule.WORDS, NO_VALUE, b.at(key), a.at(key));
    }
    different(
        dialect(b).equals(dialect(a)) ? Rule.WORDS : Rule.UNKNOWN_KEYWORD,
        NO_VALUE,
        b.at("jsonSchemaDialect"),
        a.at("jsonSchemaDialect"));
    notCalled(b, a, "webhooks");
    Map<String, Endpoint> olds = endpoints(before, b);
    Map<String, Endpoint> news = endpoints(after, a);
    olds.forEach(
        (key, old) -> {
          Endpoint now = news.containsKey(key) ? news.get(key) : moved(old, olds, news);
          if (now == null) {
            findings.add(
                Rule.OPERATION_REMOVED, old.operation.pointer(), NO_VALUE, old.name(), NOTHING);
          } else {
            if (!news.containsKey(key)) {
              findings.add(
                  Rule.OPERATION_MOVED, now.operation.pointer(), NO_VALUE, old.path, now.path);
            }
            operation(old, now);
          }
        });
    news.forEach(
        (key, now) -> {
          if (!olds.containsKey(key) && moved(now, news, olds) == null) {
            findings.add(
                Rule.OPERATION_ADDED, now.operation.pointer(), NO_VALUE, NOTHING, now.name());
          }
        });
    credentials.judgeSchemes();
  }

  /** An operation, its path, and the Path Item that describes it. */
  private record Endpoint(String path, Node item, Node operation) {
    String name() {
      return operation.text("operationId").orElse(operation.pointer());
    }
  }

  /** The operations; what the placeholders of a path are called does not reach the server. */
  private static Map<String, Endpoint> endpoints(Contract contract, Node root) {
    Map<String, Endpoint> endpoints = new LinkedHashMap<>();
    SchemaReader.object(root, "paths")
        .forEach(
            (path, item) -> {
              Node followed = contract.follow(item);
              for (String method : METHODS) {
                if (!path.startsWith("x-") && followed.has(method)) {
                  endpoints.put(
                      method + " " + path.replaceAll("\\{[^}]*}", "{}"),
                      new Endpoint(path, followed, followed.at(method)));
                }
              }
            });
    return endpoints;
  }

  /** The operation of the same name that only the others have. */
  private static @Nullable Endpoint moved(
      Endpoint operation, Map<String, Endpoint> own, Map<String, Endpoint> others) {
    return others.entrySet().stream()
        .filter(other -> !own.containsKey(other.getKey()) && operation.operation.has("operationId"))
        .map(Map.Entry::getValue)
        .filter(other -> other.name().equals(operation.name()))
        .findFirst()
        .orElse(null);
  }

  private static String dialect(Node root) {
    return root.text("jsonSchemaDialect").orElse("https://spec.openapis.org/oas/3.1/dialect/base");
  }

  private void operation(Endpoint old, Endpoint now) {
    Node b = old.operation;
    Node a = now.operation;
    Set<String> judged = new TreeSet<>(METHODS);
    judged.addAll(Set.of("parameters", "servers"));
    rest(old.item, now.item, NO_VALUE, judged.toArray(String[]::new));
    // What names it is compared by the Java that comes of it.
    rest(
        b,
        a,
        NO_VALUE,
        "operationId",
        "tags",
        "parameters",
        "requestBody",
        "responses",
        "servers",
        "security",
        "callbacks",
        "deprecated");
    deprecated(b, a);
    notCalled(b, a, "callbacks");
    servers(
        first("servers", b, old.item, before.root()), first("servers", a, now.item, after.root()));
    credentials.judge(b, a);
    parameters(parameters(before, old), parameters(after, now));
    requestBody(b, a);
    responses(b, a);
  }

  private void deprecated(Node b, Node a) {
    if (SchemaReader.flag(b, "deprecated") != SchemaReader.flag(a, "deprecated")) {
      findings.add(Rule.DEPRECATED, NO_VALUE, b.at("deprecated"), a.at("deprecated"));
    }
  }

  /** The client calls the first server, unless users set another one. */
  private void servers(Node old, Node now) {
    List<Node> were = old.items();
    List<Node> are = now.items();
    List<Object> addresses = are.stream().map(OperationComparison::address).toList();
    boolean first =
        were.isEmpty() == are.isEmpty()
            && (were.isEmpty() || address(were.get(0)).equals(addresses.get(0)));
    boolean all = were.stream().map(OperationComparison::address).allMatch(addresses::contains);
    different(
        !first || !all
            ? Rule.SERVER_CHANGED
            : are.size() > were.size() ? Rule.SERVER_ADDED : Rule.WORDS,
        REQUEST,
        old,
        now);
  }

  private static Object address(Node server) {
    Object value = Annotations.without(server.value());
    return value instanceof Map<?, ?> map
        ? Map.of(
            "url", String.valueOf(map.get("url")).replaceFirst("/$", ""),
            "variables", String.valueOf(map.get("variables")))
        : "none";
  }

  private static Node first(String key, Node... holders) {
    for (Node holder : holders) {
      if (!SchemaReader.array(holder, key).isEmpty()) {
        return holder.at(key);
      }
    }
    return holders[holders.length - 1].at(key);
  }

  /**
   * The parameters of an operation and of its path, those of the operation first as they win, by
   * what the server knows them by: of one in the path, where it stands there.
   */
  private static Map<String, Node> parameters(Contract contract, Endpoint endpoint) {
    List<String> placeholders = new ArrayList<>();
    Matcher matcher = Pattern.compile("\\{([^}]*)}").matcher(endpoint.path);
    while (matcher.find()) {
      placeholders.add(matcher.group(1));
    }
    Map<String, Node> parameters = new LinkedHashMap<>();
    for (Node holder : List.of(endpoint.item, endpoint.operation)) {
      for (Node parameter : SchemaReader.array(holder, "parameters")) {
        Node followed = contract.follow(parameter);
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
    }
    return parameters;
  }

  private void parameters(Map<String, Node> olds, Map<String, Node> news) {
    Set<String> keys = new LinkedHashSet<>(olds.keySet());
    keys.addAll(news.keySet());
    for (String key : keys) {
      Node old = olds.get(key);
      Node now = news.get(key);
      if (IGNORED.contains(key)) {
        different(Rule.WORDS, REQUEST, old, now);
      } else if (old == null && now != null) {
        boolean isCookie = key.startsWith("cookie ") && !SchemaReader.flag(now, "required");
        findings.add(
            isCookie ? Rule.COOKIE_ADDED : Rule.PARAMETER_ADDED,
            now.pointer(),
            REQUEST,
            NOTHING,
            key);
      } else if (old != null && now == null) {
        findings.add(Rule.PARAMETER_REMOVED, old.pointer(), REQUEST, key, NOTHING);
      } else if (old != null && now != null) {
        parameter(key, old, now);
      }
    }
    List<String> order = inJava(olds, news);
    List<String> orderNow = inJava(news, olds);
    if (!order.equals(orderNow)) {
      Node first = news.getOrDefault(orderNow.get(0), new Node("", null));
      findings.add(
          Rule.PARAMETER_ORDER, first.pointer(), REQUEST, printed(order), printed(orderNow));
    }
  }

  /** The parameters that both have, as the method lists them: those in the path come first. */
  private static List<String> inJava(Map<String, Node> parameters, Map<String, Node> others) {
    return parameters.keySet().stream()
        .filter(key -> others.containsKey(key) && !IGNORED.contains(key))
        .filter(key -> !key.startsWith("cookie "))
        .sorted(Comparator.comparing((String key) -> !key.startsWith("path ")))
        .toList();
  }

  private void parameter(String key, Node b, Node a) {
    boolean inPath = key.startsWith("path ");
    boolean was = inPath || SchemaReader.flag(b, "required");
    boolean is = inPath || SchemaReader.flag(a, "required");
    if (was != is) {
      findings.add(
          is ? Rule.PARAMETER_REQUIRED : Rule.PARAMETER_OPTIONAL,
          a.at("required").pointer(),
          REQUEST,
          was ? "required" : "optional",
          is ? "required" : "optional");
    }
    if (inPath) {
      different(Rule.PATH_PARAMETER_RENAMED, REQUEST, b.at("name"), a.at("name"));
    }
    deprecated(b, a);
    for (String style : List.of("style", "explode", "allowReserved", "allowEmptyValue")) {
      String old = styleOf(b, style);
      String now = styleOf(a, style);
      if (!old.equals(now)) {
        boolean granted = style.equals("allowEmptyValue") && now.equals("true");
        findings.add(
            granted ? Rule.EMPTY_VALUE_ALLOWED : Rule.PARAMETER_STYLE,
            a.at(style).pointer(),
            REQUEST,
            old,
            now);
      }
    }
    if (content(b, a, Direction.REQUEST, Rule.MEDIA_TYPE_REMOVED).isEmpty()) {
      schemas.use(b.at("schema"), a.at("schema"), REQUEST);
    }
    rest(
        b,
        a,
        REQUEST,
        "name",
        "in",
        "required",
        "deprecated",
        "schema",
        "content",
        "style",
        "explode",
        "allowReserved",
        "allowEmptyValue");
  }

  /** How values are written; what is left out is its default. */
  private static String styleOf(Node parameter, String key) {
    String in = parameter.text("in").orElse("");
    String defaultStyle = in.equals("query") || in.equals("cookie") ? "form" : "simple";
    return switch (key) {
      case "style" -> parameter.text(key).orElse(defaultStyle);
      case "explode" ->
          parameter.text(key).orElse(String.valueOf(styleOf(parameter, "style").equals("form")));
      default -> parameter.text(key).orElse("false");
    };
  }

  private void requestBody(Node beforeOperation, Node afterOperation) {
    boolean was = beforeOperation.has("requestBody");
    boolean is = afterOperation.has("requestBody");
    Node b = before.follow(beforeOperation.at("requestBody"));
    Node a = after.follow(afterOperation.at("requestBody"));
    if (was != is) {
      findings.add(Rule.BODY_PRESENCE, REQUEST, b, a);
    } else if (was) {
      boolean required = SchemaReader.flag(a, "required");
      if (SchemaReader.flag(b, "required") != required) {
        findings.add(
            required ? Rule.BODY_REQUIRED : Rule.BODY_OPTIONAL,
            REQUEST,
            b.at("required"),
            a.at("required"));
      }
      content(b, a, Direction.REQUEST, Rule.MEDIA_TYPE_ADDED);
      rest(b, a, REQUEST, "required", "content");
    }
  }

  /**
   * Compares the bodies of each media type.
   *
   * @param whenNew the rule for a media type that comes
   * @return the media types of both
   */
  private Set<String> content(Node b, Node a, Direction direction, Rule whenNew) {
    Map<String, Node> olds = SchemaReader.object(b, "content");
    Map<String, Node> news = SchemaReader.object(a, "content");
    Set<Direction> uses = Set.of(direction);
    Set<String> types = new TreeSet<>(olds.keySet());
    types.addAll(news.keySet());
    for (String type : types) {
      Node old = b.at("content").at(type);
      Node now = a.at("content").at(type);
      if (!olds.containsKey(type)) {
        findings.add(whenNew, now.pointer(), uses, NOTHING, type);
      } else if (!news.containsKey(type)) {
        findings.add(Rule.MEDIA_TYPE_REMOVED, old.pointer(), uses, type, NOTHING);
      } else {
        schemas.use(old.at("schema"), now.at("schema"), uses);
        rest(old, now, uses, "schema");
      }
    }
    return types;
  }

  private void responses(Node beforeOperation, Node afterOperation) {
    Map<String, Node> olds = SchemaReader.object(beforeOperation, "responses");
    Map<String, Node> news = SchemaReader.object(afterOperation, "responses");
    boolean hasBody =
        olds.entrySet().stream()
            .anyMatch(
                old ->
                    old.getKey().startsWith("2")
                        && !before.follow(old.getValue()).at("content").members().isEmpty());
    Set<String> statuses = new TreeSet<>(olds.keySet());
    statuses.addAll(news.keySet());
    statuses.removeIf(status -> status.startsWith("x-"));
    for (String status : statuses) {
      Node was = olds.get(status);
      Node is = news.get(status);
      boolean success = status.startsWith("2") || status.equals("default");
      if (was == null && is != null) {
        boolean empty =
            hasBody && status.startsWith("2") && after.follow(is).at("content").members().isEmpty();
        findings.add(
            empty ? Rule.EMPTY_STATUS_ADDED : Rule.STATUS_ADDED,
            is.pointer(),
            ANSWER,
            NOTHING,
            status);
      } else if (was != null && is == null) {
        findings.add(
            success ? Rule.STATUS_REMOVED : Rule.ERROR_UNDESCRIBED,
            was.pointer(),
            ANSWER,
            status,
            NOTHING);
      } else if (was != null && is != null) {
        response(success, before.follow(was), after.follow(is));
      }
    }
  }

  private void response(boolean success, Node b, Node a) {
    if (success) {
      content(b, a, Direction.ANSWER, Rule.MEDIA_TYPE_ADDED);
    } else {
      errors(b, a);
    }
    headers(b, a);
    notCalled(b, a, "links");
    rest(b, a, ANSWER, "content", "headers", "links");
  }

  /** The bodies of errors, which reach the user as text. */
  private void errors(Node b, Node a) {
    Map<String, Node> olds = SchemaReader.object(b, "content");
    Map<String, Node> news = SchemaReader.object(a, "content");
    Set<String> types = new TreeSet<>(olds.keySet());
    types.addAll(news.keySet());
    for (String type : types) {
      Node old = b.at("content").at(type);
      Node now = a.at("content").at(type);
      boolean was = olds.containsKey(type) && !schemas.isAnyBefore(old.at("schema"));
      boolean is = news.containsKey(type) && !schemas.isAnyAfter(now.at("schema"));
      boolean both = olds.containsKey(type) && news.containsKey(type);
      if (both) {
        rest(old, now, ANSWER, "schema");
      }
      if (was && is) {
        schemas.use(old.at("schema"), now.at("schema"), ANSWER);
      } else if (both) {
        different(
            was ? Rule.ERROR_UNDESCRIBED : is ? Rule.ERROR_DESCRIBED : Rule.WORDS,
            ANSWER,
            old.at("schema"),
            now.at("schema"));
      } else {
        different(
            olds.containsKey(type) ? Rule.ERROR_UNDESCRIBED : Rule.ERROR_DESCRIBED,
            ANSWER,
            old,
            now);
      }
    }
  }

  private void headers(Node b, Node a) {
    Map<String, Node> olds = byLowerCase(before, b);
    Map<String, Node> news = byLowerCase(after, a);
    Set<String> names = new TreeSet<>(olds.keySet());
    names.addAll(news.keySet());
    for (String name : names) {
      Node old = olds.get(name);
      Node now = news.get(name);
      // OpenAPI, Response Object: a header called Content-Type is ignored.
      if (name.equals("content-type")) {
        different(Rule.WORDS, ANSWER, old, now);
      } else if (old == null && now != null) {
        findings.add(Rule.HEADER_ADDED, now.pointer(), ANSWER, NOTHING, name);
      } else if (old != null && now == null) {
        findings.add(Rule.HEADER_REMOVED, old.pointer(), ANSWER, name, NOTHING);
      } else if (old != null && now != null) {
        header(old, now);
      }
    }
  }

  private static Map<String, Node> byLowerCase(Contract contract, Node response) {
    Map<String, Node> headers = new LinkedHashMap<>();
    SchemaReader.object(response, "headers")
        .forEach(
            (name, header) -> headers.put(name.toLowerCase(Locale.ROOT), contract.follow(header)));
    return headers;
  }

  private void header(Node b, Node a) {
    boolean was = SchemaReader.flag(b, "required");
    boolean is = SchemaReader.flag(a, "required");
    if (was != is) {
      findings.add(
          is ? Rule.HEADER_REQUIRED : Rule.HEADER_OPTIONAL,
          a.at("required").pointer(),
          ANSWER,
          was ? "required" : "optional",
          is ? "required" : "optional");
    }
    deprecated(b, a);
    content(b, a, Direction.ANSWER, Rule.MEDIA_TYPE_ADDED);
    schemas.use(b.at("schema"), a.at("schema"), ANSWER);
    rest(b, a, ANSWER, "required", "deprecated", "schema", "content");
  }

  private void notCalled(Node b, Node a, String key) {
    SchemaReader.object(b, key);
    SchemaReader.object(a, key);
    different(Rule.NOT_CALLED, NO_VALUE, b.at(key), a.at(key));
  }

  private void different(Rule rule, Set<Direction> uses, @Nullable Node old, @Nullable Node now) {
    Object was = old == null ? null : old.value();
    Object is = now == null ? null : now.value();
    if (!Objects.equals(was, is)) {
      findings.add(rule, uses, old, now);
    }
  }

  /** Judges the members that no rule of their own judges. */
  private void rest(Node b, Node a, Set<Direction> uses, String... judged) {
    Set<String> keys = new TreeSet<>(b.members().keySet());
    keys.addAll(a.members().keySet());
    List.of(judged).forEach(keys::remove);
    for (String key : keys) {
      Object was = b.at(key).value();
      Object is = a.at(key).value();
      boolean same = Objects.equals(was, is) && (was != null || b.has(key) == a.has(key));
      if (!same) {
        findings.add(
            Annotations.isOfOthers(key) ? Rule.WORDS : Rule.UNKNOWN_KEYWORD,
            a.at(key).pointer(),
            uses,
            b.has(key) ? printed(was) : NOTHING,
            a.has(key) ? printed(is) : NOTHING);
      }
    }
  }
}
