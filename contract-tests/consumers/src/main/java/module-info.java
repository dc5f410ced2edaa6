/** The server that the consumers log a call to. */
module io.github.closecalls.consumers {
  requires jdk.httpserver;

  exports io.github.closecalls.consumers;
}
