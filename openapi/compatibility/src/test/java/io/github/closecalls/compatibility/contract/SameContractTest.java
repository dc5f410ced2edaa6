package io.github.closecalls.compatibility.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.closecalls.compatibility.rule.Severity;
import io.github.closecalls.openapi.generator.ContractModel;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Contracts that say the same and are written differently: no change at all. */
class SameContractTest {
  private static final String CONTRACT = Documents.closeCalls();

  private static void assertSame(String other) {
    assertNotEquals(CONTRACT, other, "The test should write the contract differently");
    assertEquals(List.of(), Documents.findings(CONTRACT, other));
    assertEquals(List.of(), Documents.findings(other, CONTRACT));
  }

  private static String replaced(String old, String now) {
    assertTrue(CONTRACT.contains(old), () -> "The contract has no " + old);
    return CONTRACT.replace(old, now);
  }

  @Test
  void todaysContractIsTheSameAsItself() {
    ContractModel today =
        ContractFile.read(Documents.repository().resolve("openapi/close-calls.yaml"));

    assertEquals(List.of(), ContractComparison.findings(today, today));
  }

  @Test
  void aContractIsTheSameAsItself() {
    assertEquals(List.of(), Documents.findings(CONTRACT, CONTRACT));
  }

  @Test
  void jsonIsTheSameAsYaml() {
    assertSame(Documents.json(Documents.tree(CONTRACT)));
  }

  @Test
  void theOrderOfKeysAndOfListsThatAreSetsDoesNotMatter() {
    long seed = Seeds.of("order.seed");
    Random random = new Random(seed);
    for (int i = 0; i < 20; i++) {
      String shuffled = Documents.json(shuffled("", Documents.tree(CONTRACT), random));

      assertEquals(
          List.of(),
          Documents.findings(CONTRACT, shuffled),
          "Another order is no change; again with -Dorder.seed=" + seed);
    }
  }

  private static Object shuffled(String key, Object value, Random random) {
    if (value instanceof Map<?, ?> map) {
      List<Map.Entry<String, Object>> entries = new ArrayList<>(Documents.object(map).entrySet());
      Collections.shuffle(entries, random);
      Map<String, Object> shuffled = new LinkedHashMap<>();
      entries.forEach(e -> shuffled.put(e.getKey(), shuffled(e.getKey(), e.getValue(), random)));
      return shuffled;
    }
    if (value instanceof List<?> list && Set.of("required", "enum", "type").contains(key)) {
      List<Object> items = new ArrayList<>(list);
      Collections.shuffle(items, random);
      return items;
    }
    return value;
  }

  @Test
  void anchorsAndCommentsAreNoChange() {
    String nullable = "          type:\n            - string\n            - 'null'\n";
    int first = CONTRACT.indexOf(nullable);
    String anchored =
        "# a comment\n"
            + CONTRACT.substring(0, first)
            + nullable.replace("type:", "type: &text # and another")
            + CONTRACT
                .substring(first + nullable.length())
                .replace(nullable, "          type: *text\n");

    assertSame(anchored);
  }

  @Test
  void foldedAndLiteralTextsOfTheSameValueAreNoChange() {
    assertSame(
        replaced(
                "      description: >-\n        Indicates the status of the call.\n",
                "      description: >-\n\n        Indicates the status of the call.\n")
            .replace("      description: >-\n\n", "      description: >-\n")
            .replace(
                "description: Any type",
                "description: >-\n                    Any\n                    type"));
    assertSame(replaced("description: Bad request", "description: |-\n            Bad request"));
  }

  @Test
  void anyOfWithNullIsTheSameAsAListOfTypes() {
    assertSame(
        replaced(
            "          type:\n            - string\n            - 'null'\n          format: uri\n",
            "          anyOf:\n            - type: string\n              format: uri\n            - type: 'null'\n"));
    assertSame(
        replaced(
            "          type:\n            - integer\n            - 'null'\n",
            "          oneOf:\n            - type: 'null'\n            - type: integer\n"));
  }

  @Test
  void theSameContractInTheWordsOf30IsNoChange() {
    assertSame(
        CONTRACT
            .replace("openapi: 3.1.0", "openapi: 3.0.3")
            .replaceAll("type:\n +- (\\w+)\n( +)  - 'null'\n", "type: $1\n$2nullable: true\n"));
  }

  @Test
  void aReferenceAndTheSchemaInItsPlaceAreNoChangeIfTheJavaIsTheSame() {
    String inline =
        replaced(
            "          $ref: '#/components/schemas/CreateCallActivityDirection'\n",
            Documents.lines(
                "          type: string",
                "          enum:",
                "            - inbound",
                "            - outbound",
                "          title: CreateCallActivityDirection"));
    String component =
        Documents.lines(
            "    CreateCallActivityDirection:",
            "      type: string",
            "      enum:",
            "        - inbound",
            "        - outbound",
            "      title: CreateCallActivityDirection");
    assertTrue(inline.contains(component));

    assertSame(inline.replace(component, ""));
  }

  @Test
  void aSchemaInPlaceOfAReferenceIsAChangeIfItsClassHasAnotherName() {
    String inline =
        replaced(
            "          $ref: '#/components/schemas/CallStatus'\n",
            "          type: string\n          enum: [created, in-progress, completed, cancel,"
                + " no-answer, busy, failed, timeout]\n");

    assertEquals(
        Severity.BREAKING, Documents.worst(Documents.findings(CONTRACT, inline)).orElseThrow());
  }

  @Test
  void closesOtherRenderingOfTheNamesIsNoChange() {
    assertSame(
        replaced("operationId: create", "operationId: activities.calls_create")
            .replace("- subpackage_activitiesCalls", "- activities.calls"));
  }

  @Test
  void whatIsTheDefaultAnywayIsNoChange() {
    assertSame(
        replaced(
            "    CallActivity:\n      type: object\n",
            Documents.lines(
                "    CallActivity:",
                "      type: [object]",
                "      additionalProperties: true",
                "      minProperties: 0",
                "      deprecated: false")));
  }

  @Test
  void yaml11sWordsAreTextsInYamlAndInJson() {
    String listed =
        replaced(
            "        - inbound\n        - outbound\n",
            Documents.lines(
                "        - no",
                "        - yes",
                "        - on",
                "        - 2013-02-01",
                "        - 1_000",
                "        - 0x1F",
                "        - 08:30"));
    String quoted =
        replaced(
            "        - inbound\n        - outbound\n",
            Documents.lines(
                "        - 'no'",
                "        - 'yes'",
                "        - 'on'",
                "        - '2013-02-01'",
                "        - '1_000'",
                "        - '0x1F'",
                "        - '08:30'"));

    assertEquals(List.of(), Documents.findings(listed, quoted));
    assertEquals(List.of(), Documents.findings(listed, Documents.json(Documents.tree(listed))));
  }

  @Test
  void theGateCutsOffTheSamePrefixAsTheBuild() throws Exception {
    String pom = Files.readString(Documents.repository().resolve("generated-client/pom.xml"));

    assertTrue(
        pom.contains("<tagPrefix>" + ContractFile.TAG_PREFIX + "</tagPrefix>"),
        "Let ContractFile.TAG_PREFIX and generated-client/pom.xml name one prefix, or the gate"
            + " compares names that are not the client's");
  }
}
