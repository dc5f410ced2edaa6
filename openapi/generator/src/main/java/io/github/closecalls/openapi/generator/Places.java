package io.github.closecalls.openapi.generator;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Where the schemas of a contract stand.
 *
 * <p>What {@code allOf} inherits is seen at every heir, but it stands at one place.
 */
final class Places {
  private final Node root;
  private final IdentityHashMap<Object, Node> places = new IdentityHashMap<>();

  Places(Node root) {
    this.root = root;
    add(root);
  }

  private void add(Node node) {
    if (node.isObject()) {
      places.put(node.value(), node);
      node.members().values().forEach(this::add);
    } else {
      node.items().forEach(this::add);
    }
  }

  /** The place of a schema, or what was given if it is put together from several. */
  Node of(Node schema) {
    return places.getOrDefault(schema.value(), schema);
  }

  /**
   * The places around a schema, from the document to the one that holds it; none if it is put
   * together from several.
   */
  List<Node> around(Node schema) {
    List<Node> around = new ArrayList<>();
    Node place = places.getOrDefault(schema.value(), root);
    Node node = root;
    while (!node.pointer().equals(place.pointer())) {
      around.add(node);
      String rest = place.pointer().substring(node.pointer().length() + 1);
      int end = rest.indexOf('/');
      String token = end < 0 ? rest : rest.substring(0, end);
      node =
          node.value() instanceof List<?>
              ? node.items().get(Integer.parseInt(token))
              : node.at(token.replace("~1", "/").replace("~0", "~"));
    }
    return around;
  }
}
