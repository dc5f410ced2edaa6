package io.github.closecalls.openapi.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether {@link PublishedExamples} finds the examples of a contract, and what is wrong in one. */
class PublishedExamplesTest {
  /** An example at each place that has one, where %s is a good one of a schema. */
  private static String contract(String example) {
    return GeneratedClient.paths(
            """
            /a:
              post:
                operationId: a
                requestBody:
                  content: {application/json: {schema: {$ref: '#/components/schemas/A'}, example: {at: '2020-01-01T00:00:00Z'}}}
                responses:
                  '200': {description: x, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/A'}}, examples: {one: {value: [{}, {b: 1}]}, two: {$ref: '#/components/examples/Two'}}}}}
            """)
        + """
        components:
          examples: {Two: {value: [{b: 2}]}}
          schemas:
            A: {type: object, properties: {at: {type: string, format: date-time}, b: {type: integer}}, example: %s}
        """
            .formatted(example);
  }

  private static final GeneratedClient CLIENT = GeneratedClient.of(contract("{b: 3}"));

  @Test
  void examplesAreFoundWhereverTheyStand() {
    assertEquals(5, PublishedExamples.check(CLIENT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{at: yesterday}", "{b: null}", "{b: '3'}"})
  void anExampleThatIsNotAsItsSchemaSaysIsTold(String example) {
    AssertionError error =
        assertThrows(
            AssertionError.class, () -> PublishedExamples.check(CLIENT, contract(example)));
    assertTrue(String.valueOf(error.getMessage()).contains("An example is valid"), error::toString);
  }
}
