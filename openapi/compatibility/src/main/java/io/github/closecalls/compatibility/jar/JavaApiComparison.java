package io.github.closecalls.compatibility.jar;

import static io.github.closecalls.compatibility.rule.Finding.NOTHING;

import com.google.common.collect.ListMultimap;
import com.google.common.collect.MultimapBuilder;
import com.google.common.collect.Sets;
import io.github.closecalls.compatibility.rule.Direction;
import io.github.closecalls.compatibility.rule.Finding;
import io.github.closecalls.compatibility.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Finds what differs between two Java APIs, as code compiled against the first one notices it.
 *
 * <p>What is gone or changed is breaking, and what is new is additive, with the exceptions that the
 * Java Language Specification gives reasons for: a new duty for those who implement a type is
 * breaking, and a restriction that is lifted is additive.
 *
 * @see <a href="https://docs.oracle.com/javase/specs/jls/se17/html/jls-13.html">JLS 13, Binary
 *     Compatibility</a>
 */
public final class JavaApiComparison {
  /** The annotations that have rules of their own, by what they begin with. */
  private static final Map<String, Rule> ANNOTATIONS =
      Map.of(
          "@java.lang.Deprecated", Rule.JAVA_DEPRECATION,
          "@retrofit2.", Rule.JAVA_HTTP_ANNOTATION,
          "@com.squareup.moshi.", Rule.JAVA_JSON_ANNOTATION,
          "@org.jspecify.", Rule.JAVA_NULLNESS_MARK);

  /** Annotations that promise more when they come, and ask for nothing. */
  private static final Set<String> PROMISES =
      Set.of("@java.lang.FunctionalInterface", "@java.lang.SafeVarargs");

  /** What the declaration of a type says as well when they come or go. */
  private static final Set<String> OF_KINDS = Set.of("record", "constants");

  /** What every class has, declared or not. */
  private static final Set<String> OF_OBJECT =
      Set.of("toString()", "hashCode()", "equals(java.lang.Object)");

  private final JavaApi before;
  private final JavaApi after;
  private final List<Finding> findings = new ArrayList<>();

  private JavaApiComparison(JavaApi before, JavaApi after) {
    this.before = before.normalized();
    this.after = after.normalized();
  }

  /** Returns every difference, none for equal APIs. */
  public static List<Finding> findings(JavaApi before, JavaApi after) {
    JavaApiComparison comparison = new JavaApiComparison(before, after);
    comparison.compare();
    return List.copyOf(comparison.findings);
  }

  private void compare() {
    Set<Fact> gone = new TreeSet<>(Sets.difference(before.facts(), after.facts()));
    Set<Fact> come = new TreeSet<>(Sets.difference(after.facts(), before.facts()));

    wholeTypes(gone, after).forEach(type -> removed(Rule.JAVA_TYPE_REMOVED, type));
    wholeTypes(come, before).forEach(type -> added(Rule.JAVA_TYPE_ADDED, type));
    compareMembers(gone, come);
    compareFacts(gone, come);
  }

  /** Takes out the types that only one side has, with all that is within them. */
  private static List<Fact> wholeTypes(Set<Fact> facts, JavaApi other) {
    List<Fact> outermost = new ArrayList<>();
    for (Fact type : facts) {
      if (type.isType()
          && !other.hasType(type.subject())
          && outermost.stream().noneMatch(outer -> type.isWithin(outer.subject()))) {
        outermost.add(type);
      }
    }
    facts.removeIf(fact -> outermost.stream().anyMatch(type -> fact.isWithin(type.subject())));
    return outermost;
  }

  /** Members that only one side has; one that has lost a namesake and got another has changed. */
  private void compareMembers(Set<Fact> gone, Set<Fact> come) {
    ListMultimap<String, Fact> goneByName = takeMembers(gone, after);
    for (Fact now : takeMembers(come, before).values()) {
      Optional<Rule> rule = newMember(now);
      List<Fact> olds = goneByName.get(now.qualifiedName());
      if (!olds.isEmpty()) {
        Fact old = olds.remove(0);
        String is = after.written(now).toString();
        change(Rule.JAVA_PARAMETERS, old.subject(), before.written(old).toString(), is);
        rule = rule.filter(found -> found != Rule.JAVA_MEMBER_ADDED);
      }
      rule.ifPresent(found -> added(found, now));
    }
    goneByName.values().stream()
        .filter(member -> !isInherited(after, member))
        .forEach(member -> removed(Rule.JAVA_MEMBER_REMOVED, member));
  }

  /** Takes out the members that only one side has, with all that is said of them. */
  private static ListMultimap<String, Fact> takeMembers(Set<Fact> facts, JavaApi other) {
    ListMultimap<String, Fact> members = MultimapBuilder.treeKeys().arrayListValues().build();
    Set<String> subjects = new TreeSet<>();
    for (Fact fact : facts) {
      if (fact.isDeclaration()
          && !fact.isType()
          && (fact.has("public") || fact.has("protected"))
          && other.declaration(fact.subject()).isEmpty()) {
        members.put(fact.qualifiedName(), fact);
        subjects.add(fact.subject());
      }
    }
    facts.removeIf(fact -> subjects.contains(fact.subject()));
    return members;
  }

  /** Whether a type has the method from a supertype that callers can name. */
  private static boolean isInherited(JavaApi api, Fact member) {
    return member.isMethod()
        && api.supertypes(member.owner()).stream()
            .anyMatch(
                supertype ->
                    api.declaration(supertype + "." + signature(member))
                        .filter(declared -> declared.text().equals(member.text()))
                        .isPresent());
  }

  private static String signature(Fact member) {
    return member.subject().substring(member.owner().length() + 1);
  }

  /** The rule for a member that comes; none if callers had it already. */
  private Optional<Rule> newMember(Fact member) {
    String owner = member.owner();
    if (OF_OBJECT.contains(signature(member)) || isInherited(before, member)) {
      return Optional.empty();
    }
    if (member.isMethod() && member.has("final") && before.isOpen(owner)) {
      return Optional.of(Rule.JAVA_OVERRIDE_FORBIDDEN);
    }
    if (before.namesakes(member).anyMatch(old -> fitNull(old, member))) {
      return Optional.of(Rule.JAVA_OVERLOAD);
    }
    boolean isDuty =
        member.isMethod()
            && member.has("abstract")
            && (after.isA(owner, "@interface")
                ? !member.text().contains(" default ")
                : after.isOpen(owner) && !isCalledByRetrofit(member));
    return Optional.of(isDuty ? Rule.JAVA_DUTY_ADDED : Rule.JAVA_MEMBER_ADDED);
  }

  /** Whether null, passed to the old one, fits the new one as well, and neither is preferred. */
  private boolean fitNull(Fact old, Fact now) {
    List<String> were = old.parameters();
    List<String> are = now.parameters();
    if (were.size() != are.size()) {
      return false;
    }
    boolean anyNull = !before.isNullMarked(old.owner());
    List<Integer> changed =
        IntStream.range(0, were.size())
            .filter(i -> !were.get(i).equals(are.get(i)))
            .boxed()
            .toList();
    return changed.stream()
            .allMatch(
                i ->
                    (anyNull || Signature.of(old).takesNull(i))
                        && isReference(were.get(i))
                        && isReference(are.get(i)))
        && changed.stream().anyMatch(i -> areUnrelated(were.get(i), are.get(i)));
  }

  private boolean areUnrelated(String type, String other) {
    return !isSubtype(type, other) && !isSubtype(other, type);
  }

  private static boolean isReference(String type) {
    return !type.matches("[a-z]+");
  }

  /** Nobody but Retrofit implements these. */
  private boolean isCalledByRetrofit(Fact member) {
    return after
        .about(member.subject())
        .anyMatch(fact -> fact.text().startsWith("@retrofit2.http."));
  }

  /** What else is said of subjects that both sides have. */
  private void compareFacts(Set<Fact> gone, Set<Fact> come) {
    Map<String, Fact> comeByAspect = byAspect(come);
    byAspect(gone)
        .forEach(
            (aspect, fact) -> {
              Fact other = comeByAspect.remove(aspect);
              if (other != null) {
                changed(fact, other);
              } else if (!OF_KINDS.contains(fact.keyword())) {
                removed(lost(fact), fact);
              }
            });
    comeByAspect.values().stream()
        .filter(fact -> !OF_KINDS.contains(fact.keyword()))
        .forEach(fact -> added(gained(fact), fact));
  }

  private static Map<String, Fact> byAspect(Set<Fact> facts) {
    Map<String, Fact> byAspect = new TreeMap<>();
    facts.forEach(fact -> byAspect.putIfAbsent(fact.subject() + ": " + fact.aspect(), fact));
    return byAspect;
  }

  private static Rule lost(Fact fact) {
    return switch (fact.keyword()) {
      case "extends", "implements" -> Rule.JAVA_SUPERTYPE_REMOVED;
      case "permits" -> Rule.JAVA_PERMITS_REMOVED;
      case "closed" -> Rule.JAVA_RESTRICTION_LIFTED;
      case "@" -> annotation(fact);
      default -> Rule.JAVA_MODULE_LESS;
    };
  }

  private Rule gained(Fact fact) {
    return switch (fact.keyword()) {
      case "extends", "implements" ->
          after.isOpen(fact.subject())
                  && (after.isA(fact.subject(), "interface")
                      || after.declaration(fact.subject()).orElseThrow().has("abstract"))
              ? Rule.JAVA_SUPERTYPE_DUTY
              : Rule.JAVA_SUPERTYPE_ADDED;
      case "permits" -> Rule.JAVA_PERMITS_ADDED;
      case "closed" -> Rule.JAVA_DUTY_ADDED;
      case "@" -> PROMISES.contains(fact.text()) ? Rule.JAVA_PROMISE_ADDED : annotation(fact);
      default -> Rule.JAVA_MODULE_MORE;
    };
  }

  private static Rule annotation(Fact fact) {
    return ANNOTATIONS.entrySet().stream()
        .filter(known -> fact.text().startsWith(known.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(Rule.JAVA_ANNOTATION);
  }

  private void changed(Fact old, Fact now) {
    switch (old.keyword()) {
      case "record" -> change(Rule.JAVA_RECORD, old, now);
      case "constants" -> {
        if (!orderIsKept(old, now)) {
          change(Rule.JAVA_CONSTANT_ORDER, old, now);
        }
      }
      case "@" -> change(annotation(old), old, now);
      default -> change(declaration(old, now), old, now);
    }
  }

  /** Whether the constants that stayed stand in the order in which they stood. */
  private static boolean orderIsKept(Fact old, Fact now) {
    List<String> first = constants(old);
    List<String> second = constants(now);
    first.retainAll(second);
    second.retainAll(first);
    return first.equals(second);
  }

  private static List<String> constants(Fact fact) {
    String names = fact.text().replaceFirst("constants in order ", "");
    return new ArrayList<>(List.of(names.split(", ", -1)));
  }

  private Rule declaration(Fact old, Fact now) {
    if (old.subject().equals(JavaApiReader.CLASS_FILES)) {
      return javaVersion(now) < javaVersion(old)
          ? Rule.JAVA_VERSION_LOWERED
          : Rule.JAVA_VERSION_RAISED;
    }
    if (old.withoutModifiers().equals(now.withoutModifiers())) {
      return modifiers(old, now) ? Rule.JAVA_MODIFIER : Rule.JAVA_RESTRICTION_LIFTED;
    }
    if (old.isType()) {
      return Rule.JAVA_SIGNATURE;
    }
    Signature was = Signature.of(old);
    Signature is = Signature.of(now);
    boolean overridden =
        old.isMethod()
            && !old.has("static")
            && (before.isOpen(old.owner()) || after.isOpen(old.owner()))
            && !isCalledByRetrofit(old);
    if (!overridden && was.isEasedBy(is, old.isMethod() || old.has("final"))) {
      return Rule.JAVA_NULL_EASED;
    }
    if (!overridden && was.isWidenedBy(is, this::isSubtype)) {
      return Rule.JAVA_PARAMETER_WIDENED;
    }
    if (was.withVarargs().equals(is)) {
      return Rule.JAVA_VARARGS;
    }
    if (was.withoutNullness().equals(is.withoutNullness())) {
      return Rule.JAVA_NULL_CHANGED;
    }
    if (!was.thrown().equals(is.thrown())) {
      return Rule.JAVA_EXCEPTIONS;
    }
    if ((old.text() + now.text()).contains("@retrofit2.")) {
      return Rule.JAVA_HTTP_ANNOTATION;
    }
    boolean isConstant = !old.subject().contains("(") && (old.text() + now.text()).contains(" = ");
    return isConstant ? Rule.JAVA_CONSTANT_VALUE : Rule.JAVA_SIGNATURE;
  }

  /** Whether every value of a type is one of another type: of Java's own, or of this API. */
  private boolean isSubtype(String type, String other) {
    if (after.supertypes(type).contains(other)) {
      return true;
    }
    try {
      ClassLoader java = ClassLoader.getPlatformClassLoader();
      return Class.forName(other, false, java).isAssignableFrom(Class.forName(type, false, java));
    } catch (ClassNotFoundException notOfJava) {
      return false;
    }
  }

  private static int javaVersion(Fact fact) {
    return Integer.parseInt(fact.text().substring("Java ".length()));
  }

  /** Whether other modifiers do more than lift a restriction. */
  private boolean modifiers(Fact old, Fact now) {
    Set<String> fallen = new TreeSet<>(old.modifiers());
    fallen.removeAll(now.modifiers());
    Set<String> come = new TreeSet<>(now.modifiers());
    come.removeAll(old.modifiers());
    boolean isClass = old.isType();
    boolean isMethod = !isClass && old.subject().contains("(");
    if (isClass || isMethod) {
      fallen.remove("final");
    }
    // An interface whose only abstract method gets a body is none for lambdas any longer.
    if (isClass || (isMethod && before.isA(old.owner(), "class"))) {
      fallen.remove("abstract");
    }
    // Nobody could override it before either.
    if (isMethod && !before.isOpen(old.owner())) {
      come.remove("final");
    }
    boolean overridden =
        isMethod && !old.isConstructor() && !old.has("static") && after.isOpen(old.owner());
    if (come.contains("public") && fallen.contains("protected") && !overridden) {
      come.remove("public");
      fallen.remove("protected");
    }
    return !fallen.isEmpty() || !come.isEmpty();
  }

  private void change(Rule rule, Fact old, Fact now) {
    change(rule, old.subject(), before.written(old).text(), after.written(now).text());
  }

  private void removed(Rule rule, Fact fact) {
    change(rule, fact.subject(), before.written(fact).text(), NOTHING);
  }

  private void added(Rule rule, Fact fact) {
    change(rule, fact.subject(), NOTHING, after.written(fact).text());
  }

  private void change(Rule rule, String place, String old, String now) {
    findings.add(Finding.of(rule, place, Direction.NEITHER, old, now));
  }
}
