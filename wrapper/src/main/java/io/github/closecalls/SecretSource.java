package io.github.closecalls;

import okhttp3.OkHttpClient;

/** Where the secret of a credential comes from. */
interface SecretSource {
  /**
   * Returns the secret to send.
   *
   * @param patience that of the call that needs it
   * @param client what the call is sent with
   */
  Secret secret(Patience patience, OkHttpClient client)
      throws CallStoppedException, NoCredentialException;

  /** Takes note that Close answered a secret with 401. */
  default void reject(Secret secret) {}
}
