package io.github.closecalls.compatibility.contract;

import io.github.closecalls.openapi.generator.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a schema says, in the one form that all ways to write it share: without references, {@code
 * allOf}, null and what is the default anyway.
 */
final class SchemaSummary {
  private static final String WORDS = "words of ";

  final String place;

  /**
   * The keywords whose values are no schemas, and those which are compared as they are written,
   * each with the place where it stands.
   */
  final Map<String, Node> says = new TreeMap<>();

  final Map<String, Node> properties = new LinkedHashMap<>();

  /** The schemas of {@code items} and {@code additionalProperties}. */
  final Map<String, Node> parts = new TreeMap<>();

  /** The schemas of a choice, without null. */
  final List<Node> branches = new ArrayList<>();

  /** What it refers to in ways that are not followed. */
  final List<Node> references = new ArrayList<>();

  SchemaSummary(String place) {
    this.place = place;
  }

  /** Notes what a keyword says to people, beside what it may say of values. */
  void addWords(String key, Node words) {
    says.putIfAbsent(WORDS + key, words);
  }

  static boolean isWords(String key) {
    return key.startsWith(WORDS);
  }

  /** Whether any value but, perhaps, null meets it. */
  boolean isAny() {
    return says.keySet().stream().allMatch(key -> key.equals("deprecated") || isWords(key))
        && properties.isEmpty()
        && parts.isEmpty()
        && branches.isEmpty();
  }

  @Nullable Object value(String key) {
    Node said = says.get(key);
    return said == null ? null : said.value();
  }

  /** The texts of a keyword that is a list of such, none if it is not there. */
  Set<String> texts(String key) {
    Set<String> texts = new TreeSet<>();
    if (value(key) instanceof Iterable<?> items) {
      items.forEach(item -> texts.add(String.valueOf(item)));
    }
    return texts;
  }
}
