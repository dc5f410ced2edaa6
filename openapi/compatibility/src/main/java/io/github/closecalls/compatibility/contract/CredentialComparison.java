package io.github.closecalls.compatibility.contract;

import static io.github.closecalls.compatibility.rule.Direction.IN_REQUESTS;

import io.github.closecalls.compatibility.rule.PrintedText;
import io.github.closecalls.compatibility.rule.Rule;
import io.github.closecalls.compatibility.rule.Severity;
import io.github.closecalls.openapi.generator.Contract;
import io.github.closecalls.openapi.generator.Node;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Compares which credentials two contracts take.
 *
 * <p>The client sends one with each call, be it demanded or not, so what counts is only whether
 * each that was taken still is. The name of a scheme is on no wire and in no Java.
 */
record CredentialComparison(Contract before, Contract after, Findings findings) {
  private static final String BEARER = "http bearer";

  void judgeSchemes() {
    Collection<Node> news = schemes(after).values();
    Map<String, Node> newsByWire = byWire(news);
    Map<String, Node> oldsByWire = byWire(schemes(before).values());
    Both.matched(oldsByWire, newsByWire)
        .forEach(
            (wire, scheme) ->
                findings.inBoth(
                    wire, scheme, IN_REQUESTS, Rule.CREDENTIAL_ADDED, Rule.CREDENTIAL_REMOVED));
    Map<String, Node> sources =
        sources(schemes(before).values().stream().filter(old -> newsByWire.containsKey(wire(old))));
    sources.keySet().removeAll(sources(news.stream()).keySet());
    sources.forEach(
        (source, place) ->
            findings.add(
                Rule.TOKEN_SOURCE, place.pointer(), IN_REQUESTS, source, "not among the schemes"));
    Both all = new Both(before.root(), after.root()).at("components").at("securitySchemes");
    if (!findings.about(all.after().pointer(), Severity.ADDITIVE)) {
      findings.add(Rule.WORDS, Set.of(), all);
    }
  }

  private static Map<String, Node> byWire(Collection<Node> schemes) {
    Map<String, Node> byWire = new TreeMap<>();
    schemes.forEach(scheme -> byWire.putIfAbsent(wire(scheme), scheme));
    return byWire;
  }

  /** Where tokens come from is part of what users have set up. */
  private static Map<String, Node> sources(Stream<Node> schemes) {
    Map<String, Node> sources = new TreeMap<>();
    schemes.forEach(
        scheme -> {
          Node openId = scheme.at("openIdConnectUrl");
          scheme.text("openIdConnectUrl").ifPresent(url -> sources.put("OpenID " + url, openId));
          scheme
              .at("flows")
              .members()
              .forEach((name, flow) -> sources.put(name + " " + addresses(flow), flow));
        });
    return sources;
  }

  private static Map<String, String> addresses(Node flow) {
    Map<String, String> urls = new TreeMap<>();
    for (String key : List.of("tokenUrl", "authorizationUrl", "refreshUrl")) {
      flow.text(key).ifPresent(url -> urls.put(key, url));
    }
    return urls;
  }

  private static Map<String, Node> schemes(Contract contract) {
    Node components = contract.root().at("components");
    return new TreeMap<>(SchemaReader.followed(contract, components.at("securitySchemes")));
  }

  /** What goes over the wire: whatever gives a token, it is sent as a bearer token. */
  private static String wire(Node scheme) {
    String type = scheme.text("type").orElse("");
    return switch (type) {
      case "http" -> "http " + scheme.text("scheme").orElse("").toLowerCase(Locale.ROOT);
      case "oauth2", "openIdConnect" -> BEARER;
      case "apiKey" ->
          "apiKey " + scheme.text("in").orElse("") + " " + scheme.text("name").orElse("");
      default -> type;
    };
  }

  void judge(Both operation) {
    Both security =
        new Both(security(before, operation.before()), security(after, operation.after()));
    List<Set<Demand>> were = alternatives(before, security.before());
    List<Set<Demand>> are = alternatives(after, security.after());
    if (were.stream().anyMatch(was -> are.stream().noneMatch(is -> meets(was, is)))) {
      findings.add(
          Rule.CREDENTIAL_REFUSED,
          security.after().pointer(),
          IN_REQUESTS,
          PrintedText.printed(were),
          PrintedText.printed(are));
    } else {
      boolean more = are.stream().anyMatch(is -> were.stream().noneMatch(was -> meets(is, was)));
      findings.add(more ? Rule.CREDENTIAL_ACCEPTED : Rule.WORDS, IN_REQUESTS, security);
    }
  }

  private static Node security(Contract contract, Node operation) {
    return operation.has("security") ? operation.at("security") : contract.root().at("security");
  }

  /** A credential that a call must come with. */
  private record Demand(String wire, String type, Set<String> scopes) {
    static Demand of(Node scheme, Node scopes) {
      Set<String> names = new TreeSet<>();
      scopes.items().forEach(scope -> names.add(String.valueOf(scope.value())));
      return new Demand(CredentialComparison.wire(scheme), scheme.text("type").orElse(""), names);
    }

    /** Whether who has this has all that is demanded; a bearer token may be from anywhere. */
    boolean meets(Demand other) {
      boolean sameSource =
          type.equals(other.type) || type.equals("http") || other.type.equals("http");
      return wire.equals(other.wire) && sameSource && scopes.containsAll(other.scopes);
    }

    @Override
    public String toString() {
      return wire + (scopes.isEmpty() ? "" : " " + scopes);
    }
  }

  /**
   * What a call may come with. Where nothing is demanded, the client sends one of the declared ones
   * all the same.
   */
  private static List<Set<Demand>> alternatives(Contract contract, Node security) {
    Map<String, Node> schemes = schemes(contract);
    List<Set<Demand>> alternatives = new ArrayList<>();
    for (Node requirement : security.items()) {
      Set<Demand> alternative = new LinkedHashSet<>();
      for (Map.Entry<String, Node> scheme : requirement.members().entrySet()) {
        Node unknown = new Node("", Map.of("type", "unknown " + scheme.getKey()));
        alternative.add(
            Demand.of(schemes.getOrDefault(scheme.getKey(), unknown), scheme.getValue()));
      }
      alternatives.add(alternative);
    }
    if (alternatives.isEmpty() || alternatives.contains(Set.<Demand>of())) {
      Node noScopes = new Node("", null);
      schemes.values().forEach(scheme -> alternatives.add(Set.of(Demand.of(scheme, noScopes))));
    }
    return alternatives.isEmpty() ? List.of(Set.of()) : alternatives;
  }

  /** Whether who has the one also has all of the other. */
  private static boolean meets(Set<Demand> has, Set<Demand> needs) {
    return needs.stream().allMatch(need -> has.stream().anyMatch(one -> one.meets(need)));
  }
}
