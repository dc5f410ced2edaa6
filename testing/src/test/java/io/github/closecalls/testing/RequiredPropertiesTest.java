package io.github.closecalls.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.closecalls.json.Deviation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The fake with a contract that requires more of an answer than the fake knows. */
class RequiredPropertiesTest {
  private static final Map<String, @Nullable Object> ANSWER = Map.of("id", "acti_1");

  /** A contract that requires a property, of this type. */
  private static List<Deviation> deviations(
      Map<String, @Nullable Object> answer, String name, Class<?> type) {
    List<Deviation> deviations = new ArrayList<>();
    if (!answer.containsKey(name)) {
      deviations.add(new Deviation("/" + name, "is required", true, null));
    } else if (!type.isInstance(answer.get(name))) {
      deviations.add(new Deviation("/" + name, "must be another", false, answer.get(name)));
    }
    return deviations;
  }

  private static Map<String, @Nullable Object> missing(Class<?> type) {
    return RequiredProperties.missing(ANSWER, answer -> deviations(answer, "later", type));
  }

  @Test
  void aPropertyThatMayBeNullIsNull() {
    assertEquals(
        Collections.singletonMap("later", null),
        RequiredProperties.missing(
            ANSWER,
            answer ->
                answer.containsKey("later")
                    ? List.of()
                    : deviations(answer, "later", String.class)));
  }

  @Test
  void anotherOneHasAValueOfItsType() {
    assertEquals(Map.of("later", ""), missing(String.class));
    assertEquals(Map.of("later", 0), missing(Integer.class));
    assertEquals(Map.of("later", false), missing(Boolean.class));
    assertEquals(Map.of("later", List.of()), missing(List.class));
    assertEquals(Map.of("later", Map.of()), missing(Map.class));
  }

  @Test
  void nothingIsAddedToAnAnswerThatHasAll() {
    assertEquals(Map.of(), RequiredProperties.missing(ANSWER, answer -> List.of()));
  }
}
