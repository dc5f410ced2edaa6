package io.github.closecalls;

/** The source of a credential's secret. */
interface SecretSource {
  /**
   * Returns the secret to send.
   *
   * @param patience the patience of the call that needs it
   * @param sender what sends the call
   */
  Secret secret(Patience patience, Sender sender)
      throws CallStoppedException, NoCredentialException;

  /** Records that Close answered a secret with 401. */
  default void reject(Secret secret) {}
}
