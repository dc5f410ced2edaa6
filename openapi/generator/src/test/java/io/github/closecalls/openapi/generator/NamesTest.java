package io.github.closecalls.openapi.generator;

import static io.github.closecalls.openapi.generator.GeneratedClient.call;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
  private static final List<String> PROPERTIES =
      List.of(
          "type",
          "_type",
          "lead_id",
          "leadId",
          "ID",
          "id",
          "Id",
          "class",
          "getClass",
          "equals",
          "hashCode",
          "hash_code",
          "toString",
          "wait",
          "notify",
          "we\"ird\\",
          "\uD83D\uDE00",
          "$ref2",
          "1st",
          "",
          " ",
          "a.b",
          "a-b",
          "value",
          "reader",
          "writer",
          "builder",
          "to_builder",
          "missing",
          "other",
          "hash",
          "text",
          "that",
          "e",
          "entry",
          "name",
          "moshi",
          "serializeNulls",
          "has_id",
          "clear_id",
          "additional_properties",
          "additionalProperty",
          "build",
          "put_additional",
          "true",
          "null",
          "_",
          "__",
          "größe",
          "日本",
          "record",
          "var",
          "yield",
          "String",
          "line\nbreak",
          "`tick`",
          "*/",
          "\\u0041",
          "${x}",
          "{{x}}");

  /** Names that Java, Retrofit, Moshi, the templates or a file system have already. */
  private static final List<String> TYPES =
      List.of(
          "Call",
          "String",
          "Object",
          "List",
          "Map",
          "Set",
          "Override",
          "Deprecated",
          "Nullable",
          "JsonAdapter",
          "JsonReader",
          "JsonWriter",
          "Moshi",
          "Builder",
          "Adapter",
          "Known",
          "Unlisted",
          "ModelJsonAdapterFactory",
          "JsonAdapters",
          "ModelJson",
          "Arguments",
          "Objects",
          "StringJoiner",
          "IOException",
          "Void",
          "Integer",
          "call",
          "CALL",
          "con",
          "Größe",
          "日本",
          "a.b-c",
          "1st",
          "package-info",
          "JsonClass",
          "LinkedHashMap",
          "Body",
          "GET",
          "record",
          "SuppressWarnings",
          "Type");

  private static final GeneratedClient CLIENT = GeneratedClient.checkedForNulls(contract());

  private static String contract() {
    ObjectNode schemas = JsonNodeFactory.instance.objectNode();
    for (String type : TYPES) {
      schemas
          .putObject(type)
          .put("type", "object")
          .putObject("properties")
          .set(
              "self",
              JsonNodeFactory.instance.objectNode().put("$ref", "#/components/schemas/" + type));
    }
    ObjectNode names = schemas.putObject("Names").put("type", "object").putObject("properties");
    PROPERTIES.forEach(name -> names.putObject(name).putArray("type").add("string").add("null"));
    ObjectNode all = schemas.putObject("All").put("type", "object").putObject("properties");
    TYPES.forEach(type -> all.putObject(type).put("$ref", "#/components/schemas/" + type));
    ObjectNode deep = schemas.putObject("Deep");
    for (int i = 0; i < 20; i++) {
      deep.put("type", "object");
      deep = deep.putObject("properties").putObject("a_rather_long_name_of_a_property_" + i);
    }
    deep.put("type", "object").putObject("properties").putObject("end").put("type", "string");
    ObjectNode contract = JsonNodeFactory.instance.objectNode().put("openapi", "3.1.0");
    contract.putObject("info").put("title", "Names").put("version", "1");
    ObjectNode paths = contract.putObject("paths");
    for (String type : TYPES) {
      ObjectNode operation =
          paths.putObject("/" + type).putObject("get").put("operationId", "get" + type);
      operation.putArray("tags").add("calls");
      operation
          .putObject("responses")
          .putObject("200")
          .put("description", "ok")
          .putObject("content")
          .putObject("application/json")
          .putObject("schema")
          .put("$ref", "#/components/schemas/" + type);
    }
    contract.putObject("components").set("schemas", schemas);
    return contract.toPrettyString();
  }

  @Test
  void whateverAPropertyIsCalledItRoundTrips() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    PROPERTIES.forEach(name -> json.put(name, "v " + name));
    assertEquals(json.toString(), CLIENT.roundTrip("Names", json.toString()));
    PROPERTIES.forEach(json::putNull);
    assertEquals(json.toString(), CLIENT.roundTrip("Names", json.toString()));
  }

  @Test
  void whateverASchemaIsCalledItRoundTrips() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    TYPES.forEach(name -> json.putObject(name).putObject("self").put("unlisted", 1));
    assertEquals(json.toString(), CLIENT.roundTrip("All", json.toString()));
  }

  @ParameterizedTest
  @CsvSource({
    "lead_id,leadId",
    "_type,_type",
    "ID,id",
    "class,class_",
    "1st,_1st",
    "a.b,aB",
    "getClass,getClass_"
  })
  void aMemberIsInCamelCase(String wire, String java) {
    assertEquals("x", call(CLIENT.read("Names", "{\"" + wire + "\":\"x\"}"), java));
  }

  @Test
  void ofTwoThatGiveTheSameNameTheLaterIsNumbered() {
    assertEquals("x", call(CLIENT.read("Names", "{\"leadId\":\"x\"}"), "leadId_2"));
  }

  @ParameterizedTest
  @CsvSource({
    "call_status,CallStatus",
    "type_:Foo,TypeFoo",
    "a.b-c,ABC",
    "Größe,Grou00dfe",
    "Müller,Muller",
    "1st,_1st",
    "HTTPError,HTTPError"
  })
  void aTypeIsInPascalCaseAndAscii(String wire, String java) {
    assertEquals(java, Names.ofType(wire));
  }

  @Test
  void namesThatDifferInCaseOnlyAreFilesThatDiffer() {
    assertTrue(
        CLIENT.models().containsAll(List.of("Call", "Call_2", "CALL_3")),
        CLIENT.models().toString());
  }

  @Test
  void aNameThatWindowsReservesIsNoFile() {
    assertTrue(CLIENT.models().contains("Con_"));
  }

  @Test
  void aNameTooLongForAFileIsCut() {
    assertTrue(CLIENT.models().stream().allMatch(name -> name.length() < 200));
  }

  @ParameterizedTest
  @ValueSource(strings = {"getString", "getCall", "get1st"})
  void anOperationKeepsItsName(String name) throws NoSuchMethodException {
    assertEquals(retrofit2.Call.class, CLIENT.api("CallsApi").getMethod(name).getReturnType());
  }

  @Test
  void aNewNameDoesNotChangeAnother() {
    Names names = Names.ofMembers(List.of());
    assertEquals("a", names.claim("a"));
    assertEquals("a_2", names.claim("a"));
    assertEquals("a_3", names.claim("a"));
    assertEquals("b", names.claim("b"));
  }
}
