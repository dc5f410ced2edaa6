package io.github.closecalls;

/** Where the secret of a credential comes from. */
interface SecretSource {
  /**
   * Returns the secret to send.
   *
   * @param patience that of the call that needs it
   * @param sender what the call is sent with
   */
  Secret secret(Patience patience, Sender sender)
      throws CallStoppedException, NoCredentialException;

  /** Takes note that Close answered a secret with 401. */
  default void reject(Secret secret) {}
}
