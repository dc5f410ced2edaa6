package io.github.closecalls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A rule of {@link CallRules} needs a test and is told to users in several places. */
class PlacesOfRulesTest {
  private static final Path ROOT = Path.of("..");
  private static final String SOURCES = "wrapper/src/main/java/io/github/closecalls/";
  private static final String TESTS = "wrapper/src/test/java/io/github/closecalls/";

  /** What names the property of a rule: the first argument of its violation. */
  private static final Pattern RULE = Pattern.compile("new Violation\\(\\s*\"([a-z_]+)\"");

  private static final List<String> NUMBERS =
      List.of("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine");

  /**
   * A place that each rule needs.
   *
   * @param file where it is
   * @param text what stands there; {@code %s} is the property, {@code %S} the same in capitals
   * @param what what to write there
   */
  private record Place(String file, String text, String what) {
    boolean misses(String property) {
      return !read(file)
          .contains(text.replace("%s", property).replace("%S", property.toUpperCase(Locale.ROOT)));
    }

    @Override
    public String toString() {
      return file + ": " + what;
    }
  }

  private static final List<Place> PLACES =
      List.of(
          new Place(SOURCES + "TroubleshootingSection.java", "%S(\"%s\")", "its section"),
          new Place(SOURCES + "CallRules.java", "TroubleshootingSection.%S)", "a link to it"),
          new Place(SOURCES + "Calls.java", "<li>{@code %s}", "what it says, in the list of log()"),
          new Place(SOURCES + "InvalidCallException.java", "#%s\">", "an @see of its section"),
          new Place(TESTS + "CallRulesTest.java", "\"%s\"", "its test: what passes, what does not"),
          new Place(
              TESTS + "TroubleshootingTest.java",
              "TroubleshootingSection.%S,",
              "that its message ends with the link to its section"),
          new Place(
              "contract-tests/src/test/java/io/github/closecalls/contract/WrapperTest.java",
              "computeIfPresent(\"%s\"",
              "a value that keeps the rule, in withinTheRules"),
          new Place("TROUBLESHOOTING.md", "<a id=\"%s\"></a>", "message, reason and remedy"),
          new Place("docs/calls.md", "\n| `%s` | ", "its row in the table of rules"),
          new Place("README.md", "`%s`", "its name, in the table of alternatives"),
          new Place("CHANGELOG.md", "`%s`", "that it is checked"));

  static List<String> rules() {
    return RULE.matcher(read(SOURCES + "CallRules.java"))
        .results()
        .map(rule -> rule.group(1))
        .distinct()
        .toList();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void eachRuleHasAllItsPlaces(String property) {
    assertEquals(
        List.of(),
        PLACES.stream().filter(place -> place.misses(property)).toList(),
        () -> "Write about the rule of " + property + " in these places, too");
  }

  @Test
  void aRuleThatIsNowhereIsMissedInEachPlace() {
    assertEquals(PLACES, PLACES.stream().filter(place -> place.misses("no_such_rule")).toList());
  }

  @Test
  void theRulesAreFoundInTheSource() {
    assertTrue(
        rules().containsAll(List.of("phone", "recording_url")),
        () -> "Begin the violation of a rule with the name of its property: " + rules());
  }

  @ParameterizedTest
  @CsvSource({"docs/calls.md, %s rules exist", "README.md, one of %s [rules]"})
  void theDocumentsSayHowManyThereAre(String file, String sentence) {
    String number = NUMBERS.get(rules().size());
    assertTrue(
        read(file).toLowerCase(Locale.ROOT).contains(sentence.replace("%s", number)),
        () -> file + " should say that there are " + rules().size() + " rules: " + rules());
  }

  private static String read(String file) {
    try {
      return Files.readString(ROOT.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
