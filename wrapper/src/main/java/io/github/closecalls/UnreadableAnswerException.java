package io.github.closecalls;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reports an answer with a successful status that cannot be read: empty, {@code null}, not JSON,
 * cut off, over 10 MiB, no call, or one without its {@code id}.
 *
 * <p>{@link #delivery()} is {@link Delivery#ACCEPTED} if what arrived of the answer shows that it
 * is a call of Close: a JSON object whose {@code id} is that of an activity ({@code acti_...}), or
 * whose {@code _type} is {@code Call}. Then do not log the call again. Otherwise it is {@link
 * Delivery#UNKNOWN}: a success says that something accepted the request (RFC 9110, section 15.3),
 * but the page of a captive portal, or a list of calls after a slash got lost, does not show that
 * Close logged the call.
 *
 * @see <a
 *     href="https://github.com/close-calls/close-calls-java/blob/main/TROUBLESHOOTING.md#unreadableanswerexception">Troubleshooting:
 *     UnreadableAnswerException</a>
 */
public final class UnreadableAnswerException extends CloseException {
  private static final long serialVersionUID = 1;

  /** The HTTP status. */
  private final int status;

  /** The headers, without the credential. */
  private final TreeMap<String, List<String>> headers;

  /** The body as text, without the credential. */
  private final String body;

  UnreadableAnswerException(String message, RedactedAnswer answer, CallHistory history) {
    super(message, TroubleshootingSection.UNREADABLE_ANSWER, history, answer.cause());
    this.status = answer.status();
    this.headers = answer.headers();
    this.body = answer.body();
  }

  /**
   * Returns the HTTP status of the answer.
   *
   * @return a number from 200 to 299
   */
  public int status() {
    return status;
  }

  /**
   * Returns the headers of the answer, such as the request id of a gateway.
   *
   * @return an immutable map that ignores the case of names; the credential, if a header contains
   *     it, is replaced
   */
  public Map<String, List<String>> headers() {
    return Collections.unmodifiableMap(headers);
  }

  /**
   * Returns the body as text, read as UTF-8.
   *
   * @return as much of it as arrived, at most 1 MiB; the credential, if it is in there, is replaced
   */
  public String body() {
    return body;
  }
}
