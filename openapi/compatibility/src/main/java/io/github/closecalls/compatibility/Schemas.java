package io.github.closecalls.compatibility;

import static io.github.closecalls.compatibility.Change.Kind.ADDITIVE;
import static io.github.closecalls.compatibility.Change.Kind.BREAKING;
import static io.github.closecalls.compatibility.Change.Kind.DOCUMENTATION;
import static io.github.closecalls.compatibility.Findings.NOTHING;
import static io.github.closecalls.compatibility.Findings.text;

import io.github.closecalls.compatibility.Change.Kind;
import io.github.closecalls.compatibility.Shape.Said;
import io.github.closecalls.openapi.generator.Node;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
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
 * that refer to themselves end, and one that requests and responses share is judged as both.
 *
 * <p>What is not named here as additive or as documentation is breaking.
 */
final class Schemas {
  private static final Set<String> LOWER_BOUNDS =
      Set.of("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties");
  private static final Set<String> UPPER_BOUNDS =
      Set.of("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties");

  /** Keywords that allow less than their absence, and whose values cannot be ordered. */
  private static final Set<String> LIMITS = Set.of("pattern", "format", "multipleOf");

  private static final String UNREADABLE =
      "A value of another kind cannot be read into the Java that users have compiled against.";

  private record Pair(String before, String after) {}

  /** Two places that say the same thing in the two contracts, and how it is used. */
  private record Site(Node before, Node after, Set<Use> uses) {}

  private final Shapes before;
  private final Shapes after;
  private final Findings findings;
  private final Map<Pair, Site> sites = new LinkedHashMap<>();
  private final Map<Pair, Site> targets = new LinkedHashMap<>();
  private final Map<String, Set<Use>> usesBefore = new HashMap<>();
  private final Set<String> nullnessJudged = new HashSet<>();
  private final Map<String, String> realPlaces = new HashMap<>();

  Schemas(Rendering before, Rendering after, Findings findings) {
    this.before = new Shapes(before);
    this.after = new Shapes(after);
    this.findings = findings;
  }

  /** Notes that the schemas of two places are used, and all that they lead to. */
  void use(Node beforeSchema, Node afterSchema, Use use) {
    Deque<Site> open = new ArrayDeque<>();
    open.add(new Site(beforeSchema, afterSchema, EnumSet.of(use)));
    while (!open.isEmpty()) {
      Site next = open.remove();
      Node b = before.site(next.before);
      Node a = after.site(next.after);
      if (note(sites, b, a, use)) {
        usesBefore.computeIfAbsent(b.pointer(), p -> EnumSet.noneOf(Use.class)).add(use);
        Node beforeTarget = before.view(b).target();
        Node afterTarget = after.view(a).target();
        note(targets, beforeTarget, afterTarget, use);
        for (Site inner : children(before.shape(beforeTarget), after.shape(afterTarget))) {
          open.add(inner);
        }
      }
    }
  }

  private static boolean note(Map<Pair, Site> noted, Node before, Node after, Use use) {
    return noted
        .computeIfAbsent(
            new Pair(before.pointer(), after.pointer()),
            pair -> new Site(before, after, EnumSet.noneOf(Use.class)))
        .uses
        .add(use);
  }

  /** How a schema of the contract before is used, whatever it is compared with. */
  Set<Use> usesOf(Node beforeSchema) {
    return usesBefore.getOrDefault(before.site(beforeSchema).pointer(), Set.of());
  }

  /**
   * Where the contract says what the generator finds at a place. It merges the parts of an {@code
   * allOf}, and places their properties where no pointer leads.
   */
  String realPlace(String pointer) {
    String rest = "";
    for (String place = pointer; !place.isEmpty(); ) {
      String real = realPlaces.get(place);
      if (real != null) {
        return realPlace(real + rest);
      }
      int token = place.lastIndexOf('/');
      rest = place.substring(token) + rest;
      place = place.substring(0, token);
    }
    return pointer;
  }

  boolean isAnyBefore(Node schema) {
    return isAny(before, schema);
  }

  boolean isAnyAfter(Node schema) {
    return isAny(after, schema);
  }

  private static boolean isAny(Shapes shapes, Node node) {
    return shapes.shape(shapes.view(shapes.site(node)).target()).isAny();
  }

  /** Whether null at this property of the contract after is judged already. */
  boolean isNullnessJudged(String pointer) {
    return nullnessJudged.contains(pointer);
  }

  private List<Site> children(Shape b, Shape a) {
    List<Site> children = new ArrayList<>();
    b.properties.forEach((name, node) -> add(children, node, a.properties.get(name)));
    b.parts.forEach((key, node) -> add(children, node, a.parts.get(key)));
    b.branches.forEach(
        (key, nodes) -> children.addAll(matched(nodes, a.branches.getOrDefault(key, List.of()))));
    return children;
  }

  private static void add(List<Site> children, Node before, @Nullable Node after) {
    if (after != null && !isFalse(before) && !isFalse(after)) {
      children.add(new Site(before, after, Set.of()));
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

  private static String label(Shapes shapes, Node branch) {
    String type = shapes.type(branch);
    return type.isEmpty()
        ? branch.text("title").orElse("")
            + " "
            + shapes.shape(shapes.view(branch).target()).texts("type")
        : type;
  }

  /** Judges all pairs that were noted. */
  void judge() {
    sites.values().forEach(this::judgeSite);
    targets.values().forEach(this::judgeTarget);
  }

  private void judgeSite(Site site) {
    boolean wasNullable = before.isNullable(site.before);
    boolean isNullable = after.isNullable(site.after);
    String place = Shapes.place(site.after);
    if (wasNullable != isNullable) {
      if (isNullable) {
        findings.add(
            Use.worst(site.uses, ADDITIVE, BREAKING),
            place,
            site.uses,
            "not null",
            "null allowed",
            "An answer may now hold null where code relied on a value; a request may now send it.");
      } else {
        findings.add(
            // A reader who is ready for null is ready for its absence.
            Use.worst(site.uses, BREAKING, ADDITIVE),
            place,
            site.uses,
            "null allowed",
            "not null",
            "A request that sends null is now refused; an answer no longer holds it.");
      }
    }
    Map<String, Said> words = new LinkedHashMap<>(before.view(site.before).words());
    after
        .view(site.after)
        .words()
        .forEach((key, said) -> reword(site.uses, words.remove(key), said));
    words.values().forEach(said -> reword(site.uses, said, null));
  }

  private void reword(Set<Use> uses, @Nullable Said was, @Nullable Said is) {
    Object old = was == null ? null : was.value();
    Object now = is == null ? null : is.value();
    if (!Objects.equals(old, now)) {
      findings.add(
          DOCUMENTATION,
          is != null ? is.place() : was != null ? was.place() : "",
          uses,
          was == null ? NOTHING : text(old),
          is == null ? NOTHING : text(now),
          "Code does not feel it.");
    }
  }

  private void judgeTarget(Site site) {
    Shape b = before.shape(site.before);
    Shape a = after.shape(site.after);
    new Judge(b, a, site.uses).judge();
  }

  /** Judges one pair of shapes. */
  private final class Judge {
    private final Shape b;
    private final Shape a;
    private final Set<Use> uses;

    Judge(Shape b, Shape a, Set<Use> uses) {
      this.b = b;
      this.a = a;
      this.uses = uses;
    }

    void judge() {
      b.properties.forEach((name, node) -> place(b, name, node));
      a.properties.forEach((name, node) -> place(a, name, node));
      Set<String> keys = new TreeSet<>(b.says.keySet());
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

    private void place(Shape shape, String name, Node property) {
      String merged = shape.place + "/properties/" + token(name);
      if (!merged.equals(Shapes.place(property))) {
        realPlaces.put(merged, Shapes.place(property));
      }
    }

    private void add(Kind kind, String key, String was, String is, String effect) {
      findings.add(
          kind, a.says.containsKey(key) ? a.placeOf(key) : b.placeOf(key), uses, was, is, effect);
    }

    private void differs(String key) {
      String was = b.says.containsKey(key) ? text(b.value(key)) : NOTHING;
      String is = a.says.containsKey(key) ? text(a.value(key)) : NOTHING;
      switch (key) {
        case "type" -> add(BREAKING, key, was, is, UNREADABLE);
        case "enum" -> listedValues(was, is);
        case "required" -> required();
        case "deprecated" ->
            // By semantic versioning, deprecating is for a minor version: code still compiles.
            add(
                ADDITIVE,
                key,
                was,
                is,
                "The Java of it gets or loses @Deprecated: a warning at most.");
        case "default" ->
            add(
                Use.worst(uses, BREAKING, DOCUMENTATION),
                key,
                was,
                is,
                "A request that leaves it out now means something else.");
        case "readOnly" ->
            add(
                Use.worst(uses, is.equals("true") ? BREAKING : ADDITIVE, ADDITIVE),
                key,
                was,
                is,
                "Close now decides whether it takes the value from a request.");
        case "writeOnly" ->
            add(
                Use.worst(uses, ADDITIVE, is.equals("true") ? BREAKING : ADDITIVE),
                key,
                was,
                is,
                "Close now decides whether it tells the value in an answer.");
        default -> limit(key, was, is);
      }
    }

    /** The models check no limits: what Close refuses or sends is all there is to feel. */
    private void limit(String key, String was, String is) {
      boolean known =
          LOWER_BOUNDS.contains(key) || UPPER_BOUNDS.contains(key) || LIMITS.contains(key);
      if (!known) {
        add(BREAKING, key, was, is, "The gate does not know this to be harmless.");
        return;
      }
      Boolean tighter = null;
      if (was.equals(NOTHING) || is.equals(NOTHING)) {
        tighter = was.equals(NOTHING);
      } else if (!LIMITS.contains(key)
          && b.value(key) instanceof BigDecimal old
          && a.value(key) instanceof BigDecimal now) {
        tighter = LOWER_BOUNDS.contains(key) == (now.compareTo(old) > 0);
      }
      if (tighter == null) {
        add(BREAKING, key, was, is, "Requests that were accepted may now be refused.");
      } else if (tighter) {
        add(
            Use.worst(uses, BREAKING, ADDITIVE),
            key,
            was,
            is,
            "Close refuses requests that it took before; answers keep to more, and models check"
                + " neither.");
      } else {
        add(
            Use.worst(uses, ADDITIVE, BREAKING),
            key,
            was,
            is,
            "Close takes more in requests; answers may hold what was excluded, and models do not"
                + " check that.");
      }
    }

    private void listedValues(String was, String is) {
      if (!(b.value("enum") instanceof Collection<?> old)
          || !(a.value("enum") instanceof Collection<?> now)) {
        add(BREAKING, "enum", was, is, "Java has a class for listed values, and none for others.");
        return;
      }
      for (Object value : old) {
        if (!now.contains(value)) {
          add(
              BREAKING,
              "enum",
              text(value),
              NOTHING,
              "The constant is gone, so code that names it no longer compiles; Close may refuse the"
                  + " value.");
        }
      }
      boolean open = isOpen(old) && isOpen(now);
      for (Object value : now) {
        if (!old.contains(value)) {
          add(
              Use.worst(uses, ADDITIVE, open ? ADDITIVE : BREAKING),
              "enum",
              NOTHING,
              text(value),
              open
                  ? "There is a constant more; code that was ready for UNLISTED is ready for it."
                  : "An answer may now hold a value that code does not know.");
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
          add(
              a.properties.containsKey(name) ? BREAKING : Use.worst(uses, BREAKING, ADDITIVE),
              "required",
              name + " optional",
              name + " required",
              "build() throws without it, and an answer that lacks it cannot be read.");
        }
      }
      for (String name : old) {
        Node property = b.properties.get(name);
        boolean isGone = property != null && !a.properties.containsKey(name);
        if (!now.contains(name) && !isGone) {
          boolean nullAlready = property == null || before.isNullable(property);
          add(
              // Where null was possible already, the accessor's type stays, and requests may do
              // less.
              Use.worst(uses, nullAlready ? ADDITIVE : BREAKING, BREAKING),
              "required",
              name + " required",
              name + " optional",
              "It may be absent, so its accessor may now return null where code relied on a"
                  + " value.");
        }
      }
    }

    private void properties() {
      b.properties.forEach(
          (name, node) -> {
            if (!a.properties.containsKey(name)) {
              findings.add(
                  BREAKING,
                  Shapes.place(node),
                  uses,
                  text(node.value()),
                  NOTHING,
                  "The accessor and the builder's method are gone, so code that calls them no"
                      + " longer compiles.");
            }
          });
      a.properties.forEach(
          (name, node) -> {
            Node old = b.properties.get(name);
            if (old != null && before.isNullable(old) != after.isNullable(node)) {
              nullnessJudged.add(Shapes.place(node));
            }
            if (!b.properties.containsKey(name)) {
              boolean required = a.texts("required").contains(name);
              findings.add(
                  Use.worst(uses, required ? BREAKING : ADDITIVE, ADDITIVE),
                  Shapes.place(node),
                  uses,
                  NOTHING,
                  text(node.value()),
                  required && uses.contains(Use.REQUEST)
                      ? "build() throws unless it is set, and code written before does not set it."
                      : "There is an accessor more; additionalProperties() no longer has it.");
            }
          });
    }

    private void parts() {
      Set<String> keys = new TreeSet<>(b.parts.keySet());
      keys.addAll(a.parts.keySet());
      for (String key : keys) {
        Node old = b.parts.get(key);
        Node now = a.parts.get(key);
        boolean wasAny = old == null || isAny(before, old);
        boolean isAny = now == null || isAny(after, now);
        String place = now != null ? Shapes.place(now) : b.place + "/" + key;
        // Two schemas are a pair of their own.
        boolean alone = old == null || now == null || isFalse(old) != isFalse(now);
        if (alone && (wasAny != isAny || isFalse(old) != isFalse(now))) {
          findings.add(
              isFalse(old) && isAny ? ADDITIVE : BREAKING,
              place,
              uses,
              old == null ? NOTHING : text(old.value()),
              now == null ? NOTHING : text(now.value()),
              "What may stand there has another Java type, or may no longer stand there.");
        }
      }
    }

    private void branches() {
      Set<String> keys = new TreeSet<>(b.branches.keySet());
      keys.addAll(a.branches.keySet());
      for (String key : keys) {
        List<Node> old = b.branches.getOrDefault(key, List.of());
        List<Node> now = a.branches.getOrDefault(key, List.of());
        List<Site> matched = matched(old, now);
        if (matched.size() < old.size() || matched.size() < now.size()) {
          findings.add(
              BREAKING,
              a.place + "/" + key,
              uses,
              labels(before, old),
              labels(after, now),
              "The choice is a sealed type in Java, so code that switches over it no longer"
                  + " compiles.");
        }
      }
    }

    private String labels(Shapes shapes, List<Node> branches) {
      return branches.isEmpty()
          ? NOTHING
          : text(branches.stream().map(branch -> label(shapes, branch).strip()).toList());
    }
  }

  static String token(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
