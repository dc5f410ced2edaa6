package io.github.closecalls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
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
        "RateLimit: \"default\";r=50;t=5|RateLimit-Policy: \"default\";q=100;w=60",
        "RateLimit: \"default\" ; R=50 ; T=5.0|ratelimit-policy: \"default\" ; w=60 ; Q=100",
        "RateLimit: default;r=50;t=5|RateLimit-Policy: default;q=100;w=60",
        "RateLimit: \"a\";r=60;t=9, \"b\";r=50;t=5|RateLimit-Policy: \"a\";q=200, \"b\";q=100;w=9",
        "RateLimit: \"a\";r=60;t=9|RateLimit: \"b\";r=50;t=5|RateLimit-Policy: \"b\";q=100|"
            + "RateLimit-Policy: \"a\";q=200",
        "RateLimit: \"a\";r=50;t=4, \"b\";r=50;t=5|RateLimit-Policy: \"b\";q=100, \"a\";q=7",
        "RateLimit: \"q\\\"u, o;r=1;t=9\\\\\";r=50;t=5, \"z\";r=51;t=99|"
            + "RateLimit-Policy: \"q\\\"u, o;r=1;t=9\\\\\";q=100;qu=\"requests, all\";w=1, \"z\";q=1",
        "RateLimit: \"a\";r=50;pk=:cHJ7lCw9:;t=5|RateLimit-Policy: \"a\";q=100;pk=:cHJ7lCw9:",
        "RateLimit: \"a\";r=50;t=5|RateLimit-Limit: 100",
        "RateLimit: \"a\";r=50|RateLimit-Limit: 100|Retry-After: 5",
        "RateLimit: \"a\";r=50;t=5, \"b\";r=50;t=5|RateLimit-Policy: \"a\";q=100, \"b\";q=7",
        "RateLimit: limit=100, remaining=50.7, reset=5",
        "RateLimit: limit=100, remaining=50, reset=5,\u0001",
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
      quoteCharacter = '`',
      value = {
        "RateLimit: reset=0.87 ! PT0.87S",
        "X-Rate-Limit-Reset: 7.798029 ! PT7.798029S",
        "RateLimit: reset=.5 ! PT0.5S",
        "RateLimit: reset=2. ! PT2S",
        "RateLimit: reset=1.1234567899 ! PT1.123456789S",
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
        "RateLimit: \"d\";r=0;t=0.25|Retry-After: 3 ! PT0.25S",
        "RateLimit: \"d\";r=0;t=x|Retry-After: 3 ! PT3S",
        "RateLimit: \"d\";r=0;t=1, \"e\";r=0;t=7, \"f\";r=0;t=2 ! PT7S",
        "RateLimit: \"d\";r=9;t=1, \"e\";r=0;t=7.5 ! PT7.5S",
        "RateLimit: \"d\";r=9;t=1, \"e\";r=x;t=7 ! PT1S",
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
        "RateLimit: reset=1..5",
        "RateLimit: reset=.",
        "Retry-After: -5",
        "Retry-After: Tue, 01 Jan 2013 00:01:30 GMT",
        "Retry-After: 1 second",
        "X-Rate-Limit-Reset: \u0665",
        "RateLimit-Reset: 1,5",
        "RateLimit: \"default\"",
        "RateLimit: \"default\";t=5",
        "RateLimit: \"default;r=0;t=5",
        "RateLimit: \"default\";r;t",
        "RateLimit: \"default\";r=-1;t=5",
        "RateLimit: \"\\",
        "RateLimit-Policy: \"default\";w=60",
        "RateLimit-Policy: 100;w=60",
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
        "[\"rate_reset\"]",
        "\"rate_reset\"",
        "{\"rate_reset\": 1",
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
  void aNumberIsReadExactlyUpToTheLargest() {
    for (long number : new long[] {Long.MAX_VALUE - 1, Long.MAX_VALUE}) {
      RateLimit rateLimit =
          Optional.ofNullable(rateLimit("", "RateLimit: remaining=" + number)).orElseThrow();
      assertEquals(OptionalLong.of(number), rateLimit.remaining());
    }
  }

  @Test
  void whatIsNotSaidIsEmpty() {
    RateLimit rateLimit = Optional.ofNullable(rateLimit("", "Retry-After: 1")).orElseThrow();
    assertEquals(OptionalLong.empty(), rateLimit.limit());
    assertEquals(OptionalLong.empty(), rateLimit.remaining());
    assertEquals("RateLimit(limit=?, remaining=?, reset=PT1S)", rateLimit.toString());
  }

  @Test
  void whateverTheHeadersAreTheyAreReadWithoutFailing() {
    Random random = new Random(1);
    String[] parts = {
      "\"",
      "\\",
      ";",
      ",",
      "=",
      " ",
      "\t",
      "r",
      "t",
      "q",
      "w",
      "limit",
      "remaining",
      "reset",
      "0",
      "9",
      ".",
      "-1",
      "1e9",
      "default",
      "\"a\"",
      "\u00e9",
      ":cHJ7:",
      "99999999999999999999",
      "\"a\\\"b\""
    };
    String[] names = {
      "RateLimit",
      "RateLimit-Policy",
      "RateLimit-Limit",
      "RateLimit-Remaining",
      "RateLimit-Reset",
      "Retry-After",
      "X-Rate-Limit-Reset",
      "Date"
    };
    for (int i = 0; i < 50_000; i++) {
      Headers.Builder headers = new Headers.Builder();
      for (int line = random.nextInt(4); line >= 0; line--) {
        StringBuilder value = new StringBuilder();
        for (int part = random.nextInt(12); part >= 0; part--) {
          value.append(parts[random.nextInt(parts.length)]);
        }
        headers.addUnsafeNonAscii(names[random.nextInt(names.length)], value.toString());
      }
      RateLimit rateLimit = RateLimit.of(answer(429, "", headers.build()));
      if (rateLimit != null) {
        assertTrue(rateLimit.limit().orElse(0) >= 0, rateLimit::toString);
        assertTrue(rateLimit.remaining().orElse(0) >= 0, rateLimit::toString);
        assertTrue(
            !rateLimit.reset().isNegative() && rateLimit.reset().toDays() <= 365,
            rateLimit::toString);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"a\";r=1;t=1,", "limit=1,", "\"", "\\\"", ";", " ", "a=\"b", "9", "a"})
  void aLineWithoutEndTakesTimeInProportionToItsLength(String part) {
    Headers shorter = Headers.of("RateLimit", part.repeat(1_000));
    Headers longer = Headers.of("RateLimit", part.repeat(50_000));
    for (int i = 0; i < 200; i++) {
      Object unused = RateLimit.of(answer(200, "", shorter));
    }
    long once = fastest(shorter);
    long fifty = fastest(longer);
    assertTrue(
        fifty < 1_000 * Math.max(once, 1_000),
        () -> "read each character once, but 50 times as many took " + fifty / once + " times");
  }

  @Test
  void whatIsNotThereCostsNothing() {
    Answer nothing =
        answer(
            200, "{}", Headers.of("Content-Type", "application/json", "Date", DATE.substring(6)));
    assertEquals(0, bytes(nothing), "allocate nothing where no header says anything");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=100, remaining=50, reset=5",
        "\"burst\";r=10;t=1, \"hourly\";r=50;t=900",
      })
  void whatIsThereCostsLittleMoreThanTheObject(String header) {
    long bytes = bytes(answer(200, "{}", Headers.of("RateLimit", header)));
    assertTrue(bytes <= 256, () -> "two small objects, but it is " + bytes + " bytes");
  }

  private static long fastest(Headers headers) {
    Answer answer = answer(200, "", headers);
    long fastest = Long.MAX_VALUE;
    for (int i = 0; i < 20; i++) {
      long begin = System.nanoTime();
      Object unused = RateLimit.of(answer);
      fastest = Math.min(fastest, System.nanoTime() - begin);
    }
    return fastest;
  }

  /** Returns how much reading it allocates, by the count of this thread. */
  private static long bytes(Answer answer) {
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 100; i++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int j = 0; j < 1_000; j++) {
        Object unused = RateLimit.of(answer);
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    return least / 1_000;
  }

  private static @Nullable RateLimit rateLimit(String body, String headers) {
    Headers.Builder builder = new Headers.Builder();
    for (String header : headers.split("\\|", -1)) {
      int colon = header.indexOf(':');
      builder.addUnsafeNonAscii(header.substring(0, colon), header.substring(colon + 1).strip());
    }
    return RateLimit.of(answer(429, body, builder.build()));
  }

  private static Answer answer(int status, String body, Headers headers) {
    return Answer.read(
        new Response.Builder()
            .request(new Request.Builder().url("https://api.close.com/").build())
            .protocol(Protocol.HTTP_1_1)
            .code(status)
            .message("")
            .headers(headers)
            .body(ResponseBody.create(body, MediaType.get("application/json")))
            .build());
  }
}
