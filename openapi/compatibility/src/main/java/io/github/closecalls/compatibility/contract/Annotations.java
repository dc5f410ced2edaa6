package io.github.closecalls.compatibility.contract;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The keys of a contract that only say something to a reader. */
final class Annotations {
  /**
   * What is defined in a schema is compared where something refers to it. A title gives a Java name
   * only within a choice, where the comparison of jars sees it.
   */
  private static final Set<String> KEYS =
      Set.of(
          ("summary title description example examples externalDocs $comment $anchor xml $defs"
                  + " definitions")
              .split(" "));

  /** Maps whose keys are names that the contract makes up. */
  private static final Set<String> MAPS =
      Set.of("properties", "patternProperties", "dependentSchemas", "variables");

  private Annotations() {}

  static boolean has(String key) {
    return KEYS.contains(key) || key.startsWith("x-");
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
            if (names || !has(name)) {
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
