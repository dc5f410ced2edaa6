package io.github.closecalls.openapi.generator;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The comparison sees a model that reads less, or more, than its contract allows. */
class ValidatorAgreementTest {
  private static final String NARROW =
      GeneratedClient.schemas(
          "A: {type: object, required: [a], properties: {a: {type: integer}}}\n");
  private static final String WIDE =
      GeneratedClient.schemas(
          "A: {type: object, required: [a], properties: {a: {type: [integer, string]}}}\n");

  @Test
  void aModelThatDoesNotReadWhatIsValidIsSeen() {
    assertSees("What is valid is read", GeneratedClient.of(NARROW), WIDE);
  }

  @Test
  void aModelThatReadsWhatIsInvalidIsSeen() {
    assertSees("What is invalid is refused", GeneratedClient.of(WIDE), NARROW);
  }

  private static void assertSees(String law, GeneratedClient client, String contract) {
    AssertionError error =
        assertThrows(AssertionError.class, () -> ValidatorAgreement.check(client, contract, 50, 1));
    assertTrue(String.valueOf(error.getMessage()).startsWith(law), error::getMessage);
  }
}
