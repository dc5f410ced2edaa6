package io.github.closecalls.openapi.generator;

import io.github.closecalls.openapi.generator.Markdown.Block;
import io.github.closecalls.openapi.generator.Markdown.CodeBlock;
import io.github.closecalls.openapi.generator.Markdown.Items;
import io.github.closecalls.openapi.generator.Markdown.Paragraph;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The text of Javadoc comments, whatever a vendor put into a contract. */
final class JavadocText {
  private static final Pattern PLAIN_CODE = Pattern.compile("[^`{}\\\\@\\p{Cntrl}]+");

  private static final int WIDTH = 100;
  private static final String PREFORMATTED = "<pre>";

  private JavadocText() {}

  /**
   * The lines of a Javadoc comment, ready to be laid out.
   *
   * @param indent the column of the comment
   * @param paragraphs text in HTML; those after the first begin with a tag of their own
   */
  static List<String> comment(int indent, List<String> paragraphs) {
    String margin = " ".repeat(indent);
    List<String> lines = new ArrayList<>();
    lines.add(margin + "/**");
    String previous = "";
    for (String paragraph : paragraphs) {
      boolean tag = paragraph.startsWith("@");
      if (!previous.isEmpty()
          && !(tag && previous.startsWith("@"))
          && !paragraph.startsWith("<li>")
          && !paragraph.startsWith("</ul>")
          && !paragraph.startsWith("</ol>")) {
        lines.add(margin + " *");
      }
      if (paragraph.startsWith(PREFORMATTED)) {
        paragraph.lines().forEach(line -> lines.add((margin + " * " + line).stripTrailing()));
      } else {
        lines.addAll(wrap(margin + " * ", tag ? "    " : "", paragraph));
      }
      previous = paragraph;
    }
    lines.add(margin + " */");
    return lines;
  }

  private static List<String> wrap(String margin, String hanging, String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : words(text.strip())) {
      int width = margin.length() + line.length() + 1 + word.length();
      if (!line.isEmpty() && width > WIDTH) {
        lines.add(margin + line);
        line.setLength(0);
        line.append(hanging);
      }
      if (!line.isEmpty() && !line.toString().isBlank()) {
        line.append(' ');
      }
      line.append(word);
    }
    lines.add(margin + line);
    return lines;
  }

  /** The words of a text; an inline tag is one: broken in two it would keep the line break. */
  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    int begin = 0;
    boolean inTag = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      inTag = c == '{' || (inTag && c != '}');
      if (c <= ' ' && !inTag) {
        if (begin < i) {
          words.add(text.substring(begin, i));
        }
        begin = i + 1;
      }
    }
    words.add(text.substring(begin));
    return words;
  }

  /**
   * The paragraphs of a description; those after the first begin with a tag.
   *
   * <p>Javadoc takes the first for its summary, which a list or code cannot be.
   */
  static List<String> paragraphs(List<Block> blocks) {
    List<String> paragraphs = new ArrayList<>();
    for (Block block : blocks) {
      if (block instanceof Paragraph paragraph) {
        paragraphs.add((paragraphs.isEmpty() ? "" : "<p>") + paragraph.html());
      } else if (block instanceof Items items) {
        if (paragraphs.isEmpty()) {
          paragraphs.add("One of these:");
        }
        paragraphs.add(items.ordered() ? "<ol>" : "<ul>");
        items.html().forEach(item -> paragraphs.add("<li>" + item));
        paragraphs.add(items.ordered() ? "</ol>" : "</ul>");
      } else if (block instanceof CodeBlock code) {
        if (paragraphs.isEmpty()) {
          paragraphs.add("For example:");
        }
        paragraphs.add(preformatted(code));
      }
    }
    return paragraphs;
  }

  private static String preformatted(CodeBlock code) {
    return code.lines().stream()
        .map(JavadocText::escape)
        .map(String::stripTrailing)
        .collect(Collectors.joining("\n", PREFORMATTED + "\n", "\n</pre>"));
  }

  /** The same on one line, for a tag. */
  static String line(List<Block> blocks) {
    return blocks.stream().map(JavadocText::line).collect(Collectors.joining(" "));
  }

  private static String line(Block block) {
    if (block instanceof Paragraph paragraph) {
      return paragraph.html();
    }
    return block instanceof Items items
        ? String.join(" ", items.html())
        : code(String.join(" ", ((CodeBlock) block).lines()));
  }

  /** A name or value as code. */
  static String code(String text) {
    if (isBlank(text)) {
      return "(" + text.length() + " blanks)";
    }
    return PLAIN_CODE.matcher(text).matches() && !text.contains("*/")
        ? "{@code " + text + "}"
        : "<code>" + escape(text) + "</code>";
  }

  /** Returns whether nothing of it would be seen. */
  static boolean isBlank(String text) {
    return text.chars().allMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c));
  }

  /** A text in which nothing means anything to Javadoc. */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    escape(text, escaped);
    return escaped.toString();
  }

  /** Appends such a text to what stands before it. */
  static void escape(String text, StringBuilder escaped) {
    text.codePoints()
        .forEach(
            c -> {
              // A backslash could begin a Unicode escape, a backtick a type of ours.
              if ("&<>@{}\\`/".indexOf(c) >= 0 && !(c == '/' && !follows(escaped, '*'))) {
                escaped.append("&#").append(c).append(';');
              } else if (Character.isISOControl(c)) {
                escaped.append(' ');
              } else {
                escaped.appendCodePoint(c);
              }
            });
  }

  private static boolean follows(StringBuilder text, char c) {
    return !text.isEmpty() && text.charAt(text.length() - 1) == c;
  }
}
