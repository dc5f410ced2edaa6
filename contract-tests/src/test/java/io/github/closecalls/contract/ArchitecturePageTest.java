package io.github.closecalls.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitecturePageTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\|[^|]*\\|([^|]*)\\|$");
  private static final Pattern CLASS = Pattern.compile("`([A-Z]\\w*)`");

  @ParameterizedTest
  @ValueSource(
      strings = {"wrapper", "testing", "cli", "examples", "openapi/runtime", "openapi/generator"})
  void theMapHasEachClassOnceAndNoOther(String module) throws IOException {
    String map =
        ROW.matcher(section("### " + module + ": "))
            .results()
            .flatMap(row -> CLASS.matcher(row.group(1)).results())
            .map(name -> name.group(1))
            .sorted()
            .collect(Collectors.joining("\n"));

    assertEquals(
        String.join("\n", classes(module)),
        map,
        () -> "Correct the table of " + module + " in docs/architecture.md");
  }

  private static String section(String heading) throws IOException {
    String page = Document.of("docs/architecture.md").text();
    int begin = page.indexOf("\n" + heading);
    int end = page.indexOf("\n#", begin + 1);
    return page.substring(begin, end < 0 ? page.length() : end);
  }

  private static Set<String> classes(String module) throws IOException {
    try (Stream<Path> files = Files.walk(Repository.root().resolve(module + "/src/main/java"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".java") && !name.endsWith("-info.java"))
          .map(name -> name.replace(".java", ""))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
