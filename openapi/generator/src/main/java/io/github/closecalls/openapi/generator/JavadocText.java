package io.github.closecalls.openapi.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Javadoc from the texts of a contract, which are Markdown with whatever a vendor put into it. */
final class JavadocText {
  /** An inline tag is one word: broken in two it would keep the line break. */
  private static final Pattern BETWEEN_WORDS = Pattern.compile("\\s+(?![^{}]*+\\})");

  private static final Pattern PLAIN_CODE = Pattern.compile("[^`{}\\\\@\\p{Cntrl}]+");

  private static final int WIDTH = 100;
  private static final Pattern CODE = Pattern.compile("`([^`{}\\\\@\\n]+)`");
  private static final Pattern BULLET = Pattern.compile("\\s*[-*+]\\s+(.*)");

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
          && !paragraph.startsWith("</ul>")) {
        lines.add(margin + " *");
      }
      lines.addAll(wrap(margin + " * ", tag ? "    " : "", paragraph));
      previous = paragraph;
    }
    lines.add(margin + " */");
    return lines;
  }

  private static List<String> wrap(String margin, String hanging, String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : BETWEEN_WORDS.split(text.trim(), -1)) {
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

  /** The paragraphs of a Markdown text as HTML; those after the first begin with a tag. */
  static List<String> paragraphs(String markdown) {
    List<String> paragraphs = new ArrayList<>();
    for (String block : markdown.strip().split("\\R\\s*\\R", -1)) {
      List<String> text = new ArrayList<>();
      List<String> bullets = new ArrayList<>();
      for (String line : block.split("\\R", -1)) {
        Matcher bullet = BULLET.matcher(line);
        if (bullet.matches()) {
          bullets.add(bullet.group(1));
        } else if (bullets.isEmpty()) {
          text.add(line.strip());
        } else {
          bullets.add(bullets.remove(bullets.size() - 1) + " " + line.strip());
        }
      }
      String joined = String.join(" ", text).strip();
      if (!joined.isEmpty()) {
        paragraphs.add((paragraphs.isEmpty() ? "" : "<p>") + html(joined));
      }
      if (!bullets.isEmpty()) {
        if (paragraphs.isEmpty()) {
          paragraphs.add("One of these:");
        }
        paragraphs.add("<ul>");
        bullets.forEach(bullet -> paragraphs.add("<li>" + html(bullet)));
        paragraphs.add("</ul>");
      }
    }
    return paragraphs;
  }

  /** A text with its code marked and everything that Javadoc would read otherwise escaped. */
  static String html(String text) {
    StringBuilder html = new StringBuilder();
    Matcher code = CODE.matcher(text);
    int end = 0;
    while (code.find()) {
      html.append(escape(text.substring(end, code.start()))).append(code(code.group(1)));
      end = code.end();
    }
    return html.append(escape(text.substring(end))).toString();
  }

  /** A name or value as code. */
  static String code(String text) {
    if (text.isBlank()) {
      return "(" + text.length() + " blanks)";
    }
    return PLAIN_CODE.matcher(text).matches() && !text.contains("*/")
        ? "{@code " + text + "}"
        : "<code>" + escape(text) + "</code>";
  }

  private static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
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
    return escaped.toString();
  }

  private static boolean follows(StringBuilder text, char c) {
    return !text.isEmpty() && text.charAt(text.length() - 1) == c;
  }
}
