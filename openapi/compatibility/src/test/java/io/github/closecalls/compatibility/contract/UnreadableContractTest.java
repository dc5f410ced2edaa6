package io.github.closecalls.compatibility.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnreadableContractTest {
  /** Ends a comparison that would not end by itself, and none that a busy machine slows down. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path folder;

  private String error(Path after) {
    return assertTimeoutPreemptively(
        PATIENCE,
        () ->
            assertThrows(IllegalArgumentException.class, () -> ContractFile.read(after))
                .getMessage());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          broken YAML      | "openapi: 3.1.0\\npaths: [\\n"                            | neither YAML nor JSON
          broken JSON      | "{\\"openapi\\": \\"3.1.0\\", "                           | neither YAML nor JSON
          a repeated key   | "openapi: 3.1.0\\npaths: {}\\npaths: {}\\n"              | duplicate key
          an empty file    | "\\n\\n"                                                | is empty
          a list           | "- openapi\\n"                                         | without "openapi"
          Swagger 2        | "swagger: '2.0'\\npaths: {}\\n"                         | Swagger 2.0
          OpenAPI 4        | "openapi: 4.0.0\\npaths: {}\\n"                         | OpenAPI 4.0.0
          no such version  | "openapi: 3.1.0x\\npaths: {}\\n"                        | no such version
          a web page       | "<!DOCTYPE html>\\n<p>openapi: 3.1.0</p>\\n"            | neither YAML nor JSON
          a reference that leads nowhere | "openapi: 3.1.0\\ncomponents: {schemas: {A: {$ref: '#/components/schemas/B'}}}\\n" | leads nowhere
          a reference out of the file    | "openapi: 3.1.0\\ncomponents: {schemas: {A: {$ref: 'b.yaml'}}}\\n"               | leads out
          references in a circle         | "openapi: 3.1.0\\ncomponents: {schemas: {A: {$ref: '#/components/schemas/B'}, B: {$ref: '#/components/schemas/A'}}}\\n" | itself
          an allOf in a circle           | "openapi: 3.1.0\\ncomponents: {schemas: {A: {allOf: [{$ref: '#/components/schemas/A'}, {type: object}]}}}\\n"          | itself
          properties that merge for ever | "openapi: 3.1.0\\ncomponents: {schemas: {A: {type: object, properties: {l: {$ref: '#/components/schemas/A'}}}, B: {allOf: [{$ref: '#/components/schemas/A'}, {type: object, properties: {l: {$ref: '#/components/schemas/B'}}}]}}}\\n" | without end
          a parameter in a circle        | "openapi: 3.1.0\\npaths: {/a: {get: {parameters: [{$ref: '#/components/parameters/P'}], responses: {}}}}\\ncomponents: {parameters: {P: {$ref: '#/components/parameters/P'}}}\\n" | itself
          an anchor in a circle          | "openapi: 3.1.0\\ncomponents: &a\\n  schemas: *a\\n"                             | anchor that contains itself
          anchors that multiply          | "openapi: 3.1.0\\nx-a: &a [1, 2, 3, 4, 5, 6, 7, 8, 9, 0]\\nx-b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]\\nx-c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]\\nx-d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]\\nx-e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]\\nx-f: &f [*e, *e, *e, *e, *e, *e, *e, *e, *e, *e]\\nx-g: [*f, *f, *f, *f, *f, *f, *f, *f, *f, *f]\\n" | anchors that multiply
          a list where an object belongs | "openapi: 3.1.0\\npaths: {/a: {get: {responses: [1]}}}\\n"                      | where OpenAPI wants an object
          a text where true belongs      | "openapi: 3.1.0\\npaths: {/a: {get: {deprecated: 'no', responses: {}}}}\\n"      | wants true or false
          """)
  void anUnreadableContractIsRefusedWithAReason(String what, String document, String reason)
      throws IOException {
    Path file = folder.resolve("contract.yaml");
    String unquoted = document.substring(1, document.length() - 1);
    Files.writeString(file, unquoted.replace("\\n", "\n").replace("\\\"", "\""));

    String error = error(file);

    assertTrue(error.contains(reason), () -> what + " should say \"" + reason + "\": " + error);
    assertTrue(error.contains("contract.yaml"), () -> "It should name the file: " + error);
  }

  @Test
  void aFileOf50MegabytesIsRefusedUnread() throws IOException {
    Path file = folder.resolve("huge.yaml");
    try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
      huge.setLength(50L * 1024 * 1024);
    }

    String error = error(file);

    assertTrue(error.contains("larger than 20 MiB"), error);
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    String error = error(folder.resolve("none.yaml"));

    assertTrue(error.contains("There is no contract") && error.contains("none.yaml"), error);
  }

  @Test
  void aFileInAnotherEncodingIsRefused() throws IOException {
    Path file = folder.resolve("latin1.yaml");
    Files.write(file, "openapi: 3.1.0 # \u00e9\n".getBytes(StandardCharsets.ISO_8859_1));

    assertTrue(error(file).contains("not in UTF-8"));
  }

  @Test
  void schemasThatReferToThemselvesAreCompared() {
    String contract =
        """
        openapi: 3.1.0
        info: {title: T, version: "1"}
        paths:
          /a: {get: {operationId: a, responses: {'200': {description: ok, content:
            {application/json: {schema: {$ref: '#/components/schemas/Tree'}}}}}}}
        components:
          schemas:
            Tree: {type: object, properties: {left: {$ref: '#/components/schemas/Tree'}, all: {type: array, items: {$ref: '#/components/schemas/Tree'}}, value: {type: string}}}
            Pet: {type: object, properties: {kind: {type: string}}, oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}], discriminator: {propertyName: kind}}
            Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {type: object, properties: {purrs: {type: boolean}}}]}
            Dog: {allOf: [{$ref: '#/components/schemas/Pet'}, {type: object, properties: {barks: {type: boolean}}}]}
        """;

    assertEquals(
        1,
        assertTimeoutPreemptively(
                PATIENCE,
                () ->
                    Documents.findings(
                        contract,
                        contract.replace("value: {type", "more: {type: string}, value: {type")))
            .stream()
            .filter(change -> change.direction().equals("answer"))
            .count());
  }
}
