package io.github.closecalls.openapi.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContractModelTest {
  private static ContractModel model(String schemas) {
    return ContractModel.of(
        Contract.parse(
            """
            openapi: 3.1.0
            info: {title: T, version: '1'}
            paths:
              /thing/: {get: {operationId: x_list, tags: [x_things], responses: {'204': {description: ok}}}}
            components:
              schemas:
            """
                + schemas.indent(4)),
        "x_");
  }

  @Test
  void itSaysWhatJavaCallsThings() {
    ContractModel model = model("Thing: {type: object, properties: {made_at: {type: string}}}");

    assertEquals(
        "{ThingsApi.xList=/paths/~1thing~1/get, Thing=/components/schemas/Thing,"
            + " Thing.madeAt=/components/schemas/Thing/properties/made_at}",
        model.javaNames().toString());
  }

  @ParameterizedTest(name = "{0} allows null: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {type: string, allOf: [{maxLength: 5}]}                                          | false
          {type: object, properties: {id: {type: string}}, allOf: [{required: [id]}]}      | false
          {type: [string, 'null'], allOf: [{maxLength: 5}]}                                | true
          {type: object, allOf: [{$ref: '#/components/schemas/OrNull'}]}                   | false
          {type: [object, 'null'], allOf: [{$ref: '#/components/schemas/OrNull'}]}         | true
          {properties: {b: {type: string}}, allOf: [{$ref: '#/components/schemas/OrNull'}]} | true
          {allOf: [{$ref: '#/components/schemas/OrNull'}, {type: object}]}                 | false
          {allOf: [{type: string}, {description: Said.}]}                                  | false
          """)
  void nullIsAllowedIfEachPartThatHasAShapeAllowsIt(String schema, boolean allowed) {
    ContractModel model =
        model("OrNull: {type: [object, 'null'], properties: {a: {type: string}}}\nA: " + schema);

    assertEquals(
        allowed, model.allowsNull(model.contract().root().at("components").at("schemas").at("A")));
  }

  @Test
  void partsThatLeadBackToEachOtherAreRefusedAndDoNotMultiply() {
    String message =
        assertTimeoutPreemptively(
            Duration.ofMinutes(2),
            () ->
                assertThrows(
                        IllegalArgumentException.class,
                        () ->
                            model(
                                """
                                A: {allOf: [{$ref: '#/components/schemas/P'}, {$ref: '#/components/schemas/Q'}]}
                                P: {type: object, properties: {x: {allOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/P'}]}}}
                                Q: {type: object, properties: {x: {allOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/Q'}]}}}
                                """))
                    .getMessage());

    assertTrue(message.contains("merge without end"), message);
  }

  @Test
  void aSchemaIsFollowedToWhereItLeads() {
    ContractModel model =
        model(
            """
            A: {anyOf: [{$ref: '#/components/schemas/B'}, {type: 'null'}]}
            B: {allOf: [{$ref: '#/components/schemas/C'}, {required: [c], properties: {d: {type: string}}}]}
            C: {type: object, properties: {c: {type: string}}}
            """);
    Node schemas = model.contract().root().at("components").at("schemas");

    assertEquals("[c]", String.valueOf(model.effective(schemas.at("A")).at("required").value()));
    assertEquals("[object]", model.types(model.effective(schemas.at("A"))).toString());
    assertEquals("B", model.javaType(schemas.at("A")));
    assertTrue(model.isNull(schemas.at("A").at("anyOf").items().get(1)));
  }
}
