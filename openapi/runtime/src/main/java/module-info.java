/** The runtime of clients that are generated with Retrofit and Moshi from an OpenAPI contract. */
@SuppressWarnings({
  "requires-automatic",
  "requires-transitive-automatic"
}) // Retrofit and Moshi ship no descriptors.
module io.github.closecalls.json {
  requires transitive com.squareup.moshi;
  requires transitive retrofit2;
  // Bodies that a contract gives no type are OkHttp's.
  requires transitive okhttp3;
  requires transitive okio;
  requires static transitive org.jspecify;
  // What Retrofit and Moshi are written in; as automatic modules they cannot ask for it themselves.
  requires kotlin.stdlib;

  exports io.github.closecalls.json;
  // To whichever module has generated code: its name is not known here.
  exports io.github.closecalls.json.internal;
}
