package io.github.closecalls;

/**
 * Keeps the refresh token of an OAuth 2 session where it outlives the process.
 *
 * <p>Close replaces the refresh token each time that it is used, and revokes the old one. So the
 * new one is stored before it or the access token that came with it is used.
 *
 * @see <a
 *     href="https://github.com/close-calls/close-calls-java/blob/main/TROUBLESHOOTING.md#credentialsexception">Troubleshooting:
 *     CredentialsException</a>
 */
@FunctionalInterface
public interface RefreshTokenStore {
  /**
   * Stores a refresh token in place of the one before.
   *
   * <p>Called by one thread at a time, which is a daemon of the library's own. To return is to
   * promise that the token is safe. A store that does not return holds up its session: nothing
   * interrupts it, and the calls that need a new access token wait for it, each until its own
   * deadline. Give what it waits for a time-out.
   *
   * @param refreshToken the new refresh token
   * @throws Exception if it could not be stored: no call is sent until it could, not even with a
   *     token that is still valid, and it is offered again with the next call. Whatever is thrown,
   *     an {@link Error} as well, its type is shown, and its text is not
   */
  void store(String refreshToken) throws Exception;
}
