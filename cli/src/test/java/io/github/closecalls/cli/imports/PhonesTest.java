package io.github.closecalls.cli.imports;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhonesTest {
  private final Phones american = new Phones(Optional.of("US"));

  @Test
  void withoutARegionNothingIsConverted() {
    Phones phones = new Phones(Optional.empty());

    assertEquals("650-555-1234", phones.convert(2, "650-555-1234"));
    assertEquals(List.of(), phones.conversions());
  }

  @ParameterizedTest
  @ValueSource(strings = {"(650) 555-1234", "650-555-1234", "16505551234", "+1 650 555 1234"})
  void aNationalNumberOfTheRegionBecomesE164(String cell) {
    assertEquals("+16505551234", american.convert(2, cell));
    assertEquals(
        List.of("1 phone number converted to E.164, as --region says."), american.conversions());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(650) 555-1234 ext. 9",
        "650-555-1234 x12",
        "555-1234",
        "1001",
        "911",
        "anonymous",
        "sip:alice@example.com",
        "1-800-FLOWERS",
        "00447700900123456"
      })
  void whatIsNotANumberOfTheRegionIsRefused(String cell) {
    assertThrows(IllegalArgumentException.class, () -> american.convert(2, cell));
    assertDoesNotThrow(american::check);
  }

  @ParameterizedTest
  @ValueSource(strings = {"301234567.0", "301234567,0"})
  void aNumberThatAProgramTookForAnAmountIsRefused(String cell) {
    Phones german = new Phones(Optional.of("DE"));
    assertThrows(IllegalArgumentException.class, () -> german.convert(2, cell));
  }

  @Test
  void aNumberWithItsCountryCodeAndNoPlusMakesTheColumnAmbiguous() {
    american.convert(2, "650-555-1234");
    assertThrows(IllegalArgumentException.class, () -> american.convert(3, "447700900123"));

    ImportException e = assertThrows(ImportException.class, american::check);
    assertFalse(String.valueOf(e.getMessage()).contains("4477009"), "It shows the number.");
  }

  @Test
  void samplesHideTheNumbers() {
    american.convert(2, "(650) 555-1234");

    assertEquals("[row 2: (***) ***-**34 → +*********34]", american.samples().toString());
  }
}
