package io.github.closecalls.compatibility.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;

class DependencyTest {
  private static final Pattern ARROW =
      Pattern.compile(
          "\\s+io\\.github\\.closecalls\\.compatibility\\.(\\S+)\\s+->"
              + " io\\.github\\.closecalls\\.compatibility\\.(\\S+).*");

  private static Map<String, Set<String>> dependencies(UnaryOperator<String> unit)
      throws URISyntaxException {
    Path classes = Path.of(Rule.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    StringWriter found = new StringWriter();
    ToolProvider.findFirst("jdeps")
        .orElseThrow()
        .run(new PrintWriter(found, true), new PrintWriter(found, true), "-v", classes.toString());
    Map<String, Set<String>> dependencies = new TreeMap<>();
    found
        .toString()
        .lines()
        .map(ARROW::matcher)
        .filter(Matcher::matches)
        .forEach(
            arrow -> {
              String from = unit.apply(arrow.group(1));
              String to = unit.apply(arrow.group(2));
              if (!from.equals(to)) {
                dependencies.computeIfAbsent(from, f -> new TreeSet<>()).add(to);
              }
            });
    assertTrue(dependencies.size() > 3, found::toString);
    return dependencies;
  }

  /** What is left when what depends on nothing that is left is taken away, again and again. */
  private static Map<String, Set<String>> circles(Map<String, Set<String>> dependencies) {
    Map<String, Set<String>> left = new TreeMap<>(dependencies);
    while (left.values().removeIf(others -> others.stream().noneMatch(left::containsKey))) {
      left.replaceAll(
          (unit, others) -> {
            Set<String> kept = new TreeSet<>(others);
            kept.retainAll(left.keySet());
            return kept;
          });
    }
    return left;
  }

  @Test
  void noClassesDependOnEachOtherInACircle() throws URISyntaxException {
    assertEquals(
        Map.of(),
        circles(dependencies(name -> name.replaceFirst("\\$.*", ""))),
        "Let one of them not know the other");
  }

  @Test
  void noPackagesDependOnEachOtherInACircle() throws URISyntaxException {
    assertEquals(
        Map.of(),
        circles(dependencies(name -> name.replaceFirst("\\..*", ""))),
        "Let one of them not know the other");
  }
}
