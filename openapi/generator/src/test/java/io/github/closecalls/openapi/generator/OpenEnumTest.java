package io.github.closecalls.openapi.generator;

import static io.github.closecalls.openapi.generator.GeneratedClient.call;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.squareup.moshi.JsonDataException;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenEnumTest {
  private static final GeneratedClient CLIENT =
      GeneratedClient.of(
          GeneratedClient.schemas(
              """
              Status: {type: string, enum: [in-progress, Close.io, noAnswer, HTTPError, 2fa]}
              Clash: {enum: [a-b, a_b, 'a b', 'UNLISTED', '', '-1', '+1', '1', '*', "\\U0001F600"]}
              Level: {type: integer, enum: [1, -2, 3000000000]}
              Ratio: {type: number, enum: [1, 2.5]}
              Unquoted: {type: string, enum: [1, '1', true]}
              Fixed: {const: fixed}
              Suggested: {anyOf: [{type: string}, {type: string, enum: [a, b]}]}
              Holder:
                type: object
                properties:
                  flag: {type: boolean, enum: [true]}
                  a: {type: [string, 'null'], enum: [x, null]}
                  b: {oneOf: [{$ref: '#/components/schemas/Status'}, {type: 'null'}]}
                  c: {enum: [x, null]}
                  d: {anyOf: [{type: [string, 'null'], enum: [x, null]}, {type: string}]}
                  mixed: {enum: [a, 1, true]}
                  day: {type: string, format: date, enum: ['2020-01-01']}
              """));

  @Test
  void aListedValueIsAConstant() throws ReflectiveOperationException {
    Object value = CLIENT.callStatic("Status", "of", "in-progress");
    assertSame(CLIENT.model("Status").getField("IN_PROGRESS").get(null), value);
    assertEquals("in-progress", call(value, "value"));
    assertEquals(true, call(value, "isKnown"));
    assertEquals("IN_PROGRESS", call(value, "known").toString());
  }

  @Test
  void anUnlistedValueSurvivesTheRoundTripAndCanBeTold() {
    assertEquals("\"in-limbo\"", CLIENT.roundTrip("Status", "\"in-limbo\""));
    Object value = CLIENT.read("Status", "\"in-limbo\"");
    assertEquals(false, call(value, "isKnown"));
    assertEquals("UNLISTED", call(value, "known").toString());
    assertEquals(CLIENT.callStatic("Status", "of", "in-limbo"), value);
  }

  @Test
  void constantsAreNamedByOneRule() {
    assertEquals(
        List.of("IN_PROGRESS", "CLOSE_IO", "NO_ANSWER", "HTTP_ERROR", "_2FA"), constants("Status"));
  }

  @Test
  void valuesWhoseNamesClashAreNumberedInOrder() {
    assertEquals(
        List.of(
            "A_B",
            "A_B_2",
            "A_B_3",
            "UNLISTED_2",
            "EMPTY",
            "MINUS_1",
            "PLUS_1",
            "_1",
            "U002A",
            "U1F600"),
        constants("Clash"));
  }

  @Test
  void aValueThatLacksItsQuotesIsAText() {
    assertEquals(List.of("_1", "TRUE"), constants("Unquoted"));
  }

  private static List<String> constants(String model) {
    return Arrays.stream(CLIENT.model(model).getFields())
        .filter(field -> Modifier.isStatic(field.getModifiers()))
        .map(java.lang.reflect.Field::getName)
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"Level,-2", "Level,3000000000", "Level,7", "Ratio,2.5", "Ratio,1", "Ratio,1.75"})
  void integersAndNumbersAreOpenAsWell(String model, String json) {
    assertEquals(json, CLIENT.roundTrip(model, json));
  }

  @Test
  void aNumberEqualToAListedOneIsKnown() {
    assertEquals(true, call(CLIENT.callStatic("Ratio", "of", new BigDecimal("2.50")), "isKnown"));
  }

  @Test
  void aValueOfAnotherTypeFailsTheDecode() {
    assertThrows(JsonDataException.class, () -> CLIENT.read("Status", "1"));
    assertThrows(JsonDataException.class, () -> CLIENT.read("Level", "\"1\""));
  }

  @Test
  void aConstIsAnEnumOfOneValue() {
    assertEquals(List.of("FIXED"), constants("Fixed"));
  }

  @Test
  void aTextWithSuggestedValuesIsAnOpenEnum() {
    assertEquals(List.of("A", "B"), constants("Suggested"));
    assertEquals("\"c\"", CLIENT.roundTrip("Suggested", "\"c\""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "b", "c", "d"})
  void eachSpellingOfANullableEnumTakesNull(String property) {
    String json = "{\"" + property + "\":null}";
    assertEquals(json, CLIENT.roundTrip("Holder", json));
  }

  @Test
  void aBooleanNeedsNoConstants() {
    assertEquals(true, call(CLIENT.read("Holder", "{\"flag\":true}"), "flag"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"a\"", "1", "true", "[1.10]"})
  void valuesOfSeveralTypesAreKeptAsTheyAre(String value) {
    String json = "{\"mixed\":" + value + "}";
    assertEquals(json, CLIENT.roundTrip("Holder", json));
  }

  @Test
  void listedValuesComeBeforeTheFormat() {
    assertEquals(
        "{\"day\":\"2020-01-01\"}", CLIENT.roundTrip("Holder", "{\"day\":\"2020-01-01\"}"));
  }
}
