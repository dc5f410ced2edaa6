/** Logs a call. */
module consumer {
  requires io.github.closecalls;
  requires io.github.closecalls.consumers;
}
