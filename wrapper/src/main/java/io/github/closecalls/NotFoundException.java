package io.github.closecalls;

/**
 * Reports status 404: something that the call refers to, such as its lead, does not exist in the
 * organization of the credential, or the base URL is not that of Close's API.
 *
 * @see <a
 *     href="https://github.com/close-calls/close-calls-java/blob/main/TROUBLESHOOTING.md#notfoundexception">Troubleshooting:
 *     NotFoundException</a>
 */
public final class NotFoundException extends ApiException {
  private static final long serialVersionUID = 1;

  NotFoundException(RedactedAnswer answer, String baseUrl, CallHistory history) {
    super(answer, baseUrl, history);
  }
}
