package io.github.closecalls.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonNumberTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "-0.0",
        "1.10",
        "9007199254740993",
        "12345678901234567890",
        "1e400",
        "1E+400",
        "1e-7",
        "0.00000000001",
        "-9223372036854775808",
        "9223372036854775808",
        "1e999999999"
      })
  void aNumberIsPrintedAsItCame(String text) {
    assertEquals(text, JsonNumber.of(text).toString());
  }

  @Test
  void aNumberOfAnyLengthIsPrintedAsItCame() {
    String text = "9".repeat(100_000);
    assertEquals(text, JsonNumber.of(text).toString());
    assertEquals(text + ".5", JsonNumber.of(text + ".5").toString());
  }

  @Test
  void theSmallestTypeThatPrintsItTheSameIsTaken() {
    assertEquals(5L, JsonNumber.of("5"));
    assertEquals(Long.MIN_VALUE, JsonNumber.of("-9223372036854775808"));
    assertEquals(new BigInteger("9223372036854775808"), JsonNumber.of("9223372036854775808"));
    assertEquals(new BigDecimal("1.10"), JsonNumber.of("1.10"));
    assertInstanceOf(JsonNumber.class, JsonNumber.of("-0"));
  }

  @Test
  void theExactValueIsAtHand() {
    assertEquals(
        new BigDecimal("1e400"),
        assertInstanceOf(JsonNumber.class, JsonNumber.of("1e400")).toBigDecimal());
  }

  @Test
  void equalityIsThatOfTheText() {
    assertEquals(JsonNumber.of("1e400"), JsonNumber.of("1e400"));
    assertEquals(JsonNumber.of("1e400").hashCode(), JsonNumber.of("1e400").hashCode());
    assertNotEquals(JsonNumber.of("1e400"), JsonNumber.of("1E400"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "a", "1.", "--1", "1e", "０", "0x1", "NaN", "+1", ".5", "01"})
  void whatIsNoJsonNumberIsRefused(String text) {
    assertThrows(NumberFormatException.class, () -> JsonNumber.of(text));
  }
}
