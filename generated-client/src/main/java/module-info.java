/** The generated client: Retrofit interfaces, immutable models and their JSON adapters. */
@SuppressWarnings({
  "requires-automatic",
  "requires-transitive-automatic"
}) // Retrofit and Moshi ship no descriptors.
module io.github.closecalls.client {
  requires transitive com.squareup.moshi;
  requires transitive retrofit2;
  requires transitive okio;
  requires static transitive org.jspecify;
  // What Retrofit and Moshi are written in; as automatic modules they cannot ask for it themselves.
  requires kotlin.stdlib;

  exports io.github.closecalls.api;
  exports io.github.closecalls.json;
  exports io.github.closecalls.model;
}
