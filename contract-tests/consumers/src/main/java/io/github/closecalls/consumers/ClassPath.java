package io.github.closecalls.consumers;

import java.io.File;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The jars that Maven puts beside those of this build. */
public final class ClassPath {
  private static final Set<String> DEPENDENCIES =
      new TreeSet<>(
          Set.of(
              "annotations-13.0.jar",
              "converter-moshi-3.0.0.jar",
              "jspecify-1.0.0.jar",
              "kotlin-stdlib-2.1.21.jar",
              "moshi-1.15.2.jar",
              "okhttp-4.12.0.jar",
              "okio-jvm-3.7.0.jar",
              "retrofit-3.0.0.jar"));

  private ClassPath() {}

  /**
   * Checks that the program runs with what our one dependency brings, in these versions, and
   * nothing else.
   *
   * @throws AssertionError if anything is different
   */
  public static void check() {
    Set<String> jars = jars();
    if (!jars.equals(DEPENDENCIES)) {
      throw new AssertionError(
          "Users should get "
              + DEPENDENCIES
              + " with close-calls but get "
              + jars
              + ": if that is meant, say so here, in docs/dependencies.md and in CHANGELOG.md");
    }
  }

  /**
   * Checks that these are there in the versions that our one dependency brings, whatever stands
   * beside it.
   *
   * @throws AssertionError if one is there in another version, or not at all
   */
  public static void checkVersions(String... artifacts) {
    Set<String> jars = jars();
    for (String artifact : artifacts) {
      for (String expected : DEPENDENCIES) {
        if (expected.startsWith(artifact) && !jars.contains(expected)) {
          throw new AssertionError(
              "Users should get "
                  + expected
                  + ", as close-calls depends on it directly, but get "
                  + jars);
        }
      }
    }
  }

  private static Set<String> jars() {
    return Arrays.stream(
            System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator)))
        .map(path -> new File(path).getName())
        .filter(name -> name.endsWith(".jar") && !name.startsWith("close-calls"))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
