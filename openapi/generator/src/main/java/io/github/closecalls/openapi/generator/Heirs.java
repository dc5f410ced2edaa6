package io.github.closecalls.openapi.generator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The schemas that may stand where one with a {@code discriminator} is named, which lists none of
 * them as a choice: those that have it among their {@code allOf}, and those that its {@code
 * mapping} names.
 */
final class Heirs {
  private static final String DISCRIMINATOR = "discriminator";
  private static final int MAX_HOPS = 100;

  private final Contract contract;
  private final Node components;
  private final Map<String, List<Node>> heirs = new HashMap<>();
  private final Set<String> mapped = new HashSet<>();

  Heirs(Contract contract) {
    this.contract = contract;
    this.components = contract.root().at("components").at("schemas");
    for (Node schema : components.members().values()) {
      for (Node base : bases(schema)) {
        heirs.computeIfAbsent(base.pointer(), none -> new ArrayList<>()).add(schema);
      }
      mapped(schema).stream()
          .filter(heir -> inherits(heir, schema, MAX_HOPS))
          .forEach(heir -> mapped.add(heir.pointer()));
    }
  }

  /** Whether a mapping names it among the heirs of its base, so that it is more than an alias. */
  boolean isMapped(Node schema) {
    return mapped.contains(schema.pointer());
  }

  /** The schemas that inherit from this one at first hand. */
  List<Node> of(Node base) {
    List<Node> all = new ArrayList<>(heirs.getOrDefault(base.pointer(), List.of()));
    for (Node schema : mapped(base)) {
      boolean related =
          inherits(schema, base, MAX_HOPS)
              || inherits(base, schema, MAX_HOPS)
              || schema.pointer().equals(base.pointer());
      boolean choice = schema.has("oneOf") || schema.has("anyOf");
      if (!related && !choice && !all.contains(schema)) {
        all.add(schema);
      }
    }
    return all;
  }

  private boolean inherits(Node heir, Node base, int hops) {
    return hops > 0
        && bases(heir).stream()
            .anyMatch(
                each -> each.pointer().equals(base.pointer()) || inherits(each, base, hops - 1));
  }

  private List<Node> bases(Node schema) {
    return Stream.concat(Stream.of(schema), schema.at("allOf").items().stream())
        .filter(part -> part.has("$ref"))
        .flatMap(this::target)
        .toList();
  }

  /** What a reference leads to; one that leads nowhere is refused where it is followed. */
  private Stream<Node> target(Node reference) {
    try {
      return Stream.of(contract.follow(reference));
    } catch (UnsupportedConstructException refused) {
      return Stream.of();
    }
  }

  /** The schemas that the mapping of its own discriminator names. */
  private List<Node> mapped(Node schema) {
    return Stream.concat(Stream.of(schema), schema.at("allOf").items().stream())
        .flatMap(part -> part.at(DISCRIMINATOR).at("mapping").members().values().stream())
        .flatMap(
            name ->
                components.has(String.valueOf(name.value()))
                    ? Stream.of(components.at(String.valueOf(name.value())))
                    : target(
                        new Node(name.pointer(), Map.of("$ref", String.valueOf(name.value())))))
        .toList();
  }
}
