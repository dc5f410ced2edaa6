package io.github.closecalls.cli.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.closecalls.cli.command.Usage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {
  private static Times times(String... options) {
    List<String> arguments = new ArrayList<>(Arrays.asList(options));
    arguments.add("calls.csv");
    List<String> problems = new ArrayList<>();
    Times times = ImportSettings.of(Usage.of("import").parse(arguments), problems).times();
    assertEquals(List.of(), problems);
    return times;
  }

  private static void assertRefused(Times times, String text, String reason) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> times.parse(text));
    assertTrue(String.valueOf(e.getMessage()).contains(reason), e::getMessage);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-31T17:45:00+01:00, 2026-01-31T17:45+01:00",
    "2026-01-31 17:45:00 +0100, 2026-01-31T17:45+01:00",
    "2026-01-31T17:45Z, 2026-01-31T17:45Z",
    "2026-01-31 17:45:00.123Z, 2026-01-31T17:45:00.123Z"
  })
  void aTimeWithAnOffsetIsTakenAsItIs(String text, String expected) {
    assertEquals(expected, times().parse(text).toString());
  }

  @Test
  void aTimeWithoutAnOffsetNeedsAZone() {
    assertRefused(times(), "2026-01-31 17:45", "--zone");
    assertEquals(
        "2026-01-31T17:45+01:00",
        times("--zone", "Europe/Berlin").parse("2026-01-31 17:45").toString());
  }

  @Test
  void aTimeThatClocksSkipOrRepeatIsRefused() {
    Times berlin = times("--zone", "Europe/Berlin");
    assertRefused(berlin, "2026-03-29 02:30", "does not exist in Europe/Berlin");
    assertRefused(berlin, "2026-10-25 02:30", "exists twice in Europe/Berlin");
  }

  @Test
  void aTimeThatClocksSkipOrRepeatIsRefusedAlsoIfItNamesItsZone() {
    Times times = times("--time-format", "yyyy-MM-dd HH:mm[ XXX] VV");
    assertEquals("2026-01-31T17:45+01:00", times.parse("2026-01-31 17:45 Europe/Berlin") + "");
    assertRefused(times, "2026-03-29 02:30 Europe/Berlin", "does not exist in Europe/Berlin");
    assertRefused(times, "2026-10-25 02:30 Europe/Berlin", "exists twice in Europe/Berlin");
    assertEquals(
        "2026-10-25T02:30+01:00", times.parse("2026-10-25 02:30 +01:00 Europe/Berlin") + "");
  }

  @Test
  void halvesOfTheDayAreReadInEachCase() {
    Times times = times("--time-format", "M/d/yyyy h:mm a", "--zone", "UTC");
    assertEquals("2026-01-31T17:45Z", times.parse("1/31/2026 5:45 PM").toString());
    assertEquals("2026-01-31T17:45Z", times.parse("1/31/2026 5:45 pm").toString());
  }

  @Test
  void aFormatOfOnesOwnIsReadStrictly() {
    Times times = times("--time-format", "dd/MM/yyyy HH:mm", "--zone", "UTC");
    assertEquals("2026-01-31T17:45Z", times.parse("31/01/2026 17:45").toString());
    assertRefused(times, "31/02/2026 17:45", "--time-format");
    assertRefused(times, "01/31/2026 17:45", "--time-format");
  }

  @Test
  void aFormatWithAnOffsetNeedsNoZone() {
    assertEquals(
        "2026-01-31T17:45Z",
        times("--time-format", "EEE, dd MMM yyyy HH:mm:ss Z")
            .parse("Sat, 31 Jan 2026 17:45:00 +0000")
            .toString());
  }

  @ParameterizedTest
  @CsvSource({"2026-02-30T00:00:00Z", "31.01.2026", "2026-01-31", "1769877900"})
  void whatIsNoTimeIsRefused(String text) {
    assertRefused(times(), text, "--time-format");
  }
}
