package io.github.closecalls;

import static io.github.closecalls.SecretScan.assertThrows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import okhttp3.mockwebserver.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {
  private static final String BASIC = "YXBpXzRReDcvc2VjcmV0Ljlaazo";

  private static final String KEY = "api_4Qx7~~>>??Ab9";
  private static final int SMALL_STACK = 128 * 1024;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final StubServer server = new StubServer();

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 302, 400, 401, 404, 429, 500})
  void aCredentialThatTheServerSendsBackIsInNoText(int status) {
    for (String secret : new String[] {StubServer.KEY, BASIC + "=", escaped(StubServer.KEY)}) {
      for (String body :
          new String[] {
            secret,
            "<p>" + secret + "</p>",
            "{\"error\": \"" + secret + "\"}",
            "{\"errors\": [{\"" + secret + "\": 1}], \"field-errors\": {\"" + secret + "\": []}}",
            "{\"activity_at\": \"" + secret + "\"}",
            "{\"" + secret + "\": {\"a\": }",
            "x".repeat(490) + secret,
          }) {
        hidesTheSecret(server.answers(status, body).failsWith(CloseException.class));
      }
    }
  }

  @Test
  void aCredentialInAStatusLineIsInNoText() {
    server.answers(new MockResponse().setStatus(StubServer.KEY + " " + BASIC));
    hidesTheSecret(server.failsWith(TransportException.class));
  }

  @Test
  void aClientShowsItsBaseUrlOnly() {
    assertEquals("CloseClient(" + server.baseUrl() + "/)", server.client.toString());
  }

  @Test
  void aLongTokenThatTheServerSendsBackIsInNoText() {
    String token = random(10_000);
    server.answers(400, "{\"error\":\"" + token + "\"}");
    CloseClient client =
        CloseClient.builder()
            .baseUrl(server.baseUrl())
            .credentials(Credentials.bearer(token))
            .build();
    ApiException e = assertThrows(ApiException.class, () -> client.calls().log(StubServer.call()));
    assertEquals("{\"error\":\"[credential removed]\"}", e.body());
  }

  @Test
  void aTextWithoutASecretIsTheSameText() {
    String text = "{\"error\": \"not here, \\u0061pi_4, YXBpXzR, 100%, &amp; \"}";
    assertSame(text, new Redactor(KEY).redact(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "u", "us", "use", "{\"client_secret\":\"", "a:"})
  void base64OfATextWithTheSecretShowsNothingOfIt(String before) {
    for (String after : new String[] {"", ":", "\"}", ":password"}) {
      byte[] bytes = (before + KEY + after).getBytes(StandardCharsets.UTF_8);
      Base64.Encoder standard = Base64.getEncoder();
      Base64.Encoder url = Base64.getUrlEncoder();
      for (Base64.Encoder encoder :
          new Base64.Encoder[] {standard, standard.withoutPadding(), url, url.withoutPadding()}) {
        String encoded = encoder.encodeToString(bytes);
        String redacted = new Redactor(KEY).redact("<" + encoded + ">");
        String[] rest = redacted.split("\\[credential removed]", -1);
        assertEquals(2, rest.length, redacted);
        assertEquals("<" + encoded.substring(0, (before.length() * 8 + 5) / 6), rest[0]);
        assertTrue(("<" + encoded + ">").endsWith(rest[1]), redacted);
        int most = encoded.length() - (before.length() + KEY.length()) * 8 / 6 + 1;
        assertTrue(rest[1].length() <= most, "hide the end, too: " + redacted);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "api_4Qx7~~>>??Ab9",
        "API_4QX7~~>>??aB9",
        "api_4Qx7~~\\u003e\\u003E??Ab9",
        "\\u0061\\u0070\\U0069_4Qx7~~>>\\?\\?Ab9",
        "api_4Qx7~~%3e%3E%3F%3fAb9",
        "api_4Qx7~~%253e%25253E%3F%3fAb9",
        "api%5f4Qx7~~&gt;&GT;??Ab9",
        "api_4Qx7~~&amp;gt;&amp;amp;gt;??Ab9",
        "api_4Qx7&#126;&#x7e;&#0000000000062;&#X00000000000000003E;??Ab9",
        "api\\u005f4Qx7%7E\\~&gt;&#62;\\u003f?Ab9",
        "%5cu0061pi_4Qx7~~>>??Ab9",
        "\\\\u0061pi_4Qx7~~>>\\\\??Ab9",
        "api_4Qx7~~&%2362;>??Ab9",
        "a\0p\0i\0_\0004\0Q\0x\0007\0~\0~\0>\0>\0?\0?\0A\0b\0009",
        "a\\u0000p\\u0000i%00_%004&#0;Q&#x00;x7~~>>??Ab9",
      })
  void aSecretIsFoundHoweverItIsEscaped(String written) {
    assertEquals(
        "say \"[credential removed]\".", new Redactor(KEY).redact("say \"" + written + "\"."));
  }

  @Test
  void aSecretThatIsCutOffAnywhereIsFound() {
    Redactor redactor = new Redactor(KEY);
    assertEquals("key [credential removed]", redactor.redact("key api_4Qx7"));
    assertEquals("[credential removed] key", redactor.redact("x7~~>>??Ab9 key"));
    assertEquals("a [credential removed]...", redactor.redact("a _4Qx7~~>>..."));
    assertEquals("key api_4Qx", redactor.redact("key api_4Qx"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "%%", "%4", "\\", "\\u", "\\u00", "&", "&#", "&#x", "&#0", "&amp;#"})
  void aSecretThatTheTextBeforeItMakesAnEscapeOfIsFound(String before) {
    for (String secret :
        new String[] {"41bQx7~9", "0041;secret", "#65;secret", "u0041secret", "amp;secret"}) {
      String redacted = new Redactor(secret).redact("x " + before + secret);
      assertFalse(redacted.contains(secret), redacted);
      assertTrue(redacted.endsWith("[credential removed]"), redacted);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\\b\\u0041c",
        "a%41b%",
        "&lt;&amp;gt;",
        "\\",
        "\\\\",
        "%2525",
        "&#0065;",
        "a&#x"
      })
  void aSecretThatLooksEscapedItselfIsFound(String secret) {
    Redactor redactor = new Redactor(secret);
    assertEquals("-[credential removed]-", redactor.redact("-" + secret + "-"));
    assertFalse(redactor.redact("-" + secret.replace("\\", "\\\\") + "-").contains(secret));
  }

  @Test
  void aSecretOfOneOrTwoCharactersCountsAsAWordOnly() {
    assertEquals(
        "a bad \"[credential removed]\"=[credential removed]",
        new Redactor("x", "Qy").redact("a bad \"x\"=%51y"));
    String text = "an extra quyxt";
    assertSame(text, new Redactor("x", "Qy").redact(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "test", "host", "timeout", "Qx7Ab9z"})
  void aSecretOfUpToSevenCharactersIsRemovedAsAWordAndLeavesLongerWordsAlone(String secret) {
    Redactor redactor = new Redactor(secret);
    String hidden = "[credential removed]";
    for (String text :
        new String[] {"%s", "a %s.", "\"%s\":", "(%s", "key=%s&a", "a_%s-b", "\n%s"}) {
      assertEquals(text.replace("%s", hidden), redactor.redact(text.replace("%s", secret)));
    }
    for (String text :
        new String[] {
          "java.net.UnknownHost%sException", "con%s", "%sing", "a%sb", "9%s", "%s9", "%s%s"
        }) {
      String longer = text.replace("%s", secret);
      assertSame(longer, redactor.redact(longer), "leave longer words alone");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a-", "-a", "~", "a.b", "-~-", "~a-b~"})
  void aShortSecretWithOtherCharactersThanThoseOfWordsIsFoundWhereAWordCouldBegin(String secret) {
    Redactor redactor = new Redactor(secret);
    for (String text : new String[] {" %s ", "(%s)", "%s", "=%s&"}) {
      assertEquals(
          text.replace("%s", "[credential removed]"),
          redactor.redact(text.replace("%s", secret)),
          "hide " + secret);
    }
  }

  @Test
  void aLongerSecretIsFoundInAWord() {
    assertEquals("a[credential removed]b", new Redactor("Qx7Ab9z2").redact("aqx7ab9z2b"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "test"})
  void aShortKeyLeavesTheMessageAndItsCauseAlone(String key) {
    try (CloseClient client =
        server
            .builder()
            .baseUrl(URI.create("https://close.invalid"))
            .credentials(Credentials.apiKey(key))
            .retryPolicy(RetryPolicy.none())
            .build()) {
      TransportException e =
          assertThrows(TransportException.class, () -> client.calls().log(StubServer.call()));
      assertFalse(e.getMessage().contains("[credential removed]"), e.getMessage());
      assertInstanceOf(UnknownHostException.class, e.getCause(), e.getMessage());
    }
  }

  @Test
  void theSecretsThatWereUsedLastAreKnownAndTheLastingOnesForEver() {
    Redactor redactor = new Redactor("lasting-0");
    redactor.add("oldest-00");
    redactor.add("used-again");
    for (int i = 0; i < Redactor.MAX_USED; i++) {
      redactor.add("used-again");
      redactor.add("another-" + i);
    }
    assertEquals(
        "oldest-00 [credential removed] [credential removed] [credential removed]",
        redactor.redact("oldest-00 lasting-0 used-again another-63"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 8, 9, 36, 800, 10_000})
  void aSecretOfAnyLengthIsRemovedOnASmallStackAndOnAVirtualThread(int length) throws Exception {
    String secret = random(length);
    FutureTask<String> small = new FutureTask<>(() -> redactedByBoth(secret));
    new Thread(null, small, "small", SMALL_STACK).start();
    FutureTask<String> virtual = new FutureTask<>(() -> redactedByBoth(secret));
    startVirtual(virtual);
    String expected = "[credential removed] [credential removed]";
    assertEquals(expected, small.get(2, TimeUnit.MINUTES));
    assertEquals(expected, virtual.get(2, TimeUnit.MINUTES));
  }

  @Test
  @SuppressWarnings("NullAway") // Stands for any failure.
  void aTextThatCannotBeRedactedIsNotShown() {
    assertEquals("[not shown]", new Redactor(KEY).redact((String) null));
  }

  @Test
  void aTextIsNotShownWhenTheStackEndsWhileItIsRedacted() throws InterruptedException {
    Redactor redactor = new Redactor(KEY);
    redactor.redact(KEY); // So that no class is loaded where the stack ends.
    Set<String> shown = new HashSet<>();
    Thread thread = new Thread(null, () -> redactAtEachDepth(redactor, shown), "deep", SMALL_STACK);
    thread.start();
    thread.join();
    shown.remove("[not shown]");
    assertEquals(Set.of("a [credential removed]"), shown);
  }

  @Test
  @SuppressWarnings("OverrideThrowableToString") // What foreign exceptions do.
  void anErrorIsDroppedWhereverItHoldsASecret() {
    Redactor redactor = new Redactor(KEY);
    IOException suppressing = new IOException("outer");
    suppressing.addSuppressed(new IOException(KEY));
    IOException cyclic = new IOException("outer");
    cyclic.initCause(new IOException("at " + KEY, cyclic));
    IOException hiding =
        new IOException(KEY) {
          @Override
          public String toString() {
            return "hidden";
          }
        };
    IOException frame = new IOException("frame");
    frame.setStackTrace(new StackTraceElement[] {new StackTraceElement("A", KEY, "A", 1)});
    for (Throwable error : new Throwable[] {suppressing, cyclic, hiding, frame}) {
      assertNull(redactor.redact(error), "drop " + error.getClass());
      assertNull(redactor.redact(new IllegalStateException(error)), "drop a cause");
    }
  }

  @Test
  void anErrorWithoutASecretIsKeptHoweverItIsNested() {
    Redactor redactor = new Redactor(KEY);
    IOException cyclic = new IOException("outer");
    cyclic.initCause(new IOException((String) null, cyclic));
    assertSame(cyclic, redactor.redact(cyclic));
  }

  @Test
  @SuppressWarnings({"NullAway", "OverrideThrowableToString", "ToStringReturnsNull"})
  void anErrorWhoseMethodsFailIsDropped() {
    RuntimeException noMessage =
        new RuntimeException() {
          @Override
          public String getMessage() {
            throw new IllegalStateException("no message");
          }
        };
    RuntimeException noTrace =
        new RuntimeException() {
          @Override
          public void printStackTrace(PrintWriter writer) {
            throw new StackOverflowError();
          }
        };
    RuntimeException noText =
        new RuntimeException() {
          @Override
          public String toString() {
            return null;
          }
        };
    Redactor redactor = new Redactor(KEY);
    assertNull(redactor.redact(noMessage));
    assertNull(redactor.redact(noTrace));
    assertSame(noText, redactor.redact(noText));
    assertEquals(noMessage.getClass().getName(), redactor.describe(noMessage));
    assertEquals(noText.getClass().getName(), redactor.describe(noText));
    assertEquals(
        "java.io.IOException: [credential removed]", redactor.describe(new IOException(KEY)));
  }

  @Test
  void anErrorWithCausesWithoutEndIsDropped() throws Exception {
    FutureTask<Boolean> kept = new FutureTask<>(() -> new Redactor(KEY).redact(endless()) != null);
    new Thread(null, kept, "small", SMALL_STACK).start();
    assertFalse(kept.get(2, TimeUnit.MINUTES));
  }

  @Test
  void aCredentialCostsNoMoreThanItsStrings() {
    String key = random(36);
    Credentials.apiKey(key);
    long bytes = allocatedBy(() -> Credentials.apiKey(key));
    assertTrue(bytes <= 2_000, "a credential allocates " + bytes + " bytes: keep strings only");
  }

  @Test
  void aRotationCostsNoMoreThanItsStrings() {
    Redactor redactor = new Redactor();
    String[] tokens = new String[300];
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] = random(64);
    }
    long bytes =
        allocatedBy(
            () -> {
              for (String token : tokens) {
                redactor.add(token);
              }
            });
    assertTrue(bytes <= 300 * 2_000, "300 rotations allocate " + bytes + " bytes");
  }

  @Test
  void aTextWithoutASecretIsReadWithoutBeingCopied() {
    Redactor redactor = new Redactor(KEY);
    String small = "{\"error\": \"\\u0061 %41 &#38; \"}".repeat(100);
    String large = small.repeat(1_000);
    redactor.redact(small);
    long forSmall = allocatedBy(() -> redactor.redact(small));
    long forLarge = allocatedBy(() -> redactor.redact(large));
    assertTrue(
        forLarge <= forSmall + 1_000,
        "a text of " + large.length() + " characters allocates " + forLarge + " bytes");
  }

  @Test
  void timeGrowsWithTheTextAndNotWithItsSquare() {
    Redactor redactor = new Redactor("a".repeat(1_000), "%25".repeat(300), "&#x0;".repeat(300));
    for (String part :
        new String[] {"a", "aaaaaaab", "%25", "%", "\\", "\\u", "&#0", "&#x000", "&", ";", "\0"}) {
      String small = part.repeat(10_000 / part.length());
      String large = small.repeat(32);
      long forSmall = Long.MAX_VALUE;
      long forLarge = Long.MAX_VALUE;
      for (int i = 0; i < 5; i++) {
        forSmall = Math.min(forSmall, timeOf(() -> redactor.redact(small)));
        forLarge = Math.min(forLarge, timeOf(() -> redactor.redact(large)));
      }
      double ratio = (double) forLarge / Math.max(1, forSmall);
      // 32 is linear, 1,024 is the square; a busy machine is somewhere between.
      assertTrue(ratio < 200, part + ": 32 times the text takes " + ratio + " times as long");
    }
  }

  @Test
  void timeDoesNotGrowWithTheLengthOfTheSecretsTimesTheText() {
    TreeMap<Integer, Long> times = new TreeMap<>();
    String text = ("a".repeat(99) + "b").repeat(5_000);
    for (int length : new int[] {50, 5_000}) {
      Redactor redactor = new Redactor();
      for (int i = 0; i < Redactor.MAX_USED; i++) {
        redactor.add("a".repeat(length) + i);
      }
      long time = Long.MAX_VALUE;
      for (int i = 0; i < 5; i++) {
        time = Math.min(time, timeOf(() -> redactor.redact(text)));
      }
      times.put(length, time);
    }
    double ratio = (double) times.lastEntry().getValue() / times.firstEntry().getValue();
    assertTrue(ratio < 20, "secrets 100 times as long take " + ratio + " times as long");
  }

  /** Returns an error with causes without end. */
  private static RuntimeException endless() {
    return new RuntimeException() {
      @Override
      public synchronized Throwable getCause() {
        return endless();
      }
    };
  }

  private static String redactedByBoth(String secret) {
    String key = Credentials.apiKey(secret).redact(secret);
    return key + " " + Credentials.bearer(secret).redact(secret);
  }

  @SuppressWarnings("InfiniteRecursion") // That is what it is for.
  private static void redactAtEachDepth(Redactor redactor, Set<String> shown) {
    try {
      redactAtEachDepth(redactor, shown);
    } catch (StackOverflowError e) {
      // This is the end of the stack; each caller has a little more.
    }
    shown.add(redactor.redact("a " + KEY));
  }

  /** Starts a virtual thread, which JDK 21 and newer have; another thread before. */
  private static void startVirtual(Runnable task) throws ReflectiveOperationException {
    for (Method method : Thread.class.getMethods()) {
      if (method.getName().equals("startVirtualThread")) {
        method.invoke(null, task);
        return;
      }
    }
    new Thread(task).start();
  }

  private static long allocatedBy(Runnable task) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    task.run();
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  private static long timeOf(Runnable task) {
    long before = THREADS.getCurrentThreadCpuTime();
    task.run();
    return THREADS.getCurrentThreadCpuTime() - before;
  }

  /** Returns characters in a row that are no secret of the real world. */
  private static String random(int length) {
    Random random = new Random(length);
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      text.append(Character.forDigit(random.nextInt(36), 36));
    }
    return text.toString();
  }

  private static String escaped(String text) {
    return text.chars()
        .mapToObj(c -> String.format(Locale.ROOT, "\\u%04x", c))
        .collect(Collectors.joining());
  }

  private static void hidesTheSecret(CloseException e) {
    StringWriter trace = new StringWriter();
    e.printStackTrace(new PrintWriter(trace));
    hides(trace.toString());
    if (e instanceof ApiException answer) {
      hides(answer.body());
      hides(String.valueOf(answer.error()));
      hides(String.valueOf(answer.errors()));
      hides(String.valueOf(answer.fieldErrors()));
    } else if (e instanceof UnreadableAnswerException answer) {
      hides(answer.body());
    }
  }

  private static void hides(String text) {
    assertFalse(text.contains(StubServer.KEY), () -> "hide the key in: " + text);
    assertFalse(text.contains("4Qx7"), () -> "hide all of the key in: " + text);
    assertFalse(text.contains(BASIC), () -> "hide the encoded key in: " + text);
    assertFalse(text.contains("\\u0034\\u0051\\u0078"), () -> "hide the escaped key in: " + text);
  }

  @Test
  void ofASecretWithAnotherOneInItNothingIsLeft() {
    Redactor redactor = new Redactor("7QwLkPzTENANT-KEYx9Zk3Lm").with("TENANT-KEY");
    assertEquals("<[credential removed]>", redactor.redact("<7QwLkPzTENANT-KEYx9Zk3Lm>"));
    assertEquals("<[credential removed]>", redactor.redact("<TENANT-KEY>"));
  }

  @Test
  void aSecretThatLooksEscapedIsFoundWithinWordsAlthoughItsMeaningIsShort() {
    String escaped = "\\u0041\\u0079\\u0055\\u0056\\u0054\\u0064\\u0076\\u005c";
    String redacted = new Redactor("AyUVTdv\\").redact(escaped + "l6QI");
    assertTrue(redacted.startsWith("[credential removed]"), redacted);
  }
}
