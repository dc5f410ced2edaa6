package io.github.closecalls.openapi.generator;

import static io.github.closecalls.openapi.generator.GeneratedClient.call;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import okio.Buffer;
import okio.ForwardingSink;
import okio.Okio;
import okio.Sink;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelTest {
  private static final GeneratedClient CLIENT =
      GeneratedClient.of(
          GeneratedClient.schemas(
              """
              Note:
                type: object
                required: [id, owner]
                properties:
                  id: {type: string}
                  owner: {type: [string, 'null']}
                  text: {type: [string, 'null']}
                  size: {type: integer}
                  tags: {type: array, items: {type: string}}
              Open: {type: object, properties: {known: {type: string}}}
              Closed:
                type: object
                properties: {known: {type: string}}
                additionalProperties: false
              Typed:
                type: object
                properties: {known: {type: string}}
                additionalProperties: {type: integer}
              Shy:
                type: object
                required: [id, secret]
                properties:
                  id: {type: string, readOnly: true}
                  secret: {type: string, writeOnly: true}
              Named:
                type: object
                properties: {to_json: {type: string}, from_json: {type: string}}
              Wide:
                type: object
                properties:
              """
                  + IntStream.range(0, 130)
                      .mapToObj(i -> "    p" + i + ": {type: [integer, 'null']}\n")
                      .collect(Collectors.joining())));

  private static Object note(@Nullable Object... textArguments) {
    Object builder = call(call(CLIENT.builder("Note"), "id", "1"), "owner", "me");
    return call(
        textArguments.length == 0 ? builder : call(builder, "text", textArguments), "build");
  }

  @Test
  void whatIsNotSetIsNotSent() {
    assertEquals("{\"id\":\"1\",\"owner\":\"me\"}", CLIENT.write("Note", note()));
  }

  @Test
  void whatIsSetToNullIsSentAsNull() {
    assertEquals(
        "{\"id\":\"1\",\"owner\":\"me\",\"text\":null}", CLIENT.write("Note", note((Object) null)));
  }

  @Test
  void whatIsAbsentStaysAbsentWhenACopyGetsMore() {
    Object copy = call(call(call(note(), "toBuilder"), "size", 5L), "build");
    assertEquals("{\"id\":\"1\",\"owner\":\"me\",\"size\":5}", CLIENT.write("Note", copy));
  }

  @Test
  void aModelIsReadFromTheTextThatItReturns() {
    Object note = call(call(note((Object) null), "toBuilder"), "additionalProperty", "x", 1L);
    Object built = call(note, "build");
    Object text = call(built, "toJson");
    assertEquals("{\"id\":\"1\",\"owner\":\"me\",\"text\":null,\"x\":1}", text);
    assertEquals(built, CLIENT.callStatic("Note", "fromJson", text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{}}", "{} x", "[]", "null", "1", "{\"id\":\"1\"", "{id:1}"})
  void aTextThatIsNotOneJsonObjectIsNoModel(String text) {
    assertThrows(
        JsonDataException.class,
        () -> CLIENT.callStatic("Note", "fromJson", text),
        () -> "refuse " + text);
  }

  @Test
  void aPropertyCanHaveTheNameOfTheTextInJson() {
    String json = "{\"to_json\":\"a\",\"from_json\":\"b\"}";
    assertEquals(json, call(CLIENT.read("Named", json), "toJson"));
    assertEquals(json, CLIENT.roundTrip("Named", json));
  }

  @Test
  void aValueThatJsonCannotExpressIsRefusedWithItsName() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> call(CLIENT.builder("Open"), "additionalProperty", "extra", new Object()));
    assertTrue(String.valueOf(e.getMessage()).startsWith("extra cannot be set. "), e.toString());
  }

  @Test
  void absentAndNullAreToldApart() {
    assertEquals(false, call(note(), "hasText"));
    assertEquals(true, call(note((Object) null), "hasText"));
    assertNotEquals(note(), note((Object) null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":\"1\",\"owner\":null}",
        "{\"id\":\"1\",\"owner\":\"me\",\"text\":null}",
        "{\"id\":\"1\",\"owner\":\"me\",\"text\":\"x\",\"size\":3000000000,\"tags\":[]}"
      })
  void eachStateSurvivesTheRoundTrip(String json) {
    assertEquals(json, CLIENT.roundTrip("Note", json));
  }

  @Test
  void aNullSurvivesMoshisDefaultOfLeavingNullsOut() {
    assertEquals(false, CLIENT.adapter("Note").toString().contains("serializeNulls"));
    assertEquals(
        "{\"known\":\"a\",\"b\":null}", CLIENT.roundTrip("Open", "{\"known\":\"a\",\"b\":null}"));
  }

  @Test
  void aWriterThatFailsHasItsOwnSettingOfNullsAgain() {
    Sink full =
        new ForwardingSink(Okio.blackhole()) {
          @Override
          public void write(Buffer source, long bytes) throws IOException {
            throw new IOException("full");
          }
        };
    JsonWriter writer = JsonWriter.of(Okio.buffer(full));
    Object large = note("x".repeat(100_000));

    assertThrows(IOException.class, () -> CLIENT.adapter("Note").toJson(writer, large));
    assertFalse(writer.getSerializeNulls());
  }

  @Test
  void toStringTellsWhatIsPresent() {
    assertEquals("Note{id=1, owner=me, text=null}", note((Object) null).toString());
  }

  @Test
  void moreThan64OptionalPropertiesKeepTheirStates() {
    String json =
        IntStream.range(0, 130)
            .filter(i -> i % 3 != 0)
            .mapToObj(i -> "\"p" + i + "\":" + (i % 3 == 1 ? "null" : String.valueOf(i)))
            .collect(Collectors.joining(",", "{", "}"));
    assertEquals(json, CLIENT.roundTrip("Wide", json));
  }

  @Test
  void aModelWithoutItsRequiredPropertiesIsNotBuiltAndTheErrorNamesThemAll() {
    IllegalStateException error =
        assertThrows(IllegalStateException.class, () -> call(CLIENT.builder("Note"), "build"));
    assertEquals("Note cannot be built, set these first: id, owner", error.getMessage());
  }

  @Test
  void aBuilderRefusesNullWhereTheContractHasNone() {
    NullPointerException error =
        assertThrows(
            NullPointerException.class, () -> call(CLIENT.builder("Note"), "id", (Object) null));
    assertTrue(String.valueOf(error.getMessage()).contains("id"), error.getMessage());
  }

  @Test
  void aListIsCopied() {
    List<String> tags = new ArrayList<>(List.of("a"));
    Object note =
        call(
            call(call(call(CLIENT.builder("Note"), "id", "1"), "owner", "me"), "tags", tags),
            "build");
    tags.add("b");
    assertEquals(List.of("a"), call(note, "tags"));
    assertThrows(UnsupportedOperationException.class, ((List<?>) call(note, "tags"))::clear);
  }

  @Test
  void anIntLiteralFitsAnIntegerProperty() {
    Object note = call(call(call(CLIENT.builder("Note"), "id", "1"), "owner", "me"), "size", 153);
    assertEquals(153L, call(call(note, "build"), "size"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9007199254740993",
        "12345678901234567890",
        "1.10",
        "-0",
        "0",
        "-0.0",
        "1e400",
        "1E-7",
        "null",
        "true",
        "\"\"",
        "[[],{},[1.0,{\"a\":null}]]",
        "{\"\":{\"b\":1.10,\"a\":[null]}}"
      })
  void anUnlistedPropertyIsKeptAsItCame(String value) {
    String json = "{\"known\":\"k\",\"z\":" + value + ",\"\":1,\"a\":" + value + "}";
    assertEquals(json, CLIENT.roundTrip("Open", json));
  }

  @Test
  void unlistedPropertiesCannotBeChangedFromOutside() {
    Object open = CLIENT.read("Open", "{\"a\":{\"b\":[1]}}");
    Map<?, ?> unlisted = (Map<?, ?>) call(open, "additionalProperties");
    assertThrows(UnsupportedOperationException.class, unlisted::clear);
    Map<?, ?> nested = Objects.requireNonNull((Map<?, ?>) unlisted.get("a"));
    assertThrows(UnsupportedOperationException.class, nested::clear);
  }

  @Test
  void aListedNameIsRefusedAmongTheUnlisted() {
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class,
            () -> call(CLIENT.builder("Open"), "additionalProperty", "known", "x"));
    assertEquals(
        "The contract lists known: use the builder's own method for it", error.getMessage());
  }

  @Test
  void anUnlistedPropertyCanBeSetAndCleared() {
    Object builder = call(CLIENT.builder("Open"), "additionalProperty", "a", List.of(1, "b"));
    assertEquals("{\"a\":[1,\"b\"]}", CLIENT.write("Open", call(builder, "build")));
    call(builder, "clearAdditionalProperty", "a");
    assertEquals("{}", CLIENT.write("Open", call(builder, "build")));
  }

  @Test
  void aClosedModelTakesNoUnlistedPropertyButAnAnswerMayHaveOne() {
    assertTrue(
        Arrays.stream(CLIENT.builder("Closed").getClass().getMethods())
            .noneMatch(method -> method.getName().equals("additionalProperty")));
    assertEquals("{\"a\":1.10}", CLIENT.roundTrip("Closed", "{\"a\":1.10}"));
  }

  @Test
  void typedAdditionalPropertiesAreATypedMap() {
    Object typed = CLIENT.read("Typed", "{\"known\":\"k\",\"a\":3000000000}");
    assertEquals(Map.of("a", 3000000000L), call(typed, "additionalProperties"));
    assertThrows(JsonDataException.class, () -> CLIENT.readStrictly("Typed", "{\"a\":\"text\"}"));
  }

  @Test
  void whatOneDirectionLacksIsNotRequired() {
    assertEquals("{\"secret\":\"s\"}", CLIENT.roundTrip("Shy", "{\"secret\":\"s\"}"));
    assertEquals("{\"id\":\"1\"}", CLIENT.roundTrip("Shy", "{\"id\":\"1\"}"));
  }

  @Test
  void aMissingPropertyFailsTheDecodeWithModelAndPath() {
    assertEquals(
        "Note: Required but missing: owner at path $", decodeError("Note", "{\"id\":\"1\"}"));
  }

  @Test
  void aNullWhereTheContractHasNoneFailsTheDecodeWithModelAndPath() {
    assertEquals(
        "Note: Expected a string but was NULL at path $.id",
        decodeError("Note", "{\"id\":null,\"owner\":null}"));
    assertEquals(
        "Note: Expected a string but was NULL at path $.tags[1]",
        decodeError("Note", "{\"id\":\"1\",\"owner\":null,\"tags\":[\"a\",null]}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"id\":5", "\"id\":{}", "\"id\":[]", "\"id\":true"})
  void aWrongTypeFailsTheDecodeWithModelAndPath(String member) {
    String error = decodeError("Note", "{" + member + ",\"owner\":null}");
    assertTrue(error.startsWith("Note: Expected a string but was "), error);
    assertTrue(error.endsWith(" at path $.id"), error);
  }

  @Test
  void somethingElseThanAnObjectFailsTheDecode() {
    assertEquals(
        "Note: Expected Note (an object) but was BEGIN_ARRAY at path $", decodeError("Note", "[]"));
  }

  private static String decodeError(String model, String json) {
    return String.valueOf(
        assertThrows(JsonDataException.class, () -> CLIENT.readStrictly(model, json)).getMessage());
  }
}
