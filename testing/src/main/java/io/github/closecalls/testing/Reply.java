package io.github.closecalls.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a {@link FakeClose} does with a call: what the client sees, and whether the call is logged.
 *
 * <p>The two are independent, as they are at Close: an answer can be lost after the call was
 * logged. Only {@link #logged()}, {@link #garbled()} and {@link #cutShort()} log the call by
 * themselves; of every other reply {@link #butLogged()} makes one that does. What the client must
 * report is named for each as {@code io.github.closecalls.Delivery} names it, for a client that
 * does not send the call again.
 *
 * <p>Immutable, and safe to share between threads.
 */
public final class Reply {
  private static final Set<String> OWN_HEADERS =
      Set.of("content-length", "transfer-encoding", "connection");

  private final Form form;
  private final int status;
  private final String body;
  private final boolean logs;
  private final Duration delay;
  private final Map<String, String> headers;

  /** What the client gets to see. */
  private enum Form {
    TEXT,
    CALL,
    HALF_A_CALL,
    CALL_CUT_SHORT,
    NOTHING,
    SILENCE
  }

  private Reply(
      Form form,
      int status,
      String body,
      boolean logs,
      Duration delay,
      Map<String, String> headers) {
    this.form = form;
    this.status = status;
    this.body = body;
    this.logs = logs;
    this.delay = delay;
    this.headers = headers;
  }

  private static Reply of(Form form, int status, String body, boolean logs) {
    return new Reply(
        form, status, body, logs, Duration.ZERO, Map.of("Content-Type", "application/json"));
  }

  /**
   * Logs the call and answers 200 with it: what was sent, and what Close adds, such as an id.
   *
   * <p>The client returns the call.
   *
   * @return the reply that a fake gives unless it is told another
   */
  public static Reply logged() {
    return of(Form.CALL, 200, "", true);
  }

  /**
   * Answers 400, as Close does to a property that it does not accept.
   *
   * <p>The client reports {@code Delivery.REFUSED}.
   *
   * @param property the name of the property
   * @param message what is wrong with it
   * @return the reply
   */
  public static Reply badRequest(String property, String message) {
    return status(400, StoredCall.refusal(Map.of(property, message)));
  }

  /**
   * Answers 401, as Close does to a credential that it does not accept.
   *
   * <p>The client reports {@code Delivery.REFUSED}. If it can renew its credential, it sends the
   * call again, which takes the next reply.
   *
   * @return the reply
   */
  public static Reply unauthorized() {
    return status(401, StoredCall.error("Unauthorized"));
  }

  /**
   * Answers 429 and says when the next request is welcome, in {@code RateLimit} and {@code
   * Retry-After}.
   *
   * <p>The client reports {@code Delivery.REFUSED}, unless it waits and sends the call again, which
   * takes the next reply.
   *
   * @param reset the time until then
   * @return the reply
   */
  public static Reply rateLimited(Duration reset) {
    return tooMany(RequestLimit.header(1, 0, reset), reset);
  }

  static Reply tooMany(String rateLimit, Duration reset) {
    String seconds = RequestLimit.seconds(reset);
    return status(
            429,
            "{\"error\": {\"message\": \"Too many requests\", \"rate_reset\": " + seconds + "}}")
        .withHeader("RateLimit", rateLimit)
        .withHeader("Retry-After", seconds);
  }

  /**
   * Answers with this status and body.
   *
   * <p>The client reports {@code Delivery.UNKNOWN} after 5xx, 408 and 2xx with a body that shows no
   * call, and {@code Delivery.REFUSED} after most other 4xx.
   *
   * @param status the status, from 200 to 599
   * @param body the body, in JSON if {@link #withHeader} does not say otherwise
   * @return the reply
   * @throws IllegalArgumentException if there is no such status for an answer
   */
  public static Reply status(int status, String body) {
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException(
          "The status of an answer is from 200 to 599, but is " + status);
    }
    return of(Form.TEXT, status, body, false);
  }

  /**
   * Receives the whole request, and closes the connection without an answer.
   *
   * <p>The client reports {@code Delivery.UNKNOWN}: it cannot see whether the call is logged.
   *
   * @return the reply
   */
  public static Reply dropped() {
    return of(Form.NOTHING, 0, "", false);
  }

  /**
   * Receives the whole request, and answers nothing until the client gives up.
   *
   * <p>The client reports {@code Delivery.UNKNOWN}, once its deadline has passed.
   *
   * @return the reply
   */
  public static Reply stalled() {
    return of(Form.SILENCE, 0, "", false);
  }

  /**
   * Logs the call and answers 200 with half of the JSON, as if it were all of it.
   *
   * <p>The client reports {@code Delivery.ACCEPTED}: what came shows that the call is logged.
   *
   * @return the reply
   */
  public static Reply garbled() {
    return of(Form.HALF_A_CALL, 200, "", true);
  }

  /**
   * Logs the call, answers 200, and closes the connection in the middle of the JSON.
   *
   * <p>The client reports {@code Delivery.ACCEPTED}: what came shows that the call is logged.
   *
   * @return the reply
   */
  public static Reply cutShort() {
    return of(Form.CALL_CUT_SHORT, 200, "", true);
  }

  /**
   * Returns this reply to the client, with a call that is logged all the same.
   *
   * <p>The call is logged before the reply begins. After a status that says that it was not, such
   * as 400, the client reports what the status says, and is wrong: Close does not do that.
   *
   * @return the reply
   */
  public Reply butLogged() {
    return new Reply(form, status, body, true, delay, headers);
  }

  /**
   * Returns this reply after a delay, which begins when the request is received.
   *
   * <p>If the call is logged, it is logged before the delay. A client whose deadline passes
   * meanwhile reports {@code Delivery.UNKNOWN}.
   *
   * @param time how long to wait
   * @return the reply
   * @throws IllegalArgumentException if the time is negative
   */
  public Reply after(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("A delay is zero or more, but is " + time);
    }
    return new Reply(form, status, body, logs, time, headers);
  }

  /**
   * Returns this reply with a header, in place of one with the same name.
   *
   * @param name the name
   * @param value the value
   * @return the reply
   * @throws IllegalArgumentException if it is no header, or one that follows from the body
   */
  public Reply withHeader(String name, String value) {
    if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+")
        || !value.matches("[\\t\\x20-\\x7e]*")
        || OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          "Not a header that a reply can have: "
              + name
              + ". It is of printable ASCII, and none of "
              + String.join(", ", new TreeSet<>(OWN_HEADERS)));
    }
    Map<String, String> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    more.putAll(headers);
    more.put(name, value);
    return new Reply(form, status, body, logs, delay, more);
  }

  boolean logs() {
    return logs;
  }

  /**
   * Gives the reply.
   *
   * @param call what Close answers with a call that it has logged
   * @return whether the connection stays open
   */
  boolean give(Received request, String call, HttpConnection connection)
      throws IOException, InterruptedException {
    Thread.sleep(delay.toMillis());
    if (form == Form.NOTHING) {
      connection.close();
      return false;
    }
    if (form == Form.SILENCE) {
      connection.stall();
      return false;
    }
    boolean last = form == Form.CALL_CUT_SHORT || HttpConnection.isLast(request);
    Map<String, String> all = new LinkedHashMap<>(headers);
    if (HttpConnection.isLast(request)) {
      all.put("Connection", "close");
    }
    byte[] whole = text(call).getBytes(UTF_8);
    boolean bodiless = request.method().equals("HEAD") || status == 204 || status == 304;
    int sent = bodiless ? 0 : form == Form.CALL_CUT_SHORT ? whole.length / 2 : whole.length;
    connection.answer(status, all, whole, sent);
    return !last;
  }

  private String text(String call) {
    return switch (form) {
      case CALL, CALL_CUT_SHORT -> call;
      case HALF_A_CALL -> call.substring(0, call.length() / 2);
      default -> body;
    };
  }

  /** Returns what the client sees, and whether the call is logged. */
  @Override
  public String toString() {
    String seen =
        switch (form) {
          case TEXT -> "answered " + status;
          case CALL -> "answered 200 with the call";
          case HALF_A_CALL -> "answered 200 with half of the call";
          case CALL_CUT_SHORT -> "answered 200 and broke off";
          case NOTHING -> "closed the connection";
          case SILENCE -> "answered nothing";
        };
    return seen + (logs ? ", logged" : ", not logged");
  }
}
