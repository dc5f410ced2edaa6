package io.github.closecalls.openapi.generator;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContractCheckTest {
  @TempDir Path folder;

  private void check(String rest) throws IOException {
    Path file = Files.writeString(folder.resolve("contract.yaml"), "openapi: 3.1.0\n" + rest);
    ContractCheck.main(new String[] {file.toString()});
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "paths: {/a: {$ref: 'http://127.0.0.1:1/a.yaml'}}",
        "components: {schemas: {A: {type: array, items: {$ref: 'b.yaml#/B'}}}}",
        "components: {schemas: {A: {properties: {default: {$ref: 'b.yaml'}}}}}",
        "x-a: [{$ref: 'https://a.example/b'}]"
      })
  void aReferenceToAnotherDocumentIsRefusedWithItsPlace(String rest) {
    String message =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> check(rest)).getMessage());

    assertTrue(message.contains("$ref: the reference"), message);
  }

  @Test
  void whatStandsInTheDocumentIsNot() {
    assertDoesNotThrow(
        () ->
            check(
                "components: {schemas: {A: {$ref: '#/components/schemas/B'},"
                    + " B: {example: {$ref: 'https://a.example/b'}}}}"));
  }
}
