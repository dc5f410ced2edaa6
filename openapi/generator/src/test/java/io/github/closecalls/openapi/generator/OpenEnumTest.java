package io.github.closecalls.openapi.generator;

import static io.github.closecalls.openapi.generator.GeneratedClient.call;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.squareup.moshi.JsonDataException;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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
              USD: {type: string, enum: [EUR, USD]}
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
  void aConstantIsNotCalledAsItsClassIs() {
    assertEquals(List.of("EUR", "USD_2"), constants("USD"));
    assertEquals("\"USD\"", CLIENT.roundTrip("USD", "\"USD\""));
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
    assertThrows(JsonDataException.class, () -> CLIENT.readStrictly("Status", "1"));
    assertThrows(JsonDataException.class, () -> CLIENT.readStrictly("Level", "\"1\""));
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

  private static final GeneratedClient SPELLINGS =
      GeneratedClient.of(
          GeneratedClient.schemas(
              """
              Outside: {type: string, oneOf: [{const: up, title: Upwards}, {const: down, description: The other way.}]}
              Inside: {oneOf: [{type: string, const: up, title: Upwards}, {type: string, const: down}]}
              Nowhere: {anyOf: [{const: up, title: Upwards, description: To the top.}, {const: down}]}
              Parts: {type: string, oneOf: [{enum: [up], title: Upwards}, {enum: [down, under]}]}
              OrNull: {anyOf: [{const: up, title: Upwards}, {const: down}, {type: 'null'}]}
              Dated: {oneOf: [{type: string, format: date, const: up, title: Upwards}, {type: string, const: down}]}
              Unquoted: {type: string, oneOf: [{const: 1}, {const: true}]}
              Small: {type: integer, format: int32, oneOf: [{const: 0, title: Normal}, {const: 1}]}
              Integers: {oneOf: [{type: integer, const: 0, title: Normal}, {type: integer, const: 1}]}
              Bare: {oneOf: [{const: 0, title: Normal}, {const: 1}]}
              OrAny: {anyOf: [{type: integer, enum: [0], title: Normal}, {type: integer}]}
              Decimals: {oneOf: [{const: 0, title: Normal}, {const: 0.5}]}
              Flags: {oneOf: [{const: true}, {const: false}]}
              Mixed: {oneOf: [{const: 1}, {const: a}]}
              Cat: {type: object, required: [kind], properties: {kind: {oneOf: [{const: cat}, {const: lion}]}}}
              Dog: {type: object, required: [kind], properties: {kind: {oneOf: [{const: dog}]}}}
              Pet: {oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]}
              """));

  @ParameterizedTest
  @ValueSource(strings = {"Outside", "Inside", "Nowhere", "Parts", "OrNull", "Dated"})
  void aListedTextIsKnownInEverySpelling(String model) {
    for (String value : List.of("up", "down")) {
      Object read = SPELLINGS.read(model, "\"" + value + "\"");
      assertEquals(value.toUpperCase(Locale.ROOT), call(read, "known").toString());
      assertEquals("\"" + value + "\"", SPELLINGS.write(model, read));
    }
    assertEquals("UNLISTED", call(SPELLINGS.read(model, "\"x\""), "known").toString());
    assertTrue(SPELLINGS.modelSource(model).contains("/** The value {@code up}: Upwards."), model);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Small", "Integers", "Bare", "OrAny", "Decimals"})
  void aListedNumberIsKnownInEverySpelling(String model) {
    assertEquals("_0", call(SPELLINGS.read(model, "0"), "known").toString());
    assertEquals("7", SPELLINGS.roundTrip(model, "7"));
    assertEquals("UNLISTED", call(SPELLINGS.read(model, "7"), "known").toString());
    assertTrue(SPELLINGS.modelSource(model).contains("/** The value {@code 0}: Normal. */"), model);
  }

  @Test
  void titlesAndDescriptionsAreSaidOfTheConstants() {
    String source = SPELLINGS.modelSource("Nowhere");
    assertTrue(source.contains("  /** The value {@code up}: Upwards. To the top. */"), source);
    assertTrue(SPELLINGS.modelSource("Outside").contains("The value {@code down}: The other way."));
  }

  @Test
  void aValueThatLacksItsQuotesIsATextInEverySpelling() {
    assertEquals("TRUE", call(SPELLINGS.read("Unquoted", "\"true\""), "known").toString());
  }

  @Test
  void valuesOfSeveralKindsAreNoConstants() {
    assertEquals("1", SPELLINGS.roundTrip("Mixed", "1"));
    assertEquals("\"a\"", SPELLINGS.roundTrip("Mixed", "\"a\""));
    assertEquals(false, SPELLINGS.models().contains("Flags"));
  }

  @Test
  void listedValuesInAnySpellingTellObjectsApart() {
    String json = "{\"kind\":\"lion\"}";
    assertEquals("Cat", SPELLINGS.read("Pet", json).getClass().getSimpleName());
    assertEquals(json, SPELLINGS.roundTrip("Pet", json));
  }

  private static final GeneratedClient UNIONS =
      GeneratedClient.of(
          GeneratedClient.schemas(
              """
              Time: {oneOf: [{type: string, enum: [now]}, {type: string, format: date-time}]}
              Place: {oneOf: [{type: string, enum: [here]}, {type: string, format: uri}]}
              Link: {oneOf: [{type: string, format: uri}, {type: string, format: date-time}, {type: string, format: uuid}]}
              Count: {oneOf: [{type: integer, enum: [-1]}, {type: number}]}
              Size: {oneOf: [{type: number, format: double}, {type: integer}, {type: integer, format: int32}]}
              Label: {oneOf: [{type: string, enum: [none]}, {type: string}, {type: integer}]}
              """));

  @ParameterizedTest
  @CsvSource({
    "Time,'\"now\"',asTime",
    "Time,'\"2024-05-01T10:00:00Z\"',asOffsetDateTime",
    "Time,'\"later\"',asTime",
    "Place,'\"here\"',asPlace",
    "Place,'\"https://a.example\"',asURI",
    "Place,'\"a b\"',asPlace",
    "Link,'\"2024-05-01T10:00:00Z\"',asOffsetDateTime",
    "Link,'\"00000000-0000-0001-0000-000000000002\"',asUUID",
    "Link,'\"https://a.example\"',asURI",
    "Count,-1,asCount",
    "Count,10,asBigDecimal",
    "Size,5,asInteger",
    "Size,3000000000,asLong",
    "Size,1.5,asDouble",
    "Label,'\"none\"',asLabel",
    "Label,'\"some\"',asString",
    "Label,5,asLong"
  })
  void aValueBelongsToTheMostSpecificBranch(String model, String json, String accessor) {
    Object value = UNIONS.read(model, json);
    String taken =
        Arrays.stream(value.getClass().getMethods())
            .map(java.lang.reflect.Method::getName)
            .filter(name -> name.startsWith("as"))
            .filter(name -> !call(value, name).equals("null"))
            .sorted()
            .toList()
            .toString();
    assertTrue(taken.startsWith("[" + accessor), model + " " + json + " is " + taken);
    assertEquals(json, UNIONS.roundTrip(model, json));
  }
}
