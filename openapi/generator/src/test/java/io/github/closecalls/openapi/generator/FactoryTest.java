package io.github.closecalls.openapi.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FactoryTest {
  private static final GeneratedClient CLIENT =
      GeneratedClient.of(
          GeneratedClient.schemas(
              """
              Model: {type: object, properties: {a: {type: string}}}
              Other: {type: object, properties: {b: {type: string}}}
              Values: {type: string, enum: [a]}
              Union: {type: [string, integer]}
              Choice: {oneOf: [{$ref: '#/components/schemas/Model'}, {$ref: '#/components/schemas/Other'}]}
              """));

  static List<String> models() {
    return CLIENT.models();
  }

  @ParameterizedTest
  @MethodSource("models")
  void eachModelIsServedByItsOwnAdapter(String model) {
    String adapter = CLIENT.moshi().adapter(CLIENT.model(model)).getClass().getName();
    assertTrue(
        adapter.equals("org.example.model." + model + "$Adapter")
            || adapter.equals("io.github.closecalls.json.internal.ChoiceAdapter"),
        adapter);
  }

  @ParameterizedTest
  @MethodSource("models")
  void aMoshiWithoutTheFactoryFailsLoudly(String model) {
    Moshi moshi = new Moshi.Builder().build();
    RuntimeException error =
        assertThrows(RuntimeException.class, () -> moshi.adapter(CLIENT.model(model)));
    assertTrue(String.valueOf(error.getMessage()).contains(model), error.getMessage());
  }

  @Test
  void theFactoryLeavesForeignTypesToMoshi() throws ReflectiveOperationException {
    JsonAdapter.Factory factory =
        (JsonAdapter.Factory)
            CLIENT.model("ModelJsonAdapterFactory").getConstructor().newInstance();
    assertNull(factory.create(StringBuilder.class, Set.of(), CLIENT.moshi()));
  }

  @Test
  void theNumberOfModelsIsThatOfTheSchemas() {
    assertEquals(List.of("Choice", "Model", "Other", "Union", "Values"), models());
  }
}
