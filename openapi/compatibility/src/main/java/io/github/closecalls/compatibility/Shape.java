package io.github.closecalls.compatibility;

import io.github.closecalls.openapi.generator.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a schema says, in the one form that all ways to write it share: without references, {@code
 * allOf}, null, what is the default anyway and words.
 */
final class Shape {

  /** A value, and the place in the contract where it stands. */
  record Said(String place, @Nullable Object value) {}

  final String place;

  /** The keywords whose values are no schemas, and those which are compared as they are written. */
  final Map<String, Said> says = new TreeMap<>();

  final Map<String, Node> properties = new LinkedHashMap<>();

  /** The schemas of {@code items} and {@code additionalProperties}. */
  final Map<String, Node> parts = new TreeMap<>();

  /** The schemas of {@code oneOf} and {@code anyOf}, without null. */
  final Map<String, List<Node>> branches = new TreeMap<>();

  Shape(String place) {
    this.place = place;
  }

  /** Whether any value but, perhaps, null meets it. */
  boolean isAny() {
    return says.keySet().stream().allMatch(key -> key.equals("deprecated"))
        && properties.isEmpty()
        && parts.isEmpty()
        && branches.isEmpty();
  }

  @Nullable Object value(String key) {
    Said said = says.get(key);
    return said == null ? null : said.value;
  }

  String placeOf(String key) {
    Said said = says.get(key);
    return said == null ? place + "/" + key : said.place;
  }

  /** The texts of a keyword that is a list of such, none if it is not there. */
  Set<String> texts(String key) {
    Set<String> texts = new TreeSet<>();
    if (value(key) instanceof Iterable<?> items) {
      items.forEach(item -> texts.add(String.valueOf(item)));
    }
    return texts;
  }

  /**
   * Adds what a part of an {@code allOf} says.
   *
   * @param heir the pointer of the schema that has the part
   */
  void merge(Shape part, String heir, Shapes shapes) {
    part.says.forEach(this::merge);
    part.properties.forEach((name, node) -> properties.merge(name, node, shapes::both));
    part.parts.forEach((key, node) -> parts.merge(key, node, shapes::both));
    part.branches.forEach(
        (key, nodes) -> {
          if (nodes.stream().anyMatch(branch -> branch.pointer().equals(heir))) {
            // A base that lists its heirs as a choice says nothing of that to the heirs.
            return;
          }
          List<Node> known = branches.putIfAbsent(key, nodes);
          if (known != null && !known.equals(nodes)) {
            keepBoth(key, known.toString(), new Said(part.place + "/" + key, nodes.toString()));
          }
        });
  }

  private void merge(String key, Said said) {
    Said known = says.putIfAbsent(key, said);
    if (known == null || Objects.equals(known.value, said.value)) {
      return;
    }
    Set<String> both = texts(key);
    Set<String> others = new TreeSet<>();
    if (said.value instanceof Iterable<?> items) {
      items.forEach(item -> others.add(String.valueOf(item)));
    }
    switch (key) {
      case "required" -> {
        both.addAll(others);
        says.put(key, new Said(known.place, both));
      }
      case "type" -> {
        both.retainAll(others);
        says.put(key, new Said(known.place, both));
      }
      default -> keepBoth(key, known.value, said);
    }
  }

  /** Two parts that say different things of one keyword: both count, in whichever order. */
  private void keepBoth(String key, @Nullable Object known, Said said) {
    Set<String> all = texts("allOf " + key);
    all.add(String.valueOf(known));
    all.add(String.valueOf(said.value));
    says.put("allOf " + key, new Said(said.place, new ArrayList<>(all)));
  }
}
