package io.github.closecalls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitTest {
  private static final String DATE = "Date: Tue, 01 Jan 2013 00:00:00 GMT";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RateLimit: limit=100, remaining=50, reset=5",
        "ratelimit: limit=100; remaining=50; reset=5",
        "RATELIMIT: LIMIT=100,REMAINING=50,RESET=5.0",
        "RateLimit: reset = 5 ; remaining = 50 , limit = \"100\"",
        "RateLimit: limit=100|RateLimit: remaining=50|RateLimit: reset=5",
        "ratelimit-limit: 100|ratelimit-remaining: 50|ratelimit-reset: 5",
        "X-Rate-Limit-Limit: 100|X-Rate-Limit-Remaining: 50|X-Rate-Limit-Reset: 5.000",
        "RateLimit: limit=100, remaining=50|Retry-After: 5",
      })
  void limitRemainingAndResetAreReadInEachForm(String headers) {
    RateLimit rateLimit = Optional.ofNullable(rateLimit("", headers)).orElseThrow();
    assertEquals(OptionalLong.of(100), rateLimit.limit());
    assertEquals(OptionalLong.of(50), rateLimit.remaining());
    assertEquals(Duration.ofSeconds(5), rateLimit.reset());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "RateLimit: reset=0.87 ! PT0.87S",
        "X-Rate-Limit-Reset: 7.798029 ! PT7.798029S",
        "RateLimit: reset=.5 ! PT0.5S",
        "RateLimit: reset=2. ! PT2S",
        "RateLimit: reset=1|RateLimit-Reset: 2|Retry-After: 3 ! PT1S",
        "RateLimit-Reset: 2|Retry-After: 3 ! PT2S",
        "Retry-After: 3|X-Rate-Limit-Reset: 4 ! PT3S",
        "RateLimit: reset=-1|RateLimit-Reset: NaN|Retry-After: soon|X-Rate-Limit-Reset: 4 ! PT4S",
        "Retry-After: Tue, 01 Jan 2013 00:01:30 GMT|" + DATE + " ! PT1M30S",
        "Retry-After: Mon, 31 Dec 2012 23:59:59 GMT|" + DATE + " ! PT0S",
        "Retry-After: Fri, 31 Dec 9999 23:59:59 GMT|" + DATE + " ! PT8760H",
        "RateLimit: reset=1e5|Retry-After: 3 ! PT3S",
        "RateLimit: reset=99999999999999999999999 ! PT8760H",
        "Retry-After: 99999999999 ! PT8760H",
      })
  void theResetIsTheFirstThatIsANumber(String headers, Duration reset) {
    assertEquals(
        reset, Optional.ofNullable(rateLimit("", headers)).map(RateLimit::reset).orElseThrow());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "{\"rate_reset\": 0.87} ! PT0.87S",
        "{\"rate_reset\": \"0.87\"} ! PT0.87S",
        "{\"error\": {\"message\": \"x\", \"rate_reset\": 2}} ! PT2S",
        "{\"error\": {\"rate_reset\": \"2\"}} ! PT2S",
      })
  void theBodyIsReadIfTheHeadersAreSilent(String body, Duration reset) {
    assertEquals(
        reset, Optional.ofNullable(rateLimit(body, "X: y")).map(RateLimit::reset).orElseThrow());
    assertEquals(
        Duration.ofSeconds(9),
        Optional.ofNullable(rateLimit(body, "Retry-After: 9")).map(RateLimit::reset).orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X: y",
        "RateLimit:",
        "RateLimit: ;;;,,,===",
        "RateLimit: limit=, remaining=, reset=",
        "RateLimit: limit=-1, remaining=-5, reset=-0.5",
        "RateLimit: limit=NaN, remaining=Infinity, reset=0x1p3",
        "RateLimit: limit, remaining, reset",
        "RateLimit: mylimit=5, reset2=1",
        "Retry-After: -5",
        "Retry-After: Tue, 01 Jan 2013 00:01:30 GMT",
        "Retry-After: 1 second",
        "X-Rate-Limit-Reset: \u0665",
        "RateLimit-Reset: 1,5",
      })
  void garbageCountsAsNotSaid(String header) {
    assertNull(rateLimit("", header));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{",
        "<html>",
        "{\"rate_reset\": null}",
        "{\"rate_reset\": -1}",
        "{\"rate_reset\": {}}",
        "{\"rate_reset\": \"NaN\"}",
        "{\"rate_reset\": 1e999999999}",
        "{\"error\": \"text\"}",
        "{\"error\": {\"rate_reset\": [1]}}",
      })
  void aBodyWithoutNumberCountsAsNotSaid(String body) {
    assertNull(rateLimit(body, "X: y"));
  }

  @Test
  void aNumberOfDigitsWithoutEndDoesNoHarm() {
    RateLimit rateLimit =
        Optional.ofNullable(
                rateLimit("", "RateLimit: remaining=" + "9".repeat(100_000) + ", reset=1"))
            .orElseThrow();
    assertEquals(OptionalLong.of(Long.MAX_VALUE), rateLimit.remaining());
  }

  @Test
  void whatIsNotSaidIsEmpty() {
    RateLimit rateLimit = Optional.ofNullable(rateLimit("", "Retry-After: 1")).orElseThrow();
    assertEquals(OptionalLong.empty(), rateLimit.limit());
    assertEquals(OptionalLong.empty(), rateLimit.remaining());
    assertEquals("RateLimit(limit=?, remaining=?, reset=PT1S)", rateLimit.toString());
  }

  private static @Nullable RateLimit rateLimit(String body, String headers) {
    Headers.Builder builder = new Headers.Builder();
    for (String header : headers.split("\\|", -1)) {
      int colon = header.indexOf(':');
      builder.addUnsafeNonAscii(header.substring(0, colon), header.substring(colon + 1).strip());
    }
    return RateLimit.of(
        Answer.read(
            new Response.Builder()
                .request(new Request.Builder().url("https://api.close.com/").build())
                .protocol(Protocol.HTTP_1_1)
                .code(429)
                .message("")
                .headers(builder.build())
                .body(ResponseBody.create(body, MediaType.get("application/json")))
                .build()));
  }
}
