package io.github.closecalls.compatibility;

import io.github.closecalls.compatibility.Change.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Collects changes. What is found in several ways is one change, the worst of them. */
final class Findings {
  static final String NOTHING = "nothing";
  private static final Set<Use> CONTRACT = Set.of();
  private static final int LONGEST_VALUE = 120;

  private record Key(String place, String before, String after) {}

  private final Map<Key, Change> changes = new LinkedHashMap<>();

  void add(Kind kind, String place, String before, String after, String effect) {
    add(kind, place, CONTRACT, before, after, effect);
  }

  /** Adds a change of the Java that the contract gives at a place. */
  void addJava(Kind kind, String place, String before, String after, String effect) {
    add(new Change(kind, place, "Java", before, after, effect));
  }

  void add(Kind kind, String place, Set<Use> uses, String before, String after, String effect) {
    add(new Change(kind, place, Use.text(uses), before, after, effect));
  }

  private void add(Change change) {
    changes.merge(
        new Key(change.place(), change.before(), change.after()),
        change,
        (known, found) -> found.kind().compareTo(known.kind()) > 0 ? found : known);
  }

  /** Whether a change of at least this kind stands at the place or within it. */
  boolean within(String place, Kind least) {
    return changes.values().stream()
        .anyMatch(c -> c.kind().compareTo(least) >= 0 && isWithin(c.place(), place));
  }

  /** Whether a change of at least this kind stands at the place, within it or around it. */
  boolean about(String place, Kind least) {
    return changes.values().stream()
        .anyMatch(
            c ->
                c.kind().compareTo(least) >= 0
                    && (isWithin(c.place(), place) || isWithin(place, c.place())));
  }

  private static boolean isWithin(String inner, String outer) {
    return inner.equals(outer) || inner.startsWith(outer + "/");
  }

  List<Change> all() {
    return List.copyOf(changes.values());
  }

  /** A value of the contract as a reader takes it in: short, on one line, the same each time. */
  static String text(@Nullable Object value) {
    String text = json(value).replaceAll("\\s+", " ");
    return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE - 1) + "…";
  }

  private static String json(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return new TreeSet<>(map.keySet())
          .stream()
              .map(key -> key + ": " + json(map.get(key)))
              .collect(Collectors.joining(", ", "{", "}"));
    }
    if (value instanceof Collection<?> list) {
      List<String> items = new ArrayList<>();
      list.forEach(item -> items.add(json(item)));
      return "[" + String.join(", ", items) + "]";
    }
    return value instanceof BigDecimal number ? number.toPlainString() : String.valueOf(value);
  }
}
