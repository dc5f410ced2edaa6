package io.github.closecalls.openapi.generator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
          .filter(heir -> inherits(heir, schema))
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
      boolean choice = schema.has("oneOf") || schema.has("anyOf");
      if (!choice && !inherits(schema, base) && !inherits(base, schema) && !all.contains(schema)) {
        all.add(schema);
      }
    }
    return all;
  }

  /** Whether a property of its objects tells which heir they are. */
  boolean haveDiscriminator(Node schema) {
    return withBases(schema).stream()
        .flatMap(Heirs::parts)
        .anyMatch(part -> part.has(DISCRIMINATOR));
  }

  private boolean inherits(Node heir, Node base) {
    return withBases(heir).stream().anyMatch(each -> each.pointer().equals(base.pointer()));
  }

  /** The schema, and all that it inherits from. */
  private List<Node> withBases(Node schema) {
    Map<String, Node> all = new LinkedHashMap<>();
    Deque<Node> open = new ArrayDeque<>(List.of(schema));
    while (!open.isEmpty()) {
      Node next = open.remove();
      if (all.putIfAbsent(next.pointer(), next) == null) {
        open.addAll(bases(next));
      }
    }
    return List.copyOf(all.values());
  }

  private List<Node> bases(Node schema) {
    return parts(schema)
        .filter(part -> part.has("$ref"))
        .flatMap(part -> target(part.at("$ref")))
        .flatMap(this::followed)
        .toList();
  }

  /** The schemas that the mapping of its own discriminator names. */
  List<Node> mapped(Node schema) {
    return parts(schema)
        .flatMap(part -> part.at(DISCRIMINATOR).at("mapping").members().values().stream())
        .flatMap(
            name ->
                components.has(String.valueOf(name.value()))
                    ? Stream.of(components.at(String.valueOf(name.value())))
                    : target(name))
        .flatMap(this::followed)
        .toList();
  }

  /** What a schema says itself, without what it refers to. */
  private static Stream<Node> parts(Node schema) {
    return Stream.concat(Stream.of(schema), schema.at("allOf").items().stream());
  }

  /** Where a reference leads to, if anywhere: what leads nowhere is refused where it is used. */
  Stream<Node> target(Node reference) {
    try {
      return Stream.of(contract.resolve(reference));
    } catch (UnsupportedConstructException refused) {
      return Stream.of();
    }
  }

  private Stream<Node> followed(Node schema) {
    try {
      return Stream.of(contract.follow(schema));
    } catch (UnsupportedConstructException refused) {
      return Stream.of();
    }
  }
}
