package io.github.closecalls.openapi.generator;

import io.github.closecalls.openapi.generator.Markdown.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** The Javadoc of the parts of a contract. */
final class JavadocComments {
  static final List<String> LIMITS =
      List.of(
          "minimum",
          "exclusiveMinimum",
          "maximum",
          "exclusiveMaximum",
          "multipleOf",
          "minLength",
          "maxLength",
          "pattern",
          "minItems",
          "maxItems",
          "minProperties",
          "maxProperties");

  private JavadocComments() {}

  /**
   * The comment of a generated type.
   *
   * @param nature what all types of its kind do
   */
  static List<String> type(Node schema, String nature) {
    List<String> paragraphs = new ArrayList<>(JavadocText.paragraphs(blocks(schema)));
    paragraphs.add(
        (paragraphs.isEmpty() ? "" : "<p>")
            + nature
            + " Immutable, and safe to share between threads. Source: schema "
            + JavadocText.code("#" + schema.pointer())
            + ".");
    addDeprecation(schema, paragraphs);
    return JavadocText.comment(0, paragraphs);
  }

  /** The comment of a method, with its tags. */
  static List<String> method(int indent, List<String> text, String... tags) {
    List<String> paragraphs = new ArrayList<>(text);
    paragraphs.addAll(List.of(tags));
    paragraphs.removeIf(String::isEmpty);
    return JavadocText.comment(indent, paragraphs);
  }

  /** The summary and the description, or words for lack of them. */
  static List<String> described(Node node, String otherwise) {
    List<Block> blocks = blocks(node);
    return blocks.isEmpty() ? List.of(otherwise) : JavadocText.paragraphs(blocks);
  }

  /** The same on one line, for a tag. */
  static String line(Node node, String otherwise) {
    List<Block> blocks = blocks(node);
    return blocks.isEmpty() ? otherwise : JavadocText.line(blocks);
  }

  /** The title and the description on one line; nothing if there is neither. */
  static String titled(Node node) {
    List<Block> blocks = new ArrayList<>();
    node.text("title")
        .filter(text -> !text.isBlank())
        .ifPresent(title -> blocks.addAll(Markdown.parse(sentence(title))));
    blocks.addAll(blocks(node));
    return JavadocText.line(blocks);
  }

  private static List<Block> blocks(Node node) {
    List<Block> blocks = new ArrayList<>();
    node.text("summary")
        .filter(text -> !text.isBlank())
        .ifPresent(summary -> blocks.addAll(Markdown.parse(sentence(summary))));
    node.text("description").ifPresent(description -> blocks.addAll(Markdown.parse(description)));
    return blocks;
  }

  private static String sentence(String text) {
    String line = text.strip();
    return line.matches("(?s).*[.!?]") ? line : line + ".";
  }

  /**
   * What the contract says of a property or a parameter.
   *
   * @param verb what the method does with it, for one without a description
   * @param wire its name on the wire, as code
   */
  static List<String> property(
      String verb, String wire, Node schema, boolean required, boolean nullable) {
    return property(verb, wire, schema, schema, required, nullable);
  }

  /**
   * The same.
   *
   * @param described whose words it has
   */
  static List<String> property(
      String verb, String wire, Node described, Node schema, boolean required, boolean nullable) {
    String facts = wire + ": " + facts(schema, required, nullable);
    List<String> paragraphs = new ArrayList<>(JavadocText.paragraphs(blocks(described)));
    paragraphs.add(paragraphs.isEmpty() ? verb + " " + facts : "<p>" + facts);
    return paragraphs;
  }

  private static String facts(Node schema, boolean required, boolean nullable) {
    List<String> facts = new ArrayList<>();
    facts.add(required ? "required" : "optional");
    if (nullable) {
      facts.add("may be null");
    }
    schema.text("format").ifPresent(format -> facts.add("format " + JavadocText.code(format)));
    for (String limit : LIMITS) {
      schema.text(limit).ifPresent(value -> facts.add(limit + " " + JavadocText.code(value)));
    }
    if (schema.has("default")) {
      facts.add(JavadocText.code(Objects.toString(schema.at("default").value())) + " if absent");
    }
    if (schema.isTrue("readOnly")) {
      facts.add("read-only");
    }
    if (schema.isTrue("writeOnly")) {
      facts.add("write-only");
    }
    return facts.stream().collect(Collectors.joining("; ", "", "."));
  }

  static void addDeprecation(Node node, List<String> paragraphs) {
    if (node.isTrue("deprecated")) {
      paragraphs.add("@deprecated The contract deprecates it.");
    }
  }
}
