package io.github.closecalls.compatibility;

import java.util.Set;

/** The keys of a contract that only say something to a reader. */
final class Words {
  private static final Set<String> OF_SCHEMA =
      Set.of(
          "title",
          "description",
          "example",
          "examples",
          "externalDocs",
          "$comment",
          // What is defined here is compared where something refers to it.
          "$defs",
          "definitions");

  private static final Set<String> OF_OTHERS =
      Set.of("summary", "description", "example", "examples", "externalDocs");

  private Words() {}

  /** A title gives a Java name only within a choice, where the comparison of the Java sees it. */
  static boolean isOfSchema(String key) {
    return OF_SCHEMA.contains(key) || key.startsWith("x-");
  }

  /** The same for what is not a schema; there no title stands outside of {@code info}. */
  static boolean isOfOthers(String key) {
    return OF_OTHERS.contains(key) || key.startsWith("x-");
  }
}
