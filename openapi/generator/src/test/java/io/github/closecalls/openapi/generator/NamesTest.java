package io.github.closecalls.openapi.generator;

import static io.github.closecalls.openapi.generator.GeneratedClient.call;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.closecalls.json.JsonValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
  /** Printed with a failure; {@code -Dseed=} repeats it. */
  private static final long SEED = Long.getLong("seed", System.nanoTime());

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
          "Factory",
          "IllegalArgumentException",
          "IllegalStateException",
          "JsonDataException",
          "Math",
          "Iterable",
          "Type");

  private static final GeneratedClient CLIENT = GeneratedClient.checkedForNulls(contract());

  private static String contract() {
    ObjectNode schemas = JsonNodeFactory.instance.objectNode();
    for (String type : TYPES) {
      schemas
          .putObject(type)
          .put("type", "object")
          // What uses a deprecated type suppresses the warning, and a schema has that name as well.
          .put("deprecated", type.equals("Deprecated"))
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

  static List<String> contracts() throws IOException {
    List<String> contracts = new ArrayList<>();
    for (Path file : CorpusTest.corpus()) {
      contracts.add(Files.readString(file));
    }
    for (long seed = SEED; seed < SEED + 4; seed++) {
      contracts.add(RandomContract.of(seed));
    }
    return contracts;
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void aContractThatGrowsOrShrinksRenamesNothing(String text) throws IOException {
    Contract contract = Contract.parse(text);
    ObjectNode grown =
        (ObjectNode)
            new ObjectMapper().readTree(JsonValues.ADAPTER.toJson(contract.root().value()));
    // The same once more, before all else: other schemas, and another tag's operations.
    ObjectNode schemas = grown.withObject("/components/schemas");
    grown.withObject("/components").set("schemas", twice(schemas, "New "));
    ObjectNode paths = grown.withObject("/paths");
    ObjectNode both = twice(paths, "/new");
    both.findParents("responses").stream()
        .limit(both.findParents("responses").size() / 2)
        .forEach(operation -> ((ObjectNode) operation).putArray("tags").add("others"));
    grown.set("paths", both);
    Map<String, String> before = ContractModel.of(contract, "subpackage_").javaNames();
    Map<String, String> after =
        ContractModel.of(Contract.parse(grown.toString()), "subpackage_").javaNames();
    Map<String, String> renamed = new TreeMap<>(before);
    renamed.entrySet().removeAll(after.entrySet());
    assertEquals(Map.of(), renamed, "Renamed or gone; -Dseed=" + SEED + " repeats it");
  }

  /** Branches without a name, in YAML, and what each is called as one of A. */
  private static final Map<String, String> BRANCHES =
      Map.of(
          "{title: Bank account, type: object, properties: {iban: {type: string}}}",
          "ABankAccount",
          "{type: object, properties: {amount: {}, kind: {type: string, const: gift_card}}}",
          "AGiftCard",
          "{type: object, properties: {kind: {enum: [cash]}}}",
          "ACash",
          "{type: object, required: [email], properties: {amount: {}, email: {type: string}}}",
          "AWithEmail",
          "{allOf: [{type: object, properties: {phone: {}}}, {properties: {amount: {}}}]}",
          "AWithPhone",
          "{type: string, enum: [none, later]}",
          "AString",
          "{type: array, items: {type: object, properties: {amount: {}, rows: {}}}}",
          "AArrayItem");

  @Test
  void aBranchIsCalledByWhatItSaysAndNotByWhereItStands() {
    List<String> all = List.copyOf(BRANCHES.keySet());
    for (int first = 0; first < all.size(); first++) {
      List<String> branches = new ArrayList<>(all.subList(first, all.size()));
      branches.addAll(all.subList(0, first / 2));
      assertEquals(
          branches.stream().map(BRANCHES::get).collect(Collectors.toCollection(TreeSet::new)),
          namesOfBranches(branches),
          branches.toString());
    }
  }

  private static Set<String> namesOfBranches(List<String> branches) {
    Set<String> names = new TreeSet<>();
    ContractModel.of(
            Contract.parse(
                GeneratedClient.schemas("A: {oneOf: [" + String.join(", ", branches) + "]}\n")),
            "")
        .javaNames()
        .keySet()
        .stream()
        .filter(name -> !name.matches("A|AObject|.*Kind|.*[.].*"))
        .forEach(names::add);
    return names;
  }

  @ParameterizedTest
  @CsvSource({
    "phones,APhone",
    "categories,ACategory",
    "addresses,AAddress",
    "search_matches,ASearchMatch",
    "responses,AResponse",
    "status,AStatusItem",
    "statuses,AStatusesItem",
    "data,ADataItem",
    "news,ANewsItem",
    "users,AUsersItem"
  })
  void anItemIsCalledWithTheSingularOfItsPropertyUnlessThatIsTaken(String property, String item) {
    Map<String, String> names =
        ContractModel.of(
                Contract.parse(
                    GeneratedClient.schemas(
                        """
                        A:
                          type: object
                          properties:
                            %s: {type: array, items: {type: object, properties: {x: {}}}}
                            new: {type: object, properties: {x: {}}}
                        AUser: {type: object, properties: {x: {}}}
                        """
                            .formatted(property))),
                "")
            .javaNames();
    assertEquals("/components/schemas/A/properties/" + property + "/items", names.get(item));
  }

  /** The members, and before each of them a copy of it under another name. */
  private static ObjectNode twice(ObjectNode members, String prefix) {
    ObjectNode both = JsonNodeFactory.instance.objectNode();
    members.properties().forEach(e -> both.set(prefix + e.getKey(), e.getValue().deepCopy()));
    members.properties().forEach(e -> both.set(e.getKey(), e.getValue()));
    return both;
  }

  @ParameterizedTest
  @MethodSource("io.github.closecalls.openapi.generator.CorpusTest#corpus")
  void noNameOfATypeIsNumberedOrTooLongToRead(Path file) throws IOException {
    assertEquals(List.of(), numberedOrTooLong(Files.readString(file)));
  }

  @Test
  void aNameThatIsNumberedOrTooLongToReadIsSeen() {
    String tooLong = "A".repeat(81);
    assertEquals(
        List.of(tooLong, "Call_2"),
        numberedOrTooLong(
            GeneratedClient.schemas(
                "%s: {enum: [a]}\nCall: {enum: [a]}\ncall: {enum: [a]}\n".formatted(tooLong))));
  }

  private static List<String> numberedOrTooLong(String contract) {
    return ContractModel.of(Contract.parse(contract), "subpackage_").javaNames().keySet().stream()
        .filter(name -> !name.contains("."))
        .filter(name -> name.matches(".*_\\d+") || name.length() > 80)
        .toList();
  }
}
