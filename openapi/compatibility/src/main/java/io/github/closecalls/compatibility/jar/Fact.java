package io.github.closecalls.compatibility.jar;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One line of a Java API.
 *
 * @param subject a type, a member with its erased parameter types, a package or a module, in full
 * @param text what is promised of it
 */
public record Fact(String subject, String text) implements Comparable<Fact> {
  private static final Comparator<Fact> ORDER =
      Comparator.comparing(Fact::subject).thenComparing(Fact::text);

  private static final Set<String> MODIFIERS =
      Set.of("public protected abstract static final default sealed non-sealed".split(" "));
  private static final Set<String> KINDS =
      Set.of("class", "interface", "@interface", "enum", "record");

  /** What there can be several of, each for itself. */
  private static final Set<String> LISTED =
      Set.of("extends implements permits closed exports opens requires uses provides".split(" "));

  /** Reads what {@link #toString} wrote. */
  static Fact parse(String line) {
    int colon = line.indexOf(": ");
    if (colon < 0) {
      throw new IllegalArgumentException("Not a line of a Java API, it has no \": \": " + line);
    }
    return new Fact(line.substring(0, colon), line.substring(colon + 2));
  }

  /** Which of the facts about a subject it is: those of the same aspect replace each other. */
  public String aspect() {
    if (text.startsWith("@")) {
      return text.replaceFirst("\\(.*", "");
    }
    String first = text.replaceFirst(" .*", "");
    if (LISTED.contains(first)) {
      return text;
    }
    return first.equals("record") || first.equals("constants") ? first : "declaration";
  }

  /** What kind of fact it is: its first word where that is a kind, "@", or "declaration". */
  String keyword() {
    return text.startsWith("@") ? "@" : aspect().replaceFirst(" .*", "");
  }

  boolean isDeclaration() {
    return aspect().equals("declaration");
  }

  boolean isType() {
    return !subject.contains("(") && isDeclaration() && KINDS.contains(kind());
  }

  /** The kind of a type: "class", "interface", "@interface", "enum" or "record". */
  String kind() {
    return withoutModifiers().replaceFirst("[ <].*", "");
  }

  /** The type without its arguments that the subject extends or implements, if this says so. */
  Optional<String> supertype() {
    return text.startsWith("extends ") || text.startsWith("implements ")
        ? Optional.of(text.substring(text.indexOf(' ') + 1).replaceFirst("<.*", ""))
        : Optional.empty();
  }

  /** The modifiers of a declaration. */
  List<String> modifiers() {
    return Stream.of(text.split(" ")).takeWhile(MODIFIERS::contains).toList();
  }

  boolean has(String modifier) {
    return modifiers().contains(modifier);
  }

  /** A declaration from behind its modifiers. */
  String withoutModifiers() {
    List<String> words = List.of(text.split(" "));
    return String.join(" ", words.subList(modifiers().size(), words.size()));
  }

  /** The type that a member belongs to. */
  String owner() {
    return qualifiedName().replaceFirst("\\.[^.]*$", "");
  }

  /** The subject without parameters. */
  String qualifiedName() {
    return subject.replaceFirst("\\(.*", "");
  }

  /** The erased types of the parameters. */
  List<String> parameters() {
    String parameters = subject.replaceFirst("[^(]*\\(?", "").replace(")", "");
    return parameters.isEmpty() ? List.of() : List.of(parameters.split(", "));
  }

  boolean isMethod() {
    return subject.contains("(") && !isConstructor();
  }

  boolean isConstructor() {
    return isDeclaration() && withoutModifiers().startsWith("constructor");
  }

  /** Whether it is about this package or something in it. */
  public boolean isOf(String packageName) {
    return isWithin(packageName) || subject.equals("package " + packageName);
  }

  /** Whether it is about the type or about something within it. */
  boolean isWithin(String type) {
    return subject.equals(type) || subject.startsWith(type + ".");
  }

  @Override
  public int compareTo(Fact other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return subject + ": " + text;
  }
}
