package io.github.closecalls;

import io.github.closecalls.json.JsonValues;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reports an answer whose HTTP status is not 2xx.
 *
 * <p>What {@link #delivery()} is, unless an attempt before had come to {@link Delivery#UNKNOWN}:
 *
 * <ul>
 *   <li>4xx is {@link Delivery#REFUSED}: the server says that it did not do what was asked (RFC
 *       9110, section 15.5). The exceptions are 408, 460 and 499: they are also sent for requests
 *       that were given up while they were under way, by gateways as well, and so are {@link
 *       Delivery#UNKNOWN}.
 *   <li>301, 302 and 303 are {@link Delivery#UNKNOWN}: they can follow a request that was processed
 *       (RFC 9110, sections 15.4.2 to 15.4.4). Any other 3xx is {@link Delivery#REFUSED}: the
 *       server points elsewhere instead. Redirects are never followed, since they would turn the
 *       request into one without a body.
 *   <li>Any other status is {@link Delivery#UNKNOWN}: a server or a gateway can fail after the call
 *       was logged.
 * </ul>
 *
 * <p>Answers that the contract documents have a type of their own; the texts in them change, so
 * show them, but do not compare them. Source: <a href="https://developer.close.com">Close's
 * documentation</a>.
 *
 * @see <a
 *     href="https://github.com/close-calls/close-calls-java/blob/main/TROUBLESHOOTING.md#apiexception-redirect">Troubleshooting:
 *     ApiException: redirect</a>
 * @see <a
 *     href="https://github.com/close-calls/close-calls-java/blob/main/TROUBLESHOOTING.md#apiexception-429">Troubleshooting:
 *     ApiException: 429</a>
 * @see <a
 *     href="https://github.com/close-calls/close-calls-java/blob/main/TROUBLESHOOTING.md#apiexception-any-other-refusal">Troubleshooting:
 *     ApiException: any other refusal</a>
 * @see <a
 *     href="https://github.com/close-calls/close-calls-java/blob/main/TROUBLESHOOTING.md#apiexception-the-call-may-have-been-logged">Troubleshooting:
 *     ApiException: the call may have been logged</a>
 */
public sealed class ApiException extends CloseException
    permits BadRequestException, NotFoundException, UnauthorizedException {
  private static final long serialVersionUID = 1;

  /** The HTTP status. */
  private final int status;

  /** The headers, without the credential. */
  private final TreeMap<String, List<String>> headers;

  /** The body as text, without the credential. */
  private final String body;

  ApiException(RedactedAnswer answer, String baseUrl, CallHistory history) {
    super(
        message(answer, Status.of(answer.status()).advice(baseUrl)),
        Status.of(answer.status()).section(),
        history,
        answer.cause());
    this.status = answer.status();
    this.headers = answer.headers();
    this.body = answer.body();
  }

  /**
   * Returns the HTTP status of the answer.
   *
   * @return a number that is not from 200 to 299
   */
  public final int status() {
    return status;
  }

  /**
   * Returns the headers of the answer, such as the request id of a gateway.
   *
   * @return an immutable map that finds a name in upper and lower case; the credential, if it is in
   *     there, is replaced
   */
  public final Map<String, List<String>> headers() {
    return Collections.unmodifiableMap(headers);
  }

  /**
   * Returns the property {@code error} of the body, most often a text.
   *
   * @return the JSON value as {@link io.github.closecalls.json.JsonValues#copyOf} describes it;
   *     null if it is null or missing, or if the body is no JSON object
   */
  public final @Nullable Object error() {
    return property(body, "error");
  }

  /**
   * Returns the property {@code errors} of the body, a list or an object.
   *
   * @return the JSON value as {@link io.github.closecalls.json.JsonValues#copyOf} describes it;
   *     null if it is null or missing, or if the body is no JSON object
   */
  public final @Nullable Object errors() {
    return property(body, "errors");
  }

  /**
   * Returns the property {@code field-errors} of the body, most often an object with the names of
   * fields, which can differ from those of the contract ({@code lead} for {@code lead_id}).
   *
   * @return the JSON value as {@link io.github.closecalls.json.JsonValues#copyOf} describes it;
   *     null if it is null or missing, or if the body is no JSON object
   */
  public final @Nullable Object fieldErrors() {
    return property(body, "field-errors");
  }

  /**
   * Returns the body as text, read as UTF-8.
   *
   * @return at most 1 MiB of it, as far as it came, empty if there is none; the credential, if it
   *     is in there, is replaced
   */
  public final String body() {
    return body;
  }

  private static String message(RedactedAnswer answer, String advice) {
    String body = answer.body();
    StringJoiner details = new StringJoiner("; ");
    for (String name : new String[] {"error", "errors", "field-errors"}) {
      Object value = property(body, name);
      if (value != null) {
        details.add(name + ": " + json(value));
      }
    }
    String shown = details.length() > 0 ? details.toString() : body;
    return "Close answered with status "
        + answer.status()
        + (shown.isBlank() ? "" : " (" + Answer.excerpt(shown) + ")")
        + ". "
        + advice;
  }

  private static String json(Object value) {
    return value instanceof String text ? text : JsonValues.ADAPTER.toJson(value);
  }

  /** Reads it from the text each time: a JSON value could not be serialized with the exception. */
  private static @Nullable Object property(String body, String name) {
    try {
      return JsonValues.ADAPTER.fromJson(body) instanceof Map<?, ?> object
          ? object.get(name)
          : null;
    } catch (IOException | RuntimeException e) {
      return null; // Close's gateways answer with HTML or nothing: the body tells what there is.
    }
  }
}
