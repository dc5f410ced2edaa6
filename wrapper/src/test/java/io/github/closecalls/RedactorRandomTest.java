package io.github.closecalls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Writes random secrets in random mixes of escapes into random texts.
 *
 * <p>To replay a run, give its seed, which is printed, as {@code -Dredactor.seed}.
 */
class RedactorRandomTest {
  private static final int ROUNDS = 5_000;

  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

  /** What keys and tokens consist of; Base64 and its other alphabet; what can look escaped. */
  private static final String[] ALPHABETS = {
    LETTERS + "0123456789._-",
    LETTERS + "0123456789+/=",
    printable(),
    "\\\\%%&&##;;x000123456789abcdefABCDEF&amp;&lt;"
  };

  private static final String[] WORDS = {
    "\"",
    "error",
    ":",
    "{",
    "}",
    "<p>",
    "the call",
    "é",
    "\u20ac",
    " ",
    ",",
    "\n",
    "100",
    "=",
    "(",
    "\ud83d\udcde"
  };

  private final long seed = Long.getLong("redactor.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @Test
  void aSecretInAnyMixOfEscapesIsRemovedAndTheRestStays() {
    System.out.println("RedactorRandomTest: -Dredactor.seed=" + seed);
    for (int round = 0; round < ROUNDS; round++) {
      String secret = secret(3 + random.nextInt(round % 10 == 0 ? 2_000 : 60));
      String before = words() + " ";
      String after = " " + words();
      if (contains(before + after, secret)) {
        continue;
      }
      String written = written(secret);
      assertEquals(
          before + Redactor.REPLACEMENT + after,
          redactorOf(secret).redact(before + written + after),
          () -> failure(secret, written));
    }
  }

  @Test
  void aSecretInBase64OfALongerTextIsRemovedAndTheRestStays() {
    System.out.println("RedactorRandomTest: -Dredactor.seed=" + seed);
    for (int round = 0; round < ROUNDS; round++) {
      String secret = secret(8 + random.nextInt(60));
      String left = letters(random.nextInt(10));
      String right = letters(1 + random.nextInt(10));
      byte[] bytes = (left + secret + right).getBytes(StandardCharsets.UTF_8);
      Base64.Encoder encoder = random.nextBoolean() ? Base64.getEncoder() : Base64.getUrlEncoder();
      String base64 =
          (random.nextBoolean() ? encoder : encoder.withoutPadding()).encodeToString(bytes);
      // A character that has bits of a neighbour stays.
      int start = (left.length() * 8 + 5) / 6;
      int end = (left.length() + secret.length()) * 8 / 6;
      String before = words() + " " + written(base64.substring(0, start));
      String after = written(base64.substring(end)) + " " + words();
      String written = written(base64.substring(start, end));
      assertEquals(
          before + Redactor.REPLACEMENT + after,
          redactorOf(secret).redact(before + written + after),
          () -> failure(secret, written));
    }
  }

  @Test
  void aSecretNextToAnythingIsRemoved() {
    System.out.println("RedactorRandomTest: -Dredactor.seed=" + seed);
    for (int round = 0; round < ROUNDS; round++) {
      String secret = secret(8 + random.nextInt(60)); // A shorter one counts as a word only.
      String hostile = ALPHABETS[3] + "uU";
      String text = characters(hostile, 12) + secret + characters(hostile, 12);
      String redacted = redactorOf(secret).redact(text);
      assertTrue(redacted.contains(Redactor.REPLACEMENT), () -> failure(secret, text));
      String rest = redacted.replace(Redactor.REPLACEMENT, "\n");
      assertFalse(contains(rest, secret), () -> failure(secret, text));
    }
  }

  private String failure(String secret, String written) {
    return "-Dredactor.seed=" + seed + " hide " + secret + " in " + written + "\n";
  }

  /** Returns a redactor that knows others as well. */
  private Redactor redactorOf(String secret) {
    Redactor redactor = new Redactor("lasting." + letters(20));
    redactor.add(letters(30));
    redactor.add(secret);
    redactor.add(letters(30));
    return redactor;
  }

  /** Ends in what ends no escape, so that it is clear where what was written of it ends. */
  private String secret(int length) {
    String alphabet = ALPHABETS[random.nextInt(ALPHABETS.length)];
    return letters(1) + characters(alphabet, length - 2) + characters("ghkqzGHKQZ", 1);
  }

  private String letters(int count) {
    return characters(LETTERS, count);
  }

  private String characters(String alphabet, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  private String words() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(20); i >= 0; i--) {
      text.append(WORDS[random.nextInt(WORDS.length)]);
    }
    return text.toString();
  }

  /** Writes each character in some way, most of them plain or most of them not. */
  private String written(String text) {
    int plain = random.nextInt(20);
    boolean utf16 = random.nextInt(10) == 0;
    StringBuilder written = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      String form = random.nextInt(20) < plain ? String.valueOf(c) : escaped(c);
      written.append(utf16 && i > 0 ? "\0" : "").append(form);
    }
    return written.toString();
  }

  private String escaped(char c) {
    String zeros = "0".repeat(random.nextInt(4) * random.nextInt(4));
    String hex = hex("%02x", c);
    return switch (random.nextInt(9)) {
      case 0 -> hex("\\u%04x", c);
      case 1 -> "%" + hex;
      case 2 -> "%25" + hex;
      case 3 -> "&#" + zeros + (int) c + ";";
      case 4 -> "&#x" + zeros + hex + ";";
      case 5 -> named(c);
      case 6 -> Character.isLetterOrDigit(c) ? String.valueOf(c) : "\\" + c;
      case 7 -> "\\\\u00" + hex;
      default -> "&amp;#" + (int) c + ";";
    };
  }

  private String hex(String format, char c) {
    String hex = String.format(Locale.ROOT, format, (int) c);
    return random.nextBoolean() ? hex : hex.toUpperCase(Locale.ROOT);
  }

  private static String named(char c) {
    return switch (c) {
      case '&' -> "&amp;";
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      case '"' -> "&quot;";
      case '\'' -> "&apos;";
      default -> String.valueOf(c);
    };
  }

  private static boolean contains(String text, String secret) {
    return text.toLowerCase(Locale.ROOT).contains(secret.toLowerCase(Locale.ROOT));
  }

  private static String printable() {
    StringBuilder all = new StringBuilder();
    for (char c = '!'; c <= '~'; c++) {
      all.append(c);
    }
    return all.toString();
  }
}
