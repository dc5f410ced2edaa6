/** Looks where it should not. */
module consumer {
  requires io.github.closecalls;
  requires io.github.closecalls.consumers;
}
