package io.github.closecalls;

import com.squareup.moshi.JsonAdapter;
import io.github.closecalls.json.JsonAdapters;
import java.io.IOException;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Reports an answer whose HTTP status is not 2xx.
 *
 * <p>What {@link #delivery()} is, unless an attempt before had come to {@link Delivery#UNKNOWN}:
 *
 * <ul>
 *   <li>4xx is {@link Delivery#REFUSED}: the server says that it did not do what was asked (RFC
 *       9110, section 15.5). The exception is 408: it is also sent for connections given up while a
 *       request was under way, by gateways as well, and so is {@link Delivery#UNKNOWN}.
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

  private static final String MAY_BE_LOGGED =
      "The call may have been logged: look in Close before you log it again.";

  /** The HTTP status. */
  private final int status;

  /** The body as text, without the credential. */
  private final String body;

  ApiException(
      String advice,
      int status,
      String body,
      Section section,
      History history,
      @Nullable Throwable cause) {
    super(message(advice, status, body), section, history, cause);
    this.status = status;
    this.body = body;
  }

  static ApiException of(
      int status, String body, String baseUrl, History history, @Nullable Throwable cause) {
    return switch (status) {
      case 400 -> new BadRequestException(body, history, cause);
      case 401 -> new UnauthorizedException(body, history, cause);
      case 404 -> new NotFoundException(body, baseUrl, history, cause);
      default ->
          new ApiException(advice(status, baseUrl), status, body, section(status), history, cause);
    };
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

  private static Section section(int status) {
    if (status >= 300 && status < 400) {
      return Section.REDIRECT;
    }
    if (status == 429) {
      return Section.RATE_LIMIT;
    }
    return deliveryOf(status) == Delivery.UNKNOWN ? Section.MAY_BE_LOGGED : Section.OTHER_REFUSAL;
  }

  /** Returns what an answer without success says of the call. */
  static Delivery deliveryOf(int status) {
    boolean pointsElsewhere = status >= 301 && status <= 303;
    return status >= 300 && status < 500 && !pointsElsewhere && status != 408
        ? Delivery.REFUSED
        : Delivery.UNKNOWN;
  }

  private static String advice(int status, String baseUrl) {
    if (status >= 300 && status < 400) {
      return "Redirects are not followed, since that could lose the call: check the base URL "
          + baseUrl
          + " (scheme, host and path), and that nothing on the way removes the trailing slash of"
          + " activity/call/."
          + (deliveryOf(status) == Delivery.UNKNOWN ? " " + MAY_BE_LOGGED : "");
    }
    return switch (status) {
      case 402 ->
          "The plan of the Close organization does not cover this: the call was not logged.";
      case 403 -> "The credential does not allow to log this call: it was not logged.";
      case 429 -> "Too many requests: the call was not logged. Log it again later.";
      default ->
          deliveryOf(status) == Delivery.UNKNOWN
              ? MAY_BE_LOGGED
              : "The call was not logged: mend what Close names and log it again.";
    };
  }

  private static String message(String advice, int status, String body) {
    StringJoiner details = new StringJoiner("; ");
    for (String name : new String[] {"error", "errors", "field-errors"}) {
      Object value = property(body, name);
      if (value != null) {
        details.add(name + ": " + json(value));
      }
    }
    String shown = details.length() > 0 ? details.toString() : body;
    return "Close answered with status "
        + status
        + (shown.isBlank() ? "" : " (" + Answer.excerpt(shown) + ")")
        + ". "
        + advice;
  }

  private static String json(Object value) {
    return value instanceof String text ? text : JsonAdapters.ANY.toJson(value);
  }

  /** Reads it from the text each time: a JSON value could not be serialized with the exception. */
  private static @Nullable Object property(String body, String name) {
    JsonAdapter<@Nullable Object> any = JsonAdapters.NULLABLE_ANY;
    try {
      return any.fromJson(body) instanceof Map<?, ?> object ? object.get(name) : null;
    } catch (IOException | RuntimeException e) {
      return null; // Close's gateways answer with HTML or nothing: the body tells what there is.
    }
  }
}
