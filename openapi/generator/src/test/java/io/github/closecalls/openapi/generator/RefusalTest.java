package io.github.closecalls.openapi.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

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
        "Cannot generate Java for the contract at #/components/schemas/A: a schema that names"
            + " itself. Let it name another one",
        refusalOfSchemas(
            "A: {$ref: '#/components/schemas/B'}\nB: {$ref: '#/components/schemas/A'}"));
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
    assertTrue(refusal.contains("Convert it to OpenAPI 3.0 or 3.1 first"), refusal);
  }
}
