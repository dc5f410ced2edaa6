package io.github.closecalls.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.closecalls.CallOptions;
import io.github.closecalls.CloseException;
import io.github.closecalls.RetryPolicy;
import io.github.closecalls.faults.FaultServer.Protocol;
import io.github.closecalls.model.CreateCallActivity;
import io.github.closecalls.model.CreateCallActivityDirection;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random calls, each with a random answer: nothing but a CloseException comes of it, and none is
 * wrong about what became of the call.
 *
 * <p>To replay a run, give its seed, which is printed, as {@code -Dfaults.seed}. {@code
 * -Dfaults.calls} sets how many there are.
 */
@Tag("faults")
class BadInputTest {
  private static final int CALLS = Integer.getInteger("faults.calls", 12_000);
  private static final int THREADS = 4;

  private static final CallOptions OPTIONS =
      CallOptions.builder()
          .deadline(Duration.ofSeconds(30))
          .retryPolicy(RetryPolicy.none())
          .build();

  private static final String[] TEXTS = {
    "",
    " ",
    "null",
    "lead_1",
    "+14155550134",
    "+1",
    "0",
    "+1415555013456789",
    "+\u0661234",
    "\0",
    "\uD800",
    "\uDC00\uD800",
    "\uFEFF",
    "\u2028",
    "\"",
    "\\",
    "</script>",
    "x".repeat(5_000),
    "é€😀",
  };

  /** Not phone numbers: names of properties are shown. */
  private static final String[] NAMES =
      Arrays.stream(TEXTS).filter(text -> !text.startsWith("+")).toArray(String[]::new);

  private static final String[] URLS = {
    "https://a.test/1.mp3", "http://a.test/", "https:a", "https://", "https:///x", "//a/b", "a",
    "https://u:p@a.test/", "https://a_b.test/", "https://[::1]/", "HTTPS://A", "urn:x", "#", "",
  };
  private static final Object[] VALUES = {
    1,
    -1L,
    1.5,
    Long.MIN_VALUE,
    new BigDecimal("1e400"),
    "text",
    true,
    List.of(1, "a", List.of()),
    Map.of("a", Map.of("b", 1)),
    Double.NaN,
    new Object(),
    List.of(Double.POSITIVE_INFINITY),
  };
  private static final OffsetDateTime[] DATES = {
    OffsetDateTime.MIN,
    OffsetDateTime.MAX,
    OffsetDateTime.parse("2024-02-29T23:59:59.999999999+18:00"),
    OffsetDateTime.parse("-0001-01-01T00:00:00Z"),
    OffsetDateTime.parse("+10000-01-01T00:00:00Z"),
  };
  private static final String[] HEADERS = {
    "Content-Type: application/json",
    "Content-Type: ",
    "Content-Type: text/html; charset=utf-16",
    "Content-Type: ;;;",
    "Content-Encoding: gzip",
    "Content-Encoding: br",
    "Retry-After: soon",
    "Retry-After: 99999999999999999999",
    "Date: never",
    "RateLimit: ,,;=;limit==,reset=-0,remaining=1e9",
    "RateLimit: limit=9999999999999999999999, remaining=00, reset=0.",
    "X-Rate-Limit-Reset: Infinity",
    "Location: ::",
    "Set-Cookie: a",
    "WWW-Authenticate: ,",
    "X: \u00ff",
  };
  private static final String[] PIECES = {
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "\"",
    "\\",
    "\\u12",
    "null",
    "true",
    "-",
    "1e999",
    "0123",
    "NaN",
    "\"id\":",
    "\"users\":{}",
    "\"_type\":3",
    "\"error\":",
    "\"errors\":[[]]",
    "\"field-errors\":1",
    "\"rate_reset\":1e9",
    "\u0000",
    "\uFEFF",
    " ",
    "\"2013-02-30T25:00:00Z\"",
    "/*",
    "'",
    "//\n",
  };

  @Test
  void noCallAndNoAnswerBringsAnythingButACloseException() throws Exception {
    long seed = Long.getLong("faults.seed", System.nanoTime());
    System.out.println("BadInputTest: -Dfaults.seed=" + seed);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    Map<String, Integer> reported = new TreeMap<>();
    List<String> violations = new ArrayList<>();
    try {
      List<Callable<Map<String, Integer>>> parts = new ArrayList<>();
      for (int part = 0; part < THREADS; part++) {
        SplittableRandom random = new SplittableRandom(seed + part);
        parts.add(() -> run(random, violations));
      }
      for (Future<Map<String, Integer>> part : threads.invokeAll(parts)) {
        part.get().forEach((what, count) -> reported.merge(what, count, Integer::sum));
      }
    } finally {
      threads.shutdownNow();
    }
    System.out.println("BadInputTest: " + reported);
    assertEquals(
        List.of(),
        violations,
        () -> "-Dfaults.seed=" + seed + "\n" + String.join("\n", violations) + "\n");
    assertEquals(CALLS, reported.values().stream().mapToInt(count -> count).sum());
    assertTrue(reported.size() > 8, () -> "meet more than " + reported);
  }

  private static Map<String, Integer> run(SplittableRandom random, List<String> violations)
      throws IOException {
    SplittableRandom answers = random.split();
    Map<String, Integer> reported = new TreeMap<>();
    List<@Nullable Throwable> errors = new ArrayList<>();
    Ledger ledger;
    FaultScript script = new FaultScript(random.split(), () -> answer(answers));
    try (ClientUnderTest subject = new ClientUnderTest(Protocol.HTTP_1, script)) {
      ledger = subject.server.ledger();
      for (int i = 0; i < CALLS / THREADS; i++) {
        CreateCallActivity call = call(random, "lead_" + i);
        Throwable error = subject.log(call, OPTIONS, i % 16 == 0);
        errors.add(error);
        reported.merge(Outcome.of(error), 1, Integer::sum);
        if (error instanceof CloseException e) {
          // Whatever the server sent, the texts can be had.
          String unused = e.getMessage() + e + e.delivery();
        }
      }
    }
    for (int i = 0; i < errors.size(); i++) {
      for (String violation :
          DeliveryLaw.violations(ledger.of("lead_" + i), errors.get(i), false)) {
        synchronized (violations) {
          violations.add("call " + i + ": " + violation);
        }
      }
    }
    return reported;
  }

  private static CreateCallActivity call(SplittableRandom random, String lead) {
    CreateCallActivity.Builder call = CreateCallActivity.builder().leadId(lead);
    for (int i = random.nextInt(4); i > 0; i--) {
      try {
        set(random, call);
      } catch (IllegalArgumentException e) {
        // Documented: JSON has no such value, or the contract lists the name.
      }
    }
    return call.build();
  }

  private static void set(SplittableRandom random, CreateCallActivity.Builder call) {
    switch (random.nextInt(10)) {
      case 0 -> call.phone(pick(random, TEXTS));
      case 1 -> call.recordingUrl(URI.create(pick(random, URLS).replace("https://", "https://x")));
      case 2 -> call.voicemailUrl(URI.create(pick(random, URLS).replace("https://", "https://x")));
      case 3 -> call.note(pick(random, TEXTS) + pick(random, TEXTS));
      case 4 -> call.direction(CreateCallActivityDirection.of(pick(random, TEXTS)));
      case 5 -> call.duration(random.nextLong());
      case 6 -> call.activityAt(pick(random, DATES));
      case 7 -> call.additionalProperty(pick(random, NAMES), pick(random, VALUES));
      case 8 -> call.additionalProperty("custom.cf_" + random.nextInt(3), pick(random, VALUES));
      default -> call.contactId(null);
    }
  }

  private static Fault answer(SplittableRandom random) {
    int status = random.nextBoolean() ? 200 : 200 + random.nextInt(400);
    byte[] body = body(random);
    String[] headers = new String[random.nextInt(3)];
    Arrays.setAll(headers, i -> pick(random, HEADERS));
    Ledger.Fate fate =
        status < 300
            ? Ledger.Fate.ACCEPTED
            : status == 303 || status == 408 || status >= 500
                ? Ledger.Fate.EITHER
                : Ledger.Fate.REFUSED;
    boolean empty = !ServerConnection.hasBody(status);
    return Fault.ofRequest(
        "random", Outcome.LOGGED, fate, x -> x.answer(status, empty ? new byte[0] : body, headers));
  }

  private static byte[] body(SplittableRandom random) {
    if (random.nextInt(3) == 0) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(12); i > 0; i--) {
        text.append(pick(random, PIECES));
      }
      return text.toString().getBytes(StandardCharsets.UTF_8);
    }
    byte[] body = Faults.CALL.getBytes(StandardCharsets.UTF_8);
    for (int i = random.nextInt(3); i > 0; i--) {
      int at = random.nextInt(body.length);
      switch (random.nextInt(3)) {
        case 0 -> body[at] = (byte) random.nextInt();
        case 1 -> body = Arrays.copyOf(body, at + 1);
        default -> {
          byte[] piece = pick(random, PIECES).getBytes(StandardCharsets.UTF_8);
          byte[] longer = Arrays.copyOf(body, body.length + piece.length);
          System.arraycopy(body, at, longer, at + piece.length, body.length - at);
          System.arraycopy(piece, 0, longer, at, piece.length);
          body = longer;
        }
      }
    }
    return body;
  }

  private static <T> T pick(SplittableRandom random, T[] values) {
    return values[random.nextInt(values.length)];
  }
}
