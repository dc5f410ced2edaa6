package io.github.closecalls.compatibility;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What a library promises to those who compile against it: sorted facts, one per line. */
final class JavaApi {
  private final SortedSet<Fact> facts;

  /** The declarations of the types, by name. */
  private final Map<String, Fact> types;

  JavaApi(Collection<Fact> facts) {
    this.facts = Collections.unmodifiableSortedSet(new TreeSet<>(facts));
    this.types =
        facts.stream()
            .filter(Fact::isType)
            .collect(
                Collectors.toMap(
                    Fact::subject, fact -> fact, (first, same) -> first, TreeMap::new));
  }

  /** Reads what {@link #toString} wrote. */
  static JavaApi parse(String text) {
    return new JavaApi(text.lines().filter(line -> !line.isBlank()).map(Fact::parse).toList());
  }

  SortedSet<Fact> facts() {
    return facts;
  }

  Map<String, Fact> types() {
    return types;
  }

  /** Returns the API without some of its facts. */
  JavaApi without(Predicate<Fact> condition) {
    return new JavaApi(facts.stream().filter(condition.negate()).toList());
  }

  Optional<Fact> declaration(String subject) {
    return facts.tailSet(new Fact(subject, "")).stream()
        .takeWhile(fact -> fact.subject().equals(subject))
        .filter(Fact::isDeclaration)
        .findFirst();
  }

  /** Whether the type is here and of this kind, see {@link Fact#isA}. */
  boolean isA(String type, String kind) {
    Fact declaration = types.get(type);
    return declaration != null && declaration.isA(kind);
  }

  /** Whether users can write a type that extends or implements this one, directly or not. */
  boolean isOpen(String type) {
    Fact declaration = types.get(type);
    if (declaration == null || declaration.isA("@interface")) {
      return false;
    }
    if (!declaration.has("final") && !declaration.has("sealed")) {
      if (declaration.isA("interface") || (declaration.isA("class") && hasConstructor(type))) {
        return true;
      }
    }
    return subtypes(type).stream().anyMatch(this::isOpen);
  }

  private boolean hasConstructor(String type) {
    return facts.stream().anyMatch(fact -> fact.isConstructor() && fact.owner().equals(type));
  }

  private List<String> subtypes(String type) {
    return facts.stream()
        .filter(
            fact ->
                fact.text().equals("extends " + type)
                    || fact.text().startsWith("extends " + type + "<")
                    || fact.text().equals("implements " + type)
                    || fact.text().startsWith("implements " + type + "<"))
        .map(Fact::subject)
        .toList();
  }

  @Override
  public String toString() {
    return facts.stream().map(fact -> fact + "\n").collect(Collectors.joining());
  }
}
