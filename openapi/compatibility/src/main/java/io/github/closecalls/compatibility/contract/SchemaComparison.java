package io.github.closecalls.compatibility.contract;

import static io.github.closecalls.compatibility.rule.Finding.NOTHING;
import static io.github.closecalls.compatibility.rule.PrintedText.printed;

import io.github.closecalls.compatibility.rule.Direction;
import io.github.closecalls.compatibility.rule.Rule;
import io.github.closecalls.compatibility.rule.Severity;
import io.github.closecalls.openapi.generator.Node;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Compares the schemas of two contracts, each pair once, with all the ways in which it is used.
 *
 * <p>First the pairs are found, from the operations down; then each is judged by itself. So schemas
 * that refer to themselves end, and one that requests and answers share is judged as both.
 */
final class SchemaComparison {
  private static final Set<String> LOWER_BOUNDS =
      Set.of("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties");
  private static final Set<String> UPPER_BOUNDS =
      Set.of("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties");

  /** Keywords that allow less than their absence, and whose values cannot be ordered. */
  private static final Set<String> LIMITS = Set.of("pattern", "format", "multipleOf");

  /** Two places that say the same thing in the two contracts, and how it is used. */
  private record Site(Both schemas, Set<Direction> uses) {}

  private final SchemaReader before;
  private final SchemaReader after;
  private final Findings findings;
  private final Map<List<String>, Site> sites = new LinkedHashMap<>();
  private final Map<String, Set<Direction>> usesBefore = new HashMap<>();

  SchemaComparison(SchemaReader before, SchemaReader after, Findings findings) {
    this.before = before;
    this.after = after;
    this.findings = findings;
  }

  /** Notes that the schemas of two places are used, and all that they lead to. */
  void use(Both schemas, Set<Direction> uses) {
    Deque<Site> open = new ArrayDeque<>(List.of(new Site(schemas, uses)));
    while (!open.isEmpty()) {
      Site next = open.remove();
      Both both = new Both(before.site(next.schemas.before()), after.site(next.schemas.after()));
      String place = both.before().pointer();
      Site site =
          sites.computeIfAbsent(
              List.of(place, both.after().pointer()),
              pair -> new Site(both, EnumSet.noneOf(Direction.class)));
      if (site.uses.addAll(next.uses)) {
        usesBefore.computeIfAbsent(place, p -> EnumSet.noneOf(Direction.class)).addAll(next.uses);
        open.addAll(children(site));
      }
    }
  }

  /** How a schema of the contract before is used, whatever it is compared with. */
  Set<Direction> usesOf(Node beforeSchema) {
    return usesBefore.getOrDefault(before.site(beforeSchema).pointer(), Set.of());
  }

  private List<Site> children(Site site) {
    SchemaSummary b = before.summary(site.schemas.before());
    SchemaSummary a = after.summary(site.schemas.after());
    Set<Direction> uses = EnumSet.copyOf(site.uses);
    List<Site> children = new ArrayList<>();
    Stream.of(
            Both.matched(b.properties, a.properties),
            Both.matched(b.parts, a.parts),
            Both.matched(labelled(before, b.branches), labelled(after, a.branches)),
            namesakes(before.model.heirs(site.schemas.before())))
        .flatMap(pairs -> pairs.values().stream())
        .forEach(both -> children.add(new Site(both, uses)));
    // Which way a value travels that a way leads to which is not followed, is not known.
    namesakes(b.references).values().forEach(both -> children.add(new Site(both, Direction.BOTH)));
    children.removeIf(
        child ->
            !child.schemas.inBoth()
                || isFalse(child.schemas.before())
                || isFalse(child.schemas.after()));
    return children;
  }

  private Map<String, Both> namesakes(List<Node> components) {
    Map<String, Node> olds = new LinkedHashMap<>();
    components.forEach(component -> olds.put(component.pointer(), component));
    Map<String, Node> news = new LinkedHashMap<>();
    if (!olds.isEmpty()) {
      after.components().members().values().forEach(node -> news.put(node.pointer(), node));
    }
    return Both.matched(olds, news);
  }

  /** The branches of a choice by what they are called; those of one name in their order. */
  private static Map<String, Node> labelled(SchemaReader reader, List<Node> branches) {
    Map<String, Node> labelled = new LinkedHashMap<>();
    for (Node branch : branches) {
      String label = label(reader, branch);
      while (labelled.containsKey(label)) {
        label += "'";
      }
      labelled.put(label, branch);
    }
    return labelled;
  }

  private static boolean isFalse(Node node) {
    return Boolean.FALSE.equals(node.value());
  }

  private static String label(SchemaReader reader, Node branch) {
    String type = reader.className(branch);
    return type.isEmpty()
        ? (branch.text("title").orElse("")
                + " "
                + reader.summary(reader.site(branch)).texts("type"))
            .strip()
        : type;
  }

  /** Judges all pairs that were noted. */
  void judge() {
    sites.values().forEach(site -> new Judge(site).judge());
    sites.values().forEach(this::javaType);
  }

  /** A Java type that a construct far away decides, such as the format of an inherited part. */
  private void javaType(Site site) {
    String was = before.model.javaType(site.schemas.before());
    String is = after.model.javaType(site.schemas.after());
    String place = SchemaReader.place(site.schemas.after());
    if (!was.equals(is)
        && !findings.isGone(before.className(site.schemas.before()))
        && !findings.about(place, Severity.BREAKING)) {
      findings.add(Rule.JAVA_TYPE_CHANGED, place, site.uses, was, is);
    }
  }

  /** Judges one pair of schemas. */
  private final class Judge {
    private final Site site;
    private final SchemaSummary b;
    private final SchemaSummary a;

    Judge(Site site) {
      this.site = site;
      this.b = before.summary(site.schemas.before());
      this.a = after.summary(site.schemas.after());
    }

    void judge() {
      String place = SchemaReader.place(site.schemas.after());
      if (b.isAny() != a.isAny() && (!b.properties.isEmpty() || !a.properties.isEmpty())) {
        // Each property of it would say the same.
        String was = text(b, site.schemas.before());
        add(Rule.VALUES_CHANGED, place, was, text(a, site.schemas.after()));
        return;
      }
      boolean wasNullable = before.model.allowsNull(site.schemas.before());
      if (wasNullable != after.model.allowsNull(site.schemas.after()) && !b.isAny() && !a.isAny()) {
        nullness(wasNullable ? Rule.NULL_EXCLUDED : Rule.NULL_ALLOWED, place, wasNullable);
      }
      Both.matched(b.says, a.says).forEach(this::said);
      properties();
      Both.matched(b.parts, a.parts).forEach(this::part);
      branches();
    }

    private static String text(SchemaSummary summary, Node schema) {
      return summary.isAny() ? "anything" : printed(schema.value());
    }

    private void nullness(Rule rule, String place, boolean wasNullable) {
      String was = wasNullable ? "null allowed" : "not null";
      add(rule, place, was, wasNullable ? "not null" : "null allowed");
    }

    private void add(Rule rule, String place, String was, String is) {
      findings.add(rule, place, site.uses, was, is);
    }

    private void said(String key, Both both) {
      boolean isTrue = Boolean.TRUE.equals(both.after().value());
      switch (key) {
        case "type" -> add(Rule.TYPE_CHANGED, both);
        case "enum" -> listedValues(both);
        case "required" -> required(both.present().pointer());
        case "deprecated" -> add(Rule.DEPRECATED, both);
        case "default" -> add(Rule.DEFAULT_CHANGED, both);
        case "readOnly" -> add(isTrue ? Rule.READ_ONLY_SET : Rule.READ_ONLY_UNSET, both);
        case "writeOnly" -> add(isTrue ? Rule.WRITE_ONLY_SET : Rule.WRITE_ONLY_UNSET, both);
        default -> add(SchemaSummary.isWords(key) ? Rule.WORDS : limit(key, both), both);
      }
    }

    private void add(Rule rule, Both both) {
      findings.add(rule, site.uses, both);
    }

    /** The models check no limits: what Close refuses or sends is all there is to feel. */
    private Rule limit(String key, Both both) {
      boolean isLower = LOWER_BOUNDS.contains(key);
      boolean isBound = isLower || UPPER_BOUNDS.contains(key);
      if (!isBound && !LIMITS.contains(key)) {
        return Rule.UNKNOWN_KEYWORD;
      }
      if (!both.inBoth()) {
        return both.isGone() ? Rule.LIMIT_LOOSENED : Rule.LIMIT_TIGHTENED;
      }
      return isBound
              && both.before().value() instanceof BigDecimal old
              && both.after().value() instanceof BigDecimal now
          ? isLower == (now.compareTo(old) > 0) ? Rule.LIMIT_TIGHTENED : Rule.LIMIT_LOOSENED
          : Rule.LIMIT_CHANGED;
    }

    private void listedValues(Both both) {
      if (!(both.before().value() instanceof Collection<?> old)
          || !(both.after().value() instanceof Collection<?> now)) {
        add(Rule.ENUM_PRESENCE, both);
        return;
      }
      String place = both.after().pointer();
      old.stream()
          .filter(value -> !now.contains(value))
          .forEach(value -> add(Rule.ENUM_VALUE_REMOVED, place, printed(value), NOTHING));
      Rule added =
          isOpen(old) && isOpen(now) ? Rule.ENUM_VALUE_ADDED : Rule.CLOSED_ENUM_VALUE_ADDED;
      now.stream()
          .filter(value -> !old.contains(value))
          .forEach(value -> add(added, place, NOTHING, printed(value)));
    }

    /** Whether the generator makes a class of them that keeps a value which it does not list. */
    private static boolean isOpen(Collection<?> values) {
      return values.stream().allMatch(String.class::isInstance)
          || values.stream().allMatch(Number.class::isInstance);
    }

    private void required(String place) {
      Set<String> old = b.texts("required");
      Set<String> now = a.texts("required");
      for (String name : old) {
        Node was = b.properties.get(name);
        // A property that comes or goes is judged as such.
        if (!now.contains(name) && (was == null || a.properties.containsKey(name))) {
          boolean nullAlready = was == null || before.model.allowsNull(before.site(was));
          add(
              nullAlready ? Rule.NULLABLE_REQUIRED_REMOVED : Rule.REQUIRED_REMOVED,
              place,
              name + " required",
              name + " optional");
        }
      }
      now.removeAll(old);
      for (String name : now) {
        boolean is = a.properties.containsKey(name);
        if (!is || b.properties.containsKey(name)) {
          Rule rule = is ? Rule.REQUIRED_ADDED : Rule.REQUIRED_NAME_ADDED;
          add(rule, place, name + " optional", name + " required");
        }
      }
    }

    private void properties() {
      if (a.properties.isEmpty() && b.properties.size() > 1) {
        String names = printed(b.properties.keySet());
        add(Rule.PROPERTY_REMOVED, b.place + "/properties", names, NOTHING);
        return;
      }
      Both.matched(b.properties, a.properties)
          .forEach(
              (name, property) -> {
                if (property.inBoth()) {
                  nullness(property, name);
                } else {
                  boolean isRequired = a.texts("required").contains(name);
                  Rule whenNew = isRequired ? Rule.REQUIRED_PROPERTY_ADDED : Rule.PROPERTY_ADDED;
                  add(property.isGone() ? Rule.PROPERTY_REMOVED : whenNew, property);
                }
              });
    }

    /** What another nullness does to the methods of the property. */
    private void nullness(Both property, String name) {
      boolean wasRequired = b.texts("required").contains(name);
      boolean isRequired = a.texts("required").contains(name);
      Node now = after.site(property.after());
      boolean wasNullable = before.model.allowsNull(before.site(property.before()));
      if (wasNullable && !after.model.allowsNull(now) && !wasRequired) {
        nullness(Rule.PRESENCE_REMOVED, SchemaReader.place(now), true);
      } else if (!wasNullable && after.model.allowsNull(now) && wasRequired && isRequired) {
        nullness(Rule.ACCESSOR_NULLABLE, SchemaReader.place(now), false);
      }
    }

    private void part(String key, Both part) {
      boolean wasFalse = isFalse(part.before());
      boolean isFalse = isFalse(part.after());
      boolean isAny = after.isAny(part.after());
      // Two schemas are a pair of their own.
      if (wasFalse != isFalse || (!part.inBoth() && before.isAny(part.before()) != isAny)) {
        add(wasFalse && isAny ? Rule.VALUES_OPENED : Rule.VALUES_CHANGED, part);
      }
    }

    private void branches() {
      List<String> old = b.branches.stream().map(branch -> label(before, branch)).toList();
      List<String> now = a.branches.stream().map(branch -> label(after, branch)).toList();
      boolean same = old.stream().sorted().toList().equals(now.stream().sorted().toList());
      // With a discriminator, the order of the branches does not matter.
      if (!same || (!old.equals(now) && !a.says.containsKey("discriminator"))) {
        add(
            same ? Rule.BRANCH_ORDER : Rule.BRANCHES_CHANGED,
            a.place + (site.schemas.after().has("anyOf") ? "/anyOf" : "/oneOf"),
            old.isEmpty() ? NOTHING : printed(old),
            now.isEmpty() ? NOTHING : printed(now));
      }
    }
  }
}
