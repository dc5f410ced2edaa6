package io.github.closecalls;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import okhttp3.Headers;

/** Which headers users may add to a request, and which of these are secrets. */
final class RequestHeaders {
  /**
   * The headers that authenticate the request, and that frame it and its answer: changing them
   * could lose a call, or log it twice.
   */
  private static final Set<String> RESERVED =
      Set.of(
          "accept",
          "accept-encoding",
          "authorization",
          "connection",
          "content-encoding",
          "content-length",
          "content-type",
          "expect",
          "host",
          "http2-settings",
          "keep-alive",
          "proxy-authorization",
          "proxy-connection",
          "range",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern VALUE = Pattern.compile("[\\t -~]*");

  /** What the names of headers with a secret have in them, such as X-Api-Key or Cookie. */
  private static final Pattern SECRET =
      Pattern.compile("(?i)auth|cookie|credential|key|pass|secret|session|signature|token");

  /** No secrets, though they stand before one. */
  private static final Set<String> SCHEMES = Set.of("basic", "bearer", "digest");

  private static final Pattern BLANKS = Pattern.compile("[ \\t]+");

  private RequestHeaders() {}

  /** Throws unless a header may be set; the exceptions do not contain its value. */
  static void check(String name, String value) {
    if (!TOKEN.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "The name of a header must be a token (RFC 9110, section 5.6.2).");
    }
    if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          "The header " + name + " is set by the client and cannot be replaced.");
    }
    if (!VALUE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "The value of the header "
              + name
              + " must consist of printable ASCII characters, spaces and tabs.");
    }
  }

  /** Returns what no text may show. */
  static String[] secrets(Headers headers) {
    List<String> secrets = new ArrayList<>();
    for (int i = 0; i < headers.size(); i++) {
      if (SECRET.matcher(headers.name(i)).find()) {
        secrets.addAll(words(headers.value(i)));
      }
    }
    return secrets.toArray(String[]::new);
  }

  /** Returns the words of a secret, without what says of which kind it is. */
  private static List<String> words(String value) {
    return BLANKS
        .splitAsStream(value)
        .filter(word -> !word.isEmpty() && !SCHEMES.contains(word.toLowerCase(Locale.ROOT)))
        .toList();
  }
}
