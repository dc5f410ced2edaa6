package io.github.closecalls.testing;

import io.github.closecalls.model.CreateCallActivity;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A server on this machine that stands in for Close in the tests of code that logs calls.
 *
 * <p>It speaks HTTP/1.1 on 127.0.0.1, so that nothing has to be mocked. It refuses what Close's
 * contract does not allow, keeps what it has logged, and fails as it is told:
 *
 * <pre>{@code
 * @AutoClose final FakeClose close = FakeClose.start(); // JUnit 5.11 or newer
 *
 * @Test
 * void aCallThatMayBeLoggedIsNotSentAgain() {
 *   close.replies(Reply.dropped().butLogged());
 *   new EndedCalls(close.url()).ended(event); // your code
 *   assertEquals(List.of(call), close.logged());
 * }
 * }</pre>
 *
 * <p>A request that Close would refuse by itself, because of its path, its credential, the rate
 * limit or its body, is refused here too, and takes no {@link Reply}.
 *
 * <p>This class is thread-safe.
 *
 * @see <a href="https://github.com/close-calls/close-calls-java/blob/main/docs/testing.md">The
 *     manual</a>
 */
public final class FakeClose implements AutoCloseable {
  private static final String BASE = "/api/v1/";
  private static final String TOKENS = "/oauth2/token/";

  private final LoopbackServer server;
  private final Reception reception;
  private final TokenIssuer tokens = new TokenIssuer();
  private final Books books = new Books();

  private FakeClose(int port, Set<CallCheck> checks) {
    this.reception = new Reception(checks, tokens);
    this.server = new LoopbackServer(port, this::handle);
  }

  /**
   * Starts a fake on a free port.
   *
   * @return the fake, for the caller to close
   */
  public static FakeClose start() {
    return start(0);
  }

  /**
   * Starts a fake on this port.
   *
   * @param port the port, or 0 for any that is free
   * @return the fake, for the caller to close
   * @throws java.io.UncheckedIOException if the port is taken
   */
  public static FakeClose start(int port) {
    return start(port, EnumSet.allOf(CallCheck.class));
  }

  static FakeClose start(int port, Set<CallCheck> checks) {
    return new FakeClose(port, checks);
  }

  /**
   * Returns what a client sets as its base URL.
   *
   * @return an http URL, the same while the fake is down
   */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.port() + BASE);
  }

  /**
   * Returns where a client renews tokens of OAuth 2.
   *
   * <p>Any refresh token works, but only once, as at Close: the answer has the next one. The access
   * token with it is accepted from then on.
   *
   * @return an http URL
   */
  public URI tokenUrl() {
    return url().resolve(TOKENS);
  }

  /**
   * Accepts these credentials and the access tokens that it gives out, and answers 401 to all
   * others. Unless it is told, it accepts any.
   *
   * @param credentials API keys or access tokens
   * @return this fake
   */
  public FakeClose accepts(String... credentials) {
    reception.accept(Set.of(credentials));
    return this;
  }

  /**
   * Gives each of the next calls one of these replies, in this order, after those that are still
   * left from before.
   *
   * @param replies the replies; once they are used up, calls are logged, or get what {@link
   *     #replies(Function)} says
   * @return this fake
   */
  public FakeClose replies(Reply... replies) {
    reception.reply(List.of(replies));
    return this;
  }

  /**
   * Gives each call the reply that this function returns, if none is left of {@link
   * #replies(Reply...)}.
   *
   * @param always what decides; several threads call it at once
   * @return this fake
   */
  public FakeClose replies(Function<CreateCallActivity, Reply> always) {
    reception.reply(always);
    return this;
  }

  /**
   * Admits so many requests in each stretch of time, says so in {@code RateLimit}, and answers 429
   * to more. Unless it is told, it admits any number, and does not send the header.
   *
   * @param requests how many, at least one
   * @param per the stretch, which begins with the first request in it
   * @return this fake
   * @throws IllegalArgumentException if the number or the time is not more than zero
   */
  public FakeClose admits(int requests, Duration per) {
    reception.limit(new RequestLimit(requests, per));
    return this;
  }

  /**
   * Closes all connections and refuses new ones, until {@link #comeUp()}.
   *
   * <p>The client reports {@code Delivery.NOT_SENT} for a call that it begins now, and {@code
   * Delivery.UNKNOWN} for one that is under way.
   */
  public void goDown() {
    server.goDown();
  }

  /** Accepts connections again, at the same address. */
  public void comeUp() {
    server.comeUp();
  }

  /**
   * Returns the calls that were logged, as they were sent and in the order in which they came.
   *
   * <p>A number of which the contract does not say the type is a {@code Long}, {@code BigInteger}
   * or {@code BigDecimal} here, whatever it was made from.
   *
   * @return an immutable list
   */
  public List<CreateCallActivity> logged() {
    return books.logged();
  }

  /**
   * Waits until so many calls are logged, and returns them.
   *
   * @param count how many there must be, no fewer and no more
   * @param atMost how long to wait
   * @return an immutable list
   * @throws AssertionError if there are fewer when the time has passed, or more; the message lists
   *     the requests that came
   */
  public List<CreateCallActivity> awaitLogged(int count, Duration atMost) {
    return books.awaitLogged(count, atMost);
  }

  /**
   * Returns all requests that came, those that were refused and those for tokens too.
   *
   * @return an immutable list
   */
  public List<Request> requests() {
    return books.requests();
  }

  /** Forgets all that came and all that it was told, and comes up; the address stays. */
  public void reset() {
    reception.clear();
    tokens.clear();
    books.clear();
    comeUp();
  }

  /** Ends all connections, and frees the port; what was logged can still be read. */
  @Override
  public void close() {
    server.close();
  }

  private boolean handle(Received request, HttpConnection connection)
      throws IOException, InterruptedException {
    if (request.path().equals(TOKENS)) {
      Reply reply = tokens.answer(request);
      String form = Request.hiddenForm(request.body());
      books.enter(new Request(request, form, List.of(), reply), Optional.empty());
      return reply.give(request, "", connection);
    }
    Reception.Decision decision = reception.decide(request);
    books.enter(
        new Request(request, request.body(), decision.problems(), decision.reply()),
        decision.call());
    return decision.reply().give(request, decision.answer(), connection);
  }
}
