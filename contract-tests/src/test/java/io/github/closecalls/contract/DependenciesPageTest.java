package io.github.closecalls.contract;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DependenciesPageTest {
  private static final String PAGE = "docs/dependencies.md";
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([^`|]+)` \\| ([^|]*) \\| ([^|]*) \\| ([^|]*) \\|$");

  @Test
  void itListsWhatAUserGetsBesidesOurJars() throws IOException {
    Map<String, String> reasons = new LinkedHashMap<>();
    List<String> listed = new ArrayList<>();
    for (MatchResult row : ROW.matcher(page()).results().toList()) {
      reasons.put(row.group(1), row.group(4).strip());
      listed.add(row.group().strip());
    }

    List<String> resolved =
        RuntimeDependency.all().stream()
            .map(
                jar ->
                    "| `%s` | %s | %d | %s |"
                        .formatted(
                            jar.artifact(),
                            jar.version(),
                            jar.kilobytes(),
                            reasons.getOrDefault(jar.artifact(), "")))
            .sorted()
            .toList();

    assertEquals(
        resolved.stream().collect(joining("\n")),
        listed.stream().sorted().collect(joining("\n")),
        "What a user gets with close-calls has changed. If that is meant, put the expected rows into"
            + " the table in "
            + PAGE
            + ", and say in CHANGELOG.md what it means for users");
  }

  @Test
  void itSaysWhyEachDependencyIsThere() throws IOException {
    List<MatchResult> rows = ROW.matcher(page()).results().toList();

    assertFalse(rows.isEmpty(), PAGE + " has no table");
    for (MatchResult row : rows) {
      assertTrue(
          row.group(4).strip().length() >= 15,
          () -> "Say in " + PAGE + " why " + row.group(1) + " is needed");
    }
  }

  @Test
  void itSaysHowMuchTheDependenciesTakeInAll() throws IOException {
    long bytes = RuntimeDependency.all().stream().mapToLong(RuntimeDependency::bytes).sum();
    String sum = "%d kB".formatted(Math.round(bytes / 1000.0));

    assertTrue(page().contains(sum), () -> PAGE + " should say that they take " + sum + " in all");
  }

  private static String page() throws IOException {
    return Document.of(PAGE).text();
  }
}
