package io.github.closecalls.openapi.generator;

import static io.github.closecalls.openapi.generator.GeneratedClient.call;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ModelTest {
  private static final GeneratedClient CLIENT =
      GeneratedClient.checkedForNulls(
          GeneratedClient.schemas(
              """
              Note: {type: object, properties: {text: {type: [string, 'null']}, size: {type: integer}}}
              """));

  @Test
  void anAbsentPropertyIsNotSent() {
    assertEquals("{}", CLIENT.roundTrip("Note", "{}"));
  }

  @Test
  void aNullIsSentAsNull() {
    Object note = call(call(CLIENT.builder("Note"), "text", (Object) null), "build");
    assertEquals("{\"text\":null}", CLIENT.write("Note", note));
  }
}
