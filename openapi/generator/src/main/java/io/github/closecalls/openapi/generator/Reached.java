package io.github.closecalls.openapi.generator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The components that a part of a contract leads to: by references, by the mapping of a
 * discriminator, and from a base with one to its heirs.
 */
final class Reached {
  private static final Pattern COMPONENT = Pattern.compile("(/components/[^/]+/[^/]+)(/.*)?");

  private final Contract contract;
  private final Heirs heirs;
  private final Set<String> reached = new HashSet<>();
  private final Deque<Node> open = new ArrayDeque<>();

  private Reached(Contract contract) {
    this.contract = contract;
    this.heirs = new Heirs(contract);
  }

  /** The pointers of what the place leads to. */
  static Set<String> from(Node place, Contract contract) {
    Reached all = new Reached(contract);
    all.open.add(place);
    while (!all.open.isEmpty()) {
      all.walk(all.open.remove());
    }
    return all.reached;
  }

  /** The contract without the schemas that no operation leads to. */
  static Contract only(Contract contract) {
    Set<String> reached = from(contract.root().at("paths"), contract);
    Node components = contract.root().at("components");
    Map<String, @Nullable Object> schemas = new LinkedHashMap<>();
    components
        .at("schemas")
        .members()
        .forEach(
            (name, schema) -> {
              if (name.equals("$ref") || reached.contains(schema.pointer())) {
                schemas.put(name, schema.value());
              }
            });
    return components.has("schemas")
        ? contract.withRoot(
            with(contract.root(), "components", with(components, "schemas", schemas).value()))
        : contract;
  }

  private static Node with(Node node, String name, @Nullable Object value) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    node.members().forEach((key, member) -> copy.put(key, member.value()));
    copy.put(name, value);
    return new Node(node.pointer(), copy);
  }

  private void walk(Node node) {
    node.items().forEach(this::walk);
    node.members().values().forEach(this::walk);
    if (node.at("$ref").value() instanceof String) {
      heirs.target(node.at("$ref")).forEach(this::reach);
    }
    heirs.mapped(node).forEach(this::reach);
  }

  private void reach(Node target) {
    Matcher component = COMPONENT.matcher(target.pointer());
    Node place =
        component.matches()
            ? contract.resolve(new Node("", "#" + component.group(1).replace("%", "%25")))
            : target;
    if (reached.add(place.pointer())) {
      open.add(place);
      if (heirs.haveDiscriminator(place)) {
        heirs.of(place).forEach(this::reach);
      }
    }
  }
}
