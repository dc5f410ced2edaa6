package io.github.closecalls.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code benchmarks/run --write} puts into the documents belongs together. */
class PerformancePageTest {
  private static final String PAGE = "docs/performance.md";
  private static final String BEGIN = "<!-- Written by benchmarks/run. -->";
  private static final String END = "<!-- End of what benchmarks/run writes. -->";
  private static final Pattern CHART = Pattern.compile("!\\[[^]]+]\\((performance/[^)]+)\\)");
  private static final Pattern MISSED =
      Pattern.compile("(?m)^\\| .* \\| \\*\\*no\\*\\* \\| (.*)\\|$");

  @Test
  void eachFigureThatTheReadmeQuotesIsTheReports() throws IOException {
    List<String> quoted =
        written("README.md").lines().filter(line -> line.matches("\\| .*\\d.* \\|")).toList();
    List<String> report = written(PAGE).lines().toList();

    assertEquals(3, quoted.size(), () -> "README.md should quote three figures: " + quoted);
    for (String figure : quoted) {
      assertTrue(
          report.contains(figure),
          () ->
              "README.md quotes what is not in the report of "
                  + PAGE
                  + ": "
                  + figure
                  + "\nWrite both with benchmarks/run --jdk25 <home> --write");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "commit",
        "command",
        "machine",
        "load before and after",
        "JDKs",
        "median spread",
        "greatest spread"
      })
  void theReportSaysHowItWasMade(String what) throws IOException {
    assertTrue(
        Pattern.compile("(?m)^\\| " + what + " \\| .+ \\|$").matcher(written(PAGE)).find(),
        () -> "The report in " + PAGE + " should name: " + what);
  }

  @Test
  void theReportShowsEachChartThatIsThere() throws IOException {
    List<String> shown =
        CHART.matcher(written(PAGE)).results().map(chart -> chart.group(1)).sorted().toList();
    try (Stream<Path> charts = Files.list(Repository.root().resolve("docs/performance"))) {
      assertEquals(
          charts
              .map(chart -> "performance/" + chart.getFileName())
              .filter(chart -> chart.endsWith(".svg"))
              .sorted()
              .toList(),
          shown,
          "Delete the charts in docs/performance that the report does not show");
    }
    assertFalse(shown.isEmpty(), "The report should show charts");
  }

  @Test
  void theReportSaysWhyATargetIsMissed() throws IOException {
    for (MatchResult missed : MISSED.matcher(written(PAGE)).results().toList()) {
      assertFalse(
          missed.group(1).isBlank(),
          () -> "Say in Targets.java of the benchmarks why this is missed: " + missed.group());
    }
  }

  private static String written(String document) throws IOException {
    String text = Document.of(document).text();
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END, begin);
    assertTrue(
        0 <= begin && begin < end, () -> document + " should have the two lines of a report");
    return text.substring(begin, end);
  }
}
