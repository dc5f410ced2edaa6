package io.github.closecalls.openapi.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Contracts in the styles of real vendors, written for this test. */
@Tag("corpus")
class CorpusTest {
  private static final int DOCUMENTS = 200;

  /**
   * Of records that refer to each other in a circle; how much a contract may hold, SizeTest holds.
   */
  private static final int KINDS = 6;

  /** Printed with a failure; {@code -Dseed=} repeats it. */
  static final long SEED = Long.getLong("seed", System.nanoTime());

  static List<Path> corpus() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src", "test", "resources", "corpus"))) {
      return files.sorted().toList();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The texts of the corpus, and some random contracts, for laws that need no compiler. */
  static List<String> contracts() throws IOException {
    List<String> contracts = new ArrayList<>();
    for (Path file : corpus()) {
      contracts.add(Files.readString(file));
    }
    for (long seed = SEED; seed < SEED + 20; seed++) {
      contracts.add(RandomContract.of(seed));
    }
    return contracts;
  }

  /** What is made of a contract, compiled once for all laws: that takes longest. */
  private static final Map<Path, GeneratedClient> CLIENTS = new HashMap<>();

  private static GeneratedClient client(Path contract) {
    return CLIENTS.computeIfAbsent(contract, file -> GeneratedClient.checkedForNulls(text(file)));
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void aContractCompilesWithoutAWarningAndItsDocumentsRoundTrip(Path contract) {
    RoundTrips.check(client(contract), DOCUMENTS, SEED);
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void aStrictModelReadsWhatAValidatorCallsValid(Path contract) {
    ValidatorAgreement.check(client(contract), DOCUMENTS / 10, SEED);
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void eachPublishedExampleDecodesAndComesBackTheSame(Path contract) {
    GeneratedClient client = client(contract);
    assertEquals(
        client.contract().contains("example: {"),
        PublishedExamples.check(client) > 0,
        "The contract has examples, and none was read");
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void allOptionalArgumentsCanBeNull(Path contract) {
    NullArguments.callAll(client(contract));
  }

  @Test
  void aContractOfManyKindsOfRecordsDoesToo() {
    GeneratedClient client = GeneratedClient.checkedForNulls(GeneratedClient.schemas(crm()));
    assertTrue(RoundTrips.check(client, DOCUMENTS, SEED) >= 4 * KINDS);
  }

  /** A CRM: for each kind of record its fields, its creation, its page and its status. */
  private static String crm() {
    return IntStream.range(0, KINDS)
        .mapToObj(
            i ->
                """
                Record%1$d:
                  type: object
                  required: [id, _type, date_created, owner_id]
                  properties:
                    id: {type: string}
                    _type: {type: string}
                    type: {type: [string, 'null']}
                    owner_id: {type: [string, 'null']}
                    date_created: {type: string, format: date-time}
                    value: {type: [integer, 'null']}
                    confidence: {type: number}
                    status: {$ref: '#/components/schemas/Record%1$dStatus'}
                    parent: {oneOf: [{$ref: '#/components/schemas/Record%2$d'}, {type: 'null'}]}
                    custom: {type: [object, 'null'], additionalProperties: {description: Any type}}
                    tags: {type: array, items: {type: string}}
                CreateRecord%1$d:
                  type: object
                  properties:
                    owner_id: {type: [string, 'null']}
                    status: {$ref: '#/components/schemas/Record%1$dStatus'}
                    due: {type: [string, 'null'], format: date}
                    contacts: {type: [array, 'null'], items: {type: object, properties: {name: {type: string}, phones: {type: array, items: {type: [string, 'null']}}}}}
                Record%1$d_list_Response_200:
                  type: object
                  required: [data, has_more]
                  properties: {data: {type: array, items: {$ref: '#/components/schemas/Record%1$d'}}, has_more: {type: boolean}}
                Record%1$dStatus: {type: string, enum: [active, in-progress, 'Close.io', won%1$d]}
                """
                    .formatted(i, (i + 1) % KINDS))
        .collect(Collectors.joining());
  }
}
