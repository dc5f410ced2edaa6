package io.github.closecalls.compatibility.rule;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values of others as a report shows them. */
public final class PrintedText {
  private PrintedText() {}

  /** A value of a contract on one line, the same each time. */
  public static String printed(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return new TreeSet<>(map.keySet())
          .stream()
              .map(key -> key + ": " + printed(map.get(key)))
              .collect(Collectors.joining(", ", "{", "}"));
    }
    if (value instanceof Collection<?> list) {
      return list.stream().map(PrintedText::printed).collect(Collectors.joining(", ", "[", "]"));
    }
    return value instanceof BigDecimal number ? number.toPlainString() : String.valueOf(value);
  }

  /** A name without what Java and a contract write differently. */
  public static String letters(String name) {
    return name.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
  }

  /** One line in which no character moves a terminal's cursor or hides another one. */
  public static String printable(String text) {
    return visible(text.replaceAll("\\s+", " ").strip());
  }

  /** The same for several lines. */
  public static String visible(String text) {
    return text.codePoints()
        .mapToObj(
            c ->
                switch (Character.getType(c)) {
                  case Character.CONTROL, Character.FORMAT, Character.SURROGATE ->
                      c == '\n' ? "\n" : String.format(Locale.ROOT, "\\u%04x", c);
                  default -> Character.toString(c);
                })
        .collect(Collectors.joining());
  }
}
