package io.github.closecalls;

/**
 * Reports status 401: Close does not know the credential, or no longer accepts it.
 *
 * @see <a
 *     href="https://github.com/close-calls/close-calls-java/blob/main/TROUBLESHOOTING.md#unauthorizedexception">Troubleshooting:
 *     UnauthorizedException</a>
 */
public final class UnauthorizedException extends ApiException {
  private static final long serialVersionUID = 1;

  UnauthorizedException(RedactedAnswer answer, String baseUrl, CallHistory history) {
    super(answer, baseUrl, history);
  }
}
