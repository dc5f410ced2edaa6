package io.github.closecalls;

/**
 * Reports status 400: Close refused a value of the call, and most often names it in {@link
 * #fieldErrors()}.
 *
 * @see <a
 *     href="https://github.com/close-calls/close-calls-java/blob/main/TROUBLESHOOTING.md#badrequestexception">Troubleshooting:
 *     BadRequestException</a>
 * @see <a href="https://developer.close.com/api/resources/activities/calls/create">The properties
 *     of a call, in Close's documentation</a>
 */
public final class BadRequestException extends ApiException {
  private static final long serialVersionUID = 1;

  BadRequestException(RedactedAnswer answer, String baseUrl, CallHistory history) {
    super(answer, baseUrl, history);
  }
}
