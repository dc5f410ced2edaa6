package io.github.closecalls;

import org.jspecify.annotations.Nullable;

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

  NotFoundException(String body, String baseUrl, History history, @Nullable Throwable cause) {
    super(
        "The call was not logged: check that what its ids refer to exists in the organization of"
            + " the credential, and the base URL "
            + baseUrl
            + ".",
        404,
        body,
        Section.NOT_FOUND,
        history,
        cause);
  }
}
