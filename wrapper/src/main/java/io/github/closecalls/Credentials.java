package io.github.closecalls;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What proves to Close who logs the call.
 *
 * <p>The secret goes to the scheme, host and port of the base URL only. It cannot be read back, and
 * is in no {@code toString()} and no exception. Immutable, and safe to share between threads.
 * Source: the security schemes of the contract.
 */
public final class Credentials {
  private static final String REPLACEMENT = "[credential removed]";

  private final String kind;
  private final String secret;
  private final String encoded;
  private final String authorization;

  private Credentials(String kind, String secret, String scheme, String encoded) {
    this.kind = kind;
    this.secret = secret;
    this.encoded = encoded;
    this.authorization = scheme + " " + encoded;
  }

  /**
   * Returns the credential for an API key of Close.
   *
   * <p>It is sent as the user name of HTTP Basic, with an empty password (RFC 7617).
   *
   * @param key printable ASCII without blanks and without a colon
   * @return the credential
   * @throws IllegalArgumentException if the key has any other character or none; the message does
   *     not contain it
   * @throws NullPointerException if the key is null
   */
  public static Credentials apiKey(String key) {
    check(key, "The API key", "Give the key as Close shows it, without line end or quotes around.");
    if (key.indexOf(':') >= 0) {
      throw new IllegalArgumentException(
          "The API key must not contain a colon, which would end the user name of HTTP Basic (RFC"
              + " 7617). Give the key alone, without a password after it.");
    }
    String basic = Base64.getEncoder().encodeToString((key + ":").getBytes(StandardCharsets.UTF_8));
    return new Credentials("API key", key, "Basic", basic);
  }

  /**
   * Returns the credential for an OAuth 2 access token.
   *
   * <p>It is sent as a bearer token (RFC 6750) as long as the client lives, and not renewed;
   * Close's access tokens are valid for an hour.
   *
   * @param token printable ASCII without blanks
   * @return the credential
   * @throws IllegalArgumentException if the token has any other character or none; the message does
   *     not contain it
   * @throws NullPointerException if the token is null
   */
  public static Credentials bearer(String token) {
    check(
        token, "The bearer token", "Give the token alone, without the word Bearer and line ends.");
    return new Credentials("bearer token", token, "Bearer", token);
  }

  private static void check(String secret, String name, String remedy) {
    Objects.requireNonNull(
        secret, name + " is null: is the environment variable or setting that holds it set?");
    if (secret.isEmpty()) {
      throw new IllegalArgumentException(name + " must not be empty. " + remedy);
    }
    for (int i = 0; i < secret.length(); i++) {
      if (secret.charAt(i) <= ' ' || secret.charAt(i) > '~') {
        throw new IllegalArgumentException(
            name
                + " must consist of printable ASCII characters without blanks, but the character at"
                + " index "
                + i
                + " is something else. "
                + remedy);
      }
    }
  }

  /** Returns the value of the header Authorization. */
  String authorization() {
    return authorization;
  }

  /** Returns a text of the server without the secret, should it send that back. */
  String redact(String text) {
    return redact(redact(text, secret), withoutPadding(encoded));
  }

  /**
   * Returns an error whose text holds no secret, or null if this one's does.
   *
   * <p>Parsers quote what they cannot read, so a cause can repeat what the server sent back.
   */
  <T extends Throwable> @Nullable T redact(T error) {
    StringWriter trace = new StringWriter();
    error.printStackTrace(new PrintWriter(trace));
    String text = trace.toString();
    return redact(text).equals(text) ? error : null;
  }

  private static String withoutPadding(String base64) {
    int end = base64.length();
    while (end > 1 && base64.charAt(end - 1) == '=') {
      end--;
    }
    return base64.substring(0, end);
  }

  private static String redact(String text, String secret) {
    String plain = text.replace(secret, REPLACEMENT);
    if (plain.indexOf('\\') < 0) {
      return plain;
    }
    StringBuilder redacted = new StringBuilder(plain.length());
    int i = 0;
    while (i < plain.length()) {
      int end = endOfEscaped(plain, i, secret);
      if (end < 0) {
        redacted.append(plain.charAt(i++));
      } else {
        redacted.append(REPLACEMENT);
        i = end;
      }
    }
    return redacted.toString();
  }

  /**
   * Returns where the secret ends that begins here, or -1 if none does.
   *
   * <p>In JSON a character may stand as itself, after a backslash, or as its code (RFC 8259,
   * section 7).
   */
  private static int endOfEscaped(String text, int start, String secret) {
    int i = start;
    for (int s = 0; s < secret.length(); s++) {
      if (i >= text.length()) {
        return -1;
      }
      char c = text.charAt(i++);
      if (c == '\\' && i < text.length()) {
        c = text.charAt(i++);
        if (c == 'u' && i + 4 <= text.length()) {
          c = (char) hex(text, i);
          i += 4;
        }
      }
      if (c != secret.charAt(s)) {
        return -1;
      }
    }
    return i;
  }

  private static int hex(String text, int start) {
    int code = 0;
    for (int i = start; i < start + 4; i++) {
      int digit = Character.digit(text.charAt(i), 16);
      if (digit < 0) {
        return 0;
      }
      code = code << 4 | digit;
    }
    return code;
  }

  /** Returns the kind of the credential, without the secret. */
  @Override
  public String toString() {
    return "Credentials(" + kind + ", not shown)";
  }
}
