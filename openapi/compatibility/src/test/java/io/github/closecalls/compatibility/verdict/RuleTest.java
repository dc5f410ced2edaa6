package io.github.closecalls.compatibility.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.closecalls.compatibility.contract.Documents;
import io.github.closecalls.compatibility.jar.JavaApi;
import io.github.closecalls.compatibility.jar.JavaApiComparison;
import io.github.closecalls.compatibility.rule.Finding;
import io.github.closecalls.compatibility.rule.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of rules: each with a pair that it judges, and one that it just does not. */
class RuleTest {
  private static final Path RESOURCES =
      Documents.repository().resolve("openapi/compatibility/src/test/resources");

  private record Pair(boolean triggers, String rule, List<String> texts) {
    @Override
    public String toString() {
      return rule + (triggers ? " judges " : " does not judge ") + texts;
    }
  }

  static List<Pair> pairs() throws IOException {
    try (Stream<String> lines = Files.lines(RESOURCES.resolve("rules.txt"))) {
      return lines.filter(line -> line.matches("[+-] .*")).map(RuleTest::pair).toList();
    }
  }

  private static Pair pair(String line) {
    List<String> parts = List.of((line + " ").split(" \\| ", -1));
    return new Pair(
        line.startsWith("+"),
        parts.get(0).substring(2),
        List.of(line.substring(parts.get(0).length() + 3).split("~~")));
  }

  private static List<Finding> findings(Pair pair) throws IOException {
    if (pair.rule().startsWith("java-")
        && !pair.rule().equals("java-name-changed")
        && !pair.rule().equals("java-type-changed")) {
      List<String> apis = List.of(pair.texts().get(0).split(" \\| "));
      return JavaApiComparison.findings(
          JavaApi.parse(apis.get(0).replace(" ; ", "\n")),
          JavaApi.parse(apis.get(1).replace(" ; ", "\n")));
    }
    String contract = Files.readString(RESOURCES.resolve("rules.yaml"));
    String changed = contract;
    for (String change : pair.texts()) {
      List<String> texts = List.of((change + " ").split(" \\|", -1));
      String old = texts.get(0).replace("\\n", "\n");
      assertTrue(changed.contains(old), () -> "rules.yaml has no " + old);
      changed = changed.replace(old, texts.get(1).strip().replace("\\n", "\n"));
    }
    return Documents.findings(contract, changed);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void aRuleJudgesOnlyWhatItIsFor(Pair pair) throws IOException {
    List<Finding> findings = findings(pair);
    Set<String> rules =
        findings.stream()
            .map(finding -> finding.rule().id())
            .collect(Collectors.toCollection(TreeSet::new));

    assertEquals(pair.triggers(), rules.contains(pair.rule()), () -> "Found are " + findings);
  }

  @Test
  void eachRuleHasAPairThatItJudgesAndOneThatItJustDoesNot() throws IOException {
    Set<String> expected = new TreeSet<>();
    for (Rule rule : Rule.values()) {
      expected.add("+ " + rule.id());
      expected.add("- " + rule.id());
    }

    assertEquals(
        expected,
        pairs().stream()
            .map(pair -> (pair.triggers() ? "+ " : "- ") + pair.rule())
            .collect(Collectors.toCollection(TreeSet::new)),
        "Write the pairs of a new rule into rules.txt");
  }

  @Test
  void theDocumentHoldsTheTable() throws IOException {
    Path page = Documents.repository().resolve("docs/compatibility.md");

    assertTrue(
        Files.readString(page)
            .contains("<!-- rules -->\n\n" + Rule.table() + "\n<!-- end of rules -->"),
        "Put what Rule.main prints between the marks of docs/compatibility.md");
  }
}
