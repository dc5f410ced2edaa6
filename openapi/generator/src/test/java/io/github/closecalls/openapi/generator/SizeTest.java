package io.github.closecalls.openapi.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("corpus")
class SizeTest {
  /** As many as a model may have, each in three states: what makes the longest methods. */
  private static final int MOST_PROPERTIES = 1_500;

  private static final int MOST_VALUES = 1_500;
  private static final int CHAIN = 5_000;

  private static String each(int count, String yaml) {
    return IntStream.range(0, count)
        .mapToObj(i -> yaml.replace("#", String.valueOf(i)))
        .collect(Collectors.joining());
  }

  private static String contract(int operations, int schemas) {
    return (GeneratedClient.paths(
                each(
                    operations,
                    """
                    /things#/{id}:
                      get:
                        operationId: get
                        tags: [things#]
                        parameters:
                          - {name: id, in: path, required: true, schema: {type: string}}
                          - {name: _limit, in: query, schema: {type: integer}}
                        responses: {'200': {description: x, content: {application/json: {schema: {$ref: '@/components/schemas/Thing#'}}}}}
                    """))
            + "components:\n  schemas:\n"
            + each(
                    schemas,
                    """
                    Thing#:
                      type: object
                      required: [id]
                      properties:
                        id: {type: string, description: The id.}
                        note: {type: [string, 'null']}
                        at: {type: string, format: date-time}
                        status: {type: string, enum: [a, b, c]}
                        parts: {type: array, items: {$ref: '@/components/schemas/Thing#'}}
                        map: {type: object, additionalProperties: {type: integer}}
                        inner: {type: object, properties: {x: {type: number}}}
                    """)
                .indent(4))
        .replace("@/", "#/");
  }

  private static long bytesToGenerate(int operations, int schemas) {
    String contract = contract(operations, schemas);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    GeneratedClient.generate(contract);
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  @Test
  void whatGenerationAllocatesGrowsAsTheContractDoes() {
    bytesToGenerate(3, 5);
    long hundredth = bytesToGenerate(3, 5);
    long tenth = bytesToGenerate(30, 50);
    long whole = bytesToGenerate(300, 500);
    // Without what each run costs, whatever the contract.
    double ratio = (double) (whole - hundredth) / (tenth - hundredth);
    assertTrue(
        ratio < 1.25 * 495 / 45,
        () ->
            "495 schemas more allocate "
                + ratio
                + " times what 45 more do: "
                + List.of(hundredth, tenth, whole));
  }

  @Test
  void aContractOfMoreThanThreeMebibytesIsRead() {
    GeneratedClient client =
        GeneratedClient.of(
            GeneratedClient.schemas(
                "A: {type: object, description: x, properties: {b: {type: string}}}\n"
                    + "# A comment.\n".repeat(300_000)));
    assertEquals("{}", client.roundTrip("A", "{}"));
  }

  @Test
  void aModelOfManyPropertiesCompilesAndRoundTrips() {
    GeneratedClient client =
        GeneratedClient.of(
            GeneratedClient.schemas(
                "Wide:\n  type: object\n  properties:\n"
                    + each(MOST_PROPERTIES, "    a_property_#: {type: [string, 'null']}\n")
                    + "Strict:\n  type: object\n  required: ["
                    + each(MOST_PROPERTIES, "a_property_#, ").replaceAll(", $", "")
                    + "]\n  properties:\n"
                    + each(MOST_PROPERTIES, "    a_property_#: {type: [integer, 'null']}\n")
                    + "Values:\n  type: string\n  enum:\n"
                    + each(MOST_VALUES, "    - value-#\n")));
    String json = "{" + each(MOST_PROPERTIES, "\"a_property_#\":null,").replaceAll(",$", "") + "}";
    assertEquals(json, client.roundTrip("Wide", json));
    assertEquals(json, client.roundTrip("Strict", json));
    assertEquals("\"value-1499\"", client.roundTrip("Values", "\"value-1499\""));
  }

  /** The factory serves 250 with each method, so more of them need no other test. */
  @Test
  void aContractOfMoreTypesThanAMethodHoldsCompiles() {
    GeneratedClient client =
        GeneratedClient.of(
            GeneratedClient.schemas(each(251, "T#: {type: object, properties: {a: {}}}\n")));
    assertEquals("{\"a\":1}", client.roundTrip("T0", "{\"a\":1}"));
    assertEquals("{\"a\":1}", client.roundTrip("T250", "{\"a\":1}"));
  }

  @Test
  void aChoiceOfManyPropertiesCompiles() {
    GeneratedClient client =
        GeneratedClient.of(
            GeneratedClient.schemas(
                IntStream.range(0, 100)
                        .mapToObj(
                            i ->
                                "B%d: {type: object, required: [b%d-0], properties: {%s}}\n"
                                    .formatted(i, i, each(100, "b" + i + "-#: {type: string}, ")))
                        .collect(Collectors.joining())
                    + "Any: {oneOf: ["
                    + each(100, "{$ref: '@/components/schemas/B#'}, ").replace("@/", "#/")
                    + "]}\n"));
    Object value = client.read("Any", "{\"b99-0\":\"a\"}");
    assertEquals("B99", value.getClass().getSimpleName());
  }

  /** Each schema refers to the next, in place of @; the last is an object. */
  private static String chain(String schema) {
    return GeneratedClient.schemas(
        IntStream.range(0, CHAIN)
                .mapToObj(
                    i ->
                        "S%d: %s\n"
                            .formatted(
                                i,
                                schema.replace(
                                    "@", "{$ref: '#/components/schemas/S" + (i + 1) + "'}")))
                .collect(Collectors.joining())
            + "S"
            + CHAIN
            + ": {type: object, properties: {a: {}}}\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{type: object, properties: {next: @}}",
        "{type: object, properties: {next: {type: array, items: @}}}",
        "{oneOf: [@, {type: string}]}",
        "{anyOf: [{type: array, items: @}, {type: string}]}"
      })
  void aChainOfManySchemasIsRead(String schema) {
    Contract contract = Contract.parse(chain(schema));
    assertTrue(ContractModel.of(contract, "").javaNames().size() > CHAIN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{allOf: [@]}", "{oneOf: [@, {type: 'null'}]}"})
  void aChainOfManySchemasDoesNotOverflowTheStackThatMavenGives(String schema) {
    assertEquals("{}", GeneratedClient.of(chain(schema)).roundTrip("S" + CHAIN, "{}"));
  }

  /** Two branches that differ in the type of one property at the end, nested. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        E: {oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]}
        A: {type: object, required: [kids, v], properties: {kids: {type: array, items: {$ref: '#/components/schemas/E'}}, v: {type: integer}}}
        B: {type: object, required: [kids, v], properties: {kids: {type: array, items: {$ref: '#/components/schemas/E'}}, v: {type: string}}}
        """,
        """
        E: {oneOf: [{type: array, items: {$ref: '#/components/schemas/A'}}, {type: array, items: {$ref: '#/components/schemas/B'}}, {type: integer}]}
        A: {type: object, required: [kids, v], properties: {kids: {$ref: '#/components/schemas/E'}, v: {type: integer}}}
        B: {type: object, required: [kids, v], properties: {kids: {$ref: '#/components/schemas/E'}, v: {type: string}}}
        """
      })
  void nestedChoicesAreReadWithoutTryingAgainWhatWasTried(String schemas) {
    GeneratedClient client = GeneratedClient.of(GeneratedClient.schemas(schemas));
    boolean objects = schemas.startsWith("E: {oneOf: [{$ref");
    bytesToRead(client, nested(4, objects));
    long few = bytesToRead(client, nested(8, objects));
    long many = bytesToRead(client, nested(24, objects));
    // Thrice as deep: nine times as much if each level is read once more for each above it.
    assertTrue(many < 12 * few, () -> "24 levels take " + many + " bytes, 8 levels " + few);
  }

  private static String nested(int levels, boolean objects) {
    String json = objects ? "{\"kids\":[],\"v\":\"t\"}" : "5";
    for (int i = 0; i < levels; i++) {
      json =
          objects
              ? "{\"kids\":[" + json + "],\"v\":\"t\"}"
              : "[{\"kids\":" + json + ",\"v\":\"t\"}]";
    }
    return json;
  }

  private static long bytesToRead(GeneratedClient client, String json) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    Object value = client.read("E", json);
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;
    assertEquals(json, client.write("E", value));
    return bytes;
  }
}
