package io.github.closecalls.contract;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReadmeTest {
  private static final Path ROOT = Repository.root();
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([^`|]+)` \\| ([^|]*) \\| ([^|]*) \\| ([^|]*) \\|$");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

  @Test
  void theReadmeListsWhatAUserGetsBesidesOurJars() throws IOException {
    Map<String, String> reasons = new LinkedHashMap<>();
    List<String> listed = new ArrayList<>();
    for (MatchResult row : ROW.matcher(section("Dependencies")).results().toList()) {
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
            + " the table in README.md, section Dependencies, and say in CHANGELOG.md what it means"
            + " for users");
  }

  @Test
  void theReadmeSaysWhyEachDependencyIsThere() throws IOException {
    List<MatchResult> rows = ROW.matcher(section("Dependencies")).results().toList();

    assertFalse(rows.isEmpty(), "README.md, section Dependencies, has no table");
    for (MatchResult row : rows) {
      assertTrue(
          row.group(4).strip().length() >= 15,
          () -> "Say in README.md, section Dependencies, why " + row.group(1) + " is needed");
    }
  }

  @Test
  void theReadmeSaysHowMuchTheDependenciesTakeInAll() throws IOException {
    long bytes = RuntimeDependency.all().stream().mapToLong(RuntimeDependency::bytes).sum();
    String sum = "%d kB".formatted(Math.round(bytes / 1000.0));

    assertTrue(
        section("Dependencies").contains(sum),
        () -> "README.md, section Dependencies, should say that they take " + sum + " in all");
  }

  @Test
  void eachLinkInTheDocumentsLeadsToAFileAndAHeading() throws IOException {
    for (String file :
        List.of(
            "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "TROUBLESHOOTING.md")) {
      for (MatchResult link : LINK.matcher(read(file)).results().toList()) {
        if (link.group(1).matches("[a-z]+:.*")) {
          continue;
        }
        String[] parts = link.group(1).split("#", 2);
        String target = parts[0].isEmpty() ? file : parts[0];
        assertTrue(
            Files.exists(ROOT.resolve(target)), () -> file + " links to " + target + ": not there");
        if (parts.length == 2) {
          List<String> anchors =
              HEADING
                  .matcher(read(target))
                  .results()
                  .map(heading -> anchor(heading.group(1)))
                  .toList();
          assertTrue(
              anchors.contains(parts[1]),
              () -> file + " links to " + link.group(1) + ", but the headings are " + anchors);
        }
      }
    }
  }

  private static String anchor(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\w\\- ]", "").replace(' ', '-');
  }

  private static String section(String heading) throws IOException {
    String[] sections = read("README.md").split("(?m)^## ", -1);
    for (String section : sections) {
      if (section.startsWith(heading + "\n")) {
        return section;
      }
    }
    throw new AssertionError("README.md has no section " + heading);
  }

  private static String read(String file) throws IOException {
    return Files.readString(ROOT.resolve(file));
  }
}
