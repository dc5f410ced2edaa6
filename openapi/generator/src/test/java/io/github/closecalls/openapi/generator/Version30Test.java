package io.github.closecalls.openapi.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.squareup.moshi.JsonDataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Version30Test {
  private static final GeneratedClient CLIENT =
      GeneratedClient.of(
          """
          openapi: 3.0.3
          info: {title: Test, version: '1'}
          paths: {}
          components:
            schemas:
              Status: {type: string, enum: [a, b, null], nullable: true}
              Base: {type: object, required: [n], properties: {n: {type: string, nullable: true}}}
              Heir: {allOf: [{$ref: '#/components/schemas/Base'}, {properties: {m: {type: string}}}]}
              Maybe: {type: object, nullable: true, properties: {a: {type: string}}}
              Holder:
                type: object
                properties:
                  text: {type: string, nullable: true}
                  status: {$ref: '#/components/schemas/Status'}
                  beside: {$ref: '#/components/schemas/Base', nullable: true}
                  wrapped: {nullable: true, allOf: [{$ref: '#/components/schemas/Base'}]}
                  any: {anyOf: [{$ref: '#/components/schemas/Status'}, {type: string}]}
                  list: {type: array, nullable: true, items: {type: string, nullable: true}}
                  all: {allOf: [{$ref: '#/components/schemas/Maybe'}, {type: object, nullable: true, properties: {b: {type: string}}}]}
                  size: {type: integer, minimum: 0, exclusiveMinimum: true}
          """);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text|null",
        "status|null",
        "beside|null",
        "wrapped|null",
        "any|null",
        "list|null",
        "list|[null,\"a\"]",
        "all|null",
        "all|{\"a\":\"x\",\"b\":\"y\"}",
        "wrapped|{\"n\":null}",
        "size|1"
      })
  void nullableIsAKeyword(String property, String value) {
    String json = "{\"" + property + "\":" + value + "}";
    assertEquals(json, CLIENT.roundTrip("Holder", json));
  }

  @Test
  void nullableIsInherited() {
    assertEquals("{\"n\":null,\"m\":\"x\"}", CLIENT.roundTrip("Heir", "{\"n\":null,\"m\":\"x\"}"));
  }

  @Test
  void whatIsNotNullableIsNot() {
    assertThrows(JsonDataException.class, () -> CLIENT.readStrictly("Holder", "{\"size\":null}"));
  }
}
