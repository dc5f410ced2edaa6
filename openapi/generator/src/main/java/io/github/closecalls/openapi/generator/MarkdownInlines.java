package io.github.closecalls.openapi.generator;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The emphasis, code and links of one paragraph, in CommonMark or simple HTML, as HTML for Javadoc.
 *
 * <p>Whatever the text is, the HTML is balanced: a mark counts only together with the one that
 * closes it, and the rest stays text.
 */
final class MarkdownInlines {
  private enum Mark {
    EM,
    STRONG,
    A;

    String tag() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A part of the paragraph. */
  private sealed interface Piece {}

  /** Text that means nothing else. */
  private record Text(String text) implements Piece {}

  private record Code(String text) implements Piece {}

  private record LineBreak() implements Piece {}

  /** An opening tag for each mark. */
  private record Opening(List<Mark> marks, Optional<String> href) implements Piece {}

  /** A closing tag for each mark. */
  private record Closing(List<Mark> marks) implements Piece {}

  /**
   * What may turn out to open something.
   *
   * @param kind what closes it
   * @param piece where its text stands
   */
  private record Opener(String kind, int piece) {}

  private static final Map<String, Mark> TAGS =
      Map.of("b", Mark.STRONG, "strong", Mark.STRONG, "i", Mark.EM, "em", Mark.EM, "a", Mark.A);

  private static final Map<String, String> ENTITIES =
      Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", "\u00a0");

  private static final Pattern TAG =
      Pattern.compile("(?i)<(/?)(b|strong|i|em|a|br|code)(\\s[^<>]*)?/?>");
  private static final Pattern HREF =
      Pattern.compile("(?i)\\shref\\s*+=\\s*+(?:\"([^\"]*)\"|'([^']*)')");
  private static final Pattern END_OF_CODE = Pattern.compile("(?i)</code>");
  private static final Pattern AUTOLINK = Pattern.compile("<((?i:https?://|mailto:)[^\\s<>]+)>");
  private static final Pattern ENTITY = Pattern.compile("&(?:#([0-9]{1,7})|([a-z]{2,4}));");
  private static final Pattern LINK = Pattern.compile("(?i)(?:https?://|mailto:).+");

  /** With parentheses one deep, as addresses of encyclopedias have them. */
  private static final Pattern DESTINATION =
      Pattern.compile(
          "\\]\\(\\s*+<?((?:[^\\s()<>]++|\\([^\\s()<>]*+\\)){0,20}+)>?"
              + "(?:\\s++(?:\"[^\"]*+\"|'[^']*+'))?\\s*+\\)");

  private final String text;
  private final CodeSpans codeSpans;
  private final List<Piece> pieces = new ArrayList<>();
  private final StringBuilder plain = new StringBuilder();
  private final Deque<Opener> openers = new ArrayDeque<>();
  private final Map<String, Integer> open = new HashMap<>();
  private boolean codeEnds = true;

  private MarkdownInlines(String text) {
    this.text = text;
    this.codeSpans = new CodeSpans(text);
  }

  /** The paragraph as HTML. */
  static String html(String text) {
    return render(new MarkdownInlines(text).parse());
  }

  /** The paragraph as HTML, emphasized as a whole. */
  static String heading(String text) {
    List<Piece> pieces = new ArrayList<>();
    pieces.add(new Opening(List.of(Mark.STRONG), Optional.empty()));
    pieces.addAll(new MarkdownInlines(text).parse());
    pieces.add(new Closing(List.of(Mark.STRONG)));
    return render(pieces);
  }

  private List<Piece> parse() {
    int at = 0;
    while (at < text.length()) {
      at =
          switch (text.charAt(at)) {
            case '\\' -> escape(at);
            case '`' -> code(at);
            case '*', '_' -> emphasis(at);
            case '!', '[' -> bracket(at);
            case ']' -> link(at);
            case '<' -> tag(at);
            case '&' -> entity(at);
            default -> plain(at, at + 1);
          };
    }
    endText();
    return pieces;
  }

  private int plain(int from, int to) {
    plain.append(text, from, to);
    return to;
  }

  private int escape(int at) {
    boolean escapes = at + 1 < text.length() && isAsciiPunctuation(text.charAt(at + 1));
    return escapes ? plain(at + 1, at + 2) : plain(at, at + 1);
  }

  private static boolean isAsciiPunctuation(char c) {
    return c > ' ' && c < 0x7f && !Character.isLetterOrDigit(c);
  }

  private int code(int at) {
    int end = codeSpans.end(at);
    if (!codeSpans.opens(at)) {
      return plain(at, end);
    }
    add(new Code(codeSpans.code(at)));
    return end;
  }

  private int emphasis(int at) {
    char mark = text.charAt(at);
    int end = at;
    while (end < text.length() && text.charAt(end) == mark) {
      end++;
    }
    int length = end - at;
    String kind = text.substring(at, Math.min(end, at + 4));
    int before = at == 0 ? ' ' : text.codePointBefore(at);
    int after = end == text.length() ? ' ' : text.codePointAt(end);
    boolean closes = !isSpace(before) && "([{".indexOf(before) < 0 && !isWord(after);
    if (length > 3) {
      return plain(at, end);
    }
    List<Mark> marks =
        switch (length) {
          case 1 -> List.of(Mark.EM);
          case 2 -> List.of(Mark.STRONG);
          default -> List.of(Mark.STRONG, Mark.EM);
        };
    if (closes && close(kind, new Opening(marks, Optional.empty()))) {
      return end;
    }
    if (!isSpace(after) && ")]}.,;:!?".indexOf(after) < 0 && !isWord(before) && before != '/') {
      open(kind, kind);
      return end;
    }
    return plain(at, end);
  }

  private static boolean isSpace(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c);
  }

  /** Whether a mark beside it is a part of a word; scripts without spaces have no such words. */
  private static boolean isWord(int c) {
    return Character.isLetterOrDigit(c) && !Character.isIdeographic(c);
  }

  private int bracket(int at) {
    boolean image = text.startsWith("![", at);
    if (text.charAt(at) == '!' && !image) {
      return plain(at, at + 1);
    }
    int end = at + (image ? 2 : 1);
    open("[", text.substring(at, end));
    return end;
  }

  private int link(int at) {
    Matcher destination = DESTINATION.matcher(text).region(at, text.length());
    if (destination.lookingAt()) {
      Optional<String> href = Optional.of(destination.group(1)).filter(MarkdownInlines::isLink);
      if (close("[", new Opening(List.of(Mark.A), href))) {
        return destination.end();
      }
    } else {
      // It closes a bracket that is one.
      opener("[");
    }
    return plain(at, at + 1);
  }

  private static boolean isLink(String url) {
    if (!LINK.matcher(url).matches() || url.contains("*/")) {
      return false;
    }
    try {
      return new URI(url).isAbsolute();
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private int tag(int at) {
    Matcher autolink = AUTOLINK.matcher(text).region(at, text.length());
    if (autolink.lookingAt() && isLink(autolink.group(1))) {
      add(new Opening(List.of(Mark.A), Optional.of(autolink.group(1))));
      add(new Text(autolink.group(1)));
      add(new Closing(List.of(Mark.A)));
      return autolink.end();
    }
    Matcher tag = TAG.matcher(text).region(at, text.length());
    if (!tag.lookingAt()) {
      return plain(at, at + 1);
    }
    String name = tag.group(2).toLowerCase(Locale.ROOT);
    boolean closing = !tag.group(1).isEmpty();
    if (name.equals("br")) {
      add(new LineBreak());
      return tag.end();
    }
    if (name.equals("code")) {
      return closing ? plain(at, tag.end()) : codeElement(at, tag.end());
    }
    Mark mark = TAGS.getOrDefault(name, Mark.EM);
    String kind = "<" + name;
    if (!closing) {
      open(kind, tag.group());
      return tag.end();
    }
    Optional<Opener> opener = opener(kind);
    if (opener.isEmpty()) {
      return plain(at, tag.end());
    }
    Optional<String> href =
        mark == Mark.A && pieces.get(opener.get().piece()) instanceof Text opening
            ? href(opening.text())
            : Optional.empty();
    mark(opener.get(), new Opening(List.of(mark), href));
    return tag.end();
  }

  private static Optional<String> href(String tag) {
    Matcher href = HREF.matcher(tag);
    return href.find()
        ? Optional.of(unescaped(href.group(1) != null ? href.group(1) : href.group(2)).strip())
            .filter(MarkdownInlines::isLink)
        : Optional.empty();
  }

  private int codeElement(int at, int begin) {
    Matcher end = END_OF_CODE.matcher(text);
    // One that was looked for in vain is not looked for again.
    codeEnds = codeEnds && end.find(begin);
    if (!codeEnds) {
      return plain(at, begin);
    }
    String code = unescaped(text.substring(begin, end.start()));
    add(JavadocText.isBlank(code) ? new Text(code) : new Code(code.strip()));
    return end.end();
  }

  private int entity(int at) {
    Matcher entity = ENTITY.matcher(text).region(at, text.length());
    if (!entity.lookingAt()) {
      return plain(at, at + 1);
    }
    plain.append(character(entity));
    return entity.end();
  }

  private static String unescaped(String html) {
    return ENTITY.matcher(html).replaceAll(found -> Matcher.quoteReplacement(character(found)));
  }

  private static String character(MatchResult entity) {
    if (entity.group(1) == null) {
      return ENTITIES.getOrDefault(entity.group(2), entity.group());
    }
    int number = Integer.parseInt(entity.group(1));
    return Character.isValidCodePoint(number) ? Character.toString(number) : entity.group();
  }

  private void endText() {
    if (!plain.isEmpty()) {
      pieces.add(new Text(plain.toString()));
      plain.setLength(0);
    }
  }

  private void add(Piece piece) {
    endText();
    pieces.add(piece);
  }

  private void open(String kind, String literal) {
    add(new Text(literal));
    openers.push(new Opener(kind, pieces.size() - 1));
    open.merge(kind, 1, Integer::sum);
  }

  /**
   * Makes a pair of the nearest opener of the kind and the place reached; false if none is open.
   */
  private boolean close(String kind, Opening opening) {
    Optional<Opener> opener = opener(kind);
    opener.ifPresent(found -> mark(found, opening));
    return opener.isPresent();
  }

  private void mark(Opener opener, Opening opening) {
    pieces.set(opener.piece(), opening);
    add(new Closing(opening.marks()));
  }

  /** The nearest opener of the kind; those within it stay text. */
  private Optional<Opener> opener(String kind) {
    if (open.getOrDefault(kind, 0) == 0) {
      return Optional.empty();
    }
    Opener opener;
    do {
      opener = openers.pop();
      open.merge(opener.kind(), -1, Integer::sum);
    } while (!opener.kind().equals(kind));
    return Optional.of(opener);
  }

  /** An element that is open, and where its tag and its content begin. */
  private record Element(Mark mark, boolean written, int start, int content) {}

  private static String render(List<Piece> pieces) {
    StringBuilder html = new StringBuilder();
    Deque<Element> elements = new ArrayDeque<>();
    Map<Mark, Integer> depths = new EnumMap<>(Mark.class);
    for (Piece piece : pieces) {
      if (piece instanceof Text text) {
        JavadocText.escape(text.text(), html);
      } else if (piece instanceof Code code) {
        html.append(JavadocText.code(code.text()));
      } else if (piece instanceof LineBreak) {
        html.append(html.isEmpty() ? "" : "<br>");
      } else if (piece instanceof Opening opening) {
        for (Mark mark : opening.marks()) {
          // No element may be within another of its name.
          boolean written =
              depths.merge(mark, 1, Integer::sum) == 1
                  && (mark != Mark.A || opening.href().isPresent());
          int start = html.length();
          if (written) {
            html.append("<").append(mark.tag());
            opening
                .href()
                .ifPresent(
                    url -> html.append(" href=\"").append(url.replace("&", "&amp;")).append('"'));
            html.append(">");
          }
          elements.push(new Element(mark, written, start, html.length()));
        }
      } else if (piece instanceof Closing closing) {
        closing.marks().forEach(mark -> close(elements.pop(), depths, html));
      }
    }
    return html.toString().strip();
  }

  private static void close(Element element, Map<Mark, Integer> depths, StringBuilder html) {
    depths.merge(element.mark(), -1, Integer::sum);
    if (!element.written()) {
      return;
    }
    if (JavadocText.isBlank(html.substring(element.content()))) {
      // An element without content is an error to doclint.
      html.delete(element.start(), element.content());
    } else {
      html.append("</").append(element.mark().tag()).append(">");
    }
  }
}
