package io.github.closecalls;

import org.jspecify.annotations.Nullable;

/**
 * Reports status 401: Close does not know the credential, or no longer accepts it.
 *
 * @see <a
 *     href="https://github.com/close-calls/close-calls-java/blob/main/TROUBLESHOOTING.md#unauthorizedexception">Troubleshooting:
 *     UnauthorizedException</a>
 */
public final class UnauthorizedException extends ApiException {
  private static final long serialVersionUID = 1;

  UnauthorizedException(String body, History history, @Nullable Throwable cause) {
    super(
        "The call was not logged: check that the API key exists in Close, or that the access token"
            + " has not expired, and that it is given as what it is (Credentials.apiKey or"
            + " Credentials.bearer).",
        401,
        body,
        Section.UNAUTHORIZED,
        history,
        cause);
  }
}
