package io.github.closecalls.compatibility;

import io.github.closecalls.compatibility.Change.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds what differs between two Java APIs, as code that was compiled against the first feels it.
 *
 * <p>What is gone or changed is breaking, and what is new is additive, with the exceptions that the
 * Java Language Specification gives reasons for: a new duty for those who implement a type is
 * breaking, and a restriction that falls is additive.
 *
 * @see <a href="https://docs.oracle.com/javase/specs/jls/se17/html/jls-13.html">JLS 13, Binary
 *     Compatibility</a>
 */
final class JavaGate {
  private static final String DEPRECATED = "@java.lang.Deprecated";

  /** Annotations that promise more when they come, and ask for nothing. */
  private static final Set<String> PROMISES =
      Set.of("@java.lang.FunctionalInterface", "@java.lang.SafeVarargs");

  private static final String NOTHING = "nothing";

  private final JavaApi before;
  private final JavaApi after;
  private final List<Change> changes = new ArrayList<>();

  private JavaGate(JavaApi before, JavaApi after) {
    this.before = before;
    this.after = after;
  }

  /** Returns every difference, none for equal APIs. */
  static List<Change> changes(JavaApi before, JavaApi after) {
    JavaGate gate = new JavaGate(before, after);
    gate.compare();
    return List.copyOf(gate.changes);
  }

  private void compare() {
    Set<Fact> gone = new TreeSet<>(before.facts());
    gone.removeAll(after.facts());
    Set<Fact> come = new TreeSet<>(after.facts());
    come.removeAll(before.facts());

    compareTypes(gone, after, type -> removed(type, "Code that names it no longer compiles."));
    compareTypes(
        come, before, type -> added(Kind.ADDITIVE, type, "Code can use this type from now on."));
    compareMembers(gone, come);
    compareFacts(gone, come);
  }

  /** One difference for a type that only one side has, and none for what is within it. */
  private static void compareTypes(Set<Fact> facts, JavaApi other, Consumer<Fact> report) {
    List<Fact> types =
        facts.stream()
            .filter(Fact::isType)
            .filter(type -> !other.types().containsKey(type.subject()))
            .toList();
    Set<String> reported = new HashSet<>();
    for (Fact type : types) {
      if (reported.stream().noneMatch(type::isWithin)) {
        reported.add(type.subject());
        report.accept(type);
      }
    }
    facts.removeIf(fact -> reported.stream().anyMatch(fact::isWithin));
  }

  /** Members that only one side has; one that has lost a namesake and got another has changed. */
  private void compareMembers(Set<Fact> gone, Set<Fact> come) {
    Map<String, List<Fact>> goneByName = membersByName(gone, after);
    Map<String, List<Fact>> comeByName = membersByName(come, before);
    goneByName.forEach(
        (name, members) -> {
          List<Fact> namesakes = comeByName.getOrDefault(name, List.of());
          for (int i = 0; i < members.size(); i++) {
            Fact member = members.get(i);
            if (i < namesakes.size()) {
              Fact other = namesakes.get(i);
              change(
                  Kind.BREAKING,
                  member.subject(),
                  member.toString(),
                  other.toString(),
                  "Code that uses it with the parameters it had no longer compiles.");
              breaksImplementors(other).ifPresent(effect -> added(Kind.BREAKING, other, effect));
            } else {
              removed(member, "Code that " + use(member) + " it no longer compiles.");
            }
          }
        });
    comeByName.forEach(
        (name, members) ->
            members.stream()
                .skip(goneByName.getOrDefault(name, List.of()).size())
                .forEach(
                    member ->
                        breaksImplementors(member)
                            .ifPresentOrElse(
                                effect -> added(Kind.BREAKING, member, effect),
                                () ->
                                    added(
                                        Kind.ADDITIVE,
                                        member,
                                        "Code can use it from now on; what was written before does"
                                            + " not feel it."))));
    Set<String> reported = new HashSet<>();
    goneByName.values().forEach(list -> list.forEach(fact -> reported.add(fact.subject())));
    comeByName.values().forEach(list -> list.forEach(fact -> reported.add(fact.subject())));
    gone.removeIf(fact -> reported.contains(fact.subject()));
    come.removeIf(fact -> reported.contains(fact.subject()));
  }

  private static Map<String, List<Fact>> membersByName(Set<Fact> facts, JavaApi other) {
    return facts.stream()
        .filter(fact -> fact.isDeclaration() && !fact.isType() && isMember(fact))
        .filter(fact -> other.declaration(fact.subject()).isEmpty())
        .collect(Collectors.groupingBy(Fact::qualifiedName, TreeMap::new, Collectors.toList()));
  }

  private static boolean isMember(Fact fact) {
    return fact.has("public") || fact.has("protected");
  }

  private static String use(Fact member) {
    return member.subject().contains("(") ? "calls" : "names";
  }

  /** Says why a new member breaks the types of users, if it does. */
  private Optional<String> breaksImplementors(Fact member) {
    if (!member.isMethod() || !member.has("abstract")) {
      return Optional.empty();
    }
    String owner = member.owner();
    if (after.isA(owner, "@interface")) {
      return member.text().contains(" default ")
          ? Optional.empty()
          : Optional.of(
              "Code that has this annotation must give the new element, or no longer"
                  + " compiles.");
    }
    // Nobody but Retrofit implements these.
    boolean implementedByRetrofit =
        after.facts().stream()
            .anyMatch(
                fact ->
                    fact.subject().equals(member.subject())
                        && fact.text().startsWith("@retrofit2.http."));
    return implementedByRetrofit || !after.isOpen(owner)
        ? Optional.empty()
        : Optional.of(
            "Classes that users wrote to "
                + (after.isA(owner, "interface") ? "implement" : "extend")
                + " this type lack the method and no longer compile.");
  }

  /** What else is said of subjects that both sides have. */
  private void compareFacts(Set<Fact> gone, Set<Fact> come) {
    Map<String, Fact> comeByAspect = byAspect(come);
    Map<String, Fact> goneByAspect = byAspect(gone);
    goneByAspect.forEach(
        (aspect, fact) -> {
          Fact other = comeByAspect.get(aspect);
          if (other == null) {
            lost(fact);
          } else {
            changed(fact, other);
          }
        });
    comeByAspect.forEach(
        (aspect, fact) -> {
          if (!goneByAspect.containsKey(aspect)) {
            gained(fact);
          }
        });
  }

  private static Map<String, Fact> byAspect(Set<Fact> facts) {
    return facts.stream()
        .collect(
            Collectors.toMap(
                fact -> fact.subject() + ": " + fact.aspect(),
                Function.identity(),
                (first, second) -> first,
                TreeMap::new));
  }

  private void lost(Fact fact) {
    if (fact.text().startsWith(DEPRECATED)) {
      removed(Kind.DOCUMENTATION, fact, "Compilers no longer advise against it.");
    } else if (fact.isAnnotation()) {
      removed(fact, annotationEffect(fact));
    } else if (fact.aspect().equals("record") || fact.aspect().equals("constants")) {
      // The declaration of the type says that it is no longer a record or an enum.
      return;
    } else {
      removed(
          fact,
          switch (fact.text().replaceFirst(" .*", "")) {
            case "extends", "implements" ->
                "Code that uses it as such a type, or catches it as one, no longer compiles.";
            case "permits" -> "Code that casts to that type, or matches it, may no longer compile.";
            case "exports" -> "Modules that use the package no longer compile.";
            case "opens" -> "Reflection into the package fails.";
            case "requires" ->
                "Modules that read the other one through this one no longer compile.";
            case "provides" -> "Whoever looks up the service no longer finds it.";
            default -> "Code that relies on it may no longer compile or run.";
          });
    }
  }

  private void gained(Fact fact) {
    if (fact.text().startsWith(DEPRECATED)) {
      added(Kind.DOCUMENTATION, fact, "Compilers advise against it; it still works.");
    } else if (PROMISES.contains(fact.text())) {
      added(Kind.ADDITIVE, fact, "It promises more than before.");
    } else if (fact.isAnnotation()) {
      added(Kind.BREAKING, fact, annotationEffect(fact));
    } else if (fact.text().startsWith("permits ")) {
      added(
          Kind.BREAKING,
          fact,
          "A switch that covered all subtypes no longer covers this one, and no longer compiles.");
    } else if (fact.text().startsWith("extends ") || fact.text().startsWith("implements ")) {
      boolean duties =
          after.isOpen(fact.subject())
              && (after.isA(fact.subject(), "interface")
                  || after.declaration(fact.subject()).orElseThrow().has("abstract"));
      added(
          duties ? Kind.BREAKING : Kind.ADDITIVE,
          fact,
          duties
              ? "Types that users wrote as subtypes may lack methods of the new supertype."
              : "It can also be used as this type from now on.");
    } else if (!fact.aspect().equals("record") && !fact.aspect().equals("constants")) {
      added(Kind.ADDITIVE, fact, "Code can use it from now on.");
    }
  }

  private static String annotationEffect(Fact fact) {
    if (fact.text().startsWith("@retrofit2.")) {
      return "What is sent, and where to, changes, and no compiler notices.";
    }
    if (fact.text().startsWith("@com.squareup.moshi.")) {
      return "The JSON that is written and understood changes, and no compiler notices.";
    }
    if (fact.text().startsWith("@org.jspecify.")) {
      return "What may be null changes: code that is checked for nulls may no longer compile.";
    }
    return "What reads this annotation, a compiler, a checker or a framework, acts differently.";
  }

  private void changed(Fact old, Fact now) {
    switch (old.aspect()) {
      case "record" ->
          change(
              old,
              now,
              "Code that constructs the record, or takes it apart in a pattern, no longer"
                  + " compiles.");
      case "constants" -> {
        if (!orderIsKept(old, now)) {
          change(
              old,
              now,
              "Code that compares or sorts the constants, or stores their positions, gets"
                  + " another order.");
        }
      }
      case "declaration" -> changedDeclaration(old, now);
      default -> {
        if (old.text().startsWith(DEPRECATED)) {
          change(
              Kind.DOCUMENTATION,
              old.subject(),
              old.text(),
              now.text(),
              "Compilers advise against it in other words; it still works.");
        } else {
          change(old, now, annotationEffect(old));
        }
      }
    }
  }

  /** Whether the constants that stayed stand in the order in which they stood. */
  private static boolean orderIsKept(Fact old, Fact now) {
    List<String> first = constants(old);
    List<String> second = constants(now);
    List<String> stayed = new ArrayList<>(first);
    stayed.retainAll(second);
    second.retainAll(first);
    return stayed.equals(second);
  }

  private static List<String> constants(Fact fact) {
    return new ArrayList<>(
        Arrays.asList(fact.text().replaceFirst("constants in order ", "").split(", ", -1)));
  }

  private void changedDeclaration(Fact old, Fact now) {
    String level = "Java ";
    if (old.subject().equals(JavaApiReader.CLASS_FILES)
        && Integer.parseInt(now.text().substring(level.length()))
            < Integer.parseInt(old.text().substring(level.length()))) {
      change(
          Kind.ADDITIVE,
          old.subject(),
          old.text(),
          now.text(),
          "It runs on older Java as well from now on.");
      return;
    }
    Set<String> fallen = new TreeSet<>(old.modifiers());
    fallen.removeAll(now.modifiers());
    Set<String> come = new TreeSet<>(now.modifiers());
    come.removeAll(old.modifiers());
    String effect =
        old.withoutModifiers().equals(now.withoutModifiers())
            ? modifierEffect(old, fallen, come)
            : otherEffect(old, now);
    if (effect == null) {
      change(
          Kind.ADDITIVE,
          old.subject(),
          old.text(),
          now.text(),
          "A restriction falls; what was written before does not feel it.");
    } else {
      change(old, now, effect);
    }
  }

  /** Says what other modifiers break, or returns null if they only widen. */
  private @Nullable String modifierEffect(Fact old, Set<String> fallen, Set<String> come) {
    boolean isClass = old.isType();
    boolean isMethod = !isClass && old.subject().contains("(");
    boolean inClass = isMethod && before.isA(old.owner(), "class");
    Set<String> harmful = new TreeSet<>(fallen);
    if (isClass || isMethod) {
      harmful.remove("final");
    }
    // An interface whose only abstract method gets a body is none for lambdas any longer.
    if (isClass || inClass) {
      harmful.remove("abstract");
    }
    boolean overridden =
        isMethod && !old.isConstructor() && !old.has("static") && after.isOpen(old.owner());
    Set<String> heavier = new TreeSet<>(come);
    // Nobody could override it before either.
    if (isMethod && !before.isOpen(old.owner())) {
      heavier.remove("final");
    }
    if (heavier.contains("public") && harmful.contains("protected") && !overridden) {
      heavier.remove("public");
      harmful.remove("protected");
    }
    if (harmful.isEmpty() && heavier.isEmpty()) {
      return null;
    }
    if (harmful.contains("public")) {
      return "Code that does not extend the type can no longer use it.";
    }
    if (heavier.contains("public")) {
      return "Methods of users that override it as protected no longer compile.";
    }
    if (harmful.contains("static") || heavier.contains("static")) {
      return "Code that uses it must be written differently, with or without an instance.";
    }
    if (heavier.contains("final")) {
      return isClass
          ? "Classes that users wrote to extend it no longer compile."
          : isMethod
              ? "Methods that users wrote to override it no longer compile."
              : "Code that assigns it no longer compiles.";
    }
    if (heavier.contains("abstract")) {
      return isClass
          ? "Code that constructs it no longer compiles."
          : "Classes that users wrote to extend the type lack the method and no longer compile.";
    }
    if (heavier.contains("sealed")) {
      return "Types that users wrote to extend or implement it no longer compile.";
    }
    if (harmful.contains("sealed")) {
      return "A switch that covered all subtypes no longer does, and no longer compiles.";
    }
    return "Code that uses, extends or implements it may no longer compile.";
  }

  private static String otherEffect(Fact old, Fact now) {
    if (old.isType()) {
      return "Code that uses, extends or implements the type may no longer compile.";
    }
    if (old.subject().equals(JavaApiReader.CLASS_FILES)) {
      return "It no longer runs on the Java that it ran on.";
    }
    if (withoutNullness(old).equals(withoutNullness(now))) {
      return "What may be null changes: code that is checked for nulls may no longer compile.";
    }
    if (!thrown(old).equals(thrown(now))) {
      return "Code that calls it must catch or declare other exceptions, or no longer compiles.";
    }
    if (old.text().contains("@retrofit2.") || now.text().contains("@retrofit2.")) {
      return "What is sent, or what code must pass, changes.";
    }
    if (!old.subject().contains("(") && (old.text() + now.text()).contains(" = ")) {
      return "Compilers copy constants: code that is not compiled anew keeps the value it has.";
    }
    return "Code that uses it may no longer compile, and must at least be compiled anew.";
  }

  private static String withoutNullness(Fact fact) {
    return fact.text()
        .replaceAll("@org\\.jspecify\\.annotations\\.\\w+|extends java\\.lang\\.Object\\b|\\s", "");
  }

  private static String thrown(Fact fact) {
    int at = fact.text().indexOf(" throws ");
    return at < 0 ? "" : fact.text().substring(at);
  }

  private void change(Fact old, Fact now, String effect) {
    change(Kind.BREAKING, old.subject(), old.text(), now.text(), effect);
  }

  private void removed(Fact fact, String effect) {
    removed(Kind.BREAKING, fact, effect);
  }

  private void removed(Kind kind, Fact fact, String effect) {
    change(kind, fact.subject(), fact.text(), NOTHING, effect);
  }

  private void added(Kind kind, Fact fact, String effect) {
    change(kind, fact.subject(), NOTHING, fact.text(), effect);
  }

  private void change(Kind kind, String place, String old, String now, String effect) {
    changes.add(new Change(kind, place, "Java", old, now, effect));
  }
}
