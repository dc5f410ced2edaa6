package io.github.closecalls.openapi.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The blocks of a description, which is CommonMark with simple HTML in it.
 *
 * <p>It knows paragraphs, lists, fenced code and headings. What it does not know stays text, and
 * the time it takes grows as the text does.
 */
final class Markdown {
  /** A part of a description that stands on lines of its own. */
  sealed interface Block {}

  /** A paragraph, as HTML. */
  record Paragraph(String html) implements Block {}

  /** A list, its items as HTML. */
  record Items(boolean ordered, List<String> html) implements Block {}

  /** Lines of code, as they are. */
  record CodeBlock(List<String> lines) implements Block {}

  private static final Pattern BULLET = Pattern.compile("\\s*[-*+]\\s+(.*)");
  private static final Pattern NUMBER = Pattern.compile("\\s*([0-9]{1,9})[.)]\\s+(.*)");
  private static final Pattern HEADING = Pattern.compile("\\s*#{1,6}\\s+(.*)");
  private static final Pattern FENCE = Pattern.compile("\\s*(```+|~~~+)[^`]*");
  private static final Pattern RULE = Pattern.compile("-{3,}|\\*{3,}|_{3,}|={3,}");
  private static final Pattern BLOCK_TAG =
      Pattern.compile("(?i)<(/?)(p|div|ul|ol|li|h[1-6])(?:\\s[^<>]*)?>");

  private final List<Block> blocks = new ArrayList<>();
  private final StringBuilder paragraph = new StringBuilder();
  private final List<StringBuilder> items = new ArrayList<>();
  private boolean ordered;
  private boolean htmlList;
  private boolean orderedByHtml;
  private boolean afterBlank;

  private Markdown() {}

  /** The blocks of a text, none of them empty. */
  static List<Block> parse(String text) {
    Markdown markdown = new Markdown();
    String fence = "";
    List<String> code = new ArrayList<>();
    for (String line : text.split("\\R", -1)) {
      Matcher marker = FENCE.matcher(line);
      if (!fence.isEmpty()) {
        if (closes(fence, line.strip())) {
          markdown.code(code);
          fence = "";
        } else {
          code.add(line);
        }
      } else if (marker.matches()) {
        fence = marker.group(1);
      } else {
        markdown.line(line);
      }
    }
    markdown.code(code);
    markdown.end();
    return markdown.blocks;
  }

  private static boolean closes(String fence, String line) {
    return line.startsWith(fence) && line.chars().allMatch(c -> c == fence.charAt(0));
  }

  private void code(List<String> lines) {
    end();
    if (!lines.stream().allMatch(JavadocText::isBlank)) {
      blocks.add(new CodeBlock(List.copyOf(lines)));
    }
    lines.clear();
  }

  /** Takes a line, in which block tags of HTML may begin and end what Markdown would. */
  private void line(String line) {
    CodeSpans codeSpans = new CodeSpans(line);
    Matcher tag = BLOCK_TAG.matcher(line);
    int begin = 0;
    for (int i = 0; i < line.length(); i++) {
      if (line.charAt(i) == '`') {
        i = codeSpans.end(i) - 1;
      } else if (line.charAt(i) == '<' && tag.region(i, line.length()).lookingAt()) {
        text(line.substring(begin, i), begin == 0);
        tag(tag.group(2).toLowerCase(Locale.ROOT), tag.group(1).isEmpty());
        begin = tag.end();
        i = begin - 1;
      }
    }
    text(line.substring(begin), begin == 0);
  }

  private void tag(String name, boolean opens) {
    switch (name) {
      case "li" -> {
        if (opens) {
          item(orderedByHtml, "");
        }
      }
      case "ul", "ol" -> {
        end();
        htmlList = opens;
        orderedByHtml = opens && name.equals("ol");
      }
      default -> {
        if (!htmlList) {
          endParagraph();
        }
      }
    }
  }

  private void text(String text, boolean startsLine) {
    String stripped = text.strip();
    if (startsLine) {
      if (stripped.isEmpty() || RULE.matcher(stripped.replace(" ", "")).matches()) {
        endParagraph();
        return;
      }
      Matcher heading = HEADING.matcher(text);
      if (heading.matches()) {
        end();
        addParagraph(MarkdownInlines.heading(withoutEnd(heading.group(1).strip())));
        return;
      }
      Matcher bullet = BULLET.matcher(text);
      if (bullet.matches()) {
        item(false, bullet.group(1));
        return;
      }
      Matcher number = NUMBER.matcher(text);
      // A line that happens to begin with a year is no list.
      if (number.matches() && (!items.isEmpty() || number.group(1).equals("1"))) {
        item(true, number.group(2));
        return;
      }
    }
    if (!items.isEmpty() && (!afterBlank || htmlList || text.startsWith("  "))) {
      append(items.get(items.size() - 1), stripped);
    } else if (!stripped.isEmpty()) {
      endList();
      append(paragraph, stripped);
    }
    afterBlank &= stripped.isEmpty();
  }

  /** A heading may end in the signs that it begins with. */
  private static String withoutEnd(String heading) {
    int end = heading.length();
    while (end > 0 && heading.charAt(end - 1) == '#') {
      end--;
    }
    return heading.substring(0, end).strip();
  }

  private static void append(StringBuilder text, String more) {
    text.append(text.isEmpty() || more.isEmpty() ? "" : " ").append(more);
  }

  private void item(boolean inOrder, String text) {
    endParagraph();
    if (inOrder != ordered) {
      endList();
    }
    ordered = inOrder;
    items.add(new StringBuilder(text.strip()));
    afterBlank = false;
  }

  private void end() {
    endParagraph();
    endList();
  }

  private void endParagraph() {
    addParagraph(MarkdownInlines.html(paragraph.toString()));
    paragraph.setLength(0);
    afterBlank = true;
  }

  private void addParagraph(String html) {
    if (!html.isBlank()) {
      blocks.add(new Paragraph(html));
    }
  }

  private void endList() {
    List<String> html =
        items.stream()
            .map(item -> MarkdownInlines.html(item.toString()))
            .filter(item -> !item.isBlank())
            .toList();
    if (!html.isEmpty()) {
      blocks.add(new Items(ordered, html));
    }
    items.clear();
  }
}
