package io.github.closecalls.compatibility.jar;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a library promises to those who compile against it: sorted facts, one per line. */
public final class JavaApi {
  private static final String NULL_MARKED = "@org.jspecify.annotations.NullMarked";
  private static final Pattern HEADER = Pattern.compile("(?<=http\\.Header\\()\"[^\"]*\"");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}\"]+)}");

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
  public static JavaApi parse(String text) {
    return new JavaApi(text.lines().filter(line -> !line.isBlank()).map(Fact::parse).toList());
  }

  public SortedSet<Fact> facts() {
    return facts;
  }

  Map<String, Fact> types() {
    return types;
  }

  /** Returns the API without some of its facts. */
  public JavaApi without(Predicate<Fact> condition) {
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

  /** The types of this API that a type extends or implements, directly or not. */
  Set<String> supertypes(String type) {
    Set<String> supertypes = new TreeSet<>();
    for (Fact fact : facts.tailSet(new Fact(type, ""))) {
      if (!fact.subject().equals(type)) {
        break;
      }
      if (fact.text().matches("(extends|implements) .*")) {
        String supertype = fact.text().replaceFirst("^\\w+ ", "").replaceFirst("<.*", "");
        supertypes.add(supertype);
        supertypes.addAll(supertypes(supertype));
      }
    }
    return supertypes;
  }

  /**
   * Returns the API in the one form that all ways to say the same share: a package that is
   * null-marked marks each type in it, and names that reach neither callers nor the server, of
   * placeholders in a path, give way to their position; names of headers are in lower case.
   */
  JavaApi normalized() {
    List<Fact> normal = new ArrayList<>();
    for (Fact fact : facts) {
      if (fact.subject().startsWith("package ") && fact.text().equals(NULL_MARKED)) {
        String prefix = fact.subject().substring("package ".length()) + ".";
        types.keySet().stream()
            .filter(type -> type.startsWith(prefix))
            .filter(type -> !types.containsKey(type.substring(0, type.lastIndexOf('.'))))
            .forEach(type -> normal.add(new Fact(type, NULL_MARKED)));
      } else {
        normal.add(new Fact(fact.subject(), withoutNames(fact)));
      }
    }
    return new JavaApi(normal);
  }

  private String withoutNames(Fact fact) {
    if (!fact.text().contains("retrofit2.http.")) {
      return fact.text();
    }
    String text =
        HEADER
            .matcher(fact.text())
            .replaceAll(found -> Matcher.quoteReplacement(found.group().toLowerCase(Locale.ROOT)));
    int number = 0;
    for (Fact said : facts.tailSet(new Fact(fact.subject(), ""))) {
      if (!said.subject().equals(fact.subject())) {
        break;
      }
      Matcher placeholder = PLACEHOLDER.matcher(said.text());
      while (said.text().startsWith("@retrofit2.http.") && placeholder.find()) {
        number++;
        text =
            text.replace("{" + placeholder.group(1) + "}", "{" + number + "}")
                .replace(
                    "http.Path(\"" + placeholder.group(1) + "\"", "http.Path(\"" + number + "\"");
      }
    }
    return text;
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
