package io.github.closecalls;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Says who sends a request, if the request does not say so already: whatever an interceptor of the
 * user sets before it or after it counts.
 *
 * <p>Immutable, and safe to share between threads. Source: RFC 9110, section 10.1.5.
 */
final class UserAgent implements Interceptor {
  /** Java's major version only, since the RFC asks for no "needlessly fine-grained detail". */
  private static final String LIBRARY =
      "close-calls/" + LibraryVersion.NUMBER + " (java/" + Runtime.version().feature() + ")";

  /** What only this library is behind. */
  static final UserAgent OF_LIBRARY = new UserAgent(LIBRARY);

  private static final int LONGEST = 256;

  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]++";
  private static final String PRODUCT = TOKEN + "(?:/" + TOKEN + ")?";

  /** The RFC allows comments in comments as well, which no name needs. */
  private static final String COMMENT = "\\((?:[ !-'*-\\[\\]-~]|\\\\[ -~])*+\\)";

  private static final String SYNTAX = PRODUCT + "(?: (?:" + PRODUCT + "|" + COMMENT + "))*+";

  private final String value;

  private UserAgent(String value) {
    this.value = value;
  }

  /**
   * Returns what an application is behind, which uses this library.
   *
   * <p>The application comes first: the RFC has products in decreasing order of significance.
   */
  static UserAgent of(String application) {
    check(application);
    return new UserAgent(application + " " + LIBRARY);
  }

  /** The exceptions do not contain it, since it can be anything, by mistake. */
  private static void check(String application) {
    if (application.length() > LONGEST) {
      throw new IllegalArgumentException(
          "userAgent must have at most "
              + LONGEST
              + " characters, but has "
              + application.length()
              + ". Give the name and the version of the application, such as my-import/2.1.");
    }
    for (int i = 0; i < application.length(); i++) {
      if (application.charAt(i) < ' ' || application.charAt(i) > '~') {
        throw new IllegalArgumentException(
            "userAgent must consist of visible ASCII characters and blanks, but the character at"
                + " index "
                + i
                + " is something else. Remove it.");
      }
    }
    if (!application.matches(SYNTAX)) {
      throw new IllegalArgumentException(
          "userAgent must begin with a product, name/version or a name alone, and go on with more"
              + " products or with comments in parentheses, one blank before each (RFC 9110,"
              + " section 10.1.5). Write it as in: my-import/2.1 (ops@example.com).");
    }
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Request.Builder named = chain.request().newBuilder();
    addTo(named, chain.request());
    return chain.proceed(named.build());
  }

  /** Adds it to a request that is about to be made from another one. */
  void addTo(Request.Builder builder, Request request) {
    if (request.header("User-Agent") == null) {
      builder.header("User-Agent", value);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
