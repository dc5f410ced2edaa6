package io.github.closecalls;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

  /** Shorter beginnings of a secret tell nothing, and are found in other texts as well. */
  private static final int SHORTEST_PREFIX = 8;

  private final String kind;
  private final String authorization;
  private final Pattern forms;

  private Credentials(String kind, String authorization, Pattern forms) {
    this.kind = kind;
    this.authorization = authorization;
    this.forms = forms;
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
    return new Credentials("API key", "Basic " + basic, formsOf(basic, key, base64(key)));
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
    return new Credentials("bearer token", "Bearer " + token, formsOf(token, base64(token)));
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
    return forms.matcher(text).replaceAll(REPLACEMENT);
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

  /**
   * What a server can make of the secret when it sends it back: plain, in Base64, escaped for JSON
   * (RFC 8259, section 7), HTML or a URL, in UTF-16 or in lower case, and cut off at the end.
   */
  private static Pattern formsOf(String... secrets) {
    List<String> found = Arrays.stream(secrets).filter(secret -> !secret.isEmpty()).toList();
    // Looks at the first character first, since an answer can have millions.
    String first =
        found.stream().map(s -> Pattern.quote(s.substring(0, 1))).collect(Collectors.joining());
    return Pattern.compile(
        "(?=[\\\\%&"
            + first
            + "])(?:"
            + found.stream().map(Credentials::formOf).collect(Collectors.joining("|"))
            + ")",
        Pattern.CASE_INSENSITIVE);
  }

  private static String formOf(String secret) {
    StringBuilder whole = new StringBuilder();
    StringBuilder cutOff = new StringBuilder();
    for (int i = 0; i < secret.length(); i++) {
      int c = secret.charAt(i);
      String form =
          String.format(
              Locale.ROOT,
              "(?:\\\\?%s|\\\\u%04x|%%%02x|&#0*%d;|&#x0*%x;)\\x00?",
              Pattern.quote(Character.toString(c)),
              c,
              c,
              c,
              c);
      whole.append(form);
      cutOff.append(i < SHORTEST_PREFIX ? form : "(?:" + form);
    }
    int optional = secret.length() - SHORTEST_PREFIX;
    return optional <= 0 ? whole.toString() : whole + "|" + cutOff + ")?".repeat(optional) + "\\z";
  }

  /** The Base64 of a text as far as it is the same whatever follows the text. */
  private static String base64(String text) {
    int wholeGroups = text.length() / 3 * 3;
    return Base64.getEncoder()
        .encodeToString(text.substring(0, wholeGroups).getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the kind of the credential, without the secret. */
  @Override
  public String toString() {
    return "Credentials(" + kind + ", not shown)";
  }
}
