package io.github.closecalls.compatibility.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.closecalls.compatibility.rule.Rule;
import io.github.closecalls.compatibility.rule.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A component that an answer holds, and a request reaches by a way that the gate does not follow.
 */
class ReachedComponentTest {
  private static final String CONTRACT =
      """
      openapi: 3.1.0
      info: {title: T, version: '1'}
      paths:
        /x/:
          post:
            operationId: create
            tags: [x]
            requestBody: {content: {application/json: {schema: {type: object, properties: {a: SCHEMA}}}}}
            responses:
              '200':
                description: ok
                content:
                  application/json:
                    schema: {type: object, properties: {p: {$ref: '#/components/schemas/Phone'}}}
      components:
        schemas:
          Phone: {type: object, properties: {n: {type: string}}}
          Pet: {type: object, properties: {kind: {type: string}}, discriminator: {propertyName: kind, mapping: {phone: Phone}}}
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{type: object, patternProperties: {^x: {$ref: '#/components/schemas/Phone'}}}",
        "{type: array, prefixItems: [{$ref: '#/components/schemas/Phone'}]}",
        "{type: array, contains: {$ref: '#/components/schemas/Phone'}}",
        "{type: object, unevaluatedProperties: {$ref: '#/components/schemas/Phone'}}",
        "{type: array, unevaluatedItems: {$ref: '#/components/schemas/Phone'}}",
        "{type: object, propertyNames: {$ref: '#/components/schemas/Phone'}}",
        "{type: object, dependentSchemas: {a: {$ref: '#/components/schemas/Phone'}}}",
        "{type: object, if: {required: [a]}, then: {$ref: '#/components/schemas/Phone'}}",
        "{type: object, not: {$ref: '#/components/schemas/Phone'}}",
        "{$ref: '#/components/schemas/Pet'}"
      })
  void isUsedByTheRequestAsWell(String schema) {
    // A component that nothing refers to counts as used both ways, with all that it leads to.
    String contract =
        (schema.contains("Pet") ? CONTRACT : CONTRACT.replaceAll("    Pet: .*\n", ""))
            .replace("SCHEMA", schema);
    String shorter = contract.replace("n: {type: string}", "n: {type: string, maxLength: 9}");

    assertEquals(
        List.of(Rule.LIMIT_TIGHTENED),
        Documents.findings(contract, shorter).stream().map(finding -> finding.rule()).toList());
    assertEquals(
        Severity.BREAKING, Documents.worst(Documents.findings(contract, shorter)).orElseThrow());
  }

  @Test
  void isNotUsedByARequestThatDoesNotReachIt() {
    String contract = CONTRACT.replace("SCHEMA", "{type: string}").replaceAll("    Pet: .*\n", "");
    String shorter = contract.replace("n: {type: string}", "n: {type: string, maxLength: 9}");

    assertEquals(
        Severity.ADDITIVE, Documents.worst(Documents.findings(contract, shorter)).orElseThrow());
  }
}
