package io.github.closecalls.openapi.generator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The schemas that the operations of a contract lead to: by references, and from a base with a
 * discriminator to its heirs.
 */
final class Reached {
  private static final String SCHEMAS = "/components/schemas/";

  private final Contract contract;
  private final Heirs heirs;
  private final Set<String> reached = new HashSet<>();
  private final Deque<Node> open = new ArrayDeque<>();

  private Reached(Contract contract) {
    this.contract = contract;
    this.heirs = new Heirs(contract);
  }

  /** The contract without the other schemas. */
  static Contract only(Contract contract) {
    Reached all = new Reached(contract);
    all.open.add(contract.root().at("paths"));
    while (!all.open.isEmpty()) {
      all.walk(all.open.remove());
    }
    Node components = contract.root().at("components");
    Map<String, @Nullable Object> schemas = new LinkedHashMap<>();
    components
        .at("schemas")
        .members()
        .forEach(
            (name, schema) -> {
              if (name.equals("$ref") || all.reached.contains(schema.pointer())) {
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
  }

  private void reach(Node target) {
    Node place = target;
    if (target.pointer().startsWith(SCHEMAS)) {
      int end = target.pointer().indexOf('/', SCHEMAS.length());
      String pointer = end < 0 ? target.pointer() : target.pointer().substring(0, end);
      place = contract.resolve(new Node(pointer, "#" + pointer.replace("%", "%25")));
    }
    if (reached.add(place.pointer())) {
      open.add(place);
      if (heirs.haveDiscriminator(place)) {
        heirs.of(place).forEach(this::reach);
      }
    }
  }
}
