package io.github.closecalls.openapi.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Each method of each interface can be called with null wherever its Javadoc allows it. */
class NullArgumentsTest {
  private static final String OPTIONAL_EVERYWHERE =
      GeneratedClient.paths(
          """
          /a/{p}:
            post:
              operationId: a
              parameters:
                - {name: p, in: path, required: true, schema: {type: string}}
                - {name: deep, in: query, style: deepObject, schema: {type: object, properties: {b: {type: string}}}}
                - {name: map, in: query, schema: {type: object}}
                - {name: any, in: query, schema: {}}
                - {name: pipes, in: query, style: pipeDelimited, schema: {type: array, items: {type: string}}}
                - {name: commas, in: query, explode: false, schema: {type: array, items: {type: string}}}
                - {name: either, in: query, schema: {oneOf: [{type: array, items: {type: string}}, {type: string}]}}
                - {name: X-H, in: header, schema: {type: array, items: {type: string}}}
                - {name: X-Any, in: header, schema: {}}
              requestBody: {content: {application/json: {schema: {type: [object, 'null'], properties: {b: {type: string}}}}}}
              responses: {'204': {description: x}}
          /form:
            post:
              operationId: form
              requestBody: {content: {application/x-www-form-urlencoded: {schema: {type: object, properties: {m: {type: object, properties: {n: {type: string}}}, l: {type: array, items: {type: string}}, s: {type: string}}}}}}
              responses: {'204': {description: x}}
          /parts:
            post:
              operationId: parts
              requestBody: {content: {multipart/form-data: {schema: {type: object, properties: {a: {type: string}, f: {type: string, format: binary}, l: {type: array, items: {type: string, format: binary}}, o: {type: object}}}}}}
              responses: {'204': {description: x}}
          /body:
            put:
              operationId: body
              requestBody: {required: true, content: {application/json: {schema: {type: [array, 'null'], items: {type: string}}}}}
              responses: {'204': {description: x}}
            post:
              operationId: raw
              requestBody: {content: {text/csv: {}}}
              responses: {'204': {description: x}}
          """);

  private static final GeneratedClient CLIENT =
      GeneratedClient.checkedForNulls(OPTIONAL_EVERYWHERE);

  @Test
  void allOptionalArgumentsCanBeNull() {
    assertTrue(NullArguments.callAll(CLIENT) >= 11);
  }

  @Test
  void aBodyThatIsNullIsSentAsNull() {
    RequestRecorder recorder = new RequestRecorder();
    recorder.send(CLIENT, "DefaultApi", "body", (Object) null);
    assertEquals("null", recorder.body());
    recorder.send(CLIENT, "DefaultApi", "body", List.of("a"));
    assertEquals("[\"a\"]", recorder.body());
    assertEquals("application/json", recorder.bodyType());
  }

  @Test
  void aBodyThatIsNotDemandedCanBeLeftOut() {
    RequestRecorder recorder = new RequestRecorder();
    recorder.send(CLIENT, "DefaultApi", "raw");
    assertEquals("", recorder.body());
    assertEquals("null", recorder.bodyType());
  }
}
