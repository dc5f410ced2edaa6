package io.github.closecalls.openapi.generator;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as another library than ours reads it, numbers exact. */
final class ExactJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private ExactJson() {}

  static JsonNode parse(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode of(@Nullable Object value) {
    return MAPPER.valueToTree(value);
  }

  /** Where two values differ, as a JSON pointer with both; empty if they are the same JSON. */
  static String difference(JsonNode one, JsonNode other) {
    return difference("", one, other);
  }

  private static String difference(String path, JsonNode one, JsonNode other) {
    if (one.isObject() && other.isObject()) {
      for (Map.Entry<String, JsonNode> member : one.properties()) {
        String at = path + "/" + member.getKey();
        if (!other.has(member.getKey())) {
          return at + ": lost " + member.getValue();
        }
        String difference = difference(at, member.getValue(), other.get(member.getKey()));
        if (!difference.isEmpty()) {
          return difference;
        }
      }
      return one.size() == other.size() ? "" : path + ": " + other + " has more than " + one;
    }
    if (one.isArray() && other.isArray() && one.size() == other.size()) {
      for (int i = 0; i < one.size(); i++) {
        String difference = difference(path + "/" + i, one.get(i), other.get(i));
        if (!difference.isEmpty()) {
          return difference;
        }
      }
      return "";
    }
    boolean same =
        (one.isNumber() && other.isNumber())
            ? one.decimalValue().compareTo(other.decimalValue()) == 0
            : (one.equals(other) || sameDateTime(one, other));
    return same ? "" : path + ": " + one + " became " + other;
  }

  private static boolean sameDateTime(JsonNode one, JsonNode other) {
    try {
      return one.isTextual()
          && other.isTextual()
          && OffsetDateTime.parse(one.textValue()).equals(OffsetDateTime.parse(other.textValue()));
    } catch (DateTimeException e) {
      return false;
    }
  }
}
