/**
 * Logs external calls in the Close CRM.
 *
 * <pre>{@code
 * try (CloseClient close = CloseClient.builder()
 *     .credentials(Credentials.apiKey(System.getenv("CLOSE_API_KEY")))
 *     .build()) {
 *
 *   CallActivity logged = close.calls().log(CreateCallActivity.builder()
 *       .leadId("lead_...")
 *       .phone("+16505551234")
 *       .direction(CreateCallActivityDirection.OUTBOUND)
 *       .duration(153) // seconds
 *       .build());
 * }
 * }</pre>
 *
 * <p>{@link io.github.closecalls.CloseClient} is where to begin. The models, {@link
 * io.github.closecalls.model.CreateCallActivity} among them, are generated from Close's own
 * contract.
 *
 * @see <a href="https://github.com/close-calls/close-calls-java#readme">The manual</a>
 * @see <a
 *     href="https://github.com/close-calls/close-calls-java/blob/main/TROUBLESHOOTING.md">Troubleshooting</a>
 */
@SuppressWarnings({
  "requires-automatic",
  "requires-transitive-automatic"
}) // OkHttp 4 and Retrofit's converter ship no descriptors.
module io.github.closecalls {
  requires transitive io.github.closecalls.client;
  // An OkHttpClient can be handed over.
  requires transitive okhttp3;
  // OkHttp and Okio run on it, but being automatic modules they cannot say so.
  requires kotlin.stdlib;
  requires retrofit2.converter.moshi;

  exports io.github.closecalls;
}
