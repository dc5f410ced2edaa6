package io.github.closecalls.compatibility.update;

import io.github.closecalls.openapi.generator.Contract;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes a document as YAML in one way only, so that its differences are those of what it says.
 *
 * <p>Whatever any version of YAML could take for something else than a text is quoted.
 */
final class CanonicalYaml {
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z_/][A-Za-z0-9_./(){}+-]*( [A-Za-z0-9_./(){}+-]+)*");
  private static final Pattern WORD_OF_YAML =
      Pattern.compile("(?i)y|n|yes|no|on|off|true|false|null|\\.?nan|\\.?inf");

  /** Lines of text of which none is indented at first, or blank and not empty. */
  private static final Pattern BLOCK =
      Pattern.compile(
          "(?! )LINE(\\n(LINE)?)+"
              .replace(
                  "LINE",
                  "(?! +(\\n|\\z))[^\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029\\ud800-\\udfff\\ufeff\\ufffe\\uffff]+"));

  private final StringBuilder yaml = new StringBuilder();

  private CanonicalYaml() {}

  static String write(Map<String, ? extends @Nullable Object> document) {
    CanonicalYaml writer = new CanonicalYaml();
    writer.object(document, 0);
    String text = writer.yaml.toString();
    if (!Objects.equals(Contract.parse(text).root().value(), document)) {
      throw new IllegalStateException("The YAML that was written does not say what was read");
    }
    return text;
  }

  private void object(Map<?, ?> map, int indent) {
    map.forEach(
        (key, value) -> {
          yaml.append(" ".repeat(indent)).append(scalar(String.valueOf(key))).append(':');
          value(value, indent + 2);
        });
  }

  private void value(@Nullable Object value, int indent) {
    if (value instanceof Map<?, ?> map && !map.isEmpty()) {
      yaml.append('\n');
      object(map, indent);
    } else if (value instanceof List<?> list && !list.isEmpty()) {
      yaml.append('\n');
      for (Object item : list) {
        yaml.append(" ".repeat(indent)).append('-');
        item(item, indent);
      }
    } else if (value instanceof String text && BLOCK.matcher(text).matches()) {
      block(text, indent);
    } else {
      yaml.append(' ').append(flat(value)).append('\n');
    }
  }

  /** The first key of an object stands beside the dash. */
  private void item(@Nullable Object item, int indent) {
    if (item instanceof Map<?, ?> map && !map.isEmpty()) {
      int begin = yaml.length();
      object(map, indent + 2);
      yaml.replace(begin, begin + indent + 2, " ");
    } else {
      value(item, indent + 2);
    }
  }

  private static String flat(@Nullable Object value) {
    if (value instanceof Map) {
      return "{}";
    }
    if (value instanceof List) {
      return "[]";
    }
    return value instanceof String text ? scalar(text) : String.valueOf(value);
  }

  private void block(String text, int indent) {
    String body = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    if (body.endsWith("\n")) {
      yaml.append(' ').append(quoted(text)).append('\n');
      return;
    }
    yaml.append(text.endsWith("\n") ? " |\n" : " |-\n");
    for (String line : body.split("\n", -1)) {
      yaml.append(line.isEmpty() ? "" : " ".repeat(indent)).append(line).append('\n');
    }
  }

  private static String scalar(String text) {
    return PLAIN.matcher(text).matches() && !WORD_OF_YAML.matcher(text).matches()
        ? text
        : quoted(text);
  }

  private static String quoted(String text) {
    boolean simple = text.chars().allMatch(c -> c >= ' ' && c < 0x7f);
    if (simple) {
      return "'" + text.replace("'", "''") + "'";
    }
    StringBuilder quoted = new StringBuilder("\"");
    text.chars()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
              } else if (c == '\n') {
                quoted.append("\\n");
              } else if (c < ' '
                  || c == 0x7f
                  || (c >= 0x80 && c < 0xa0)
                  || c == 0xfeff
                  || c == 0x2028
                  || c == 0x2029
                  || c >= 0xfffe) {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", c));
              } else {
                quoted.append((char) c);
              }
            });
    return quoted.append('"').toString();
  }
}
