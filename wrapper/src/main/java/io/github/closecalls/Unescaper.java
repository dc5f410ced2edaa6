package io.github.closecalls;

import java.util.Locale;

/**
 * Decodes a text as it comes: the escapes of JSON (RFC 8259, section 7), of URLs (RFC 3986, section
 * 2.1) and of HTML, in any mix, as often as the text was escaped, and UTF-16 read as if it were
 * UTF-8.
 *
 * <p>Only what decodes to printable ASCII is decoded, as secrets consist of that.
 */
final class Unescaper {
  /** Takes what was decoded. */
  interface Sink {
    /**
     * Takes a character.
     *
     * @param start where it begins in the text
     * @param end where it ends in the text
     */
    void take(char c, int start, int end);
  }

  private static final int CAPACITY = 512;

  /** So many characters can still become part of an escape: an escape is 7, its parts escaped. */
  private static final int OPEN = 64;

  private static final int NONE = -1;

  private final Sink sink;
  private final char[] chars = new char[CAPACITY];
  private final int[] starts = new int[CAPACITY];
  private final int[] ends = new int[CAPACITY];
  private int size;
  private int position;

  Unescaper(Sink sink) {
    this.sink = sink;
  }

  /** Returns a text decoded. */
  static String unescape(String text) {
    Text decoded = new Text();
    Unescaper unescaper = new Unescaper(decoded);
    for (int i = 0; i < text.length(); i++) {
      unescaper.read(text.charAt(i));
    }
    unescaper.end();
    return decoded.characters.toString();
  }

  /** Reads the next character of the text. */
  void read(char c) {
    int start = position++;
    if (c == 0) {
      return; // The other half of a character in UTF-16.
    }
    if (size == CAPACITY) {
      hand(size - OPEN);
    }
    push(c, start, position);
    while (decodeLast()) {
      // What was decoded can be the end of another escape.
    }
  }

  /** Ends the text. */
  void end() {
    hand(size);
  }

  private void push(char c, int start, int end) {
    int from = start;
    if (last(1) == '\\' && c != 'u' && c != 'U') {
      size--; // It stands for what it is before.
      from = starts[size];
    }
    chars[size] = c;
    starts[size] = from;
    ends[size] = end;
    size++;
  }

  /** Hands over the oldest characters. */
  private void hand(int count) {
    for (int i = 0; i < count; i++) {
      if (chars[i] != '\\') {
        sink.take(chars[i], starts[i], ends[i]);
      }
    }
    size -= count;
    System.arraycopy(chars, count, chars, 0, size);
    System.arraycopy(starts, count, starts, 0, size);
    System.arraycopy(ends, count, ends, 0, size);
  }

  /** Decodes the escape that ends here, if one does. */
  private boolean decodeLast() {
    char last = last(1);
    if (last == ';') {
      return decodeEntity();
    }
    if (digit(last, 16) < 0) {
      return false;
    }
    if (last(3) == '%' && decode(3, number(2, 2, 16))) {
      return true;
    }
    if (last(6) == '\\' && (last(5) == 'u' || last(5) == 'U') && decode(6, number(4, 4, 16))) {
      return true;
    }
    if (last == '0' && last(2) == '0' && isNumberSign(3)) {
      size--; // One leading zero says as much as many.
      ends[size - 1] = ends[size];
    }
    return false;
  }

  private boolean decodeEntity() {
    int length = 2;
    while (length < 7 && last(length) != '&') {
      length++;
    }
    if (last(length) != '&') {
      return false;
    }
    if (last(length - 1) != '#') {
      return decode(length, named(length - 2));
    }
    return isX(last(length - 2))
        ? decode(length, number(length - 3, length - 4, 16))
        : decode(length, number(length - 2, length - 3, 10));
  }

  /** Returns what the name of an entity that ends here stands for, or less than 0. */
  private int named(int length) {
    String name = new String(chars, size - 1 - length, length);
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "amp" -> '&';
      case "lt" -> '<';
      case "gt" -> '>';
      case "quot" -> '"';
      case "apos" -> '\'';
      default -> NONE;
    };
  }

  /** Returns whether the characters up to here begin the number of an entity. */
  private boolean isNumberSign(int end) {
    int sign = isX(last(end)) ? end + 1 : end;
    return last(sign) == '#' && last(sign + 1) == '&';
  }

  private static boolean isX(char c) {
    return c == 'x' || c == 'X';
  }

  /** Returns a number that begins some places before the end, or less than 0. */
  private int number(int from, int digits, int radix) {
    int number = digits == 0 ? NONE : 0;
    for (int i = 0; i < digits && number >= 0; i++) {
      int digit = digit(last(from - i), radix);
      number = digit < 0 ? NONE : number * radix + digit;
    }
    return number;
  }

  /** Replaces the last characters, unless by what no secret has. */
  private boolean decode(int length, int c) {
    if (c != 0 && (c <= ' ' || c > '~')) {
      return false;
    }
    int end = ends[size - 1];
    size -= length;
    if (c != 0) {
      push((char) c, starts[size], end);
    }
    return true;
  }

  private char last(int place) {
    return place <= size ? chars[size - place] : 0;
  }

  private static int digit(char c, int radix) {
    return c <= '~' ? Character.digit(c, radix) : NONE; // Other scripts have digits too.
  }

  /** All that was decoded. */
  private static final class Text implements Sink {
    private final StringBuilder characters = new StringBuilder();

    @Override
    public void take(char c, int start, int end) {
      characters.append(c);
    }
  }
}
