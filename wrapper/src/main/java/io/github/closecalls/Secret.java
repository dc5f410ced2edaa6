package io.github.closecalls;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A key or a token that can be sent. */
final class Secret {
  /** How Close takes a secret: as the user name of HTTP Basic, or as a bearer token. */
  enum Scheme {
    BASIC("The API key", "Use the key exactly as Close shows it, without a line break."),
    BEARER("The bearer token", "Use the token alone, without the word Bearer or a line break.");

    private final String subject;
    private final String remedy;

    Scheme(String subject, String remedy) {
      this.subject = subject;
      this.remedy = remedy;
    }
  }

  private final String plain;
  private final String authorization;

  private Secret(String plain, String authorization) {
    this.plain = plain;
    this.authorization = authorization;
  }

  /** Checks a secret; the exceptions do not contain it. */
  static Secret of(Scheme scheme, String plain) {
    check(plain, scheme.subject, scheme.remedy);
    if (scheme == Scheme.BEARER) {
      return new Secret(plain, "Bearer ".concat(plain));
    }
    if (plain.indexOf(':') >= 0) {
      throw new IllegalArgumentException(
          "The API key must not contain a colon, which would end the user name of HTTP Basic (RFC"
              + " 7617). Use the key alone, without a password after it.");
    }
    String basic =
        Base64.getEncoder().encodeToString(plain.concat(":").getBytes(StandardCharsets.UTF_8));
    return new Secret(plain, "Basic ".concat(basic));
  }

  /** Checks a secret; the exceptions do not contain it. */
  static void check(String secret, String subject, String remedy) {
    // Texts are made when they are needed: the first that is joined costs more than the check.
    if (secret == null) {
      throw new NullPointerException(
          subject + " is null: is the environment variable or setting that holds it set?");
    }
    if (secret.isEmpty()) {
      throw new IllegalArgumentException(subject + " must not be empty. " + remedy);
    }
    for (int i = 0; i < secret.length(); i++) {
      if (secret.charAt(i) <= ' ' || secret.charAt(i) > '~') {
        throw new IllegalArgumentException(
            subject
                + " must consist of printable ASCII characters without spaces, but the character at"
                + " index "
                + i
                + " is something else. "
                + remedy);
      }
    }
    if (isQuote(secret.charAt(0)) || isQuote(secret.charAt(secret.length() - 1))) {
      throw new IllegalArgumentException(
          subject
              + " must not begin or end with a quote. Remove the quotes where it is set: shells remove"
              + " them, \"docker --env-file\" does not. "
              + remedy);
    }
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'';
  }

  boolean isSameAs(Secret other) {
    return authorization.equals(other.authorization);
  }

  String plain() {
    return plain;
  }

  /** Returns the value of the header Authorization. */
  String authorization() {
    return authorization;
  }
}
