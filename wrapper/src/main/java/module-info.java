/** Logs external calls in the Close CRM. */
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
