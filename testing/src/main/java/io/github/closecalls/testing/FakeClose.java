package io.github.closecalls.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.Moshi;
import io.github.closecalls.json.JsonValues;
import io.github.closecalls.model.CreateCallActivity;
import io.github.closecalls.model.ModelJsonAdapterFactory;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
  private static final String CALLS = BASE + "activity/call/";
  private static final String TOKENS = "/oauth2/token/";

  private static final JsonAdapter<CreateCallActivity> CALL =
      new Moshi.Builder()
          .add(new ModelJsonAdapterFactory())
          .build()
          .adapter(CreateCallActivity.class);

  private final Set<CallCheck> checks;
  private final LoopbackServer server;
  private final Books books = new Books();
  private final TokenIssuer tokens = new TokenIssuer();
  private final Deque<Reply> next = new ArrayDeque<>();
  private final AtomicInteger ids = new AtomicInteger();
  private volatile Function<CreateCallActivity, Reply> always = call -> Reply.logged();
  private volatile Set<String> accepted = Set.of();
  private volatile @Nullable RequestLimit limit;

  private FakeClose(int port, Set<CallCheck> checks) {
    this.checks = checks;
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
    accepted = Set.of(credentials);
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
    synchronized (next) {
      next.addAll(List.of(replies));
    }
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
    this.always = always;
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
    limit = new RequestLimit(requests, per);
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
    synchronized (next) {
      next.clear();
    }
    always = call -> Reply.logged();
    accepted = Set.of();
    limit = null;
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
    Decision decision = decide(request);
    books.enter(
        new Request(request, request.body(), decision.problems(), decision.reply()),
        decision.call());
    return decision.reply().give(request, decision.answer(), connection);
  }

  /**
   * What to do with a request.
   *
   * @param answer what Close answers with the call once it is logged
   */
  private record Decision(
      Reply reply, List<String> problems, Optional<CreateCallActivity> call, String answer) {
    static Decision refuse(Reply reply, String... problems) {
      return new Decision(reply, List.of(problems), Optional.empty(), "");
    }
  }

  private Decision decide(Received request) {
    if ((request.path() + "/").equals(CALLS)) {
      return Decision.refuse(
          Reply.status(301, "").withHeader("Location", CALLS),
          "the path must end with a slash: Close answers with a redirect, which makes a GET of it");
    }
    if (!request.path().equals(CALLS)) {
      return Decision.refuse(
          Reply.status(404, StoredCall.error("FakeClose only has " + CALLS)),
          "there is nothing at this path but at " + CALLS);
    }
    if (!request.method().equals("POST")) {
      return Decision.refuse(
          Reply.status(405, StoredCall.error("FakeClose only takes POST"))
              .withHeader("Allow", "POST"),
          "a call is logged with POST");
    }
    if (!isAccepted(request.header("Authorization").orElse(""))) {
      return Decision.refuse(
          Reply.unauthorized(), "the credential is missing, or not one that is accepted");
    }
    RequestLimit limit = this.limit;
    if (limit == null) {
      return admit(request);
    }
    RequestLimit.State state = limit.count(System.nanoTime());
    if (state.pause().isPresent()) {
      return Decision.refuse(
          Reply.tooMany(state.header(), state.pause().get()), "the rate limit is used up");
    }
    Decision decision = admit(request);
    return new Decision(
        decision.reply().withHeader("RateLimit", state.header()),
        decision.problems(),
        decision.call(),
        decision.answer());
  }

  private boolean isAccepted(String authorization) {
    String[] words = authorization.split(" ", 2);
    if (words.length != 2) {
      return false;
    }
    String credential = words[1].strip();
    if (words[0].equalsIgnoreCase("Basic")) {
      try {
        String pair = new String(Base64.getDecoder().decode(credential), UTF_8);
        // The API key is the user name; the password is empty.
        credential = pair.endsWith(":") ? pair.substring(0, pair.length() - 1) : "";
      } catch (IllegalArgumentException e) {
        return false;
      }
    } else if (!words[0].equalsIgnoreCase("Bearer")) {
      return false;
    }
    return !credential.isEmpty()
        && (accepted.isEmpty() || accepted.contains(credential) || tokens.gaveOut(credential));
  }

  private Decision admit(Received request) {
    if (request.isChunked()) {
      String refusal = "Chunked Transfer-Encoding is not supported.";
      return Decision.refuse(
          Reply.status(400, StoredCall.error(refusal)), "the length of the body must be sent");
    }
    // The contract does not require a body.
    boolean bodiless = request.body().isEmpty();
    if (!bodiless && !request.mediaType().equals("application/json")) {
      String refusal = "the Content-Type must be application/json";
      return Decision.refuse(Reply.status(415, StoredCall.error(refusal)), refusal);
    }
    String json = bodiless ? "{}" : request.body();
    try {
      CreateCallActivity call = CALL.fromJson(json);
      if (call != null && JsonValues.ADAPTER.fromJson(json) instanceof Map<?, ?> sent) {
        return log(call, sent);
      }
    } catch (IOException | JsonDataException e) {
      // Said below.
    }
    String refusal = "the body must be a JSON object";
    return Decision.refuse(Reply.status(400, StoredCall.refusal(Map.of(), refusal)), refusal);
  }

  private Decision log(CreateCallActivity call, Map<?, ?> sent) {
    Map<String, String> problems = CallCheck.problems(call, checks);
    if (!problems.isEmpty()) {
      List<String> sentences = new ArrayList<>();
      problems.forEach((property, rule) -> sentences.add(property + " " + rule));
      return new Decision(
          Reply.status(400, StoredCall.refusal(problems, "FakeClose refuses this call")),
          sentences,
          Optional.empty(),
          "");
    }
    Reply reply;
    try {
      reply = replyTo(call);
    } catch (RuntimeException e) {
      return Decision.refuse(
          Reply.status(500, StoredCall.error("FakeClose was told no reply")),
          "the function that decides on replies threw " + e);
    }
    String answer = StoredCall.answer("acti_fake_" + ids.incrementAndGet(), sent);
    return new Decision(reply, List.of(), Optional.of(call), answer);
  }

  private Reply replyTo(CreateCallActivity call) {
    synchronized (next) {
      Reply reply = next.poll();
      if (reply != null) {
        return reply;
      }
    }
    return always.apply(call);
  }
}
