package io.github.closecalls.json.internal;

import io.github.closecalls.json.JsonValues;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON values in the styles of OpenAPI's parameters.
 *
 * <p>The parts of a text are percent-encoded, what stands between them is not, so that a comma
 * within a value is another than one between two. A value within a part that no style lays out,
 * such as an array in an array, is written as JSON. Immutable, and safe to share between threads.
 *
 * @param style the name of the style, or {@code json}
 * @param name the name of the parameter, as it is written
 * @param explode whether parts are written one by one
 * @param encoding what is percent-encoded
 */
public record StyledText(String style, String name, boolean explode, Encoding encoding) {
  private static final String UNRESERVED = "-._~";
  private static final String RESERVED = ":/?#[]@!$&'()*+,;=";
  private static final int MOST_ZEROS = 1_000;

  /** What of a text is percent-encoded. */
  public enum Encoding {
    /** Nothing. */
    NONE,
    /** What RFC 3986 neither reserves nor leaves free of meaning. */
    ALL_BUT_RESERVED,
    /** What has a meaning in a URL or could have. */
    ALL
  }

  /**
   * Returns the text of a value.
   *
   * @param value a JSON value
   * @return the text, encoded
   */
  public String of(@Nullable Object value) {
    if (style.equals("json")) {
      return encoded(json(value));
    }
    String prefix =
        switch (style) {
          case "label" -> ".";
          case "matrix" -> ";";
          default -> "";
        };
    boolean named = style.equals("matrix");
    if (value instanceof Collection<?> items) {
      List<String> texts = new ArrayList<>();
      items.forEach(item -> texts.add((named && explode ? name + "=" : "") + part(item)));
      return prefix + (named && !explode ? name + "=" : "") + String.join(delimiter(), texts);
    }
    if (value instanceof Map<?, ?> members) {
      List<String> texts = new ArrayList<>();
      members.forEach(
          (key, member) -> {
            if (member != null) {
              texts.add(
                  encoded(String.valueOf(key)) + (explode ? "=" : delimiter()) + part(member));
            }
          });
      return prefix + (named && !explode ? name + "=" : "") + String.join(delimiter(), texts);
    }
    return prefix + (named ? name + "=" : "") + part(value);
  }

  /**
   * Returns the parameters of a value that is written as several.
   *
   * @param value a JSON value
   * @return the names and the texts, encoded, in their order
   */
  public List<Map.Entry<String, String>> pairs(@Nullable Object value) {
    List<Map.Entry<String, String>> pairs = new ArrayList<>();
    if (style.equals("deepObject")) {
      addDeep(encoded(name), value, pairs);
    } else if (!explode || !style.equals("form")) {
      pairs.add(Map.entry(encoded(name), of(value)));
    } else if (value instanceof Map<?, ?> members) {
      members.forEach((key, member) -> addEach(encoded(String.valueOf(key)), member, pairs));
    } else {
      addEach(encoded(name), value, pairs);
    }
    return pairs;
  }

  private void addEach(String key, @Nullable Object value, List<Map.Entry<String, String>> pairs) {
    if (value instanceof Collection<?> items) {
      items.forEach(item -> pairs.add(Map.entry(key, part(item))));
    } else if (value != null) {
      pairs.add(Map.entry(key, part(value)));
    }
  }

  private void addDeep(String key, @Nullable Object value, List<Map.Entry<String, String>> pairs) {
    if (value instanceof Map<?, ?> members) {
      members.forEach(
          (name, member) ->
              addDeep(key + "%5B" + encoded(String.valueOf(name)) + "%5D", member, pairs));
    } else {
      addEach(key, value, pairs);
    }
  }

  private String delimiter() {
    return switch (style) {
      case "label" -> explode ? "." : ",";
      case "matrix" -> explode ? ";" : ",";
      case "spaceDelimited" -> "%20";
      case "pipeDelimited" -> "%7C";
      default -> ",";
    };
  }

  private String part(@Nullable Object value) {
    return encoded(
        value instanceof Collection || value instanceof Map ? json(value) : scalar(value));
  }

  static String json(@Nullable Object value) {
    return JsonValues.ADAPTER.toJson(value);
  }

  static String scalar(@Nullable Object value) {
    // A JsonNumber has a text of its own because it does not fit into a decimal, or not as written.
    return value instanceof BigDecimal decimal && Math.abs((long) decimal.scale()) <= MOST_ZEROS
        ? decimal.toPlainString()
        : String.valueOf(value);
  }

  private String encoded(String text) {
    if (encoding == Encoding.NONE) {
      return text;
    }
    String kept = encoding == Encoding.ALL ? UNRESERVED : UNRESERVED + RESERVED;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      boolean free =
          (each >= '0' && each <= '9')
              || (each >= 'A' && each <= 'Z')
              || (each >= 'a' && each <= 'z')
              || kept.indexOf(each) >= 0;
      if (free) {
        bytes.write(each);
      } else {
        bytes.write('%');
        bytes.write(Character.toUpperCase(Character.forDigit((each >> 4) & 0xf, 16)));
        bytes.write(Character.toUpperCase(Character.forDigit(each & 0xf, 16)));
      }
    }
    return bytes.toString(StandardCharsets.US_ASCII);
  }
}
