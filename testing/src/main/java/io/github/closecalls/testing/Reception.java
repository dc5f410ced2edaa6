package io.github.closecalls.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.Moshi;
import io.github.closecalls.json.JsonValues;
import io.github.closecalls.model.CreateCallActivity;
import io.github.closecalls.model.ModelJsonAdapterFactory;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Says what becomes of a request for a call. This class is thread-safe. */
final class Reception {
  private static final String CALLS = "/api/v1/activity/call/";

  private static final JsonAdapter<CreateCallActivity> CALL =
      new Moshi.Builder()
          .add(new ModelJsonAdapterFactory())
          .build()
          .adapter(CreateCallActivity.class);

  private final Set<CallCheck> checks;
  private final TokenIssuer tokens;
  private final Deque<Reply> next = new ArrayDeque<>();
  private final AtomicInteger ids = new AtomicInteger();
  private volatile Function<CreateCallActivity, Reply> always = call -> Reply.logged();
  private volatile Set<String> accepted = Set.of();
  private volatile @Nullable RequestLimit limit;

  Reception(Set<CallCheck> checks, TokenIssuer tokens) {
    this.checks = checks;
    this.tokens = tokens;
  }

  void accept(Set<String> credentials) {
    accepted = credentials;
  }

  void reply(List<Reply> replies) {
    synchronized (next) {
      next.addAll(replies);
    }
  }

  void reply(Function<CreateCallActivity, Reply> function) {
    always = function;
  }

  void limit(RequestLimit requests) {
    limit = requests;
  }

  /** Forgets what it was told. */
  void clear() {
    synchronized (next) {
      next.clear();
    }
    always = call -> Reply.logged();
    accepted = Set.of();
    limit = null;
  }

  /**
   * What to do with a request.
   *
   * @param answer what Close answers with the call once it is logged
   */
  record Decision(
      Reply reply, List<String> problems, Optional<CreateCallActivity> call, String answer) {
    private static Decision refuse(Reply reply, String... problems) {
      return new Decision(reply, List.of(problems), Optional.empty(), "");
    }
  }

  Decision decide(Received request) {
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
