package io.github.closecalls.openapi.generator;

import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Descriptions become Javadoc that doclint takes, whatever they are. */
class MarkdownTest {
  /** Printed with a failure; {@code -Dseed=} repeats it. */
  private static final long SEED = Long.getLong("seed", System.nanoTime());

  private static final List<String> TOKENS =
      List.of(
          "*",
          "**",
          "***",
          "_",
          "__",
          "`",
          "``",
          "```\n",
          "~~~\n",
          "[",
          "](",
          ")",
          "![",
          "]",
          "](https://a.b/c?d=e&f#g)",
          "](/relative)",
          "](https://a.b/(c) \"t\")",
          "<b>",
          "</b>",
          "<i>",
          "</i>",
          "<em>",
          "</em>",
          "<a href=\"https://a.b\">",
          "<a>",
          "</a>",
          "<code>",
          "</code>",
          "<br/>",
          "<br>",
          "<p>",
          "</p>",
          "<ul>",
          "</ul>",
          "<ol>",
          "<li>",
          "</li>",
          "<script>",
          "<!--",
          "-->",
          "<https://a.b>",
          "<https://a b>",
          "* ",
          "- ",
          "1. ",
          "2) ",
          "# ",
          "---\n",
          "\n",
          "\n\n",
          "  ",
          "\t",
          "\\",
          "\\*",
          "\\u0041",
          "&amp;",
          "&lt;",
          "&#9;",
          "&#42;",
          "&nope;",
          "&",
          "{@link x}",
          "{@code",
          "{",
          "}",
          "@see",
          "@",
          "/",
          "*/",
          "/**",
          "\u0001",
          "\u00a0",
          "\u2003",
          "\u200b",
          "\u2028",
          "\ud83d\ude00",
          "\ud83d",
          "word",
          "a b",
          "snake_case",
          "注意",
          "x",
          ".",
          ",");

  private static List<String> html(String markdown) {
    return JavadocText.paragraphs(Markdown.parse(markdown));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*status*: defaults to `completed` | <em>status</em>: defaults to {@code completed}",
        "_a_ and __b__ and ***c*** | <em>a</em> and <strong>b</strong> and"
            + " <strong><em>c</em></strong>",
        "**a *b* c** | <strong>a <em>b</em> c</strong>",
        "*a _b_ c* | <em>a b c</em>",
        "snake_case, 2 * 3 * 4, 2*3*4, /v1/*.json | snake_case, 2 * 3 * 4, 2*3*4, /v1/*.json",
        "**注意**我 | <strong>注意</strong>我",
        "[the docs](https://a.b/c?d=e&f) | <a href=\"https://a.b/c?d=e&amp;f\">the docs</a>",
        "[the docs](https://a.b/c_(d) \"Title\") | <a href=\"https://a.b/c_(d)\">the docs</a>",
        "[elsewhere](#/calls), [bad](javascript:alert) | elsewhere, bad",
        "<https://a.b> | <a href=\"https://a.b\">https://a.b</a>",
        "[not a link] (x), a[0] | [not a link] (x), a[0]",
        "[*a*](https://a.b) | <a href=\"https://a.b\"><em>a</em></a>",
        "![logo](https://a.b/c.png) | <a href=\"https://a.b/c.png\">logo</a>",
        "``a `b` c`` | <code>a &#96;b&#96; c</code>",
        "`*a*` and `<b>` | {@code *a*} and {@code <b>}",
        "<b>a</b> <i>b</i> <code>c &lt; d</code> | <strong>a</strong> <em>b</em> {@code c < d}",
        "<a class='x' href='https://a.b'>c</a> | <a href=\"https://a.b\">c</a>",
        "a<br/>b | a<br>b",
        "\\*a\\* \\x | *a* &#92;x",
        "&lt;a&gt; &amp; &nope; | &#60;a&#62; &#38; &#38;nope;",
        "*a **b* c</b> <em>d | <em>a **b</em> c&#60;/b&#62; &#60;em&#62;d",
        "<script>alert</script> | &#60;script&#62;alert&#60;/script&#62;",
        "*a */ b | *a *&#47; b",
        "<b></b>a | a",
        "# Title ## | <strong>Title</strong>"
      })
  void aLineIsHtml(String markdown, String html) {
    assertEquals(List.of(html), html(markdown));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "One\\r\\n\\r\\nTwo:\\n* a\\n  b\\n* c | One, <p>Two:, <ul>, <li>a b, <li>c, </ul>",
        "A:\\n\\n- b\\n\\n- c\\n\\nd | A:, <ul>, <li>b, <li>c, </ul>, <p>d",
        "A:\\n1. b\\n2. c | A:, <ol>, <li>b, <li>c, </ol>",
        "It was in\\n1984. Then | It was in 1984. Then",
        "* a | One of these:, <ul>, <li>a, </ul>",
        "<p>a</p><p>b</p> | a, <p>b",
        "a<ul><li>b</li><li><p>c</p></li></ul>d | a, <ul>, <li>b, <li>c, </ul>, <p>d",
        "a<ol>\\n<li>b\\n</ol> | a, <ol>, <li>b, </ol>",
        "`<li>` is code | {@code <li>} is code",
        "Title\\n=====\\na\\n***\\nb | Title, <p>a, <p>b",
        "a\\n```json\\n{\\n  <b> */\\n```\\nc | a, <pre>~&#123;~  &#60;b&#62; *&#47;~</pre>, <p>c",
        "```\\nnever closed | For example:, <pre>~never closed~</pre>"
      })
  void blocksAreHtml(String markdown, String html) {
    String text = markdown.replace("\\n", "\n").replace("\\r", "\r");
    assertEquals(
        html, html(text).stream().map(p -> p.replace("\n", "~")).collect(Collectors.joining(", ")));
  }

  @Test
  void aTagHasItsBlocksOnOneLine() {
    assertEquals(
        "How many: <em>one</em> two {@code x}",
        JavadocText.line(Markdown.parse("How many:\n\n* *one*\n* two\n\n```\nx\n```")));
  }

  /** With all of doclint, as the build of users may have it. */
  @Test
  void noDescriptionBreaksTheCommentItBecomes() {
    Random random = new Random(SEED);
    String properties =
        IntStream.range(0, 400)
            .mapToObj(
                i ->
                    "\"p%d\":{\"type\":\"string\",\"description\":%s}"
                        .formatted(i, Literals.string(description(random))))
            .collect(Collectors.joining(","));
    String parameters =
        IntStream.range(0, 60)
            .mapToObj(
                i ->
                    "{\"name\":\"p%d\",\"in\":\"query\",\"schema\":{\"type\":\"string\"},\"description\":%s}"
                        .formatted(i, Literals.string(description(random))))
            .collect(Collectors.joining(","));
    String contract =
        """
        {"openapi":"3.1.0","info":{"title":"t","version":"1"},
        "paths":{"/a":{"get":{"summary":%s,"description":%s,"parameters":[%s],"responses":{}}}},
        "components":{"schemas":{"A":{"type":"object","description":%s,"properties":{%s}}}}}"""
            .formatted(
                Literals.string(description(random)),
                Literals.string(description(random)),
                parameters,
                Literals.string(description(random)),
                properties);
    try {
      GeneratedClient.of(contract);
    } catch (AssertionError e) {
      throw new AssertionError("-Dseed=" + SEED + " repeats it", e);
    }
  }

  private static String description(Random random) {
    return random
        .ints(random.nextInt(20), 0, TOKENS.size())
        .mapToObj(TOKENS::get)
        .collect(Collectors.joining());
  }

  /** So many characters take a blink; if the time grew as their square, a minute. */
  @Tag("corpus")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "*a ",
        "_a *b ",
        "a* ",
        "**",
        "`",
        "[",
        "[a](",
        "[a](b",
        "[a](b \"",
        "](c) ",
        "![",
        "<a ",
        "<b>",
        "<code>",
        "<li>",
        "</b>",
        "<https://",
        "&",
        "\\",
        "# ",
        "#",
        "{",
        "word ",
        " ",
        "\n",
        "* a\n",
        "(",
        "a(b)",
        "<a href=\"",
        "*a **b ",
        "```\n",
        "1. a\n\n",
        "/",
        "*/"
      })
  void theTimeThatADescriptionTakesGrowsAsItsLength(String token) {
    String description = "a `" + token.repeat(300_000 / token.length());
    assertTimeoutPreemptively(
        ofSeconds(30), () -> JavadocText.comment(2, html(description)).size());
  }

  @Test
  void backticksInRunsOfAllLengthsTakeNoLonger() {
    String runs = IntStream.range(1, 2_000).mapToObj("`"::repeat).collect(Collectors.joining(" "));
    assertTimeoutPreemptively(ofSeconds(30), () -> html(runs).size());
  }
}
