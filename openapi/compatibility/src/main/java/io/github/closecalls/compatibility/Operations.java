package io.github.closecalls.compatibility;

import static io.github.closecalls.compatibility.Change.Kind.ADDITIVE;
import static io.github.closecalls.compatibility.Change.Kind.BREAKING;
import static io.github.closecalls.compatibility.Change.Kind.DOCUMENTATION;
import static io.github.closecalls.compatibility.Findings.NOTHING;
import static io.github.closecalls.compatibility.Findings.text;

import io.github.closecalls.compatibility.Change.Kind;
import io.github.closecalls.openapi.generator.Contract;
import io.github.closecalls.openapi.generator.Node;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares what two contracts say of operations: parameters, bodies, answers, servers, credentials.
 *
 * <p>What is not named here as additive or as documentation is breaking.
 */
final class Operations {
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  /** OpenAPI, Parameter Object: a header parameter with one of these names is ignored. */
  private static final Set<String> IGNORED_HEADERS =
      Set.of("accept", "content-type", "authorization");

  private static final String UNKNOWN = "The gate does not know this to be harmless.";
  private static final Set<Use> REQUEST = EnumSet.of(Use.REQUEST);
  private static final Set<Use> RESPONSE = EnumSet.of(Use.RESPONSE);

  private final Contract before;
  private final Contract after;
  private final Schemas schemas;
  private final Findings findings;

  Operations(Rendering before, Rendering after, Schemas schemas, Findings findings) {
    this.before = before.contract();
    this.after = after.contract();
    this.schemas = schemas;
    this.findings = findings;
  }

  void judge() {
    Node b = before.root();
    Node a = after.root();
    rest(
        b,
        a,
        Set.of(),
        Set.of("info", "tags"),
        // The lines of OpenAPI differ in how things are said, and what is said is compared.
        "openapi",
        "paths",
        "components",
        "servers",
        "security",
        "webhooks");
    additions(b, a, "webhooks", "This client serves none.");
    Map<String, Node> olds = Shapes.object(b, "paths");
    Map<String, Node> news = Shapes.object(a, "paths");
    olds.forEach(
        (path, item) -> {
          Node old = before.follow(item);
          Node now = news.containsKey(path) ? after.follow(a.at("paths").at(path)) : null;
          boolean extension = path.startsWith("x-");
          if (!extension) {
            item(old, now == null ? new Node(old.pointer(), Map.of()) : now);
          }
        });
    news.forEach(
        (path, item) -> {
          if (!olds.containsKey(path) && !path.startsWith("x-")) {
            Node now = after.follow(item);
            item(new Node(now.pointer(), Map.of()), now);
          }
        });
    new Credentials(before, after, findings).judgeSchemes();
  }

  private void item(Node b, Node a) {
    for (String method : new TreeSet<>(METHODS)) {
      Node old = b.at(method);
      Node now = a.at(method);
      if (b.has(method) && !a.has(method)) {
        findings.add(
            BREAKING,
            old.pointer(),
            name(old),
            NOTHING,
            "The method that calls it is gone, so code that calls it no longer compiles.");
      } else if (a.has(method) && !b.has(method)) {
        findings.add(ADDITIVE, now.pointer(), NOTHING, name(now), "There is a method more.");
      } else if (b.has(method)) {
        operation(b, old, a, now);
      }
    }
    Set<String> judged = new TreeSet<>(METHODS);
    judged.addAll(Set.of("parameters", "servers"));
    rest(b, a, Set.of(), Set.of(), judged.toArray(String[]::new));
  }

  private static String name(Node operation) {
    return operation.text("operationId").orElse(operation.pointer());
  }

  private void operation(Node beforeItem, Node b, Node afterItem, Node a) {
    rest(
        b,
        a,
        Set.of(),
        Set.of(),
        // What names it is compared by the Java that comes of it.
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
    additions(b, a, "callbacks", "This client serves none.");
    servers(beforeItem, b, afterItem, a);
    new Credentials(before, after, findings).judge(b, a);
    parameters(parameters(before, beforeItem, b), parameters(after, afterItem, a));
    requestBody(b, a);
    responses(b, a);
  }

  private void deprecated(Node b, Node a) {
    if (Shapes.flag(b, "deprecated") != Shapes.flag(a, "deprecated")) {
      findings.add(
          ADDITIVE,
          a.at("deprecated").pointer(),
          text(b.at("deprecated").value()),
          text(a.at("deprecated").value()),
          "The Java of it gets or loses @Deprecated: a warning at most.");
    }
  }

  private void servers(Node beforeItem, Node b, Node afterItem, Node a) {
    Node old = first("servers", b, beforeItem, before.root());
    Node now = first("servers", a, afterItem, after.root());
    List<Object> was = addresses(old);
    List<Object> is = addresses(now);
    if (!was.equals(is)) {
      findings.add(
          BREAKING,
          now.pointer(),
          REQUEST,
          text(was),
          text(is),
          "The client sends to the address that it was released with, until its users set another.");
    } else if (!Objects.equals(old.value(), now.value())) {
      words(now, old, now);
    }
  }

  private static Node first(String key, Node... holders) {
    for (Node holder : holders) {
      if (!Shapes.array(holder, key).isEmpty()) {
        return holder.at(key);
      }
    }
    return holders[holders.length - 1].at(key);
  }

  private static List<Object> addresses(Node servers) {
    return servers.items().stream().map(server -> withoutWords(server.value())).toList();
  }

  /** A value without the keys, at any depth, that only say something to a reader. */
  private static Object withoutWords(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> kept = new TreeMap<>();
      map.forEach(
          (key, member) -> {
            if (!Words.isOfOthers((String) key)) {
              kept.put((String) key, withoutWords(member));
            }
          });
      return kept;
    }
    return value instanceof List<?> list
        ? list.stream().map(Operations::withoutWords).toList()
        : value == null ? "null" : value;
  }

  /** The parameters of an operation and of its path, in one map; those of the operation win. */
  private static Map<String, Node> parameters(Contract contract, Node item, Node operation) {
    Map<String, Node> parameters = new LinkedHashMap<>();
    for (Node holder : List.of(item, operation)) {
      for (Node parameter : Shapes.array(holder, "parameters")) {
        Node followed = contract.follow(parameter);
        String in = followed.text("in").orElse("");
        String name = followed.text("name").orElse("");
        parameters.put(
            in + " " + (in.equals("header") ? name.toLowerCase(Locale.ROOT) : name), followed);
      }
    }
    return parameters;
  }

  private void parameters(Map<String, Node> olds, Map<String, Node> news) {
    olds.forEach(
        (key, old) -> {
          Node now = news.get(key);
          if (isIgnored(key)) {
            if (now == null || !Objects.equals(old.value(), now.value())) {
              words(now == null ? old : now, old, now);
            }
          } else if (now == null) {
            findings.add(
                BREAKING,
                old.pointer(),
                REQUEST,
                key,
                NOTHING,
                "The method takes a parameter less, so code that calls it no longer compiles.");
          } else {
            parameter(key, old, now);
          }
        });
    news.forEach(
        (key, now) -> {
          if (!olds.containsKey(key)) {
            if (isIgnored(key)) {
              words(now, null, now);
            } else {
              newParameter(key, now);
            }
          }
        });
  }

  private void newParameter(String key, Node now) {
    boolean felt = !key.startsWith("cookie ") || Shapes.flag(now, "required");
    findings.add(
        felt ? BREAKING : ADDITIVE,
        now.pointer(),
        REQUEST,
        NOTHING,
        key,
        felt
            ? "The method takes a parameter more, even an optional one, so code that calls it no"
                + " longer compiles."
            : "Cookies are left to OkHttp's cookie jar.");
  }

  private static boolean isIgnored(String key) {
    return key.startsWith("header ") && IGNORED_HEADERS.contains(key.substring("header ".length()));
  }

  private void parameter(String key, Node b, Node a) {
    boolean was = key.startsWith("path ") || Shapes.flag(b, "required");
    boolean is = key.startsWith("path ") || Shapes.flag(a, "required");
    if (was != is) {
      findings.add(
          is ? BREAKING : ADDITIVE,
          a.at("required").pointer(),
          REQUEST,
          was ? "required" : "optional",
          is ? "required" : "optional",
          is
              ? "Code that passes null, or leaves it out, is now refused."
              : "Code may now pass null to leave it out.");
    }
    deprecated(b, a);
    style(b, a);
    Set<String> content = content(b, a, Use.REQUEST, BREAKING);
    if (content.isEmpty()) {
      schemas.use(b.at("schema"), a.at("schema"), Use.REQUEST);
    }
    rest(
        b,
        a,
        REQUEST,
        Set.of(),
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

  /** How values are written; what is left out is compared by its default. */
  private void style(Node b, Node a) {
    for (String key : List.of("style", "explode", "allowReserved", "allowEmptyValue")) {
      String was = styleOf(b, key);
      String is = styleOf(a, key);
      if (!was.equals(is)) {
        findings.add(
            BREAKING,
            a.at(key).pointer(),
            REQUEST,
            was,
            is,
            "Values are written differently, so a client released before is misunderstood.");
      }
    }
  }

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
      findings.add(
          BREAKING,
          (is ? a : b).pointer(),
          REQUEST,
          was ? text(b.value()) : NOTHING,
          is ? text(a.value()) : NOTHING,
          "The method takes a body more or less, so code that calls it no longer compiles.");
      return;
    }
    if (was) {
      if (Shapes.flag(b, "required") != Shapes.flag(a, "required")) {
        findings.add(
            DOCUMENTATION,
            a.at("required").pointer(),
            REQUEST,
            text(b.at("required").value()),
            text(a.at("required").value()),
            "The method always takes and sends a body.");
      }
      content(b, a, Use.REQUEST, ADDITIVE);
      rest(b, a, REQUEST, Set.of(), "required", "content");
    }
  }

  /**
   * Compares the bodies of each media type.
   *
   * @param whenNew what another media type means
   * @return the media types of both
   */
  private Set<String> content(Node b, Node a, Use use, Kind whenNew) {
    Map<String, Node> olds = Shapes.object(b, "content");
    Map<String, Node> news = Shapes.object(a, "content");
    olds.forEach(
        (type, old) -> {
          if (news.containsKey(type)) {
            Node now = a.at("content").at(type);
            schemas.use(old.at("schema"), now.at("schema"), use);
            rest(old, now, EnumSet.of(use), Set.of(), "schema");
          } else {
            findings.add(
                BREAKING,
                old.pointer(),
                EnumSet.of(use),
                type,
                NOTHING,
                use == Use.REQUEST
                    ? "Close no longer takes what the client sends."
                    : "The client does not get the type of answer that it reads.");
          }
        });
    news.forEach(
        (type, now) -> {
          if (!olds.containsKey(type)) {
            findings.add(
                whenNew,
                now.pointer(),
                EnumSet.of(use),
                NOTHING,
                type,
                whenNew == ADDITIVE
                    ? "The client goes on with the type that it knows."
                    : "The client does not ask for one type, and may get one that it cannot read.");
          }
        });
    Set<String> all = new TreeSet<>(olds.keySet());
    all.addAll(news.keySet());
    return all;
  }

  private void responses(Node beforeOperation, Node afterOperation) {
    Map<String, Node> olds = Shapes.object(beforeOperation, "responses");
    Map<String, Node> news = Shapes.object(afterOperation, "responses");
    olds.forEach(
        (status, response) -> {
          if (status.startsWith("x-")) {
            return;
          }
          Node old = before.follow(response);
          if (news.containsKey(status)) {
            response(status, old, after.follow(afterOperation.at("responses").at(status)));
          } else {
            findings.add(
                BREAKING,
                response.pointer(),
                RESPONSE,
                status,
                NOTHING,
                "Code that is ready for this status waits for it in vain.");
          }
        });
    news.forEach(
        (status, response) -> {
          if (!olds.containsKey(status) && !status.startsWith("x-")) {
            findings.add(
                ADDITIVE,
                response.pointer(),
                RESPONSE,
                NOTHING,
                status,
                "The client was ready for any status; now this one is described.");
          }
        });
  }

  private void response(String status, Node b, Node a) {
    boolean success = status.startsWith("2") || status.equals("default");
    if (success) {
      content(b, a, Use.RESPONSE, BREAKING);
    } else {
      errors(b, a);
    }
    headers(b, a);
    additions(b, a, "links", "The client follows no links.");
    rest(b, a, RESPONSE, Set.of(), "content", "headers", "links");
  }

  /** The bodies of errors, which reach the user as text. */
  private void errors(Node b, Node a) {
    Map<String, Node> news = Shapes.object(a, "content");
    Map<String, Node> olds = Shapes.object(b, "content");
    boolean described =
        olds.keySet().equals(news.keySet())
            && olds.values().stream().allMatch(media -> schemas.isAnyBefore(media.at("schema")))
            && !news.values().stream().allMatch(media -> schemas.isAnyAfter(media.at("schema")));
    if (described) {
      findings.add(
          ADDITIVE,
          a.at("content").pointer(),
          RESPONSE,
          "anything",
          text(a.at("content").value()),
          "The body of an error is handed over as text as before; now it is described.");
    } else {
      content(b, a, Use.RESPONSE, ADDITIVE);
    }
  }

  private void headers(Node b, Node a) {
    Map<String, Node> olds = byLowerCase(before, b);
    Map<String, Node> news = byLowerCase(after, a);
    olds.forEach(
        (name, old) -> {
          Node now = news.get(name);
          // OpenAPI, Response Object: a header called Content-Type is ignored.
          if (name.equals("content-type")) {
            if (now == null || !Objects.equals(old.value(), now.value())) {
              words(now == null ? old : now, old, now);
            }
          } else if (now == null) {
            findings.add(
                BREAKING,
                old.pointer(),
                RESPONSE,
                name,
                NOTHING,
                "Code that reads this header of the answer finds none.");
          } else {
            header(old, now);
          }
        });
    news.forEach(
        (name, now) -> {
          if (!olds.containsKey(name)) {
            findings.add(
                name.equals("content-type") ? DOCUMENTATION : ADDITIVE,
                now.pointer(),
                RESPONSE,
                NOTHING,
                name,
                "The answer has a header more.");
          }
        });
  }

  private static Map<String, Node> byLowerCase(Contract contract, Node response) {
    Map<String, Node> headers = new LinkedHashMap<>();
    Shapes.object(response, "headers")
        .forEach(
            (name, header) -> headers.put(name.toLowerCase(Locale.ROOT), contract.follow(header)));
    return headers;
  }

  private void header(Node b, Node a) {
    boolean was = Shapes.flag(b, "required");
    boolean is = Shapes.flag(a, "required");
    if (was != is) {
      findings.add(
          is ? ADDITIVE : BREAKING,
          a.at("required").pointer(),
          RESPONSE,
          was ? "required" : "optional",
          is ? "required" : "optional",
          is ? "The header is always there now." : "Code that relies on the header may miss it.");
    }
    deprecated(b, a);
    content(b, a, Use.RESPONSE, BREAKING);
    schemas.use(b.at("schema"), a.at("schema"), Use.RESPONSE);
    rest(b, a, RESPONSE, Set.of(), "required", "deprecated", "schema", "content");
  }

  /** A map in which more is harmless and all else is not. */
  private void additions(Node beforeHolder, Node afterHolder, String key, String harmless) {
    Map<String, Node> olds = Shapes.object(beforeHolder, key);
    Map<String, Node> news = Shapes.object(afterHolder, key);
    Set<String> names = new TreeSet<>(olds.keySet());
    names.addAll(news.keySet());
    for (String name : names) {
      Node old = olds.get(name);
      Node now = news.get(name);
      Object was = old == null ? null : old.value();
      Object is = now == null ? null : now.value();
      if (!Objects.equals(was, is)) {
        findings.add(
            old == null ? ADDITIVE : BREAKING,
            afterHolder.at(key).at(name).pointer(),
            old == null ? NOTHING : text(was),
            now == null ? NOTHING : text(is),
            old == null ? harmless : UNKNOWN);
      }
    }
  }

  private void words(Node at, @Nullable Node old, @Nullable Node now) {
    findings.add(
        DOCUMENTATION,
        at.pointer(),
        old == null ? NOTHING : text(old.value()),
        now == null ? NOTHING : text(now.value()),
        "Code does not feel it.");
  }

  /**
   * Judges the members that no rule of their own judges.
   *
   * @param words the ones that are documentation here, beside those that always are
   * @param judged the ones that are judged elsewhere
   */
  private void rest(Node b, Node a, Set<Use> uses, Set<String> words, String... judged) {
    Set<String> keys = new TreeSet<>(b.members().keySet());
    keys.addAll(a.members().keySet());
    List.of(judged).forEach(keys::remove);
    for (String key : keys) {
      Object was = b.at(key).value();
      Object is = a.at(key).value();
      boolean same = Objects.equals(was, is) && (was != null || b.has(key) == a.has(key));
      if (!same) {
        boolean harmless = words.contains(key) || Words.isOfOthers(key);
        findings.add(
            harmless ? DOCUMENTATION : BREAKING,
            a.at(key).pointer(),
            uses,
            b.has(key) ? text(was) : NOTHING,
            a.has(key) ? text(is) : NOTHING,
            harmless ? "Code does not feel it." : UNKNOWN);
      }
    }
  }
}
