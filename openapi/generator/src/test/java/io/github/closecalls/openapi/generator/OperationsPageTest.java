package io.github.closecalls.openapi.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/generator.md} says what becomes of an operation: each row of its table here as an
 * example.
 */
class OperationsPageTest {
  private static final String RUN = "Call<Void> run(";

  /**
   * An operation that has what the first cell of a row says.
   *
   * @param yaml what it says beside its tag, its id and an answer without a body
   * @param java the interface that the second cell promises, as far as it does
   */
  private record Example(String yaml, List<String> java) {}

  private static Map<String, Example> examples() {
    Map<String, Example> all = new LinkedHashMap<>();
    all.put("the first tag", example("tags: [Things, Others]", "interface ThingsApi {"));
    all.put("`operationId`", example("operationId: x1Get", "Call<Void> get();"));
    all.put(
        "a parameter in `path`, `query`, `header`",
        example(
            "parameters: [{name: id, in: path, required: true, schema: {type: string}},"
                + " {name: q, in: query, schema: {type: string}},"
                + " {name: X-h, in: header, schema: {type: string}}]",
            "@Path(\"id\") String id",
            "@Query(\"q\") @Nullable String q",
            "@Header(\"X-h\") @Nullable String xH"));
    all.put(
        "a parameter in `cookie`",
        example("parameters: [{name: c, in: cookie, schema: {type: string}}]", RUN + ");"));
    all.put(
        "a header `Authorization`, `Accept`, `Content-Type`",
        example("parameters: [{name: Accept, in: header, schema: {type: string}}]", RUN + ");"));
    all.put(
        "an array in the style `form`, exploded",
        parameter("schema: {type: array, items: {type: string}}", "@Nullable List<String> a)"));
    all.put(
        "an array in the style `form` or `simple`, not exploded",
        parameter(
            "explode: false, schema: {type: array, items: {type: string}}",
            "@Nullable CommaSeparated<String> a)"));
    all.put(
        "any other type or style",
        parameter(
            "style: deepObject, schema: {type: object, properties: {b: {type: string}}}",
            RUN + "@Nullable X7RunA a)",
            "\"deepObject\""));
    all.put(
        "a parameter with `content`",
        parameter("content: {application/json: {schema: {type: object}}}", "@Nullable String a)"));
    all.put(
        "`allowReserved`",
        parameter("allowReserved: true, schema: {type: string}", "allowReserved = true"));
    all.put(
        "own `servers` of a path or an operation",
        example(
            "servers: [{url: 'https://example.com/v2'}]", "@POST(\"https://example.com/v2/x10\")"));
    all.put(
        "a JSON body",
        body(
            "application/json: {schema: {type: [string, 'null']}}",
            RUN + "@Nullable String body)"));
    all.put(
        "a body that is not `required`",
        example(
            "requestBody: {content: {application/json: {schema: {type: string}}}}",
            RUN + "@Body String body)",
            RUN + ");"));
    all.put(
        "a body `application/x-www-form-urlencoded`",
        body(
            "application/x-www-form-urlencoded: {schema: {type: object, properties: {a: {type: string}}}}",
            RUN + "@Field(\"a\") @Nullable String a)"));
    all.put(
        "a body `multipart/form-data`",
        body(
            "multipart/form-data: {schema: {type: object, properties: {a: {type: string, format:"
                + " binary}, b: {type: object, properties: {c: {}}}, d: {type: string}}}}",
            RUN + "RunParameters parameters)",
            "to.file(this.a);",
            "to.part(X14RunB.class, this.b, \"b\", \"\");",
            "to.part(String.class, this.d, \"d\", \"\");"));
    all.put(
        "more than five parameters, without those of the path",
        example(
            "operationId: list, parameters: ["
                + "abcdef".replaceAll("[a-f]", "{name: $0, in: query, schema: {type: string}}, ")
                + "]",
            "Call<Void> list(ListParameters parameters)",
            "public static Builder builder()"));
    all.put("any other body", body("text/csv: {}", RUN + "@Body RequestBody body)"));
    all.put(
        "a successful JSON answer, or one of `*/*` with a schema",
        answer(
            "'*/*': {schema: {type: array, items: {type: [string, 'null']}}}",
            "Call<List<@Nullable String>> run();"));
    all.put(
        "a successful answer of `text/plain`",
        answer("text/plain: {schema: {type: string}}", "Call<String> run();"));
    all.put(
        "several successful JSON answers",
        example(
            "responses: {'200': {description: x, content: {application/json: {schema: {type: string}}}},"
                + " '202': {description: x, content: {application/json: {schema: {type: integer}}}}}",
            "Call<X19RunResponse> run();"));
    all.put(
        "a successful answer without a body beside one that has one",
        example(
            "responses: {'204': {description: x},"
                + " '200': {description: x, content: {application/json: {schema: {type: integer}}}}}",
            "@OrNull(true)",
            "Call<@Nullable Long> run();"));
    all.put(
        "a successful JSON answer beside one of another format",
        example(
            "responses: {'200': {description: x, content: {application/json: {schema: {type: string}}}},"
                + " '202': {description: x, content: {image/png: {}}}}",
            "@Streaming",
            "Call<ResponseBody> run();"));
    all.put(
        "any other successful answer",
        answer("image/png: {}", "@Streaming", "Call<ResponseBody> run();"));
    all.put(
        "a `default` that is said to be an error, or beside a redirect",
        example(
            "responses: {'204': {description: x}, default: {description: Error., content:"
                + " {application/json: {schema: {type: string}}}}}",
            RUN + ");"));
    return all;
  }

  private static Example example(String yaml, String... java) {
    return new Example(yaml, List.of(java));
  }

  private static Example parameter(String yaml, String... java) {
    return example("parameters: [{name: a, in: query, " + yaml + "}]", java);
  }

  private static Example body(String yaml, String... java) {
    return example("requestBody: {required: true, content: {" + yaml + "}}", java);
  }

  private static Example answer(String yaml, String... java) {
    return example("responses: {'200': {description: x, content: {" + yaml + "}}}", java);
  }

  @Test
  void anOperationBecomesTheMethodThatThePageSays() throws IOException {
    Map<String, Example> examples = examples();
    assertEquals(
        GeneratorPageTest.table("What it makes of an operation").stream()
            .map(row -> row.get(0))
            .toList(),
        List.copyOf(examples.keySet()),
        "Each row of the table needs an example");
    List<Example> all = List.copyOf(examples.values());
    List<String> missing = new ArrayList<>();
    Path sources = GeneratedClient.generate(GeneratedClient.paths(paths(all)));
    for (int i = 0; i < all.size(); i++) {
      String api = all.get(i).yaml().startsWith("tags:") ? "Things" : "X" + i;
      String java =
          Files.readString(sources.resolve("org/example/api/" + api + "Api.java"))
              .replaceAll("\\s+", " ")
              .replace("( ", "(");
      for (String promised : all.get(i).java()) {
        if (!java.contains(promised)) {
          missing.add(promised + " is not in " + java);
        }
      }
    }
    assertEquals(List.of(), missing);
  }

  private static String paths(List<Example> examples) {
    StringBuilder paths = new StringBuilder();
    for (int i = 0; i < examples.size(); i++) {
      String yaml = examples.get(i).yaml();
      paths.append(
          "/x%d%s: {post: {%s%s%s%s}}\n"
              .formatted(
                  i,
                  yaml.contains("in: path") ? "/{id}" : "",
                  yaml.startsWith("tags:") ? "" : "tags: [x" + i + "], ",
                  yaml.startsWith("operationId:") ? "" : "operationId: run, ",
                  yaml.startsWith("responses:") ? "" : "responses: {'204': {description: x}}, ",
                  yaml));
    }
    return paths.toString();
  }
}
