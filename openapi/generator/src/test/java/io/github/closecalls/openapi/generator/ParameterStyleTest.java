package io.github.closecalls.openapi.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.closecalls.json.CommaSeparated;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okio.ByteString;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Parameters go out as a writer of OpenAPI's styles that shares no code with ours writes them. */
class ParameterStyleTest {
  /**
   * Styles with the URI templates of RFC 6570 that OpenAPI gives for them; three have none.
   *
   * @param template an operator and a modifier, or the name of the style
   */
  record Style(String in, String style, boolean explode, String template) {
    String name() {
      return in + "_" + style + "_" + explode;
    }
  }

  private static final List<Style> STYLES =
      List.of(
          new Style("path", "simple", false, ""),
          new Style("path", "simple", true, "*"),
          new Style("path", "label", false, "."),
          new Style("path", "label", true, ".*"),
          new Style("path", "matrix", false, ";"),
          new Style("path", "matrix", true, ";*"),
          new Style("query", "form", false, "?"),
          new Style("query", "form", true, "?*"),
          new Style("query", "spaceDelimited", false, "%20"),
          new Style("query", "pipeDelimited", false, "%7C"),
          new Style("query", "deepObject", true, "[]"),
          new Style("form", "form", false, "?"),
          new Style("form", "form", true, "?*"),
          new Style("form", "pipeDelimited", false, "%7C"),
          new Style("form", "deepObject", true, "[]"));

  private static final String SCHEMAS =
      """
      components:
        schemas:
          Any: {}
          List: {type: array, items: {type: string}}
          Set: {type: array, uniqueItems: true, items: {anyOf: [{type: integer}, {type: string}]}}
          Object: {type: object, properties: {a: {type: string}, b: {type: integer}}}
          Map: {type: object, additionalProperties: {type: string}}
          Either: {oneOf: [{type: array, items: {type: string}}, {type: object, properties: {a: {type: string}}}, {type: number}]}
          Time: {anyOf: [{type: string, format: date-time}, {type: string, format: date}]}
          Amount: {oneOf: [{type: number}, {type: boolean}]}
          Blob: {oneOf: [{type: string, format: byte}, {type: integer}]}
          Moment: {type: string, format: date-time}
      """;

  private static final List<String> TYPES =
      List.of("Any", "List", "Set", "Object", "Map", "Either", "Time", "Amount", "Blob", "Moment");

  private static final GeneratedClient CLIENT = GeneratedClient.of(contract());

  private static String contract() {
    StringBuilder paths = new StringBuilder();
    for (Style style : STYLES) {
      for (String type : TYPES) {
        String name = style.name() + "_" + type;
        String said = "style: " + style.style + ", explode: " + style.explode;
        String schema = "{$ref: '#/components/schemas/" + type + "'}";
        paths.append(
            style.in.equals("form")
                ? """
                /%1$s: {post: {operationId: %1$s, requestBody: {required: true, content: {application/x-www-form-urlencoded: {schema: {type: object, properties: {x-y: %2$s}}, encoding: {x-y: {%3$s}}}}}, responses: {}}}
                """
                    .formatted(name, schema, said)
                : """
                /%1$s%5$s: {get: {operationId: %1$s, parameters: [{name: x-y, in: %4$s, required: true, %3$s, schema: %2$s}], responses: {}}}
                """
                    .formatted(
                        name, schema, said, style.in, style.in.equals("path") ? "/{x-y}" : ""));
      }
      if (!style.in.equals("path")) {
        paths.append(inOneObject(style));
      }
    }
    return GeneratedClient.paths(paths.toString()) + SCHEMAS;
  }

  /** An operation with a parameter of each type. */
  private static String inOneObject(Style style) {
    String said = "style: " + style.style + ", explode: " + style.explode;
    Stream<String> types = TYPES.stream();
    return style.in.equals("form")
        ? types
            .map(type -> "z-%1$s: {$ref: '#/components/schemas/%1$s'}".formatted(type))
            .collect(
                Collectors.joining(
                    ", ",
                    "/%1$s: {post: {operationId: %1$s, requestBody: {required: true, content: {application/x-www-form-urlencoded: {schema: {type: object, properties: {"
                        .formatted(style.name()),
                    "}}, encoding: {%s}}}}, responses: {}}}\n"
                        .formatted(
                            TYPES.stream()
                                .map(type -> "z-" + type + ": {" + said + "}")
                                .collect(Collectors.joining(", ")))))
        : types
            .map(
                type ->
                    "{name: z-%1$s, in: query, %2$s, schema: {$ref: '#/components/schemas/%1$s'}}"
                        .formatted(type, said))
            .collect(
                Collectors.joining(
                    ", ",
                    "/%1$s: {get: {operationId: %1$s, parameters: [".formatted(style.name()),
                    "], responses: {}}}\n"));
  }

  /** A value as Java has it and as JSON has it. */
  private static Map<String, List<Object>> values() {
    List<Object> list = List.of("a,b", "c d", "ü&=", "%41/", "#+;|");
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("a", "x,y =&");
    object.put("b", 5L);
    Map<String, String> map = new LinkedHashMap<>();
    map.put("k,1", "v|1");
    map.put("k 2", "v&2");
    return Map.of(
        "Any",
        List.of(list, list, object, object, "t,u", "t,u", new BigDecimal("1E+3"), "1000"),
        "List",
        List.of(list, list),
        "Object",
        List.of(CLIENT.read("Object", "{\"a\":\"x,y =&\",\"b\":5}"), object),
        "Map",
        List.of(map, map),
        "Set",
        List.of(java.util.Set.of(CLIENT.callStatic("SetItem", "ofString", "m,n")), List.of("m,n")),
        "Either",
        List.of(
            CLIENT.callStatic("Either", "ofListOfString", list),
            list,
            CLIENT.callStatic("Either", "ofBigDecimal", new BigDecimal("1E+3")),
            "1000"),
        "Time",
        List.of(
            CLIENT.callStatic(
                "Time", "ofOffsetDateTime", OffsetDateTime.parse("2024-05-01T10:00Z")),
            "2024-05-01T10:00:00Z"),
        "Amount",
        List.of(CLIENT.callStatic("Amount", "ofBigDecimal", new BigDecimal("1E+3")), "1000"),
        "Blob",
        List.of(CLIENT.callStatic("Blob", "ofByteString", ByteString.encodeUtf8("hi")), "aGk="),
        "Moment",
        List.of(OffsetDateTime.parse("2024-05-01T10:00Z"), "2024-05-01T10:00:00Z"));
  }

  static List<List<Object>> cases() {
    List<List<Object>> cases = new ArrayList<>();
    for (Style style : STYLES) {
      for (Map.Entry<String, List<Object>> type : values().entrySet()) {
        for (int i = 0; i < type.getValue().size(); i += 2) {
          cases.add(
              List.of(style, type.getKey(), type.getValue().get(i), type.getValue().get(i + 1)));
        }
      }
    }
    return cases;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aValueIsWrittenInTheStyleOfTheContract(List<Object> each) {
    Style style = (Style) each.get(0);
    String method = Names.ofMember(style.name() + "_" + each.get(1));
    RequestRecorder recorder = new RequestRecorder();
    Object argument = argument(style, (String) each.get(1), each.get(2));
    recorder.send(CLIENT, "DefaultApi", method, argument);
    String sent =
        style.in.equals("form") ? recorder.body() : recorder.url().replaceFirst("[^?/]*[?/]?", "");
    // A form is percent-encoded as a whole: what stands between two values is as well.
    String expected =
        style.in.equals("form")
            ? expand(style, each.get(3), "x-y").replace(",", "%2C")
            : expand(style, each.get(3), "x-y");
    assertEquals(
        each.get(3) instanceof String ? decoded(expected) : expected,
        each.get(3) instanceof String ? decoded(sent) : sent,
        () -> style + " of " + each.get(1));
  }

  static List<List<Object>> casesInObjects() {
    return cases().stream().filter(each -> !((Style) each.get(0)).in.equals("path")).toList();
  }

  @ParameterizedTest
  @MethodSource("casesInObjects")
  void aValueInAnObjectIsWrittenInTheSameStyle(List<Object> each) {
    Style style = (Style) each.get(0);
    String method = Names.ofMember(style.name());
    RequestRecorder recorder = new RequestRecorder();
    Object builder = CLIENT.builderWithin("DefaultApi", Names.capitalize(method) + "Parameters");
    GeneratedClient.call(builder, Names.ofMember("z-" + each.get(1)), each.get(2));
    recorder.send(CLIENT, "DefaultApi", method, GeneratedClient.call(builder, "build"));
    String name = "z-" + each.get(1);
    boolean form = style.in.equals("form");
    String sent = form ? recorder.body() : recorder.url().replaceFirst("[^?]*[?]", "");
    String written = expand(style, each.get(3), name);
    String expected = form ? written.replace(",", "%2C") : written;
    assertEquals(
        each.get(3) instanceof String ? decoded(expected) : expected,
        each.get(3) instanceof String ? decoded(sent) : sent,
        () -> style + " of " + each.get(1));
  }

  /** Retrofit would repeat a list that belongs into one parameter. */
  private static Object argument(Style style, String type, Object value) {
    boolean joined = (style.style.equals("form") && !style.explode) || style.style.equals("simple");
    return joined && (type.equals("List") || type.equals("Set"))
        ? CommaSeparated.of((java.util.Collection<?>) value)
        : value;
  }

  /** A single value means the same with more or with less of it percent-encoded. */
  private static String decoded(String text) {
    return java.net.URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static String expand(Style style, Object value, String name) {
    return switch (style.template) {
      case "" -> join(",", parts(value, ","));
      case "*" -> join(",", parts(value, "="));
      case "." -> "." + join(",", parts(value, ","));
      case ".*" -> "." + join(".", parts(value, "="));
      case ";" -> ";" + name + "=" + join(",", parts(value, ","));
      case ";*" -> ";" + join(";", named(name, value));
      case "?" -> name + "=" + join(",", parts(value, ","));
      case "?*" -> join("&", named(name, value));
      case "[]" ->
          value instanceof Map<?, ?> map
              ? map.entrySet().stream()
                  .map(e -> name + "%5B" + enc(e.getKey()) + "%5D=" + enc(e.getValue()))
                  .collect(Collectors.joining("&"))
              : join("&", named(name, value));
      default -> name + "=" + join(style.template, parts(value, style.template));
    };
  }

  private static String join(String delimiter, List<String> parts) {
    return String.join(delimiter, parts);
  }

  private static List<String> parts(Object value, String between) {
    if (value instanceof List<?> list) {
      return list.stream().map(ParameterStyleTest::enc).toList();
    }
    return value instanceof Map<?, ?> map
        ? map.entrySet().stream().map(e -> enc(e.getKey()) + between + enc(e.getValue())).toList()
        : List.of(enc(value));
  }

  private static List<String> named(String name, Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(item -> name + "=" + enc(item)).toList();
    }
    return value instanceof Map<?, ?> map
        ? map.entrySet().stream().map(e -> enc(e.getKey()) + "=" + enc(e.getValue())).toList()
        : List.of(name + "=" + enc(value));
  }

  private static String enc(@Nullable Object value) {
    return URLEncoder.encode(String.valueOf(value), StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  @Test
  void aHeaderIsNotPercentEncoded() {
    GeneratedClient client =
        GeneratedClient.of(
            GeneratedClient.paths(
                """
                /a:
                  get:
                    operationId: a
                    parameters:
                      - {name: X-List, in: header, required: true, schema: {type: array, items: {type: string}}}
                      - {name: X-Map, in: header, required: true, explode: true, schema: {type: object, additionalProperties: {type: string}}}
                      - {name: X-Any, in: header, required: true, schema: {}}
                    responses: {}
                """));
    RequestRecorder recorder = new RequestRecorder();
    recorder.send(
        client,
        "DefaultApi",
        "a",
        CommaSeparated.of(List.of("a b", "c/d")),
        Map.of("k", "v w"),
        List.of(1L, "2"));
    assertEquals(
        List.of("a b,c/d", "k=v w", "1,2"),
        List.of("X-List", "X-Map", "X-Any").stream().map(recorder::header).toList());
  }

  @Test
  void reservedCharactersStayWhereTheContractAllowsThem() {
    GeneratedClient client =
        GeneratedClient.of(
            GeneratedClient.paths(
                """
                /a:
                  get:
                    operationId: a
                    parameters:
                      - {name: p, in: query, required: true, allowReserved: true, schema: {type: string}}
                      - {name: q, in: query, required: true, allowReserved: true, schema: {type: array, items: {type: string}}}
                    responses: {}
                """));
    RequestRecorder recorder = new RequestRecorder();
    recorder.send(client, "DefaultApi", "a", "/b:c?d e,ü&%", List.of("/a", "b/c"));
    // What would end the parameter is encoded all the same.
    assertEquals("a?p=/b:c?d%20e,%C3%BC%26%25&q=/a&q=b/c", recorder.url());
  }

  @Test
  void aFieldOfAFormMayBeJson() {
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
                        application/x-www-form-urlencoded:
                          schema: {type: object, required: [m, l], properties: {m: {type: object, properties: {n: {type: string}}}, l: {type: array, items: {type: string}}}}
                          encoding: {m: {contentType: application/json}, l: {contentType: application/json}}
                    responses: {}
                """));
    RequestRecorder recorder = new RequestRecorder();
    recorder.send(client, "DefaultApi", "a", client.read("AM", "{\"n\":\"é\"}"), List.of("a", "b"));
    assertEquals("m={\"n\":\"é\"}&l=[\"a\",\"b\"]", decoded(recorder.body()));
  }
}
