package io.github.closecalls.openapi.generator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a contract as a closed world: nothing that a {@link Keyword} says is read as nothing.
 *
 * <p>A {@code $ref} where OpenAPI has none, such as for an operation or for all properties at once,
 * is replaced by what it leads to, so that the rest of the generator finds one only where it looks
 * for one.
 */
final class ClosedWorld {
  private static final String REF = "$ref";
  private static final String EXTENSION = "x-";

  private final Refusals refusals;
  private final Contract contract;
  private final Node root;
  private final Set<String> visited = new HashSet<>();
  private final Set<String> underWay = new HashSet<>();

  /** What references lead to: a chain of them may be longer than a stack is deep. */
  private final Deque<Runnable> unvisited = new ArrayDeque<>();

  private ClosedWorld(Contract written, Refusals refusals) {
    this.refusals = refusals;
    this.root = new Node("", copy(written.root().value()));
    this.contract = written.withRoot(root);
  }

  /**
   * The contract with every reference where the generator follows it.
   *
   * @param written the contract as it is written, which stays as it is
   * @throws UnsupportedConstructException if it has something that would be read as nothing
   */
  static Contract of(Contract written) {
    Refusals refusals = new Refusals();
    Contract contract = of(written, refusals);
    refusals.check();
    return contract;
  }

  /**
   * The same, with what is refused said at the end.
   *
   * @param refusals takes what is refused
   */
  static Contract of(Contract written, Refusals refusals) {
    ClosedWorld world = new ClosedWorld(written, refusals);
    refusals.attempt(() -> world.visit(Place.DOCUMENT, world.root));
    while (!world.unvisited.isEmpty()) {
      refusals.attempt(world.unvisited.remove());
    }
    return world.contract;
  }

  private void visit(Place place, Node node) {
    if (node.value() == null || !visited.add(place + " " + node.pointer())) {
      return;
    }
    demandForm(place, node);
    if (place.takesReferences() && node.has(REF)) {
      // Of what is said beside it each place has its own reading.
      unvisited.add(() -> visit(place, contract.resolve(node.at(REF))));
    }
    Place item = place.item();
    if (item != null) {
      (place.form() == Place.Form.LIST ? node.items() : List.copyOf(node.members().values()))
          .stream()
              .filter(each -> !isExtension(place, each))
              .forEach(each -> refusals.attempt(() -> visitWithin(node, each, item)));
    } else if (place.form() != Place.Form.MAP && node.isObject()) {
      List.copyOf(node.members().entrySet())
          .forEach(each -> refusals.attempt(() -> keyword(place, node, each)));
    }
  }

  /** Whether it is an extension among paths or responses; elsewhere that is a name like others. */
  private static boolean isExtension(Place place, Node each) {
    return (place == Place.PATHS || place == Place.RESPONSES)
        && each.pointer().substring(each.pointer().lastIndexOf('/') + 1).startsWith(EXTENSION);
  }

  private void keyword(Place place, Node node, Map.Entry<String, Node> member) {
    if (member.getKey().startsWith(EXTENSION)) {
      return;
    }
    Keyword keyword = Keyword.of(place, member.getKey(), member.getValue().value());
    Refusal refusal = keyword.refusal();
    if (refusal != null) {
      throw refusal.at(member.getValue(), member.getKey());
    }
    Place leadsTo = keyword.leadsTo();
    if (leadsTo != null) {
      visitWithin(node, member.getValue(), leadsTo);
    }
  }

  /** Visits a member or an item, in the place of which there may be a reference to it. */
  private void visitWithin(Node holder, Node each, Place place) {
    if (!each.has(REF) || !(each.at(REF).value() instanceof String)) {
      visit(place, each);
      return;
    }
    if (place.takesReferences() && !(place == Place.PATH_ITEM && hasMore(each))) {
      visit(place, each);
      return;
    }
    Node target = contract.resolve(each.at(REF));
    if (!underWay.add(target.pointer())) {
      throw Refusal.REFERENCE_TO_ITSELF.at(each);
    }
    try {
      Node whole = new Node(each.pointer(), whole(each, target));
      replace(holder, each, whole.value());
      visitWithin(holder, whole, place);
    } finally {
      underWay.remove(target.pointer());
    }
  }

  private static boolean hasMore(Node node) {
    return node.members().keySet().stream()
        .anyMatch(name -> !name.equals(REF) && !name.startsWith(EXTENSION));
  }

  /** What a reference leads to, with what is said beside it. */
  private static @Nullable Object whole(Node reference, Node target) {
    Object copy = copy(target.value());
    if (!(copy instanceof Map<?, ?>)) {
      return copy;
    }
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    target.members().keySet().forEach(name -> all.put(name, copy(target.at(name).value())));
    reference
        .members()
        .forEach(
            (name, member) -> {
              if (name.equals(REF)) {
                return;
              }
              if (all.containsKey(name)
                  && !Objects.equals(all.get(name), member.value())
                  && !(member.value() instanceof String)) {
                throw Refusal.REFERENCE_AND_MORE.at(member, name);
              }
              all.put(name, copy(member.value()));
            });
    return all;
  }

  @SuppressWarnings("unchecked") // The copy that this class made itself.
  private static void replace(Node holder, Node each, @Nullable Object whole) {
    if (holder.value() instanceof Map<?, ?> map) {
      holder
          .members()
          .forEach(
              (name, member) -> {
                if (member.pointer().equals(each.pointer())) {
                  ((Map<String, @Nullable Object>) map).put(name, whole);
                }
              });
    } else {
      List<Node> items = holder.items();
      for (int i = 0; i < items.size(); i++) {
        if (items.get(i).pointer().equals(each.pointer())) {
          ((List<@Nullable Object>) Objects.requireNonNull(holder.value())).set(i, whole);
        }
      }
    }
  }

  private static void demandForm(Place place, Node node) {
    boolean fits =
        switch (place.form()) {
          case OBJECT, MAP -> node.isObject();
          case LIST -> node.value() instanceof List;
          // A list of schemas stood for a tuple before JSON Schema had "prefixItems".
          case SCHEMA ->
              node.isObject() || node.value() instanceof Boolean || node.value() instanceof List;
        };
    if (!fits) {
      throw Refusal.WRONG_FORM.at(
          node,
          node.value() instanceof Map
              ? "an object"
              : node.value() instanceof List ? "an array" : "a single value",
          place.form().words());
    }
  }

  private static @Nullable Object copy(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> copy = new LinkedHashMap<>();
      map.forEach((name, member) -> copy.put((String) name, copy(member)));
      return copy;
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> copy = new ArrayList<>();
      list.forEach(item -> copy.add(copy(item)));
      return copy;
    }
    return value;
  }
}
