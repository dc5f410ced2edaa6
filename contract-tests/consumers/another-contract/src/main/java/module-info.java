/** A client of a contract that is not Close's. */
module consumer {
  requires io.github.closecalls.json;
  requires jdk.httpserver;
  requires retrofit2.converter.moshi;

  // Retrofit makes proxies of the generated interfaces, which it finds by reflection in no other way than this.
  exports consumer.api;
  exports consumer.model;
}
