package io.github.closecalls;

import okhttp3.OkHttpClient;

/** The source of a credential's secret. */
interface SecretSource {
  /**
   * Returns the secret to send.
   *
   * @param patience the patience of the call that needs it
   * @param client the client that sends the call
   */
  Secret secret(Patience patience, OkHttpClient client)
      throws CallStoppedException, NoCredentialException;

  /** Records that Close answered a secret with 401. */
  default void reject(Secret secret) {}
}
