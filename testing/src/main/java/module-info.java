/**
 * A fake Close on this machine, for tests of code that logs calls.
 *
 * <pre>{@code
 * try (FakeClose close = FakeClose.start()) {
 *   close.replies(Reply.dropped().butLogged());
 *   new EndedCalls(close.url()).ended(event); // your code
 *   assertEquals(1, close.awaitLogged(1, Duration.ofSeconds(5)).size());
 * }
 * }</pre>
 *
 * @see <a href="https://github.com/close-calls/close-calls-java/blob/main/docs/testing.md">The
 *     manual</a>
 */
module io.github.closecalls.testing {
  requires transitive io.github.closecalls.client;

  exports io.github.closecalls.testing;
}
