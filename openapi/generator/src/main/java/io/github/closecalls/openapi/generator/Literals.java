package io.github.closecalls.openapi.generator;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** Java literals. */
final class Literals {
  private Literals() {}

  /** String literals, separated by commas. */
  static String strings(Collection<String> texts) {
    return texts.stream().map(Literals::string).collect(Collectors.joining(", "));
  }

  /** A string literal; what is not printable ASCII or means something to us is escaped. */
  static String string(String text) {
    StringBuilder literal = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> literal.append("\\\"");
        case '\\' -> literal.append("\\\\");
        case '\n' -> literal.append("\\n");
        case '\r' -> literal.append("\\r");
        case '\t' -> literal.append("\\t");
        default -> {
          if (c >= ' ' && c < 0x7f && c != '`') {
            literal.append(c);
          } else {
            literal.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          }
        }
      }
    }
    return literal.append('"').toString();
  }
}
