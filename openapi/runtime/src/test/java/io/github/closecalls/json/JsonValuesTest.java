package io.github.closecalls.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
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
    assertTrue(refusal(Map.of("a", List.of(Locale.ROOT))).contains("java.util.Locale at $.a[0]"));
  }

  @Test
  void whatHasOneFormInJsonIsTakenInIt() {
    UUID id = new UUID(1, 2);
    JsonWritable writable = () -> "{\"a\":[1.10,null]}";
    assertEquals(
        List.of(
            "2026-11-27",
            "2026-11-27T09:30:00.100+01:00",
            "1970-01-01T00:00:00Z",
            id.toString(),
            "https://a.example/b%20c",
            "{a=[1.10, null]}"),
        Stream.of(
                LocalDate.of(2026, 11, 27),
                OffsetDateTime.parse("2026-11-27T09:30:00.1+01:00"),
                Instant.EPOCH,
                id,
                URI.create("https://a.example/b%20c"),
                writable)
            .map(value -> String.valueOf(JsonValues.copyOf(value)))
            .toList());
  }

  @Test
  void aDateThatJsonLacksIsRefused() {
    for (Object value :
        List.of(Instant.MAX, Instant.MIN, LocalDate.of(10_000, 1, 1), OffsetDateTime.MAX)) {
      assertTrue(refusal(List.of(value)).contains(value.getClass().getName() + " at $[0]: "));
    }
  }

  @Test
  void aWritableThatIsNoJsonIsRefused() {
    JsonWritable broken = () -> "{";
    assertTrue(refusal(broken).contains(" at $: "), () -> refusal(broken));
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
