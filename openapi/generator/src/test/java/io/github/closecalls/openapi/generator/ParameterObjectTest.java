package io.github.closecalls.openapi.generator;

import static io.github.closecalls.openapi.generator.GeneratedClient.call;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.closecalls.json.JsonValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okhttp3.MultipartBody;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An operation of many parameters takes one object, which another parameter does not break. */
class ParameterObjectTest {
  private static final List<String> PARAMETERS =
      List.of(
          "{name: _limit, in: query, description: 'How *many*.', schema: {type: integer, minimum: 1, maximum: 200, default: 100}}",
          "{name: query, in: query, schema: {type: string}}",
          "{name: query, in: header, schema: {type: string}}",
          "{name: since, in: query, required: true, schema: {type: string, format: date}}",
          "{name: X-Tags, in: header, schema: {type: array, items: {type: string}}}",
          "{name: to-builder, in: query, deprecated: true, schema: {type: string}}",
          "{name: filter, in: query, style: deepObject, schema: {type: object, properties: {a: {type: string}}}}");

  private static final GeneratedClient CLIENT = GeneratedClient.of(contract(PARAMETERS));

  private static String contract(List<String> parameters) {
    String listed = String.join(", ", parameters);
    return GeneratedClient.paths(
        """
            /things/{parameters}/{written}:
              get:
                tags: [things]
                operationId: list
                parameters:
                  - {name: parameters, in: path, required: true, schema: {type: string}}
                  - {name: written, in: path, required: true, style: label, schema: {type: string}}
                  - %s
                responses: {'204': {description: x}}
              put:
                tags: [things]
                operationId: replace
                parameters: [%s]
                requestBody: {content: {application/json: {schema: {type: object, properties: {a: {type: string}}}}}}
                responses: {'204': {description: x}}
              post:
                tags: [things]
                operationId: form
                parameters: [%s]
                requestBody:
                  content:
                    application/x-www-form-urlencoded:
                      schema:
                        type: object
                        required: [body]
                        properties: {body: {type: string}, query: {type: string}, l: {type: array, items: {type: integer}}}
                responses: {'204': {description: x}}
            /upload:
              post:
                tags: [things]
                operationId: upload
                requestBody:
                  required: true
                  content:
                    multipart/form-data:
                      schema:
                        type: object
                        required: [name, file]
                        properties:
                          name: {type: string}
                          size: {type: integer}
                          file: {type: string, format: binary}
                          more: {type: array, items: {type: string, format: binary}}
                          tags: {type: array, items: {type: string}}
                          meta: {type: object, properties: {a: {type: string}}}
                          notes: {type: array, items: {type: string}}
                      encoding: {notes: {contentType: application/json}, size: {contentType: text/csv}}
                responses: {'204': {description: x}}
            """
            .formatted(String.join("\n      - ", parameters), listed, listed));
  }

  private final RequestRecorder recorder = new RequestRecorder();

  private static Object builder(String type) {
    return CLIENT.builderWithin("ThingsApi", type);
  }

  private static Object since(Object builder) {
    return call(builder, "since", java.time.LocalDate.of(2024, 5, 1));
  }

  @Test
  void theParametersOfAllPlacesButThePathStandInOneObject() {
    Object builder = since(builder("ListParameters"));
    call(builder, "_limit", 5);
    call(builder, "query", "a&b");
    call(builder, "query_2", "in the header");
    call(builder, "xTags", List.of("c", "d"));
    call(builder, "filter", CLIENT.read("ThingsListFilter", "{\"a\":\"e\"}"));
    recorder.send(CLIENT, "ThingsApi", "list", "p/1", "w", call(builder, "build"));
    assertEquals(
        "things/p%2F1/.w?_limit=5&query=a%26b&since=2024-05-01&filter%5Ba%5D=e", recorder.url());
    assertEquals("in the header", recorder.header("query"));
    assertEquals("c,d", recorder.header("X-Tags"));
  }

  @Test
  void whatIsNullOrNotSetIsLeftOut() {
    Object builder = since(builder("ListParameters"));
    call(builder, "query", (@Nullable Object) null);
    recorder.send(CLIENT, "ThingsApi", "list", "p", "w", call(builder, "build"));
    assertEquals("things/p/.w?since=2024-05-01", recorder.url());
  }

  @Test
  void anItemThatMayBeNullIsLeftOutAsItIsOfAnArgument() {
    String list = "{name: l, in: query, schema: {type: array, items: {type: [string, 'null']}}}";
    List<String> parameters = new ArrayList<>(PARAMETERS);
    parameters.removeIf(each -> each.startsWith("{name: since"));
    parameters.add(list);
    parameters.add(
        "{name: m, in: query, schema: {type: object, additionalProperties: {type: [integer, 'null']}}}");
    parameters.add(
        "{name: X-N, in: header, schema: {type: array, items: {type: array, items: {type: [integer, 'null']}}}}");
    GeneratedClient many = GeneratedClient.of(contract(parameters));
    Object builder = many.builderWithin("ThingsApi", "ListParameters");
    List<@Nullable String> items = Arrays.asList("a", null, "b");
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("c", null);
    members.put("d", 1L);
    call(builder, "l", items);
    call(builder, "m", members);
    call(builder, "xN", List.of(Arrays.asList(1L, null)));
    recorder.send(many, "ThingsApi", "list", "p", "w", call(builder, "build"));
    assertEquals("things/p/.w?l=a&l=b&d=1", recorder.url());
    assertEquals("[1,null]", recorder.header("X-N"));
    GeneratedClient one = GeneratedClient.of(contract(List.of(list)));
    recorder.send(one, "ThingsApi", "list", "p", "w", items);
    assertEquals("things/p/.w?l=a&l=b", recorder.url());
  }

  @Test
  void whatTheContractDemandsIsNamedIfItIsNotSet() {
    IllegalStateException e =
        assertThrows(IllegalStateException.class, () -> call(builder("ListParameters"), "build"));
    assertEquals("ListParameters cannot be built, set these first: since", e.getMessage());
  }

  @Test
  void anObjectIsAValueWhoseTextKeepsSecrets() {
    List<String> tags = new ArrayList<>(List.of("t"));
    Object parameters = call(call(since(builder("ListParameters")), "xTags", tags), "build");
    tags.add("changed");
    assertEquals(List.of("t"), call(parameters, "xTags"));
    Object copy = call(call(parameters, "toBuilder"), "build");
    assertEquals(parameters, copy);
    assertEquals(parameters.hashCode(), copy.hashCode());
    assertNotEquals(parameters, call(call(call(copy, "toBuilder"), "query", "x"), "build"));
    assertEquals("ListParameters[since, xTags]", parameters.toString());
  }

  @Test
  void javadocSaysOfEachWhatTheContractSays() {
    String source = CLIENT.apiSource("ThingsApi");
    assertTrue(
        source.contains(
            """
                  /**
                   * How <em>many</em>.
                   *
                   * <p>{@code _limit}: optional; minimum {@code 1}; maximum {@code 200}; {@code 100} if absent.
                   *
                   * @param value the value, or null to leave it out
            """),
        source);
  }

  @Test
  void aBodyStandsBesideTheObject() {
    Object parameters = call(since(builder("ReplaceParameters")), "build");
    recorder.send(
        CLIENT,
        "ThingsApi",
        "replace",
        "w",
        "p",
        parameters,
        CLIENT.read("ThingsReplaceRequest", "{\"a\":\"b\"}"));
    assertEquals("{\"a\":\"b\"}", recorder.body());
    recorder.send(CLIENT, "ThingsApi", "replace", "w", "p", parameters);
    assertEquals("things/w/p?since=2024-05-01", recorder.url());
    assertEquals("", recorder.body());
  }

  @Test
  void theFieldsOfAFormAreAmongTheParameters() {
    Object builder = since(builder("FormParameters"));
    call(builder, "body", "b=c");
    call(builder, "query_3", "field");
    call(builder, "l", List.of(1L, 2L));
    recorder.send(CLIENT, "ThingsApi", "form", "p", "w", call(builder, "build"));
    assertEquals("body=b%3Dc&query=field&l=1&l=2", recorder.body());
    assertEquals("things/p/w?since=2024-05-01", recorder.url());
    Object bodiless = call(since(builder("FormWithoutBodyParameters")), "build");
    recorder.send(CLIENT, "ThingsApi", "form", "p", "w", bodiless);
    assertEquals("", recorder.body());
  }

  @Test
  void aFormOfSeveralPartsIsWrittenPartByPart() {
    Object builder = builder("UploadParameters");
    call(builder, "name", "é \"n\"");
    call(builder, "size", 5);
    call(
        builder,
        "file",
        MultipartBody.Part.createFormData("file", "a.txt", RequestBody.create("bytes", null)));
    call(
        builder,
        "more",
        List.of(MultipartBody.Part.createFormData("more", "b", RequestBody.create("b", null))));
    call(builder, "tags", List.of("t1", "t2"));
    call(builder, "meta", CLIENT.read("ThingsUploadMeta", "{\"a\":\"b\"}"));
    call(builder, "notes", List.of("n"));
    recorder.send(CLIENT, "ThingsApi", "upload", call(builder, "build"));
    assertTrue(recorder.bodyType().startsWith("multipart/form-data; boundary="));
    String boundary = recorder.bodyType().replaceFirst(".*boundary=", "--");
    List<String> parts =
        List.of(recorder.body().split(java.util.regex.Pattern.quote(boundary))).stream()
            .map(part -> part.replaceAll("(?m)^Content-Length: .*\r\n", "").strip())
            .map(part -> part.replaceAll("(\r\n)+", " | "))
            .filter(part -> !part.isEmpty())
            .collect(Collectors.toList());
    String form = "Content-Disposition: form-data; name=";
    assertEquals(
        List.of(
            form + "\"name\" | é \"n\"",
            form + "\"size\" | Content-Type: text/csv | 5",
            form + "\"file\"; filename=\"a.txt\" | bytes",
            form + "\"more\"; filename=\"b\" | b",
            form + "\"tags\" | t1",
            form + "\"tags\" | t2",
            form + "\"meta\" | Content-Type: application/json | {\"a\":\"b\"}",
            form + "\"notes\" | Content-Type: application/json | [\"n\"]",
            "--"),
        parts);
  }

  /** What a user wrote against the contract above. */
  private static final String USER =
      """
      import java.util.Map;
      import org.example.api.ThingsApi;
      import org.example.model.ThingsReplaceRequest;
      import retrofit2.Call;

      public class User {
        public static void call(ThingsApi things) {
          ThingsApi.ListParameters parameters =
              ThingsApi.ListParameters.builder()
                  ._limit(5)
                  .query(null)
                  .since(java.time.LocalDate.of(2024, 5, 1))
                  .build();
          Call<Void> list = things.list("p", "w", parameters.toBuilder().query("q").build());
          Call<Void> replace =
              things.replace(
                  "p",
                  "w",
                  ThingsApi.ReplaceParameters.builder().since(parameters.since()).build(),
                  ThingsReplaceRequest.builder().a("b").build());
          list.request();
          replace.request();
        }
      }
      """;

  @Test
  void whoCallsIsNotBrokenByParametersThatAreAddedOrNoLongerDemanded() {
    List<String> parameters = new ArrayList<>(PARAMETERS);
    parameters.removeIf(each -> each.startsWith("{name: since"));
    parameters.addAll(
        0,
        List.of(
            "{name: new, in: query, schema: {type: integer}}",
            "{name: X-New, in: header, schema: {type: object}}",
            "{name: since, in: query, schema: {type: string, format: date}}"));
    GeneratedClient grown = GeneratedClient.of(contract(parameters));
    Object things = recorder.retrofit(grown).create(grown.api("ThingsApi"));
    grown.runUser(USER, CLIENT, things);
    grown.runUser(USER, grown, things);
  }

  static List<Path> corpus() throws IOException {
    return CorpusTest.corpus();
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void aNewParameterChangesNoMethodThatTakesAnObject(Path file) throws IOException {
    Contract contract = Contract.parse(Files.readString(file));
    Map<String, Operations.Operation> before = operations(contract);
    JsonNode grown =
        new ObjectMapper().readTree(JsonValues.ADAPTER.toJson(contract.root().value()));
    for (JsonNode operation : grown.get("paths").findParents("responses")) {
      ArrayNode parameters = ((ObjectNode) operation).withArray("/parameters");
      parameters.insertObject(0).put("name", "limit").put("in", "query").putObject("schema");
      parameters.insertObject(0).put("name", "X-New").put("in", "header").putObject("schema");
    }
    Map<String, Operations.Operation> after = operations(Contract.parse(grown.toString()));
    before.forEach(
        (name, operation) -> {
          if (operation.written().isPresent()) {
            Operations.Operation grownOne = Objects.requireNonNull(after.get(name), name);
            assertEquals(methods(operation), methods(grownOne), name);
            Set<String> members = members(operation);
            members.removeAll(members(grownOne));
            assertEquals(Set.of(), members, name);
          }
        });
  }

  private static Map<String, Operations.Operation> operations(Contract contract) {
    Contract read = ClosedWorld.of(contract);
    Map<String, Operations.Operation> operations = new LinkedHashMap<>();
    new Operations(read, new Types(read, "org.example.model", Set.of(), false), "")
        .apis()
        .forEach(
            api ->
                api.operations()
                    .forEach(
                        each ->
                            operations.put(
                                api.name() + "." + each.name() + " " + each.bodiless(), each)));
    return operations;
  }

  /** What callers and those who implement the interface see. */
  private static String methods(Operations.Operation operation) {
    Operations.Request request = Objects.requireNonNull(operation.request());
    return Stream.of(operation.parameters(), request.parameters())
        .map(each -> each.stream().map(p -> p.type() + " " + p.name()).toList())
        .toList()
        .toString();
  }

  private static Set<String> members(Operations.Operation operation) {
    return operation.written().orElseThrow().object().members().stream()
        .map(member -> member.type() + " " + member.name())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
