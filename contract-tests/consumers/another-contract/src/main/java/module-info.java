/** A client of a contract that is not Close's. */
module consumer {
  requires io.github.closecalls.json;
  requires jdk.httpserver;
  requires retrofit2.converter.moshi;
}
