package io.github.closecalls.openapi.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** What Javadoc says about the parts of a contract. */
final class Docs {
  private static final List<String> LIMITS =
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

  private Docs() {}

  /**
   * The comment of a generated type.
   *
   * @param nature what all types of its kind do
   * @param instance what an instance is, for a schema without a description
   */
  static List<String> type(Node schema, String nature, String instance) {
    String pointer = schema.pointer();
    String name = pointer.substring(pointer.lastIndexOf('/') + 1);
    List<String> paragraphs =
        new ArrayList<>(
            described(schema, instance + " of the schema " + JavadocText.code(name) + "."));
    paragraphs.add(
        "<p>"
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
    List<String> paragraphs = new ArrayList<>();
    node.text("summary")
        .filter(text -> !text.isBlank())
        .ifPresent(summary -> paragraphs.addAll(JavadocText.paragraphs(sentence(summary))));
    Optional<String> description = node.text("description").filter(text -> !text.isBlank());
    if (description.isPresent()) {
      List<String> more = JavadocText.paragraphs(description.get());
      if (!paragraphs.isEmpty()) {
        more.set(0, "<p>" + more.get(0));
      }
      paragraphs.addAll(more);
    }
    if (paragraphs.isEmpty()) {
      paragraphs.add(otherwise);
    }
    return paragraphs;
  }

  /** Paragraphs on one line, for a tag. */
  static String line(List<String> paragraphs) {
    return String.join(" ", paragraphs).replaceAll("</?(?:p|ul|li)>", " ").strip();
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
    String facts = wire + ": " + facts(schema, required, nullable);
    List<String> paragraphs = new ArrayList<>(described(schema, verb + " " + facts));
    if (schema.text("description").filter(text -> !text.isBlank()).isPresent()) {
      paragraphs.add("<p>" + facts);
    }
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
      facts.add(
          "left out it is " + JavadocText.code(Objects.toString(schema.at("default").value())));
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
