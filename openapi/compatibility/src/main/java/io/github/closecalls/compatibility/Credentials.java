package io.github.closecalls.compatibility;

import static io.github.closecalls.compatibility.Change.Kind.ADDITIVE;
import static io.github.closecalls.compatibility.Change.Kind.BREAKING;
import static io.github.closecalls.compatibility.Change.Kind.DOCUMENTATION;
import static io.github.closecalls.compatibility.Findings.NOTHING;
import static io.github.closecalls.compatibility.Findings.text;

import io.github.closecalls.openapi.generator.Contract;
import io.github.closecalls.openapi.generator.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Compares which credentials two contracts take.
 *
 * <p>The client sends one with each call, be it demanded or not, so what counts is only whether
 * each that was taken still is. The name of a scheme is on no wire and in no Java.
 */
final class Credentials {
  private final Contract before;
  private final Contract after;
  private final Findings findings;

  Credentials(Contract before, Contract after, Findings findings) {
    this.before = before;
    this.after = after;
    this.findings = findings;
  }

  void judgeSchemes() {
    Map<String, Node> olds = byKind(before);
    Map<String, Node> news = byKind(after);
    olds.forEach(
        (kind, old) -> {
          if (!news.containsKey(kind)) {
            findings.add(
                BREAKING,
                old.pointer(),
                Set.of(Use.REQUEST),
                kind,
                NOTHING,
                "Close no longer knows the credential that users have.");
          } else {
            flows(old, news);
          }
        });
    news.forEach(
        (kind, now) -> {
          if (!olds.containsKey(kind)) {
            findings.add(
                ADDITIVE,
                now.pointer(),
                Set.of(Use.REQUEST),
                NOTHING,
                kind,
                "There is another credential; those that users have go on.");
          }
        });
    Node b = before.root().at("components").at("securitySchemes");
    Node a = after.root().at("components").at("securitySchemes");
    if (!Objects.equals(b.value(), a.value()) && !findings.within(a.pointer(), ADDITIVE)) {
      findings.add(
          DOCUMENTATION, a.pointer(), text(b.value()), text(a.value()), "Code does not feel it.");
    }
  }

  /** Where tokens come from is part of what users have set up. */
  private void flows(Node old, Map<String, Node> news) {
    Map<String, Node> flows = old.at("flows").members();
    for (Node now : news.values()) {
      if (!now.has("flows") || !kind(now).equals(kind(old))) {
        continue;
      }
      flows.forEach(
          (name, flow) -> {
            Node other = now.at("flows").at(name);
            for (String key : List.of("tokenUrl", "authorizationUrl", "refreshUrl")) {
              if (!flow.text(key).equals(other.text(key))) {
                findings.add(
                    BREAKING,
                    other.at(key).pointer(),
                    Set.of(Use.REQUEST),
                    flow.text(key).orElse(NOTHING),
                    other.text(key).orElse(NOTHING),
                    "Tokens are asked for at an address that may no longer answer.");
              }
            }
          });
    }
  }

  /** The schemes by what goes over the wire. */
  private static Map<String, Node> byKind(Contract contract) {
    Map<String, Node> kinds = new TreeMap<>();
    Shapes.object(contract.root().at("components"), "securitySchemes")
        .forEach(
            (name, scheme) -> {
              if (!name.startsWith("x-")) {
                kinds.putIfAbsent(kind(contract.follow(scheme)), contract.follow(scheme));
              }
            });
    return kinds;
  }

  private static String kind(Node scheme) {
    String type = scheme.text("type").orElse("");
    return switch (type) {
      case "http" -> "http " + scheme.text("scheme").orElse("").toLowerCase(Locale.ROOT);
      // Whatever gives the token, it is sent as a bearer token.
      case "oauth2", "openIdConnect" -> "http bearer";
      case "apiKey" ->
          "apiKey " + scheme.text("in").orElse("") + " " + scheme.text("name").orElse("");
      default -> type;
    };
  }

  void judge(Node beforeOperation, Node afterOperation) {
    Node old = security(before, beforeOperation);
    Node now = security(after, afterOperation);
    List<Map<String, Set<String>>> were = alternatives(before, old);
    List<Map<String, Set<String>>> are = alternatives(after, now);
    List<Map<String, Set<String>>> lost =
        were.stream().filter(was -> are.stream().noneMatch(is -> meets(was, is))).toList();
    if (!lost.isEmpty()) {
      findings.add(
          BREAKING,
          now.pointer(),
          Set.of(Use.REQUEST),
          text(lost),
          text(are),
          "Close refuses a credential that it took for this call.");
    } else if (!Objects.equals(old.value(), now.value())) {
      boolean more = are.stream().anyMatch(is -> were.stream().noneMatch(was -> meets(is, was)));
      findings.add(
          more ? ADDITIVE : DOCUMENTATION,
          now.pointer(),
          Set.of(Use.REQUEST),
          text(old.value()),
          text(now.value()),
          "The credential that the client sends with each call is taken as before.");
    }
  }

  private static Node security(Contract contract, Node operation) {
    return operation.has("security") ? operation.at("security") : contract.root().at("security");
  }

  /**
   * What a call may come with: for each alternative, the kinds of its credentials with their
   * scopes. Where nothing is demanded, the client sends one of the declared ones all the same.
   */
  private static List<Map<String, Set<String>>> alternatives(Contract contract, Node security) {
    Map<String, Node> schemes = Shapes.object(contract.root().at("components"), "securitySchemes");
    List<Map<String, Set<String>>> alternatives = new ArrayList<>();
    for (Node requirement : security.items()) {
      Map<String, Set<String>> alternative = new TreeMap<>();
      requirement
          .members()
          .forEach(
              (name, scopes) -> {
                Node scheme = schemes.get(name);
                Set<String> texts = new TreeSet<>();
                scopes.items().forEach(scope -> texts.add(String.valueOf(scope.value())));
                alternative.put(
                    scheme == null ? "unknown " + name : kind(contract.follow(scheme)), texts);
              });
      alternatives.add(alternative);
    }
    if (alternatives.isEmpty() || alternatives.contains(Map.of())) {
      byKind(contract).keySet().forEach(kind -> alternatives.add(Map.of(kind, Set.of())));
    }
    return alternatives.isEmpty() ? List.of(Map.of()) : alternatives;
  }

  /** Whether who has the one also has all of the other. */
  private static boolean meets(Map<String, Set<String>> has, Map<String, Set<String>> needs) {
    return needs.entrySet().stream()
        .allMatch(
            need ->
                has.containsKey(need.getKey())
                    && has.getOrDefault(need.getKey(), Set.of()).containsAll(need.getValue()));
  }
}
