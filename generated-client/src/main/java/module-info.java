/** The generated client: Retrofit interfaces, immutable models and their JSON adapters. */
module io.github.closecalls.client {
  requires transitive io.github.closecalls.json;

  exports io.github.closecalls.api;
  exports io.github.closecalls.model;
}
