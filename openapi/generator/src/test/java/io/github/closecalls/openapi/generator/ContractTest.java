package io.github.closecalls.openapi.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContractTest {
  private static Node parse(String rest) {
    return Contract.parse("openapi: 3.1.0\n" + rest).root();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"no", "yes", "on", "2013-02-01", "1_000", "0x1F", "12:30", "1.0.2", "010"})
  void whatOnlyOlderYamlReadsOtherwiseIsAText(String text) {
    assertEquals(text, parse("a: " + text).at("a").value());
  }

  @Test
  void numbersAreExact() {
    assertEquals(
        new BigInteger("18446744073709551615"), parse("a: 18446744073709551615").at("a").value());
    assertEquals(new BigDecimal("1.10"), parse("a: 1.10").at("a").value());
  }

  @Test
  void objectsMayBeNestedAsDeepInYamlAsInJson() {
    String inner = "{a: ".repeat(200) + "1" + "}".repeat(200);

    assertEquals(
        parse("a: " + inner),
        Contract.parse("{\"openapi\": \"3.1.0\", \"a\": " + inner.replace("a:", "\"a\":") + "}")
            .root());
  }

  @Test
  void keysThatAreNoStringsBecomeStrings() {
    assertEquals("x", parse("a: {200: x, true: y}").at("a").at("200").value());
  }

  @Test
  void anchorsAndMergeKeysAreFollowed() {
    Node root = parse("a: &a {b: 1, c: 2}\nd: {<<: *a, c: 3}");
    assertEquals(BigInteger.ONE, root.at("d").at("b").value());
    assertEquals(BigInteger.valueOf(3), root.at("d").at("c").value());
  }

  @Test
  void anAnchorThatLeadsBackToItselfIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> parse("a: &a {b: *a}"));
  }

  @Test
  void aKeyThatStandsTwiceIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> parse("a: 1\na: 2"));
  }

  @Test
  void tabsAndEscapesOfJsonAreRead() {
    Node root =
        Contract.parse("{\n\t\"openapi\": \"3.0.0\", \"a\\/b\": \"\\ud83d\\ude00\"}").root();
    assertEquals("\uD83D\uDE00", root.at("a/b").value());
  }

  @ParameterizedTest
  @CsvSource({
    "'',a document without \"openapi\"",
    "'swagger: ''2.0''',Swagger 2.0",
    "openapi: 2.0,OpenAPI 2.0",
    "openapi: 3.3.0,OpenAPI 3.3.0"
  })
  void anythingButOpenApi30To32IsRefused(String document, String construct) {
    String message =
        String.valueOf(
            assertThrows(UnsupportedConstructException.class, () -> Contract.parse(document))
                .getMessage());
    assertTrue(message.contains(construct), message);
  }

  @ParameterizedTest
  @CsvSource({"#/a~1b/c~0d,1", "#/%C3%BC/0,2", "#/e f,3", "#/g%25h,4", "#/g%h,4"})
  void aPointerIsFollowed(String pointer, BigInteger value) {
    Contract contract =
        Contract.parse(
            "openapi: 3.1.0\na/b: {c~d: 1}\nü: [2]\ne f: 3\ng%h: 4\n$ref: '" + pointer + "'");
    assertEquals(value, contract.resolve(contract.root().at("$ref")).value());
  }

  @Test
  void lineEndsOfWindowsAndAByteOrderMarkDoNoHarm() {
    GeneratedClient client =
        GeneratedClient.of(
            "\uFEFF"
                + GeneratedClient.schemas(
                        """
                        A:
                          description: |
                            One.

                            * two
                            * three
                          type: object
                          properties: {b: {type: string}}
                        """)
                    .replace("\n", "\r\n"));
    assertEquals("{\"b\":\"c\"}", client.roundTrip("A", "{\"b\":\"c\"}"));
  }

  @Test
  void aContractWithoutPathsAndSchemasHasBothPackagesAllTheSame() {
    GeneratedClient client =
        GeneratedClient.of("openapi: 3.1.0\ninfo: {title: None, version: '1'}");
    assertEquals(0, client.models().size());
    assertEquals("NoOperations", client.api("NoOperations").getSimpleName());
  }

  @Test
  void aDocumentOfOpenApi32ThatUsesNothingNewIsTaken() {
    GeneratedClient client =
        GeneratedClient.of(
            GeneratedClient.paths(
                        """
                    /a: {get: {operationId: a, responses: {'200': {summary: s, content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}}}}
                    """)
                    .replace("3.1.0", "3.2.0")
                + """
                tags: [{name: t, kind: nav, summary: s}]
                components: {schemas: {A: {type: object, properties: {b: {type: [string, 'null']}}}}}
                """);
    assertEquals("{\"b\":null}", client.roundTrip("A", "{\"b\":null}"));
    assertEquals(1, client.api("DefaultApi").getMethods().length);
  }
}
