package io.github.closecalls.openapi.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What has no correct Java stops the build with the pointer, the construct and the way out. */
class RefusalTest {
  private static String refusal(String contract) {
    return String.valueOf(
        assertThrows(RuntimeException.class, () -> GeneratedClient.generate(contract))
            .getMessage());
  }

  private static String refusalOfSchemas(String schemas) {
    return refusal(GeneratedClient.schemas(schemas));
  }

  /** The smallest contract that is refused so. */
  private static String example(Refusal refusal) {
    return switch (refusal) {
      case NOT_OPENAPI -> "info: {title: t, version: '1'}";
      case SWAGGER -> "swagger: '2.0'";
      case OTHER_VERSION -> "openapi: 4.0.0";
      case UNKNOWN_OPTION, LEFT_OUT_NOTHING -> "";
      case NESTED_TOO_DEEP ->
          "{\"openapi\": \"3.1.0\", \"x\": " + "[".repeat(600) + "]".repeat(600) + "}";
      case TOO_MANY_VALUES ->
          "openapi: 3.1.0\nx0: &x0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n"
              + IntStream.range(1, 8)
                  .mapToObj(i -> "x" + i + ": &x" + i + " [" + ("*x" + (i - 1) + ", ").repeat(10))
                  .collect(Collectors.joining("1]\n", "", "1]\n"));
      case NUMBER_TOO_LONG -> "openapi: 3.1.0\nx-n: 1e999999999\n";
      case REFERENCE_TO_ANCHOR -> schemas("A: {$ref: '#b'}");
      case REFERENCE_OUTSIDE -> schemas("A: {$ref: 'other.yaml#/B'}");
      case REFERENCE_TO_NOTHING -> schemas("A: {$ref: '#/components/schemas/B'}");
      case REFERENCE_TO_ITSELF ->
          paths("/a: {get: {responses: {'200': {$ref: '#/paths/~1a/get/responses/200'}}}}");
      case REFERENCE_AND_MORE ->
          paths(
              """
              /a: {$ref: '#/paths/~1b', get: {responses: {}, operationId: a}}
              /b: {get: {responses: {}}}
              """);
      case REFERENCE_DYNAMIC -> schemas("A: {$dynamicRef: '#b'}");
      case WRONG_FORM -> schemas("A: {type: object, properties: [b]}");
      case MISPLACED_KEYWORD -> paths("/a: {get: {responses: {'200': {schema: {type: string}}}}}");
      case NEW_KEYWORD -> paths("/a: {query: {responses: {}}}");
      case SERVER_WITHOUT_ADDRESS -> paths("/a: {get: {servers: [{url: '{x}'}], responses: {}}}");
      case SCHEMA_OF_ITSELF -> schemas("A: {$ref: '#/components/schemas/A'}");
      case SCHEMA_FALSE -> schemas("A: {type: array, items: false}");
      case UNKNOWN_TYPE -> schemas("A: {type: file}");
      case CHOICE_OF_BOTH_KINDS -> schemas("A: {oneOf: [{type: string}], anyOf: [{type: string}]}");
      case ALL_OF_ITSELF ->
          schemas("A: {properties: {b: {}}, allOf: [{$ref: '#/components/schemas/A'}]}");
      case ALL_OF_OTHER_TYPES -> schemas("A: {allOf: [{type: string}, {type: integer}]}");
      case ALL_OF_TWICE -> schemas("A: {allOf: [{const: a}, {const: b}]}");
      case ALL_OF_WITHOUT_END ->
          schemas(
              """
              A:
                allOf:
                  - {properties: {x: {$ref: '#/components/schemas/A'}}}
                  - {properties: {x: {type: object, description: d}}}
              """);
      case CONTAINERS_TOO_DEEP ->
          schemas("A: " + "{type: array, items: ".repeat(51) + "{}" + "}".repeat(51));
      case OBJECT_TOO_LARGE ->
          schemas(
              "A:\n  type: object\n  properties:\n"
                  + IntStream.range(0, 1_501)
                      .mapToObj(i -> "    p" + i + ": {type: string}\n")
                      .collect(Collectors.joining()));
      case ENUM_TOO_LARGE ->
          schemas(
              "A:\n  type: string\n  enum:\n"
                  + IntStream.range(0, 1_501)
                      .mapToObj(i -> "  - v" + i + "\n")
                      .collect(Collectors.joining()));
      case PARAMETER_ELSEWHERE ->
          paths("/a: {get: {parameters: [{name: b, in: body}], responses: {}}}");
      case PLACEHOLDER_IN_QUERY -> paths("'/a?b={c}': {get: {responses: {}}}");
      case BODY_WITHOUT_MEANING ->
          paths("/a: {get: {requestBody: {required: true, content: {}}, responses: {}}}");
    };
  }

  /** Refused before the contract is read. */
  private static void refusedOption() {
    RetrofitMoshiCodegen codegen = new RetrofitMoshiCodegen();
    codegen.additionalProperties().put("dateLibrary", "java8");
    codegen.processOpts();
  }

  /** Without OpenAPI Generator, whose parser is slow at what is refused for its size. */
  private static void compute(String document) {
    Contract contract = ClosedWorld.of(Contract.parse(document));
    Types types = new Types(contract, "org.example.model", Set.of(), false);
    new Operations(contract, types, "").apis();
    types.declarations();
  }

  private static String schemas(String yaml) {
    return GeneratedClient.schemas(yaml);
  }

  private static String paths(String yaml) {
    return GeneratedClient.paths(yaml);
  }

  @ParameterizedTest
  @EnumSource
  void eachSaysThePlaceTheConstructAndTheWayOut(Refusal refusal) {
    String construct =
        Arrays.stream(refusal.construct().split("%s", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(".+"));
    String message =
        String.valueOf(
            assertThrows(
                    UnsupportedConstructException.class,
                    () -> {
                      if (refusal == Refusal.UNKNOWN_OPTION) {
                        refusedOption();
                      }
                      if (refusal == Refusal.LEFT_OUT_NOTHING) {
                        LeftOut.of(Contract.parse("openapi: 3.1.0"), "#/paths/~1a");
                      }
                      compute(example(refusal));
                    },
                    refusal::name)
                .getMessage());

    assertTrue(
        message.matches(
            "Cannot generate Java for the contract at #(/.*)?: "
                + construct
                + "\\. "
                + Pattern.quote(refusal.wayOut())),
        () -> "The example of " + refusal + " should be refused as such, but: " + message);
  }

  @Test
  void aReferenceThatLeadsNowhere() {
    assertEquals(
        "Cannot generate Java for the contract at #/components/schemas/A/properties/b/$ref: the"
            + " reference #/components/schemas/B leads nowhere. Correct it, or add what it names to"
            + " the contract",
        refusalOfSchemas("A: {type: object, properties: {b: {$ref: '#/components/schemas/B'}}}"));
  }

  @Test
  void aReferenceToItself() {
    assertEquals(
        "Cannot generate Java for the contract at #/components/schemas/A: a schema that refers to"
            + " itself. Refer to another one",
        refusalOfSchemas("A: {$ref: '#/components/schemas/B'}\nB: {$ref: '#/components/schemas/A'}")
            .lines()
            .findFirst()
            .orElse(""));
  }

  @Test
  void anAllOfOfItself() {
    String refusal =
        refusalOfSchemas("A: {properties: {b: {}}, allOf: [{$ref: '#/components/schemas/A'}]}");
    assertTrue(
        refusal.contains("#/components/schemas/A: allOf that leads back to itself"), refusal);
  }

  @Test
  void aReferenceOutOfTheDocument() {
    String refusal =
        refusalOfSchemas("A: {type: object, properties: {b: {$ref: 'other.yaml#/B'}}}");
    assertTrue(
        refusal.contains("properties/b/$ref: the reference other.yaml#/B, which leads out"),
        refusal);
    assertTrue(refusal.contains("Bundle the contract"), refusal);
  }

  @Test
  void aReferenceToAnAnchor() {
    String refusal = refusalOfSchemas("A: {type: object, properties: {b: {$ref: '#b'}}}");
    assertTrue(refusal.contains("the reference #b to an anchor"), refusal);
  }

  @Test
  void aSchemaThatNoValueMeets() {
    String refusal =
        refusalOfSchemas("A: {type: array, items: {allOf: [{type: string}, {type: integer}]}}");
    assertTrue(
        refusal.contains("#/components/schemas/A/items: allOf with parts of the types"), refusal);
  }

  @Test
  void anUnknownType() {
    String refusal = refusalOfSchemas("A: {type: file}");
    assertTrue(refusal.contains("#/components/schemas/A: the unknown type file"), refusal);
  }

  @Test
  void aModelThatNoClassFileCanHold() {
    String refusal =
        refusalOfSchemas(
            "A:\n  type: object\n  properties:\n"
                + IntStream.range(0, 3000)
                    .mapToObj(i -> "    p" + i + ": {type: [string, 'null']}\n")
                    .collect(Collectors.joining()));
    assertTrue(refusal.contains("#/components/schemas/A: an object of 3000 properties"), refusal);
  }

  @Test
  void anEnumThatNoClassFileCanHold() {
    String refusal =
        refusalOfSchemas(
            "A:\n  type: string\n  enum:\n"
                + IntStream.range(0, 3000)
                    .mapToObj(i -> "  - v" + i + "\n")
                    .collect(Collectors.joining()));
    assertTrue(refusal.contains("#/components/schemas/A: an enum of 3000 values"), refusal);
  }

  @Test
  void aParameterInAPlaceThatOpenApiDoesNotHave() {
    String refusal =
        refusal(
            GeneratedClient.paths(
                "/a: {get: {parameters: [{name: b, in: body, schema: {type: string}}], responses: {}}}"));
    assertTrue(refusal.contains("#/paths/~1a/get/parameters/0: a parameter in body"), refusal);
  }

  @Test
  void aRequiredBodyOfGet() {
    String refusal =
        refusal(
            GeneratedClient.paths(
                "/a: {get: {requestBody: {required: true, content: {application/json: {schema: {type:"
                    + " string}}}}, responses: {}}}"));
    assertTrue(refusal.contains("#/paths/~1a/get/requestBody: a request body of GET"), refusal);
  }

  @Test
  void aDocumentOfAnotherKind() {
    String refusal =
        refusal(
            "{\"swagger\": \"2.0\", \"info\": {\"title\": \"t\", \"version\": \"1\"}, \"paths\": {}}");
    assertTrue(refusal.contains("Convert it to OpenAPI 3.0, 3.1 or 3.2 first"), refusal);
  }

  private static final String SEVERAL =
      GeneratedClient.paths(
              """
              /a: {get: {operationId: a, requestBody: {required: true, content: {application/json: {schema: {}}}}, responses: {}}}
              /b: {get: {operationId: b, responses: {'200': {description: x, content: {application/json: {schema: {$ref: '#/components/schemas/B'}}}}}}}
              /c: {query: {responses: {}}}
              """)
          + """
          components:
            schemas:
              A: {allOf: [{type: string}, {type: integer}]}
              B: {type: object, properties: {a: {$ref: '#/components/schemas/A'}, c: {$ref: '#/components/schemas/Missing'}}}
              C: {type: object, properties: {c: {type: string}}, schema: {}}
              D: {allOf: [{$ref: '#/components/schemas/A'}]}
          """;

  @Test
  void allThatIsRefusedIsSaidInOneRunEachOnALineAndOnce() {
    List<String> places =
        refusal(SEVERAL)
            .lines()
            .map(
                line ->
                    line.replaceAll("Cannot generate Java for the contract at (#[^:]*): .*", "$1"))
            .toList();
    assertEquals(
        List.of(
            "#/paths/~1c/query",
            "#/components/schemas/C/schema",
            "#/components/schemas/B/properties/c/$ref",
            "#/components/schemas/A",
            "#/paths/~1a/get/requestBody"),
        places);
  }

  @Test
  void aRefusalHasNoStackTrace() {
    UnsupportedConstructException refused =
        assertThrows(UnsupportedConstructException.class, () -> compute("openapi: 4.0.0"));
    assertEquals(0, refused.getStackTrace().length);
  }

  @Test
  void whatIsRefusedCanBeLeftOutAndTheRestIsGenerated() {
    GeneratedClient client =
        GeneratedClient.without(
            "/paths/~1a/get #/paths/~1c /components/schemas/C\n"
                + " #/components/schemas/B/properties/c/$ref #/components/schemas/A",
            SEVERAL);
    assertEquals("{\"a\":1,\"c\":[]}", client.roundTrip("B", "{\"a\":1,\"c\":[]}"));
    assertEquals(1, client.api("DefaultApi").getMethods().length);
  }
}
