package io.github.closecalls.json.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.Moshi;
import com.squareup.moshi.Types;
import java.io.IOException;
import java.lang.reflect.Type;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonAdaptersTest {
  private static final Moshi MOSHI =
      new Moshi.Builder()
          .add(
              (type, annotations, moshi) ->
                  annotations.isEmpty() ? JsonAdapters.of(type, moshi) : null)
          .build();

  private static String roundTrip(Type type, String json) throws IOException {
    JsonAdapter<Object> adapter = MOSHI.adapter(type);
    return adapter.toJson(adapter.fromJson(json));
  }

  @Test
  void containersOfScalarsHaveAdapters() throws IOException {
    Type lists = Types.newParameterizedType(List.class, LocalDate.class);
    Type maps = Types.newParameterizedType(Map.class, String.class, lists);
    assertEquals("{\"a\":[\"2020-01-01\"]}", roundTrip(maps, "{\"a\":[\"2020-01-01\"]}"));
    Type sets = Types.newParameterizedType(Set.class, Long.class);
    assertEquals("[2,1]", roundTrip(sets, "[2,1]"));
  }

  @Test
  void aDuplicateInASetIsRefusedRatherThanLost() {
    Type sets = Types.newParameterizedType(Set.class, Long.class);
    assertThrows(JsonDataException.class, () -> roundTrip(sets, "[1,1]"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"b\":null,\"a\":[null]}", "[9007199254740993,-0,1.10]", "null"})
  void anyValueKeepsItsNullsAndNumbers(String json) throws IOException {
    assertEquals(json, roundTrip(Object.class, json));
  }

  @Test
  void aListWithoutNullsRefusesToWriteOne() {
    JsonDataException error =
        assertThrows(
            JsonDataException.class,
            () -> JsonAdapters.list(JsonAdapters.STRING).toJson(Arrays.asList("a", null)));
    assertEquals("Expected a string but was null at path $[1]", error.getMessage());
  }

  @Test
  void aDateTimeThatRfc3339CannotSayIsRefusedWithItsPath() {
    JsonDataException error =
        assertThrows(
            JsonDataException.class,
            () ->
                JsonAdapters.list(JsonAdapters.DATE_TIME)
                    .toJson(List.of(OffsetDateTime.parse("+12345-01-01T00:00:00Z"))));
    assertEquals(
        "RFC 3339 allows only the years 0000 to 9999, but the date-time has the year 12345 at path $[0]",
        error.getMessage());
  }

  /** It would reach Close as a question mark. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\uD800",
        "a\uDC00",
        "\uDC00\uD800",
        "\uD83D\uDCDE\uD83D",
        "\uD83Da\uDCDE",
        "\uFFFD\uDFFF"
      })
  void halfOfASurrogatePairIsRefusedWhereverItStands(String text) {
    for (Object value : List.of(text, List.of(text), Map.of("note", text), Map.of(text, 1))) {
      JsonDataException error =
          assertThrows(
              JsonDataException.class,
              () -> JsonAdapters.ANY.toJson(value),
              "Refuse the text rather than lose a part of it");
      assertTrue(
          String.valueOf(error.getMessage()).startsWith("The text contains half of a"),
          error::getMessage);
    }
    JsonDataException error =
        assertThrows(
            JsonDataException.class,
            () -> JsonAdapters.list(JsonAdapters.STRING).toJson(List.of("a", text)));
    assertTrue(String.valueOf(error.getMessage()).endsWith("at path $[1]"), error::getMessage);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\uD83D\uDCDE", "a\uD83D\uDCDE\uD83D\uDCDEb", "\uD7FF\uE000\uFFFD", "é"})
  void aTextWithoutHalvesIsWrittenAsItIs(String text) throws IOException {
    assertEquals("\"" + text + "\"", JsonAdapters.STRING.toJson(text));
  }
}
