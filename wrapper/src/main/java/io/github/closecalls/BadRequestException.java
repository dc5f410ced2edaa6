package io.github.closecalls;

import org.jspecify.annotations.Nullable;

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

  BadRequestException(String body, History history, @Nullable Throwable cause) {
    super(
        "The call was not logged: correct the values that Close names and log it again.",
        400,
        body,
        Section.BAD_REQUEST,
        history,
        cause);
  }
}
