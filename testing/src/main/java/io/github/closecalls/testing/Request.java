package io.github.closecalls.testing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request that came to a {@link FakeClose}, whatever it was answered.
 *
 * <p>It shows no credential: not in its headers, nor in the body of a request for tokens.
 * Immutable, and safe to share between threads.
 */
public final class Request {
  private static final String HIDDEN = "(hidden)";

  private final String method;
  private final String path;
  private final Map<String, List<String>> headers;
  private final String body;
  private final List<String> problems;
  private final Reply reply;

  Request(Received received, String body, List<String> problems, Reply reply) {
    this.method = received.method();
    this.path = received.target();
    Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    received.headers().forEach((name, values) -> copy.put(name, List.copyOf(values)));
    copy.computeIfPresent(
        "Authorization", (name, values) -> values.stream().map(Request::hidden).toList());
    this.headers = Collections.unmodifiableMap(copy);
    this.body = body;
    this.problems = List.copyOf(problems);
    this.reply = reply;
  }

  /** Keeps the scheme, which is no secret. */
  private static String hidden(String authorization) {
    int blank = authorization.indexOf(' ');
    return blank < 0 ? HIDDEN : authorization.substring(0, blank + 1) + HIDDEN;
  }

  /** Returns a form without the values that are secret. */
  static String hiddenForm(String form) {
    List<String> pairs = new ArrayList<>();
    for (String pair : form.split("&", -1)) {
      boolean secret = pair.startsWith("client_secret=") || pair.startsWith("refresh_token=");
      pairs.add(secret ? pair.substring(0, pair.indexOf('=') + 1) + HIDDEN : pair);
    }
    return String.join("&", pairs);
  }

  /**
   * Returns the method.
   *
   * @return the method, {@code POST} for a call
   */
  public String method() {
    return method;
  }

  /**
   * Returns the path, with a query if there was one.
   *
   * @return the path, {@code /api/v1/activity/call/} for a call
   */
  public String path() {
    return path;
  }

  /**
   * Returns all headers; of the credential only the scheme.
   *
   * @return an immutable map, in which upper and lower case of names are the same
   */
  public Map<String, List<String>> headers() {
    return headers;
  }

  /**
   * Returns the first value of a header.
   *
   * @param name the name; upper and lower case are the same
   * @return the value, or nothing if the header was not sent
   */
  public Optional<String> header(String name) {
    return headers.getOrDefault(name, List.of()).stream().findFirst();
  }

  /**
   * Returns the body as text.
   *
   * @return the body, empty if there was none
   */
  public String body() {
    return body;
  }

  /**
   * Returns why the fake refused the request by itself.
   *
   * @return an immutable list, a sentence for each problem; empty if there was none
   */
  public List<String> problems() {
    return problems;
  }

  /**
   * Returns whether the fake logged a call because of this request.
   *
   * @return true if it is among {@link FakeClose#logged()}
   */
  public boolean isLogged() {
    return reply.logs();
  }

  /** Returns method, path, what was replied, and the problems; not the body. */
  @Override
  public String toString() {
    String text = method + " " + path + ": " + reply;
    return problems.isEmpty() ? text : text + " (" + String.join("; ", problems) + ")";
  }
}
