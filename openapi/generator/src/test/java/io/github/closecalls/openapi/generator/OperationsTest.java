package io.github.closecalls.openapi.generator;

import static io.github.closecalls.openapi.generator.GeneratedClient.call;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.closecalls.json.CommaSeparated;
import java.io.EOFException;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperationsTest {
  private static final GeneratedClient CLIENT =
      GeneratedClient.of(
          GeneratedClient.paths(
                  """
              /plain: {get: {tags: [verbs], operationId: get, responses: {'200': {$ref: '#/components/responses/Thing'}}},
                       post: {tags: [verbs], operationId: post, requestBody: {$ref: '#/components/requestBodies/Thing'}, responses: {'201': {$ref: '#/components/responses/Thing'}}},
                       put: {tags: [verbs], operationId: put, requestBody: {$ref: '#/components/requestBodies/Thing'}, responses: {'200': {$ref: '#/components/responses/Thing'}}},
                       patch: {tags: [verbs], operationId: patch, requestBody: {$ref: '#/components/requestBodies/Thing'}, responses: {'200': {$ref: '#/components/responses/Thing'}}},
                       delete: {tags: [verbs], operationId: delete, responses: {'204': {description: x}}},
                       head: {tags: [verbs], operationId: head, responses: {'200': {description: x}}},
                       options: {tags: [verbs], operationId: options, responses: {'200': {description: x}}},
                       trace: {tags: [verbs], operationId: trace, responses: {'200': {description: x}}}}
              /deleteWithBody: {delete: {tags: [verbs], operationId: deleteWithBody, requestBody: {$ref: '#/components/requestBodies/Thing'}, responses: {'204': {description: x}}}}
              /getWithBody: {get: {tags: [verbs], operationId: getWithBody, requestBody: {$ref: '#/components/requestBodies/Thing'}, responses: {'200': {$ref: '#/components/responses/Thing'}}}}
              /many: {get: {tags: [answers], operationId: many, responses: {'200': {$ref: '#/components/responses/Thing'}, '202': {description: x, content: {application/json: {schema: {type: array, items: {type: string}}}}}}}}
              /same: {get: {tags: [answers], operationId: same, responses: {'200': {$ref: '#/components/responses/Thing'}, '204': {description: x}, 4XX: {description: x}}}}
              /range: {get: {tags: [answers], operationId: range, responses: {2XX: {$ref: '#/components/responses/Thing'}}}}
              /fallback: {get: {tags: [answers], operationId: fallback, responses: {default: {$ref: '#/components/responses/Thing'}}}}
              /bytes: {get: {tags: [answers], operationId: bytes, responses: {'200': {description: x, content: {audio/mpeg: {}}}}}}
              /nulls: {get: {tags: [answers], operationId: nulls, responses: {'200': {description: x, content: {application/json: {schema: {type: array, items: {type: [string, 'null']}}}}}}}}
              /list: {get: {tags: [answers], operationId: list, responses: {'200': {description: x, content: {application/vnd.api+json; charset=utf-8: {schema: {type: array, items: {$ref: '#/components/schemas/Thing'}}}}}}}}
              /any: {get: {tags: [answers], operationId: any, responses: {'200': {description: x, content: {application/json: {}}}}}}
              /p/{from.id}/x/{_to}/{_of}:
                parameters:
                  - {name: _to, in: path, required: true, schema: {type: string}}
                get:
                  tags: [parameters]
                  operationId: path
                  parameters:
                    - {name: q, in: query, schema: {type: string}}
                    - {name: from.id, in: path, required: true, schema: {type: string}}
                    - {name: sid, in: cookie, schema: {type: string}}
                    - {name: Authorization, in: header, required: true, schema: {type: string}}
                    - {name: X-Version, in: header, schema: {type: string, enum: ['1']}}
                  responses: {'204': {description: x}}
              /query:
                get:
                  tags: [parameters]
                  operationId: query
                  parameters:
                    - {name: date_created__gte, in: query, schema: {type: [string, 'null'], format: date-time}}
                    - {name: id__in, in: query, explode: false, schema: {type: array, items: {type: string}}}
                    - {name: tag, in: query, schema: {type: array, items: {$ref: '#/components/schemas/Color'}}}
                    - {name: color, in: query, required: true, schema: {$ref: '#/components/schemas/Color'}}
                    - {name: price, in: query, schema: {type: number}}
                  responses: {'204': {description: x}}
              /queryMore:
                get:
                  tags: [parameters]
                  operationId: queryMore
                  parameters:
                    - {name: _limit, in: query, schema: {type: integer}}
                    - {name: _fields, in: query, style: pipeDelimited, schema: {type: array, items: {type: string}}}
                    - {name: filter, in: query, style: deepObject, schema: {type: object, properties: {a: {type: string}}}}
                    - {name: json, in: query, content: {application/json: {schema: {type: object}}}}
                    - {name: either, in: query, schema: {anyOf: [{type: integer}, {type: string, format: date}]}}
                  responses: {'204': {description: x}}
              /form: {post: {tags: [parameters], operationId: form, requestBody: {content: {application/x-www-form-urlencoded: {schema: {type: object, required: [a], properties: {a: {type: string}, b-c: {type: array, items: {type: integer}}, d: {type: object, properties: {e: {type: string}}}}}}}}, responses: {'204': {description: x}}}}
              /freeForm: {post: {tags: [parameters], operationId: freeForm, requestBody: {content: {application/x-www-form-urlencoded: {schema: {type: object}}}}, responses: {'204': {description: x}}}}
              /upload: {post: {tags: [parameters], operationId: upload, requestBody: {content: {multipart/form-data: {schema: {type: object}}}}, responses: {'204': {description: x}}}}
              /names/{a-b}/{a_b}: {get: {tags: [names, other], operationId: names_list, responses: {'204': {description: x}}}, post: {tags: [names], operationId: list, responses: {'204': {description: x}}}, put: {tags: [subpackage_names], operationId: default, responses: {'204': {description: x}}}, patch: {tags: [other.names], operationId: list, responses: {'204': {description: x}}}, delete: {tags: [names], operationId: wait, responses: {'204': {description: x}}}}
              /names2: {get: {tags: [other.names], operationId: other.names_create, responses: {'204': {description: x}}}, post: {responses: {'204': {description: x}}}, put: {tags: [Other Names], operationId: toString, responses: {'204': {description: x}}}}
              /: {get: {tags: [roots], operationId: root, responses: {'204': {description: x}}}}
              /v1/things:search: {get: {tags: [roots], operationId: search, responses: {'204': {description: x}}}}
              /things:search: {get: {tags: [roots], operationId: colon, responses: {'204': {description: x}}}}
              """)
              + """
              webhooks: {plain: {post: {tags: [verbs], operationId: hook, responses: {'200': {description: x}}}}}
              components:
                schemas:
                  Thing: {type: object, properties: {a: {type: string}}}
                  Color: {type: string, enum: [deep-red, blue]}
                responses:
                  Thing: {description: x, content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}
                requestBodies:
                  Thing: {content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}
              """);

  private static final Object THING = CLIENT.read("Thing", "{\"a\":\"b\"}");

  private final RequestRecorder recorder = new RequestRecorder();

  private @Nullable Object send(String api, String method, @Nullable Object... arguments) {
    return recorder.send(CLIENT, api, method, arguments);
  }

  private static Set<String> methods(String api) {
    return Arrays.stream(CLIENT.api(api).getMethods())
        .map(Method::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String returnType(String method) {
    return Arrays.stream(CLIENT.api("AnswersApi").getMethods())
        .filter(each -> each.getName().equals(method))
        .map(each -> each.getGenericReturnType().getTypeName().replaceAll("[\\w.]+\\.", ""))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"get", "delete", "head", "options", "trace"})
  void aVerbWithoutABodySendsNone(String verb) {
    send("VerbsApi", verb);
    assertEquals(verb.toUpperCase(Locale.ROOT), recorder.method());
    assertEquals("plain", recorder.url());
  }

  @ParameterizedTest
  @ValueSource(strings = {"post", "put", "patch", "deleteWithBody"})
  void aBodyIsSentAsJsonOfExactlyThatType(String verb) {
    send("VerbsApi", verb, THING);
    assertEquals("{\"a\":\"b\"}", recorder.body());
    assertEquals("application/json", recorder.bodyType());
  }

  @Test
  void aBodyThatHttpGivesNoMeaningIsLeftOutAndJavadocSaysSo() {
    send("VerbsApi", "getWithBody");
    assertTrue(
        CLIENT.apiSource("VerbsApi").contains("The body that the contract describes is left out"));
  }

  @Test
  void anAnswerIsRead() {
    recorder.answer("{\"a\":\"b\"}");
    assertEquals(THING, send("VerbsApi", "get"));
  }

  @ParameterizedTest
  @CsvSource({
    "many,Call<AnswersManyResponse>",
    "same,Call<Thing>",
    "range,Call<Thing>",
    "fallback,Call<Thing>",
    "bytes,Call<ResponseBody>",
    "nulls,Call<List<String>>",
    "list,Call<List<Thing>>",
    "any,Call<Object>"
  })
  void theAnswerHasTheTypeOfAllThatSucceed(String method, String type) {
    assertEquals(type, returnType(method));
  }

  @Test
  void anEmptyAnswerIsVoid() {
    assertTrue(CLIENT.apiSource("VerbsApi").contains("Call<Void> delete();"));
  }

  @Test
  void aListIsReadAsOne() {
    recorder.answer("[{\"a\":\"b\"}]");
    assertEquals(List.of(THING), send("AnswersApi", "list"));
  }

  @Test
  void pathParametersAreEncodedAndMayBeDeclaredAnywhere() {
    Object version = CLIENT.callStatic("ParametersPathXVersion", "of", "1");
    send("ParametersApi", "path", "a/b +ü", "%", "x", null, version);
    assertEquals("p/%25/x/a%2Fb%20+%C3%BC/x", recorder.url());
    assertEquals("1", recorder.header("X-Version"));
  }

  @Test
  void whatTheClientSuppliesItselfIsNoParameter() {
    String source = CLIENT.apiSource("ParametersApi");
    assertFalse(source.contains("Authorization"));
    assertTrue(source.contains("The cookie {@code sid} is left to OkHttp's cookie jar."));
  }

  @Test
  void anOptionalParameterIsAbsentWhenNull() {
    send("ParametersApi", "query", null, null, null, color("blue"), null);
    assertEquals("query?color=blue", recorder.url());
  }

  @Test
  void queryParametersGoOutInTheirWireForm() {
    send(
        "ParametersApi",
        "query",
        OffsetDateTime.parse("2020-01-01T00:00+02:00"),
        CommaSeparated.of(List.of("a", "b c")),
        List.of(color("deep-red"), color("other/ü+")),
        color("blue"),
        new BigDecimal("1E+2"));
    assertEquals(
        "query?date_created__gte=2020-01-01T00%3A00%3A00%2B02%3A00&id__in=a,b%20c"
            + "&tag=deep-red&tag=other%2F%C3%BC%2B&color=blue&price=100",
        recorder.url());
    send(
        "ParametersApi",
        "queryMore",
        3000000000L,
        List.of("a", "b|"),
        CLIENT.read("ParametersQueryMoreFilter", "{\"a\":\"1&2\"}"),
        "{\"k\":1}",
        CLIENT.callStatic("ParametersQueryMoreEither", "ofLong", 5));
    assertEquals(
        "queryMore?_limit=3000000000&_fields=a%7Cb%7C"
            + "&filter%5Ba%5D=1%262&json=%7B%22k%22%3A1%7D&either=5",
        recorder.url());
  }

  private static Object color(String value) {
    return CLIENT.callStatic("Color", "of", value);
  }

  @Test
  void formFieldsAreParameters() {
    send(
        "ParametersApi",
        "form",
        "a b&ü",
        List.of(1L, 2L),
        CLIENT.read("ParametersFormD", "{\"e\":\"f\"}"));
    assertEquals("a=a%20b%26%C3%BC&b-c=1&b-c=2&e=f", recorder.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"freeForm", "upload"})
  void aBodyWhosePartsTheContractDoesNotListIsTheUsers(String method) {
    send("ParametersApi", method, RequestBody.create("x=1", null));
    assertEquals("x=1", recorder.body());
  }

  @Test
  void namesAreThoseOfTheContractWithoutTheTag() {
    assertEquals(Set.of("list", "list_2", "default_", "wait_2"), methods("NamesApi"));
  }

  @Test
  void theSameOperationIdUnderAnotherTagIsAnotherMethod() {
    assertEquals(Set.of("list", "create"), methods("OtherNamesApi"));
  }

  @Test
  void tagsThatGiveTheSameNameAreNumbered() {
    assertEquals(Set.of("toString_2"), methods("OtherNamesApi_2"));
  }

  @Test
  void anOperationWithoutIdIsNamedByItsPath() {
    assertEquals(Set.of("postNames2"), methods("DefaultApi"));
  }

  @Test
  void webhooksAreNoOperations() {
    assertFalse(methods("VerbsApi").contains("hook"));
  }

  @ParameterizedTest
  @CsvSource({"root,''", "search,v1/things:search", "colon,things:search"})
  void pathsOfAllShapesArriveAsTheyAre(String method, String url) {
    send("RootsApi", method);
    assertEquals(url, recorder.url());
  }

  @Test
  void aUnionIsAText() {
    assertEquals(
        "5", call(CLIENT.callStatic("ParametersQueryMoreEither", "ofLong", 5), "toString"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "servers: [{url: https://up.example/v2}] | '' | https://up.example/v2/a",
        "'' | servers: [{url: https://op.example/}] | https://op.example/a",
        "servers: [{url: https://up.example}] | servers: [{url: 'https://{r}.example',"
            + " variables: {r: {default: eu}}}] | https://eu.example/a",
        "servers: [{url: https://api.example/v1/}] | '' | a",
        "'' | servers: [{url: /v3}] | http://h/v3/a",
        "'' | '' | a"
      })
  void anOperationGoesToItsOwnServer(String ofPath, String ofOperation, String url) {
    GeneratedClient client =
        GeneratedClient.of(
            GeneratedClient.paths(
                    """
                    /a:
                      %s
                      get:
                        operationId: a
                        %s
                        responses: {}
                    """
                        .formatted(ofPath, ofOperation))
                + "servers: [{url: https://api.example/v1}]\n");
    recorder.send(client, "DefaultApi", "a");
    assertEquals(url, recorder.url());
    assertEquals(
        !url.equals("a"), client.apiSource("DefaultApi").contains("It goes to the server"));
  }

  @Test
  void ofSeveralMediaTypesTheRequestSaysWhichIsReadAndWhichIsSent() {
    GeneratedClient client =
        GeneratedClient.of(
            GeneratedClient.paths(
                """
                /a:
                  post:
                    operationId: a
                    requestBody:
                      required: true
                      content:
                        application/merge-patch+json: {schema: {type: object, properties: {b: {type: string}}}}
                        application/json: {schema: {type: array, items: {type: string}}}
                    responses:
                      '200':
                        description: x
                        content:
                          text/csv: {}
                          application/vnd.v2+json: {schema: {type: object, properties: {c: {type: string}}}}
                          application/vnd.v1+json: {schema: {type: string}}
                """));
    recorder.send(client, "DefaultApi", "a", client.read("ARequest", "{\"b\":\"c\"}"));
    assertEquals("application/vnd.v2+json", recorder.header("Accept"));
    assertEquals("application/merge-patch+json", recorder.bodyType());
    assertTrue(client.apiSource("DefaultApi").contains("though the contract takes"));
  }

  private static final GeneratedClient TYPED =
      GeneratedClient.checkedForNulls(
          GeneratedClient.paths(
                  """
                  /maybe: {get: {operationId: maybe, responses: {'200': {description: x, content: {application/json: {schema: {anyOf: [{$ref: '#/components/schemas/T'}, {type: 'null'}]}}}}}}}
                  /list: {get: {operationId: list, responses: {'200': {description: x, content: {application/json: {schema: {type: array, items: {type: [string, 'null']}}}}}}}}
                  /deep: {get: {operationId: deep, responses: {'200': {description: x, content: {application/json: {schema: {type: [object, 'null'], additionalProperties: {type: array, items: {anyOf: [{$ref: '#/components/schemas/T'}, {type: 'null'}]}}}}}}}}}
                  /star: {put: {operationId: star, requestBody: {required: true, content: {'*/*': {schema: {$ref: '#/components/schemas/T'}}}}, responses: {'200': {description: x, content: {'application/*': {schema: {$ref: '#/components/schemas/T'}}}}}}}
                  /text: {get: {operationId: text, responses: {'200': {description: x, content: {text/plain: {schema: {type: string}}}}}}}
                  /starText: {get: {operationId: starText, responses: {'200': {description: x, content: {'*/*': {schema: {type: string}}}}}}}
                  /events: {get: {operationId: events, responses: {'200': {description: x, content: {text/event-stream: {schema: {type: string}}}}}}}
                  /bytes: {get: {operationId: bytes, responses: {'200': {description: x, content: {'*/*': {schema: {type: string, format: binary}}}}}}}
                  /error: {get: {operationId: error, responses: {default: {description: Unexpected error, content: {application/json: {schema: {$ref: '#/components/schemas/T'}}}}}}}
                  /moved: {get: {operationId: moved, responses: {'302': {description: x}, default: {description: x, content: {application/json: {schema: {$ref: '#/components/schemas/T'}}}}}}}
                  /fallback: {get: {operationId: fallback, responses: {'404': {description: x}, default: {description: The things., content: {application/json: {schema: {$ref: '#/components/schemas/T'}}}}}}}
                  /created: {get: {operationId: created, responses: {'200': {description: x, content: {application/json: {schema: {$ref: '#/components/schemas/T'}}}}, '201': {description: x, content: {application/json: {schema: {type: object, required: [id], properties: {id: {type: integer}}}}}}, '202': {description: x, content: {application/json: {schema: {$ref: '#/components/schemas/T'}}}}}}}
                  /either: {get: {operationId: either, responses: {2XX: {description: x, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/T'}}}}}, '202': {$ref: '#/components/responses/100%25~1Text'}}}}
                  /alike: {get: {operationId: alike, responses: {'200': {description: x, content: {application/json: {schema: {type: object, properties: {b: {type: string}}}}}}, '201': {description: x, content: {application/json: {schema: {type: object, properties: {b: {type: string}}}}}}}}}
                  /orNothing: {get: {operationId: orNothing, responses: {'200': {description: x, content: {application/json: {schema: {$ref: '#/components/schemas/T'}}}}, '202': {description: x}}}}
                  /orNull: {get: {operationId: orNull, responses: {'200': {description: x, content: {application/json: {schema: {$ref: '#/components/schemas/T'}}}}, '201': {description: x, content: {application/json: {schema: {type: 'null'}}}}}}}
                  /anyOrNothing: {get: {operationId: anyOrNothing, responses: {'200': {description: x, content: {application/json: {}}}, '201': {description: x, content: {application/json: {schema: {$ref: '#/components/schemas/T'}}}}, '204': {description: x}}}}
                  /textOrNothing: {get: {operationId: textOrNothing, responses: {'200': {description: x, content: {text/plain: {}}}, '204': {description: x}}}}
                  /formats: {get: {operationId: formats, responses: {'200': {description: x, content: {application/json: {schema: {$ref: '#/components/schemas/T'}}}}, '202': {description: x, content: {text/plain: {schema: {type: string}}}}}}}
                  /vendor: {get: {operationId: vendor, responses: {'200': {description: x, content: {application/vnd.a+json: {schema: {$ref: '#/components/schemas/T'}}}}, '203': {description: x, content: {application/vnd.b+json: {schema: {$ref: '#/components/schemas/T'}}}}}}}
                  """)
              + """
              components:
                schemas: {T: {type: object, properties: {a: {type: string}}}}
                responses: {100%/Text: {description: x, content: {application/json: {schema: {type: string}}}}}
              """);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "maybe | null | null | Call<@Nullable T>",
        "maybe | {\"a\":\"b\"} | T{a=b} | Call<@Nullable T>",
        "list | [\"a\",null] | [a, null] | Call<List<@Nullable String>>",
        "deep | null | null | Call<@Nullable Map<String, List<@Nullable T>>>",
        "deep | {\"k\":[null,{}]} | {k=[null, T{}]} | Call<@Nullable Map<String, List<@Nullable T>>>",
        "text | no \"json | no \"json | Call<String>",
        "starText | no \"json | no \"json | Call<String>",
        "error | {} | null | Call<Void>",
        "moved | {} | null | Call<Void>",
        "fallback | {} | T{} | Call<T>",
        "vendor | {} | T{} | Call<T>",
        "created | {\"a\":\"b\"} | T{a=b} | Call<CreatedResponse>",
        "created | {\"id\":1} | Created201Response{id=1} | Call<CreatedResponse>",
        "either | [{\"a\":\"b\"}] | [T{a=b}] | Call<EitherResponse>",
        "either | \"c\" | c | Call<EitherResponse>",
        "alike | {\"b\":\"c\"} | AlikeResponse{b=c} | Call<AlikeResponse>",
        "orNothing | {\"a\":\"b\"} | T{a=b} | Call<@Nullable T>",
        "orNothing | '' | null | Call<@Nullable T>",
        "orNull | null | null | Call<@Nullable T>",
        "orNull | {} | T{} | Call<@Nullable T>",
        "anyOrNothing | [1] | [1] | Call<@Nullable Object>",
        "anyOrNothing | '' | null | Call<@Nullable Object>",
        "textOrNothing | a | a | Call<@Nullable String>"
      })
  void anAnswerHasTheTypeThatTheContractSays(
      String method, String json, String value, String type) {
    recorder.answer(json);
    assertEquals(value, String.valueOf(recorder.send(TYPED, "DefaultApi", method)));
    assertTrue(
        TYPED.apiSource("DefaultApi").contains("  " + type + " " + method + "("),
        TYPED.apiSource("DefaultApi"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CreatedResponse | {\"a\":\"b\",\"x\":1.50}",
        "CreatedResponse | {\"id\":1,\"x\":null}",
        "CreatedResponse | {\"other\":[{}]}",
        "EitherResponse | [{\"a\":\"b\"}]",
        "EitherResponse | \"c\"",
        "EitherResponse | {\"other\":1e400}"
      })
  void whicheverSuccessIsAnsweredNothingOfItIsLost(String model, String json) {
    assertEquals(json, TYPED.roundTrip(model, json));
  }

  @Test
  void successesThatDifferInFormatAreStreamedUnread() {
    String source = TYPED.apiSource("DefaultApi");
    assertTrue(
        source.contains("@Streaming\n  @GET(\"formats\")\n  Call<ResponseBody> formats("), source);
    assertTrue(source.contains("Successful answers differ in format"), source);
  }

  @Test
  void anAnswerWithoutABodyThatTheContractDoesNotKnowOfIsAnError() {
    recorder.answer("");
    AssertionError error =
        assertThrows(AssertionError.class, () -> recorder.send(TYPED, "DefaultApi", "alike"));
    assertInstanceOf(EOFException.class, error.getCause());
  }

  @Test
  void anAnswerOfAnyTypeWithASchemaIsJson() {
    Object value = recorder.send(TYPED, "DefaultApi", "star", TYPED.read("T", "{\"a\":\"b\"}"));
    assertEquals("T{}", String.valueOf(value));
    assertEquals("application/json", recorder.header("Accept"));
    assertEquals("application/json", recorder.bodyType());
  }

  @ParameterizedTest
  @CsvSource({
    "text,text/plain",
    "vendor,'application/vnd.a+json, application/vnd.b+json'",
    "maybe,"
  })
  void theRequestSaysWhatIsReadUnlessItIsTheUsualJson(String method, @Nullable String accept) {
    recorder.answer("{}");
    recorder.send(TYPED, "DefaultApi", method);
    assertEquals(accept, recorder.header("Accept"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"events", "bytes"})
  void whatIsNoJsonIsStreamed(String method) {
    assertTrue(
        TYPED
            .apiSource("DefaultApi")
            .contains("@Streaming\n  @GET(\"" + method + "\")\n  Call<ResponseBody> " + method),
        TYPED.apiSource("DefaultApi"));
  }
}
