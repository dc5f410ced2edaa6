package io.github.closecalls.openapi.generator;

import static io.github.closecalls.openapi.generator.GeneratedClient.call;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.Types;
import io.github.closecalls.json.Deviation;
import io.github.closecalls.json.JsonModel;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a model makes of JSON that is not as the contract says. */
class DeviationTest {
  private static final GeneratedClient CLIENT =
      GeneratedClient.of(
          GeneratedClient.schemas(
              """
              Call:
                type: object
                required: [id, size, flag, owner]
                properties:
                  id: {type: string}
                  size: {type: integer, format: int32}
                  flag: {type: boolean}
                  owner: {type: [string, 'null']}
                  note: {type: string}
                  text: {type: [string, 'null']}
                  count: {type: integer}
                  latitude: {type: number}
                  user_id: {type: string, format: uuid}
                  avatar: {type: string, format: uri}
                  at: {type: string, format: date-time}
                  day: {type: string, format: date}
                  bytes: {type: string, format: byte}
                  status: {type: string, enum: [a, b]}
                  tags: {type: array, items: {type: string}}
                  codes: {type: array, uniqueItems: true, items: {type: integer}}
                  scores: {type: object, additionalProperties: {type: integer}}
                  grid: {type: array, items: {type: array, items: {type: integer}}}
                  lead: {$ref: '#/components/schemas/Lead'}
                  leads: {type: array, items: {$ref: '#/components/schemas/Lead'}}
                  byName: {type: object, additionalProperties: {$ref: '#/components/schemas/Lead'}}
                  pet: {$ref: '#/components/schemas/Pet'}
                  either: {$ref: '#/components/schemas/Either'}
                  value: {type: [string, integer]}
                  next: {$ref: '#/components/schemas/Call'}
              Lead:
                type: object
                required: [name]
                properties: {name: {type: string}, since: {type: string, format: date}}
              Cat: {type: object, required: [kind, lives], properties: {kind: {const: cat}, lives: {type: integer}}}
              Dog: {type: object, required: [kind], properties: {kind: {const: dog}, bark: {type: boolean}}}
              Pet:
                oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
                discriminator: {propertyName: kind, mapping: {cat: '#/components/schemas/Cat', dog: '#/components/schemas/Dog'}}
              Named: {type: object, required: [name], properties: {name: {type: string}, lead: {$ref: '#/components/schemas/Lead'}}}
              Sized: {type: object, required: [name], properties: {name: {type: integer}}}
              Either: {oneOf: [{$ref: '#/components/schemas/Named'}, {$ref: '#/components/schemas/Sized'}]}
              Typed: {type: object, properties: {known: {type: string}}, additionalProperties: {type: integer}}
              OfLeads: {type: object, properties: {known: {type: string}}, additionalProperties: {$ref: '#/components/schemas/Lead'}}
              """));

  private static final String REQUIRED = "\"id\":\"1\",\"size\":1,\"flag\":true,\"owner\":null";

  private static String call(String member) {
    return "{" + REQUIRED + (member.isEmpty() ? "" : "," + member) + "}";
  }

  private static JsonModel read(String model, String json) {
    return (JsonModel) CLIENT.read(model, json);
  }

  private static String deviations(JsonModel model) {
    return String.join("; ", model.deviations().stream().map(Deviation::toString).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"note\":null | /note must be a string, but is null",
        "\"note\":17 | /note must be a string, but is 17",
        "\"note\":{\"a\":[1.10,-0]} | /note must be a string, but is an object",
        "\"count\":12345678901234567890 | /count must be an integer of 64 bits, but is a long number",
        "\"count\":1.5 | /count must be an integer of 64 bits, but is 1.5",
        "\"latitude\":\"37.78\" | /latitude must be a number, but is a string of 5 characters",
        "\"user_id\":\"\" | /user_id must be a UUID, but is an empty string",
        "\"avatar\":\"https://e.com/u{/id}\" | /avatar must be a URI, but is a string of 20 characters",
        "\"at\":\"2013-02-01T00:51:33\" | /at must be a date-time such as 2013-02-01T00:51:33+00:00, but is a string of 19 characters",
        "\"at\":\"2016-12-31T23:59:60Z\" | /at must be a date-time such as 2013-02-01T00:51:33+00:00, but is a string of 20 characters",
        "\"at\":\"2013-02-01T00:51:33.0123456789Z\" | /at must be a date-time such as 2013-02-01T00:51:33+00:00, but is a string of 31 characters",
        "\"day\":\"\" | /day must be a date such as 2013-02-01, but is an empty string",
        "\"at\":\"+10000-01-01T00:00:00Z\" | /at must be a date-time such as 2013-02-01T00:51:33+00:00, but is a string of 22 characters",
        "\"at\":\"2013-02-01T00:51:33+01:00:30\" | /at must be a date-time such as 2013-02-01T00:51:33+00:00, but is a string of 28 characters",
        "\"day\":\"+10000-01-01\" | /day must be a date such as 2013-02-01, but is a string of 12 characters",
        "\"user_id\":\"0000000001-23-0000-0000-000000000000\" | /user_id must be a UUID, but is a string of 36 characters",
        "\"bytes\":\"%\" | /bytes must be bytes in Base64, but is a string of 1 characters",
        "\"status\":1 | /status must be a string, but is 1",
        "\"tags\":\"a\" | /tags must be an array, but is a string of 1 characters",
        "\"tags\":[\"a\",null,\"b\"] | /tags must be a string at /1, but is an array",
        "\"codes\":[1,1] | /codes must be an array without duplicates, but is an array",
        "\"scores\":{\"a\":1,\"b/c\":\"2\",\"d\":3} | /scores must be an integer of 64 bits at /b~1c, but is an object",
        "\"grid\":[[1],[2,null],[3]] | /grid must be an integer of 64 bits at /1/1, but is an array",
        "\"lead\":null | /lead must be Lead (an object), but is null",
        "\"lead\":{\"since\":\"\"} | /lead/since must be a date such as 2013-02-01, but is an empty string; /lead/name is required, but is absent",
        "\"leads\":[{\"name\":\"n\"},{\"name\":1}] | /leads/1/name must be a string, but is 1",
        "\"leads\":[{\"name\":1},null] | /leads must be Lead (an object) at /1, but is an array",
        "\"byName\":{\"a~b\":{\"name\":1}} | /byName/a~0b/name must be a string, but is 1",
        "\"pet\":{\"kind\":\"cat\"} | /pet/lives is required, but is absent",
        "\"pet\":[] | /pet must be Pet (an object), but is an array",
        "\"value\":null | /value must be a value, but is null",
      })
  void anOddValueIsToldOfAndComesBackAsItCame(String member, String expected) {
    JsonModel call = read("Call", call(member));
    assertEquals(expected, deviations(call));
    assertEquals(call(member), CLIENT.write("Call", call));
    assertThrows(JsonDataException.class, () -> CLIENT.readStrictly("Call", call(member)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\"unlisted\":null",
        "\"either\":{\"name\":null}",
        "\"either\":{\"name\":\"n\",\"lead\":{}}",
        "\"value\":true"
      })
  void whatTheContractAllowsOrCannotTellIsNoDeviation(String member) {
    JsonModel call = read("Call", call(member));
    assertEquals(List.of(), call.deviations());
    assertEquals(call(member), CLIENT.write("Call", call));
    assertEquals(call, CLIENT.readStrictly("Call", call(member)));
  }

  @Test
  void aBranchIsTriedStrictly() {
    assertEquals("Sized", read("Either", "{\"name\":5}").getClass().getSimpleName());
    assertEquals("Unlisted", read("Either", "{\"name\":true}").getClass().getSimpleName());
  }

  @ParameterizedTest
  @ValueSource(strings = {"note", "count", "user_id", "at", "status", "tags", "scores", "lead"})
  void theAccessorOfAnOptionalPropertyReturnsNull(String property) {
    JsonModel call = read("Call", call("\"" + property + "\":false"));
    assertEquals(
        "null", GeneratedClient.call(call, property.equals("user_id") ? "userId" : property));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "id | \"id\":17 | /id must be a string, but is 17",
        "size | \"size\":null | /size must be an integer of 32 bits, but is null",
        "flag | \"unlisted\":1 | /flag is required, but is absent",
        "owner | \"unlisted\":1 | /owner is required, but is absent",
        "owner | \"owner\":false | /owner must be a string, but is false",
      })
  void theAccessorOfARequiredPropertyNamesPropertyValueAndRule(
      String property, String member, String expected) {
    JsonModel call = read("Call", "{" + member + "}");
    assertEquals(
        "Call was read without a usable value: "
            + expected
            + ". Ask deviations() before, which has the value",
        assertThrows(JsonDataException.class, () -> GeneratedClient.call(call, property))
            .getMessage());
  }

  @Test
  void aTextIsNotShownByErrorsForItMayBeASecret() {
    JsonModel call = read("Call", "{\"size\":\"secret\"}");
    Deviation size = call.deviations().get(0);
    assertEquals("secret", size.value());
    assertFalse(size.toString().contains("secret"), size.toString());
    String error =
        assertThrows(JsonDataException.class, () -> GeneratedClient.call(call, "size")).toString();
    assertFalse(error.contains("secret"), error);
  }

  @Test
  void anAbsentPropertyIsToldFromOneThatIsNull() {
    Deviation absent = read("Lead", "{}").deviations().get(0);
    Deviation isNull = read("Lead", "{\"name\":null}").deviations().get(0);
    assertTrue(absent.isAbsent() && !isNull.isAbsent());
    assertNotEquals(absent, isNull);
    assertEquals(new Deviation("/name", "is required", true, null), absent);
  }

  @Test
  void aTypedUnlistedPropertyCanBeOddToo() {
    String json = "{\"known\":\"k\",\"a\":1,\"b\":\"2\"}";
    JsonModel typed = read("Typed", json);
    assertEquals(
        "/b must be an integer of 64 bits, but is a string of 1 characters", deviations(typed));
    assertEquals(Map.of("a", 1L), GeneratedClient.call(typed, "additionalProperties"));
    assertEquals(json, CLIENT.write("Typed", typed));
    assertEquals("/a/name is required, but is absent", deviations(read("OfLeads", "{\"a\":{}}")));
  }

  @Test
  void unlistedPropertiesAreStillToldApart() {
    JsonModel lead = read("Lead", "{\"name\":1,\"x\":2}");
    assertEquals(Map.of("x", 2L), GeneratedClient.call(lead, "additionalProperties"));
  }

  @Test
  void aModelThatDeviatesEqualsOnlyOneThatDeviatesAlike() {
    JsonModel odd = read("Lead", "{\"name\":1}");
    assertEquals(odd, read("Lead", "{\"name\":1}"));
    assertEquals(odd.hashCode(), read("Lead", "{\"name\":1}").hashCode());
    for (String other : List.of("{\"name\":2}", "{\"name\":null}", "{}", "{\"name\":\"1\"}")) {
      assertNotEquals(odd, read("Lead", other));
      assertNotEquals(read("Lead", other), odd);
    }
    JsonModel even = read("Lead", "{\"name\":\"n\"}");
    JsonModel blank = read("Lead", "{\"name\":\"n\",\"since\":\"\"}");
    assertNotEquals(even, blank);
    assertNotEquals(blank, even);
  }

  @Test
  void theTextOfAModelTells() {
    assertEquals(
        "Lead{since= (must be a date such as 2013-02-01), name=absent (is required)}",
        read("Lead", "{\"since\":\"\"}").toString());
  }

  @Test
  void aBuilderKeepsWhatIsOddUntilItIsSet() {
    String json = "{\"name\":\"n\",\"since\":\"\"}";
    JsonModel odd = read("Lead", json);
    Object renamed =
        GeneratedClient.call(
            GeneratedClient.call(GeneratedClient.call(odd, "toBuilder"), "name", "m"), "build");
    assertEquals("{\"name\":\"m\",\"since\":\"\"}", CLIENT.write("Lead", renamed));
    assertEquals(odd, GeneratedClient.call(GeneratedClient.call(odd, "toBuilder"), "build"));
    Object dropped =
        GeneratedClient.call(
            GeneratedClient.call(
                GeneratedClient.call(odd, "toBuilder"), "clearAdditionalProperty", "since"),
            "build");
    assertEquals(read("Lead", "{\"name\":\"n\"}"), dropped);
  }

  @Test
  void aBuilderWantsWhatIsRequiredAlsoWhereItCameOdd() {
    Object builder = GeneratedClient.call(read("Lead", "{\"name\":1,\"x\":2}"), "toBuilder");
    IllegalStateException error =
        assertThrows(IllegalStateException.class, () -> GeneratedClient.call(builder, "build"));
    assertTrue(String.valueOf(error.getMessage()).endsWith(": name"), error.getMessage());
    Object lead = GeneratedClient.call(GeneratedClient.call(builder, "name", "n"), "build");
    assertEquals(List.of(), ((JsonModel) lead).deviations());
    assertEquals("{\"name\":\"n\",\"x\":2}", CLIENT.write("Lead", lead));
  }

  @Test
  void ofANameThatComesTwiceTheValueThatFitsIsRead() {
    for (String json : List.of("{\"name\":\"n\",\"name\":1}", "{\"name\":1,\"name\":\"n\"}")) {
      JsonModel lead = read("Lead", json);
      assertEquals("n", GeneratedClient.call(lead, "name"));
      assertEquals("/name must be a string, but is 1", deviations(lead));
    }
  }

  @Test
  void deviationsAreToldOfAtAnyDepth() {
    int depth = 100;
    String json = "{\"next\":".repeat(depth) + "{\"note\":1}" + "}".repeat(depth);
    JsonModel call = read("Call", json);
    assertTrue(
        call.deviations().stream()
            .anyMatch(each -> each.pointer().equals("/next".repeat(depth) + "/note")));
    assertEquals(json, CLIENT.write("Call", call));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "17", "\"text\""})
  void whatIsNoObjectAtAllIsRefused(String json) {
    assertThrows(JsonDataException.class, () -> CLIENT.read("Lead", json));
  }

  @Test
  void aTextThatIsNotUnicodeHidesNoDeviation() {
    String half = "\"\\ud800\"";
    for (String tags : List.of("[" + half + ",1]", "[1," + half + "]")) {
      JsonModel call = read("Call", call("\"tags\":" + tags));
      assertEquals("/tags", call.deviations().get(0).pointer());
    }
  }

  @Test
  void anOddValueThatIsNestedTooDeepIsRefused() {
    String deep = "[".repeat(300) + "]".repeat(300);
    assertThrows(JsonDataException.class, () -> CLIENT.read("Lead", "{\"name\":" + deep + "}"));
    assertThrows(JsonDataException.class, () -> CLIENT.read("Lead", "{\"new\":" + deep + "}"));
    assertThrows(JsonDataException.class, () -> CLIENT.read("Call", "{\"tags\":[1," + deep + "]}"));
  }

  @Test
  void anItemThatIsNoModelIsRefusedWhereNoModelCanKeepIt() {
    JsonAdapter<List<Object>> leads =
        CLIENT.moshi().adapter(Types.newParameterizedType(List.class, CLIENT.model("Lead")));
    JsonDataException error =
        assertThrows(JsonDataException.class, () -> leads.fromJson("[{\"name\":\"n\"},null]"));
    assertEquals("Lead: Expected Lead (an object) but was NULL at path $[1]", error.getMessage());
    assertTrue(error.getStackTrace().length > 0, "it leads to the caller");
  }
}
