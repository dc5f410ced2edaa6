package io.github.closecalls.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestLimitTest {
  private final RequestLimit limit = new RequestLimit(2, Duration.ofSeconds(1));

  @Test
  void requestsAreCountedFromTheFirstOfEachStretch() {
    assertEquals("limit=2, remaining=1, reset=1.000", at(700).header());
    assertEquals("limit=2, remaining=0, reset=0.500", at(1_200).header());
    assertEquals(Optional.of(Duration.ofMillis(1)), at(1_699).pause());
    assertEquals("limit=2, remaining=1, reset=1.000", at(1_700).header());
  }

  @Test
  void whatIsRefusedIsNotCounted() {
    at(0);
    at(0);
    for (int i = 0; i < 5; i++) {
      assertEquals("limit=2, remaining=0, reset=0.001", at(999).header());
    }
    assertEquals(Optional.empty(), at(1_000).pause());
  }

  @Test
  void theTimeLeftIsRoundedUpSoThatNobodyComesTooEarly() {
    assertEquals("0.001", RequestLimit.seconds(Duration.ofNanos(1)));
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "-1, 1", "1, 0", "1, -1"})
  void aLimitAdmitsAtLeastOneRequestInSomeTime(int most, int seconds) {
    assertThrows(
        IllegalArgumentException.class, () -> new RequestLimit(most, Duration.ofSeconds(seconds)));
  }

  private RequestLimit.State at(long millis) {
    return limit.count(TimeUnit.MILLISECONDS.toNanos(millis));
  }
}
