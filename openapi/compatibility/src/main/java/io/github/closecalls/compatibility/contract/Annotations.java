package io.github.closecalls.compatibility.contract;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The keys of a contract that only say something to a reader. */
final class Annotations {
  /** What is defined in a schema is compared where something refers to it. */
  private static final Set<String> OF_SCHEMA =
      Set.of(
          "title description example examples externalDocs $comment $anchor xml $defs definitions"
              .split(" "));

  private static final Set<String> OF_OTHERS =
      Set.of("summary", "description", "example", "examples", "externalDocs");

  /** Maps whose keys are names that the contract makes up. */
  private static final Set<String> MAPS =
      Set.of("properties", "patternProperties", "dependentSchemas", "variables");

  private Annotations() {}

  /** A title gives a Java name only within a choice, where the comparison of jars sees it. */
  static boolean isOfSchema(String key) {
    return OF_SCHEMA.contains(key) || key.startsWith("x-");
  }

  /** The same for what is not a schema; there no title stands outside of {@code info}. */
  static boolean isOfOthers(String key) {
    return OF_OTHERS.contains(key) || key.startsWith("x-");
  }

  /** A value without the keys, at any depth, that only say something to a reader. */
  static @Nullable Object without(@Nullable Object value) {
    return without(value, false);
  }

  private static @Nullable Object without(@Nullable Object value, boolean names) {
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> kept = new TreeMap<>();
      map.forEach(
          (key, member) -> {
            String name = String.valueOf(key);
            if (names || !(isOfSchema(name) || isOfOthers(name))) {
              kept.put(name, without(member, !names && MAPS.contains(name)));
            }
          });
      return kept;
    }
    return value instanceof List<?> list
        ? list.stream().map(item -> without(item, false)).toList()
        : value;
  }
}
