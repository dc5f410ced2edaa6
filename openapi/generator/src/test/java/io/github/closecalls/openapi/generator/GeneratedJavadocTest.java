package io.github.closecalls.openapi.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratedJavadocTest {
  private static final GeneratedClient CLIENT =
      GeneratedClient.of(
          GeneratedClient.paths(
                  """
              /a:
                get:
                  tags: [docs]
                  operationId: get
                  summary: Gets it
                  description: At length.
                  deprecated: true
                  parameters: [{name: _limit, in: query, description: "How many\\n\\n* one\\n* two", schema: {type: integer}}]
                  responses: {'204': {description: x}}
              """)
              + """
              components:
                schemas:
                  A:
                    type: object
                    description: "evil */ @see {@link x} <script> \\\\u0041 & `code` */"
                    properties:
                      size: {type: integer, format: int32, minimum: 1, maximum: 9, default: 5, description: The size.}
                      code: {type: string, minLength: 2, pattern: '^*/$', readOnly: true}
                      old: {type: string, deprecated: true, writeOnly: true}
                      status: {type: string, enum: [a, b]}
              """);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The size.",
        "format {@code int32}",
        "minimum {@code 1}",
        "maximum {@code 9}",
        "{@code 5} if absent",
        "read-only",
        "write-only",
        "@deprecated",
        "{@code size}",
        "{@code #/components/schemas/A}"
      })
  void whatTheContractSaysOfAPropertyIsSaid(String text) {
    assertTrue(CLIENT.modelSource("A").replaceAll("\\s+\\*\\s+", " ").contains(text), text);
  }

  @Test
  void aDescriptionCannotEndTheCommentOrMarkAnythingUp() {
    String comment = CLIENT.modelSource("A").replaceAll("\\s+\\*\\s+", " ");
    assertTrue(
        comment.contains(
            "evil *&#47; &#64;see &#123;&#64;link x&#125; &#60;script&#62; &#92;u0041 &#38; {@code code} *&#47;"),
        comment);
  }

  @Test
  void theListedValuesAreSaidWhereTheyAreDeclared() {
    assertTrue(CLIENT.modelSource("AStatus").contains("/** The value {@code a}. */"));
  }

  @Test
  void theSummaryComesFirst() {
    String source = CLIENT.apiSource("DocsApi");
    assertTrue(source.contains("   * Gets it.\n   *\n   * <p>At length.\n"), source);
    assertTrue(source.contains("@deprecated The contract deprecates it."));
    assertTrue(source.contains("{@code GET /a}"));
  }

  @Test
  void aParameterIsDescribedOnOneLine() {
    assertTrue(
        CLIENT.apiSource("DocsApi").contains("@param _limit How many one two (null leaves it out)"),
        CLIENT.apiSource("DocsApi"));
  }

  @ParameterizedTest
  @CsvSource({
    "a,{@code a}",
    "a}b,<code>a&#125;b</code>",
    "*/,<code>*&#47;</code>",
    "'  ',(2 blanks)"
  })
  void aNameIsCode(String text, String html) {
    assertEquals(html, JavadocText.code(text));
  }

  @Test
  void linesEndBeforeTheHundredthColumn() {
    List<String> lines =
        JavadocText.comment(4, List.of("word ".repeat(100), "@param x " + "y ".repeat(100)));
    assertFalse(lines.stream().anyMatch(line -> line.length() > 100));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\\n",
        "&nbsp;",
        "<!-- x -->",
        "\\u200b",
        "<br>",
        "<p></p>",
        "[]()",
        "# ",
        "- "
      })
  void aDescriptionInWhichNothingIsToBeSeenBreaksNothing(String blank) {
    String words = "summary: '@', description: '@'".replace("'@'", "\"" + blank + "\"");
    String description = words.substring(words.indexOf("description"));
    GeneratedClient.of(
        GeneratedClient.paths(
                    "/a: {post: {operationId: a, @2, parameters: [{name: q, in: query, @1, schema: {@1}}],"
                        + " requestBody: {@1, required: true, content: {application/json: {schema: {@1,"
                        + " type: object, properties: {b: {@1, type: string}}}}}}, responses: {}}}")
                .replace("@1", description)
                .replace("@2", words)
            + "components: {schemas: {E: {@, oneOf: [{const: a, @}, {const: b}]}}}\n"
                .replace("@", description));
  }
}
