package io.github.closecalls.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonValuesTest {
  private static String refusal(Object value) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> JsonValues.copyOf(value)).getMessage());
  }

  @Test
  void aCopySharesNothingThatChanges() {
    List<Object> inner = new ArrayList<>(List.of(1));
    Map<String, Object> value = new LinkedHashMap<>(Map.of("a", inner));
    Object copy = JsonValues.copyOf(value);
    inner.add(2);
    value.put("b", 3);
    assertEquals(Map.of("a", List.of(1)), copy);
  }

  @Test
  void aCopyKeepsNullsAndOrder() {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("z", null);
    value.put("a", Arrays.asList(null, 1));
    assertEquals("{z=null, a=[null, 1]}", String.valueOf(JsonValues.copyOf(value)));
  }

  @Test
  void anImmutableValueIsItsOwnCopy() {
    Long value = 3000000000L;
    assertSame(value, JsonValues.copyOf(value));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
  void aNumberThatJsonLacksIsRefused(double value) {
    assertTrue(refusal(List.of(value)).contains("java.lang.Double at $[0]"));
  }

  @Test
  void aMutableNumberIsRefused() {
    assertTrue(refusal(new AtomicInteger(1)).contains("java.util.concurrent.atomic.AtomicInteger"));
  }

  @Test
  void aTypeThatJsonLacksIsRefusedWithItsPlace() {
    assertTrue(
        refusal(Map.of("a", List.of(Instant.EPOCH))).contains("java.time.Instant at $.a[0]"));
  }

  @Test
  void aKeyThatIsNoStringIsRefused() {
    assertTrue(refusal(Map.of(1, 2)).contains("but $ has another key"));
  }

  @Test
  void aValueThatContainsItselfIsRefused() {
    List<Object> value = new ArrayList<>();
    value.add(value);
    assertTrue(refusal(value).contains("contains itself"));
  }
}
