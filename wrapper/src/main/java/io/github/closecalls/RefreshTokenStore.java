package io.github.closecalls;

/**
 * Stores the refresh token of an OAuth 2 session where it survives the process.
 *
 * <p>Close replaces the refresh token each time it is used, and revokes the old one. So the new one
 * is stored before it, or the access token that came with it, is used.
 *
 * @see <a
 *     href="https://github.com/close-calls/close-calls-java/blob/main/TROUBLESHOOTING.md#credentialsexception">Troubleshooting:
 *     CredentialsException</a>
 */
@FunctionalInterface
public interface RefreshTokenStore {
  /**
   * Stores a refresh token, which replaces the previous one.
   *
   * <p>Called by one thread at a time, a daemon thread of the library. Return only once the token
   * is safe. A store that does not return blocks its session: nothing interrupts it, and each call
   * that needs a new access token waits until its own deadline. Use time-outs in the store.
   *
   * @param refreshToken the new refresh token
   * @throws Exception if it could not be stored. Then no call is sent, not even with a token that
   *     is still valid, and the token is offered again with the next call. Of whatever is thrown,
   *     even an {@link Error}, the type is shown, and the text is not
   */
  void store(String refreshToken) throws Exception;
}
