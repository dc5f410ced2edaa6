package io.github.closecalls.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The version stands in pom.xml, and wherever a document or another build shows it. */
class VersionTest {
  private static final String COMMAND = ".ci/set-version";

  /** What names our version; a property in its place ({@code ${…}}) follows by itself. */
  private static final Pattern PLACE =
      Pattern.compile(
          "<revision>([^<$]*)</revision>"
              + "|<close-calls.version>([^<$]*)</close-calls.version>"
              + "|<artifactId>close-calls[a-z-]*</artifactId>\\s*<version>([^<$]*)</version>"
              + "|io\\.github\\.closecalls:close-calls[a-z-]*:([0-9][\\w.-]*)");

  /** They speak of other versions: the examples of one, the releases of the other. */
  private static final Set<String> OF_OTHER_VERSIONS =
      Set.of("CONTRIBUTING.md", "CHANGELOG.md", "openapi/baseline/VERSION");

  @TempDir Path folder;

  @Test
  void eachPlaceShowsTheVersionOfThisBuild() throws Exception {
    assertShows(revision(Repository.root()), places(Repository.root()));
  }

  @Test
  void oneCommandRaisesTheVersionInEachPlace() throws Exception {
    Path root = copy();
    Map<String, List<String>> before = places(root);

    assertEquals(0, setVersion(root, "71.72.73-SNAPSHOT"), "The command should succeed");

    assertShows("71.72.73-SNAPSHOT", places(root));
    assertEquals(
        before.keySet(), places(root).keySet(), "The command should change nothing but versions");
    String old = revision(Repository.root()).replace("-SNAPSHOT", "") + "-SNAPSHOT";
    for (String file : files()) {
      assertFalse(
          text(root, file).contains(old), () -> file + " keeps the old version: teach " + COMMAND);
    }
  }

  @Test
  void theCommandChangesNothingElse() throws Exception {
    Path root = copy();
    String version = revision(root);

    setVersion(root, "71.72.73");
    setVersion(root, version);

    for (String file : Repository.files()) {
      assertEquals(text(Repository.root(), file), text(root, file), file);
    }
    assertTrue(Files.isExecutable(root.resolve(COMMAND)), "It should keep the rights of files");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1.1", "v1.1.0", "1.1.0-SNAPSHOT/", "1.1.0\n2"})
  void whatIsNoVersionIsRefused(String version) throws Exception {
    Path root = copy();

    assertEquals(2, setVersion(root, version));

    assertShows(revision(Repository.root()), places(root));
  }

  private static void assertShows(String version, Map<String, List<String>> places) {
    assertTrue(
        places
            .keySet()
            .containsAll(Set.of("pom.xml", "README.md", "docs/generator.md", "docs/okhttp5.md")),
        () -> "No version was found where there is one, only in " + places.keySet());
    places.forEach(
        (file, shown) ->
            assertEquals(
                Set.of(version),
                new TreeSet<>(shown),
                () -> file + " should show one version: set it with " + COMMAND));
  }

  /** Returns the versions that are shown, by file. */
  private static Map<String, List<String>> places(Path root) throws Exception {
    Map<String, List<String>> places = new TreeMap<>();
    for (String file : files()) {
      for (MatchResult place : PLACE.matcher(text(root, file)).results().toList()) {
        String version =
            IntStream.rangeClosed(1, place.groupCount())
                .mapToObj(place::group)
                .filter(group -> group != null)
                .findFirst()
                .orElseThrow();
        places.computeIfAbsent(file, name -> new ArrayList<>()).add(version);
      }
    }
    return places;
  }

  private static String revision(Path root) throws Exception {
    return places(root).get("pom.xml").get(0);
  }

  /** Returns what may show the version: tests make up their own. */
  private static List<String> files() throws Exception {
    return Repository.files().stream()
        .filter(file -> !file.contains("src/test/") && !OF_OTHER_VERSIONS.contains(file))
        .toList();
  }

  /** Any bytes are text in this encoding. */
  private static String text(Path root, String file) throws IOException {
    return Files.readString(root.resolve(file), ISO_8859_1);
  }

  private Path copy() throws Exception {
    for (String file : Repository.files()) {
      Path to = folder.resolve(file);
      Files.createDirectories(to.getParent());
      Files.copy(Repository.root().resolve(file), to);
    }
    return folder;
  }

  private static int setVersion(Path root, String version) throws Exception {
    return new ProcessBuilder(root.resolve(COMMAND).toString(), version)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
