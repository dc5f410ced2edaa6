package io.github.closecalls.compatibility.contract;

import static io.github.closecalls.compatibility.rule.Finding.NOTHING;
import static io.github.closecalls.compatibility.rule.PrintedText.printed;

import io.github.closecalls.compatibility.contract.SchemaSummary.Said;
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
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

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

  private record Pair(String before, String after) {}

  /** Two places that say the same thing in the two contracts, and how it is used. */
  private record Site(Node before, Node after, Set<Direction> uses) {}

  private final SchemaReader before;
  private final SchemaReader after;
  private final Findings findings;
  private final Map<Pair, Site> sites = new LinkedHashMap<>();
  private final Map<String, Set<Direction>> usesBefore = new HashMap<>();

  SchemaComparison(SchemaReader before, SchemaReader after, Findings findings) {
    this.before = before;
    this.after = after;
    this.findings = findings;
  }

  /** Notes that the schemas of two places are used, and all that they lead to. */
  void use(Node beforeSchema, Node afterSchema, Set<Direction> uses) {
    Deque<Site> open = new ArrayDeque<>();
    open.add(new Site(beforeSchema, afterSchema, uses));
    while (!open.isEmpty()) {
      Site next = open.remove();
      Node b = before.site(next.before);
      Node a = after.site(next.after);
      Site site =
          sites.computeIfAbsent(
              new Pair(b.pointer(), a.pointer()),
              pair -> new Site(b, a, EnumSet.noneOf(Direction.class)));
      if (site.uses.addAll(next.uses)) {
        usesBefore
            .computeIfAbsent(b.pointer(), p -> EnumSet.noneOf(Direction.class))
            .addAll(next.uses);
        open.addAll(children(site));
      }
    }
  }

  /** How a schema of the contract before is used, whatever it is compared with. */
  Set<Direction> usesOf(Node beforeSchema) {
    return usesBefore.getOrDefault(before.site(beforeSchema).pointer(), Set.of());
  }

  boolean isAnyBefore(Node schema) {
    return before.summary(before.site(schema)).isAny();
  }

  boolean isAnyAfter(Node schema) {
    return after.summary(after.site(schema)).isAny();
  }

  private List<Site> children(Site site) {
    SchemaSummary b = before.summary(site.before);
    SchemaSummary a = after.summary(site.after);
    List<Site> children = new ArrayList<>();
    b.properties.forEach((name, node) -> add(children, node, a.properties.get(name), site.uses));
    b.parts.forEach((key, node) -> add(children, node, a.parts.get(key), site.uses));
    matched(b.branches, a.branches)
        .forEach(pair -> add(children, pair.before, pair.after, site.uses));
    for (Node heir : before.heirs(site.before)) {
      add(children, heir, namesake(heir), site.uses);
    }
    // Which way a value travels that a way leads to which is not followed, is not known.
    for (Node reference : b.references) {
      add(children, reference, namesake(reference), Direction.both());
    }
    return children;
  }

  private @Nullable Node namesake(Node component) {
    return after.components().members().values().stream()
        .filter(node -> node.pointer().equals(component.pointer()))
        .findFirst()
        .orElse(null);
  }

  private static void add(
      List<Site> children, Node before, @Nullable Node after, Set<Direction> uses) {
    if (after != null && !isFalse(before) && !isFalse(after)) {
      children.add(new Site(before, after, EnumSet.copyOf(uses)));
    }
  }

  /** The branches of a choice that are the same in both contracts, by what they are called. */
  private List<Site> matched(List<Node> beforeBranches, List<Node> afterBranches) {
    Map<String, Deque<Node>> byLabel = new LinkedHashMap<>();
    for (Node branch : afterBranches) {
      byLabel.computeIfAbsent(label(after, branch), l -> new ArrayDeque<>()).add(branch);
    }
    List<Site> matched = new ArrayList<>();
    for (Node branch : beforeBranches) {
      Node other = byLabel.getOrDefault(label(before, branch), new ArrayDeque<>()).poll();
      if (other != null) {
        matched.add(new Site(branch, other, Set.of()));
      }
    }
    return matched;
  }

  private static boolean isFalse(@Nullable Node node) {
    return node != null && Boolean.FALSE.equals(node.value());
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
    String was = before.javaType(site.before);
    String is = after.javaType(site.after);
    String place = SchemaReader.place(site.after);
    if (!was.equals(is)
        && !findings.isGone(before.className(site.before))
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
      this.b = before.summary(site.before);
      this.a = after.summary(site.after);
    }

    void judge() {
      if (b.isAny() != a.isAny() && (!b.properties.isEmpty() || !a.properties.isEmpty())) {
        // Each property of it would say the same.
        add(
            Rule.VALUES_CHANGED,
            SchemaReader.place(site.after),
            b.isAny() ? "anything" : printed(site.before.value()),
            a.isAny() ? "anything" : printed(site.after.value()));
        return;
      }
      boolean wasNullable = before.isNullable(site.before);
      if (wasNullable != after.isNullable(site.after) && !b.isAny() && !a.isAny()) {
        add(
            wasNullable ? Rule.NULL_EXCLUDED : Rule.NULL_ALLOWED,
            SchemaReader.place(site.after),
            wasNullable ? "null allowed" : "not null",
            wasNullable ? "not null" : "null allowed");
      }
      Set<String> keys = new TreeSet<>(b.words.keySet());
      keys.addAll(a.words.keySet());
      keys.forEach(key -> compareWords(b.words.get(key), a.words.get(key)));
      keys = new TreeSet<>(b.says.keySet());
      keys.addAll(a.says.keySet());
      for (String key : keys) {
        if (!Objects.equals(b.value(key), a.value(key))
            || b.says.containsKey(key) != a.says.containsKey(key)) {
          differs(key);
        }
      }
      properties();
      parts();
      branches();
    }

    private void add(Rule rule, String place, String was, String is) {
      findings.add(rule, place, site.uses, was, is);
    }

    private void said(Rule rule, String key, String was, String is) {
      add(rule, a.says.containsKey(key) ? a.placeOf(key) : b.placeOf(key), was, is);
    }

    private void compareWords(@Nullable Said was, @Nullable Said is) {
      Object old = was == null ? null : was.value();
      Object now = is == null ? null : is.value();
      if (!Objects.equals(old, now)) {
        add(
            Rule.WORDS,
            is != null ? is.place() : was != null ? was.place() : "",
            was == null ? NOTHING : printed(old),
            is == null ? NOTHING : printed(now));
      }
    }

    private void differs(String key) {
      String was = b.says.containsKey(key) ? printed(b.value(key)) : NOTHING;
      String is = a.says.containsKey(key) ? printed(a.value(key)) : NOTHING;
      switch (key) {
        case "type" -> said(Rule.TYPE_CHANGED, key, was, is);
        case "enum" -> listedValues(was, is);
        case "required" -> required();
        case "deprecated" -> said(Rule.DEPRECATED, key, was, is);
        case "default" -> said(Rule.DEFAULT_CHANGED, key, was, is);
        case "readOnly" ->
            said(is.equals("true") ? Rule.READ_ONLY_SET : Rule.READ_ONLY_UNSET, key, was, is);
        case "writeOnly" ->
            said(is.equals("true") ? Rule.WRITE_ONLY_SET : Rule.WRITE_ONLY_UNSET, key, was, is);
        default -> said(limit(key), key, was, is);
      }
    }

    /** The models check no limits: what Close refuses or sends is all there is to feel. */
    private Rule limit(String key) {
      if (!LOWER_BOUNDS.contains(key) && !UPPER_BOUNDS.contains(key) && !LIMITS.contains(key)) {
        return Rule.UNKNOWN_KEYWORD;
      }
      if (!b.says.containsKey(key) || !a.says.containsKey(key)) {
        // A pattern that every text matches is none.
        return b.says.containsKey(key) ? Rule.LIMIT_LOOSENED : Rule.LIMIT_TIGHTENED;
      }
      if (LIMITS.contains(key)
          || !(b.value(key) instanceof BigDecimal old)
          || !(a.value(key) instanceof BigDecimal now)) {
        return Rule.LIMIT_CHANGED;
      }
      return LOWER_BOUNDS.contains(key) == (now.compareTo(old) > 0)
          ? Rule.LIMIT_TIGHTENED
          : Rule.LIMIT_LOOSENED;
    }

    private void listedValues(String was, String is) {
      if (!(b.value("enum") instanceof Collection<?> old)
          || !(a.value("enum") instanceof Collection<?> now)) {
        said(Rule.ENUM_PRESENCE, "enum", was, is);
        return;
      }
      boolean open = isOpen(old) && isOpen(now);
      for (Object value : old) {
        if (!now.contains(value)) {
          said(Rule.ENUM_VALUE_REMOVED, "enum", printed(value), NOTHING);
        }
      }
      for (Object value : now) {
        if (!old.contains(value)) {
          said(
              open ? Rule.ENUM_VALUE_ADDED : Rule.CLOSED_ENUM_VALUE_ADDED,
              "enum",
              NOTHING,
              printed(value));
        }
      }
    }

    /** Whether the generator makes a class of them that keeps a value which it does not list. */
    private boolean isOpen(Collection<?> values) {
      return values.stream().allMatch(String.class::isInstance)
          || values.stream().allMatch(Number.class::isInstance);
    }

    private void required() {
      Set<String> old = b.texts("required");
      Set<String> now = a.texts("required");
      for (String name : now) {
        // A new property is judged as such.
        boolean isNew = a.properties.containsKey(name) && !b.properties.containsKey(name);
        if (!old.contains(name) && !isNew) {
          said(
              a.properties.containsKey(name) ? Rule.REQUIRED_ADDED : Rule.REQUIRED_NAME_ADDED,
              "required",
              name + " optional",
              name + " required");
        }
      }
      for (String name : old) {
        Node property = b.properties.get(name);
        boolean isGone = property != null && !a.properties.containsKey(name);
        if (!now.contains(name) && !isGone) {
          boolean nullAlready = property == null || before.isNullable(before.site(property));
          said(
              nullAlready ? Rule.NULLABLE_REQUIRED_REMOVED : Rule.REQUIRED_REMOVED,
              "required",
              name + " required",
              name + " optional");
        }
      }
    }

    private void properties() {
      if (a.properties.isEmpty() && b.properties.size() > 1) {
        add(
            Rule.PROPERTY_REMOVED,
            b.place + "/properties",
            printed(b.properties.keySet()),
            NOTHING);
        return;
      }
      b.properties.forEach(
          (name, node) -> {
            Node now = a.properties.get(name);
            if (now == null) {
              add(Rule.PROPERTY_REMOVED, SchemaReader.place(node), printed(node.value()), NOTHING);
            } else {
              nullness(before.site(node), after.site(now), name);
            }
          });
      a.properties.forEach(
          (name, node) -> {
            if (!b.properties.containsKey(name)) {
              add(
                  a.texts("required").contains(name)
                      ? Rule.REQUIRED_PROPERTY_ADDED
                      : Rule.PROPERTY_ADDED,
                  SchemaReader.place(node),
                  NOTHING,
                  printed(node.value()));
            }
          });
    }

    /** What another nullness does to the methods of the property. */
    private void nullness(Node old, Node now, String name) {
      boolean wasRequired = b.texts("required").contains(name);
      boolean isRequired = a.texts("required").contains(name);
      boolean wasNullable = before.isNullable(old);
      if (wasNullable && !after.isNullable(now) && !wasRequired) {
        add(Rule.PRESENCE_REMOVED, SchemaReader.place(now), "null allowed", "not null");
      } else if (!wasNullable && after.isNullable(now) && wasRequired && isRequired) {
        add(Rule.ACCESSOR_NULLABLE, SchemaReader.place(now), "not null", "null allowed");
      }
    }

    private void parts() {
      Set<String> keys = new TreeSet<>(b.parts.keySet());
      keys.addAll(a.parts.keySet());
      for (String key : keys) {
        Node old = b.parts.get(key);
        Node now = a.parts.get(key);
        boolean wasAny = old == null || isAnyBefore(old);
        boolean isAny = now == null || isAnyAfter(now);
        // Two schemas are a pair of their own.
        boolean alone = old == null || now == null || isFalse(old) != isFalse(now);
        if (alone && (wasAny != isAny || isFalse(old) != isFalse(now))) {
          add(
              isFalse(old) && isAny ? Rule.VALUES_OPENED : Rule.VALUES_CHANGED,
              now != null ? SchemaReader.place(now) : b.place + "/" + key,
              old == null ? NOTHING : printed(old.value()),
              now == null ? NOTHING : printed(now.value()));
        }
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
            a.place + (site.after.has("anyOf") ? "/anyOf" : "/oneOf"),
            old.isEmpty() ? NOTHING : printed(old),
            now.isEmpty() ? NOTHING : printed(now));
      }
    }
  }
}
