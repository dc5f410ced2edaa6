package io.github.closecalls.json.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.closecalls.json.CommaSeparated;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import okio.ByteString;
import org.junit.jupiter.api.Test;

class ParameterTextTest {
  @Test
  void aDateTimeAtAFullMinuteKeepsItsSeconds() {
    assertEquals(
        "2020-01-01T00:00:00Z", ParameterText.of(OffsetDateTime.parse("2020-01-01T00:00Z")));
  }

  @Test
  void aDecimalHasNoExponent() {
    assertEquals("100", ParameterText.of(new BigDecimal("1E+2")));
  }

  @Test
  void bytesAreInBase64() {
    assertEquals("AQI=", ParameterText.of(ByteString.of((byte) 1, (byte) 2)));
  }

  @Test
  void joinedValuesAreInTheirWireForm() {
    List<BigDecimal> values = new ArrayList<>(List.of(new BigDecimal("1E+2"), BigDecimal.ONE));
    CommaSeparated<BigDecimal> joined = CommaSeparated.of(values);
    values.clear();
    assertEquals("100,1", joined.toString());
    assertEquals(CommaSeparated.of(joined.values()), joined);
  }
}
