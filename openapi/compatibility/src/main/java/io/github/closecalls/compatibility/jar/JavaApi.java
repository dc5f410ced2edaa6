package io.github.closecalls.compatibility.jar;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a library promises to those who compile against it: sorted facts, one per line. */
public final class JavaApi {
  private static final String NULL_MARKED = "@org.jspecify.annotations.NullMarked";
  private static final String HTTP = "retrofit2.http.";
  private static final Pattern HEADER = Pattern.compile("(?<=http\\.Header\\()\"[^\"]*\"");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}\"]+)}");

  private final SortedSet<Fact> facts;

  /** How facts were written that a {@linkplain #normalized normal form} has changed. */
  private final Map<Fact, Fact> written;

  JavaApi(Collection<Fact> facts) {
    this(facts, Map.of());
  }

  private JavaApi(Collection<Fact> facts, Map<Fact, Fact> written) {
    this.facts = Collections.unmodifiableSortedSet(new TreeSet<>(facts));
    this.written = written;
  }

  /** Reads what {@link #toString} wrote. */
  public static JavaApi parse(String text) {
    return new JavaApi(text.lines().filter(line -> !line.isBlank()).map(Fact::parse).toList());
  }

  public SortedSet<Fact> facts() {
    return facts;
  }

  /** Returns the API without some of its facts. */
  public JavaApi without(Predicate<Fact> condition) {
    return new JavaApi(facts.stream().filter(condition.negate()).toList());
  }

  /** What is said of a subject. */
  Stream<Fact> about(String subject) {
    return facts.tailSet(new Fact(subject, "")).stream()
        .takeWhile(fact -> fact.subject().equals(subject));
  }

  /** The methods, or constructors, of the same name. */
  Stream<Fact> namesakes(Fact member) {
    String begin = member.qualifiedName() + "(";
    return facts.tailSet(new Fact(begin, "")).stream()
        .takeWhile(fact -> fact.subject().startsWith(begin))
        .filter(Fact::isDeclaration);
  }

  Optional<Fact> declaration(String subject) {
    return about(subject).filter(Fact::isDeclaration).findFirst();
  }

  boolean hasType(String name) {
    return declaration(name).filter(Fact::isType).isPresent();
  }

  /** Whether the type is here and of this kind, see {@link Fact#kind}. */
  boolean isA(String type, String kind) {
    return declaration(type).filter(declaration -> declaration.kind().equals(kind)).isPresent();
  }

  /** Whether users can write a type that extends or implements this one, directly or not. */
  boolean isOpen(String type) {
    return !isA(type, "@interface")
        && (declaration(type).filter(this::isExtensible).isPresent()
            || facts.stream()
                .filter(fact -> fact.supertype().filter(type::equals).isPresent())
                .anyMatch(fact -> isOpen(fact.subject())));
  }

  private boolean isExtensible(Fact type) {
    return !type.has("final")
        && !type.has("sealed")
        && (type.kind().equals("interface")
            || (type.kind().equals("class")
                && facts.stream()
                    .filter(Fact::isConstructor)
                    .anyMatch(constructor -> constructor.owner().equals(type.subject()))));
  }

  /** Whether what the type does not call nullable is not null. */
  boolean isNullMarked(String type) {
    return Stream.iterate(
            type, name -> name.contains("."), name -> name.replaceFirst("\\.[^.]*$", ""))
        .flatMap(this::about)
        .anyMatch(fact -> fact.text().equals(NULL_MARKED));
  }

  /** The types of this API that a type extends or implements, directly or not. */
  Set<String> supertypes(String type) {
    Set<String> supertypes = new TreeSet<>();
    about(type)
        .flatMap(fact -> fact.supertype().stream())
        .forEach(
            supertype -> {
              supertypes.add(supertype);
              supertypes.addAll(supertypes(supertype));
            });
    return supertypes;
  }

  /**
   * Returns the API in the one form that all ways to say the same share: a package that is
   * null-marked marks each type in it, and names that reach neither callers nor the server, of
   * placeholders in a path, give way to their position; names of headers are in lower case.
   */
  JavaApi normalized() {
    Map<Fact, Fact> normal = new LinkedHashMap<>();
    for (Fact fact : facts) {
      if (fact.subject().startsWith("package ") && fact.text().equals(NULL_MARKED)) {
        String name = fact.subject().substring("package ".length());
        facts.stream()
            .filter(type -> type.isType() && type.owner().equals(name))
            .map(type -> new Fact(type.subject(), NULL_MARKED))
            .forEach(marked -> normal.put(marked, marked));
      } else {
        normal.put(new Fact(fact.subject(), withoutNames(fact)), fact);
      }
    }
    return new JavaApi(normal.keySet(), normal);
  }

  /** What users wrote. */
  Fact written(Fact normal) {
    return written.getOrDefault(normal, normal);
  }

  private String withoutNames(Fact fact) {
    if (!fact.text().contains(HTTP)) {
      return fact.text();
    }
    List<String> placeholders =
        about(fact.subject())
            .filter(said -> said.text().startsWith("@" + HTTP))
            .flatMap(said -> PLACEHOLDER.matcher(said.text()).results())
            .map(found -> found.group(1))
            .toList();
    String text =
        HEADER
            .matcher(fact.text())
            .replaceAll(found -> Matcher.quoteReplacement(found.group().toLowerCase(Locale.ROOT)));
    for (int i = 0; i < placeholders.size(); i++) {
      text =
          text.replace("{" + placeholders.get(i) + "}", "{" + i + "}")
              .replace("http.Path(\"" + placeholders.get(i) + "\"", "http.Path(\"" + i + "\"");
    }
    return text;
  }

  @Override
  public String toString() {
    return facts.stream().map(fact -> fact + "\n").collect(Collectors.joining());
  }
}
