package io.github.closecalls.compatibility.contract;

import static io.github.closecalls.compatibility.contract.MutantTest.Expected.ADDS;
import static io.github.closecalls.compatibility.contract.MutantTest.Expected.BREAKS;
import static io.github.closecalls.compatibility.contract.MutantTest.Expected.NOTHING;
import static io.github.closecalls.compatibility.contract.MutantTest.Expected.WORDS;
import static io.github.closecalls.compatibility.rule.Severity.ADDITIVE;
import static io.github.closecalls.compatibility.rule.Severity.BREAKING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.closecalls.compatibility.contract.Mutants.Edit;
import io.github.closecalls.compatibility.contract.Mutants.Mutant;
import io.github.closecalls.compatibility.rule.Severity;
import io.github.closecalls.openapi.generator.ContractModel;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The gate against every small change of the present contract.
 *
 * <p>What each should be stands in a table of its own, which reads JSON pointers and knows nothing
 * of the gate. The first line that matches counts; what no line names breaks.
 */
class MutantTest {
  enum Expected {
    BREAKS,
    ADDS,
    WORDS,
    NOTHING
  }

  private record Expectation(Set<Edit> kinds, Pattern place, Expected expected, String because) {}

  private static final String OPERATION = "/paths/~1activity~1call~1/post";
  private static final String REQUEST = "/components/schemas/CreateCallActivity";
  private static final String ANSWER = "/components/schemas/CallActivity";

  private static final Set<Edit> EDITS = EnumSet.of(Edit.DELETE, Edit.SCALAR);
  private static final Set<Edit> ALL = EnumSet.allOf(Edit.class);

  private static final List<Expectation> TABLE =
      List.of(
          rule(EnumSet.of(Edit.RENAME), "/info", BREAKS, "a key that OpenAPI does not know"),
          rule(ALL, "/info(/.*)?", WORDS, "what the document says of itself"),
          rule(
              Set.of(Edit.RENAME),
              OPERATION + "/responses/4\\d\\d/.*/schema/description",
              ADDS,
              "an error body is text, whatever is said of it"),
          rule(
              Set.of(Edit.RENAME),
              OPERATION + "/parameters/0/(name|in)",
              BREAKS,
              "it is no Authorization header any more"),
          rule(
              Set.of(Edit.SCALAR, Edit.DELETE),
              OPERATION + "/parameters/0/(name|in)",
              BREAKS,
              "it is no Authorization header any more"),
          rule(Set.of(Edit.ADD_ITEM), OPERATION + "/parameters", BREAKS, "a required header"),
          rule(
              Set.of(Edit.RENAME),
              OPERATION + "/parameters",
              BREAKS,
              "a key that OpenAPI does not know"),
          rule(
              ALL,
              OPERATION + "/parameters(/0(/.*)?)?",
              WORDS,
              "the header Authorization is ignored, as OpenAPI says"),
          rule(
              Set.of(Edit.RENAME),
              OPERATION + "/responses/4\\d\\d(/content/[^/]+)?",
              ADDS,
              "one error is described instead of another"),
          rule(
              EDITS,
              OPERATION + "/responses/4\\d\\d(/content(/[^/]+)?)?",
              WORDS,
              "an error reaches code as text, described or not"),
          rule(
              Set.of(Edit.RENAME),
              OPERATION + "/responses/4\\d\\d/content/[^/]+/schema",
              BREAKS,
              "a key that OpenAPI does not know"),
          rule(Set.of(Edit.ADD_ITEM), "/servers", WORDS, "the client calls the first server"),
          rule(
              Set.of(Edit.DELETE),
              "/components/schemas/(\\w+(Direction|Source|Status)|(Create)?CallActivity"
                  + "|CallActivity/properties/users)/type",
              NOTHING,
              "the values, properties or items say the type"),
          rule(
              EnumSet.of(Edit.REMOVE_ITEM, Edit.SCALAR),
              ANSWER + "/required/(1|2|3|7|9|12|13)",
              ADDS,
              "its accessor could return null already"),
          rule(EDITS, OPERATION + "/(summary|description)", WORDS, "words"),
          rule(EDITS, OPERATION + "/responses/\\d+/description", WORDS, "words"),
          rule(EDITS, "/.*/schema/description", WORDS, "words"),
          rule(EDITS, "/components/schemas/[^/]+/(title|description)", WORDS, "words"),
          rule(
              EDITS,
              "/components/schemas/.*/(phone|additionalProperties)/description",
              WORDS,
              "words"),
          rule(Set.of(Edit.ADD_ITEM), OPERATION + "/tags", NOTHING, "the first tag names the Java"),
          rule(
              Set.of(Edit.RENAME),
              "/components/securitySchemes/[^/]+",
              WORDS,
              "the name of a scheme is on no wire"),
          rule(
              Set.of(Edit.DELETE),
              OPERATION + "/responses/4\\d\\d/content/[^/]+/schema",
              WORDS,
              "any value, said by nothing; its description goes"),
          rule(
              Set.of(Edit.DELETE),
              REQUEST + "/properties/custom_fields/additionalProperties",
              NOTHING,
              "any value, said by nothing"),
          rule(
              Set.of(Edit.FLIP_NULL),
              REQUEST,
              ADDS,
              "a body may be null, and the method takes one as before"),
          // Listed values: one more is a constant more, one less is a constant less.
          rule(Set.of(Edit.ADD_ITEM), "/components/schemas/[^/]+/enum", ADDS, "enums are open"),
          rule(
              Set.of(Edit.FLIP_NULL),
              "/components/schemas/(CreateCallActivity(Direction|Source|Status))",
              ADDS,
              "a request may say null, and the properties were optional"),
          rule(
              Set.of(Edit.FLIP_NULL),
              OPERATION
                  + "/requestBody/.*/schema|"
                  + REQUEST
                  + "/properties/(direction|source|status)",
              ADDS,
              "a request may say null"),
          // Null in requests: every property of the request takes it already.
          rule(Set.of(Edit.FLIP_NULL), REQUEST + "/properties/[^/]+", BREAKS, "null is refused"),
          rule(
              Set.of(Edit.REMOVE_ITEM),
              REQUEST + "/properties/[^/]+/type/1",
              BREAKS,
              "null refused"),
          // Null in answers: where it must be present, not being null is less to be ready for;
          // where
          // it may be absent, the method that told null from absent goes.
          rule(
              Set.of(Edit.FLIP_NULL, Edit.REMOVE_ITEM),
              ANSWER
                  + "/properties/(activity_at|contact_id|created_by|lead_id|outcome_id|updated_by"
                  + "|user_id)(/type/1)?",
              ADDS,
              "an answer holds less"),
          // Required in answers.
          rule(Set.of(Edit.ADD_ITEM), ANSWER + "/required", ADDS, "no Java, and no request"));

  private static Expectation rule(
      Set<Edit> kinds, String place, Expected expected, String because) {
    return new Expectation(kinds, Pattern.compile(place), expected, because);
  }

  private static Map<String, Object> contract;
  private static ContractModel before;
  private static List<Mutant> mutants;

  @BeforeAll
  static void makeMutants() {
    contract = Documents.tree(Documents.closeCalls());
    before = Documents.rendering(Documents.closeCalls());
    mutants = Mutants.of(contract);
  }

  private static Expected expected(Mutant mutant) {
    return TABLE.stream()
        .filter(
            rule ->
                rule.kinds().contains(mutant.kind())
                    && rule.place().matcher(mutant.pointer()).matches())
        .findFirst()
        .map(Expectation::expected)
        .orElse(BREAKS);
  }

  private static Expected found(Map<String, Object> document) {
    try {
      Optional<Severity> worst =
          Documents.worst(
              ContractComparison.findings(before, Documents.rendering(Documents.json(document))));
      return worst
          .map(kind -> kind == BREAKING ? BREAKS : kind == ADDITIVE ? ADDS : WORDS)
          .orElse(NOTHING);
    } catch (IllegalArgumentException refused) {
      return BREAKS;
    }
  }

  @Test
  void eachMutantIsWhatTheTableSays() {
    List<String> wrong = new ArrayList<>();
    for (Mutant mutant : mutants) {
      Expected found = found(mutant.of(contract));
      if (found != expected(mutant)) {
        wrong.add(mutant + " should be " + expected(mutant) + ", the gate says " + found);
      }
    }

    assertEquals(
        List.of(),
        wrong,
        "The gate and the table read the contract differently: find out which is wrong\n"
            + String.join("\n", wrong));
  }

  @Test
  void aBreakingMutantStaysBreakingWhateverIsAddedToIt() {
    long seed = Seeds.of("mutants.seed");
    Random random = new Random(seed);
    List<Mutant> breaking = new ArrayList<>(mutants);
    breaking.removeIf(mutant -> expected(mutant) != BREAKS);
    List<Mutant> harmless = new ArrayList<>(mutants);
    harmless.removeIf(mutant -> expected(mutant) == BREAKS);
    List<String> lost = new ArrayList<>();

    for (int i = 0; i < 150; i++) {
      Mutant one = breaking.get(random.nextInt(breaking.size()));
      Mutant other = harmless.get(random.nextInt(harmless.size()));
      if (!meet(one, other) && found(other.of(one.of(contract))) != BREAKS) {
        lost.add(one + " with " + other);
      }
    }

    assertEquals(
        List.of(),
        lost,
        "A harmless change hides a breaking one; again with -Dmutants.seed=" + seed);
  }

  /** Whether one of them is made where the other is, so that they may undo each other. */
  private static boolean meet(Mutant one, Mutant other) {
    String here = holder(one) + "/";
    String there = holder(other) + "/";
    return here.startsWith(there) || there.startsWith(here);
  }

  /** What is changed; for an item its whole array, whose other items move. */
  private static String holder(Mutant mutant) {
    return mutant.pointer().replaceFirst("/\\d+$", "");
  }

  @Test
  void thereAreManyMutantsOfEachKind() {
    for (Edit kind : Edit.values()) {
      long count = mutants.stream().filter(mutant -> mutant.kind() == kind).count();
      assertTrue(count >= 10, () -> "Only " + count + " mutants of the kind " + kind);
    }
    assertTrue(mutants.size() > 600, () -> "Only " + mutants.size() + " mutants");
  }
}
