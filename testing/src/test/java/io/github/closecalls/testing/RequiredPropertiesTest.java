package io.github.closecalls.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import io.github.closecalls.json.Deviation;
import io.github.closecalls.json.JsonModel;
import io.github.closecalls.json.JsonNumber;
import io.github.closecalls.json.JsonValues;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The fake with a contract that requires more of an answer than the fake knows. */
class RequiredPropertiesTest {
  /** Reads answers of a contract that requires a property. */
  private static JsonAdapter<JsonModel> adapter(Predicate<@Nullable Object> allowed) {
    return new JsonAdapter<>() {
      @Override
      public JsonModel fromJson(JsonReader reader) throws IOException {
        Map<?, ?> answer = (Map<?, ?>) JsonValues.ADAPTER.fromJson(reader);
        boolean isThere = answer != null && answer.containsKey("later");
        boolean isRight = isThere && allowed.test(answer.get("later"));
        List<Deviation> deviations =
            isRight ? List.of() : List.of(new Deviation("/later", "is required", !isThere, null));
        return new JsonModel() {
          @Override
          public List<Deviation> deviations() {
            return deviations;
          }

          @Override
          public String toJson() {
            return String.valueOf(answer);
          }
        };
      }

      @Override
      public void toJson(JsonWriter writer, @Nullable JsonModel model) {
        throw new UnsupportedOperationException();
      }
    };
  }

  private static Map<String, @Nullable Object> completed(Predicate<@Nullable Object> allowed) {
    Map<String, @Nullable Object> answer = new HashMap<>(Map.of("id", "acti_1"));
    RequiredProperties.complete(answer, adapter(allowed));
    return answer;
  }

  private static Map<String, @Nullable Object> with(@Nullable Object value) {
    Map<String, @Nullable Object> answer = new HashMap<>(Map.of("id", "acti_1"));
    answer.put("later", value);
    return answer;
  }

  @Test
  void aPropertyThatMayBeNullIsNull() {
    assertEquals(with(null), completed(value -> true));
  }

  @Test
  void anotherOneHasAValueOfItsType() {
    assertEquals(with(""), completed(value -> value instanceof String));
    assertEquals(
        with(0), completed(value -> value instanceof JsonNumber || value instanceof Number));
    assertEquals(with(false), completed(value -> value instanceof Boolean));
    assertEquals(with(List.of()), completed(value -> value instanceof List));
    assertEquals(with(Map.of()), completed(value -> value instanceof Map));
  }

  @Test
  void aValueOfAnotherTypeThatWasSentStays() {
    Map<String, @Nullable Object> answer = with("x");
    RequiredProperties.complete(answer, adapter(value -> value == null));

    assertEquals(with("x"), answer);
  }

  @Test
  void nothingIsAddedToAnAnswerThatHasAll() {
    Map<String, @Nullable Object> answer = with("x");
    RequiredProperties.complete(answer, adapter(value -> true));

    assertEquals(with("x"), answer);
  }
}
