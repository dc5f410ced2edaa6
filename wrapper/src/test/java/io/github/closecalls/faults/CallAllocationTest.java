package io.github.closecalls.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.github.closecalls.CallOptions;
import io.github.closecalls.CloseClient;
import io.github.closecalls.Credentials;
import io.github.closecalls.LogCapture;
import io.github.closecalls.api.ActivitiesCallsApi;
import io.github.closecalls.faults.FaultServer.Protocol;
import io.github.closecalls.model.CreateCallActivity;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a call allocates on the thread of its caller, by the thread's own account.
 *
 * <p>As the difference to what the same client allocates otherwise, or Retrofit alone: how far the
 * JVM has compiled what moves all of them by half, and hardly the difference.
 */
class CallAllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final int ROUNDS = 300;
  private static final int PASSES = 8;

  /** What the guarantees may cost in bytes. */
  private static final int GUARANTEES = 800;

  /** What options, the whole answer and pacing may cost beside that. */
  private static final int PATH = 300;

  /** What the JVM moves that which is the same by. */
  private static final int NOTHING = 100;

  /** The properties of Close's own example that the contract does not list. */
  private static final String UNLISTED =
      """
      ,"_unlisted":"a text of some length","cost":"0","custom":5,"direction":"outbound",\
      "disposition":"answered","duration":153,"has_recording":false,"is_joinable":true,\
      "local_country_iso":"US","local_phone":"+16505551234","note":"A note on the call",\
      "phone":"+16505551234","recording_url":null,"remote_country_iso":"","transferred_to":null,\
      "voicemail_duration":0}""";

  private static final String JSON = "Content-Type: application/json";

  /** So many that nothing waits for more. */
  private static final String LIMIT = "RateLimit: limit=9000000, remaining=8999999, reset=1";

  private volatile Fault answer = answer(Faults.CALL, JSON);

  private volatile byte[] kept = {};

  private final FaultServer server =
      new FaultServer(Protocol.HTTP_1, new FaultScript(null, () -> answer));
  private final CloseClient client = builder().build();
  private final CreateCallActivity call = ClientUnderTest.call("lead_1", false);

  private interface Operation {
    void run() throws IOException;
  }

  private static Fault answer(String body, String... headers) {
    return Fault.ofRequest(
        "200", Outcome.LOGGED, Ledger.Fate.ACCEPTED, x -> x.answer(200, body, headers));
  }

  private CloseClient.Builder builder() {
    return CloseClient.builder()
        .baseUrl(server.baseUrl())
        .credentials(Credentials.apiKey(ClientUnderTest.KEY));
  }

  @BeforeEach
  void logNothing() {
    LogCapture.off = true;
  }

  @AfterEach
  void close() throws IOException {
    LogCapture.off = false;
    client.close();
    server.close();
  }

  @Test
  void theGuaranteesCostHardlyAnythingBesideWhatACallOfRetrofitAllocates() throws IOException {
    assertCosts(GUARANTEES, plain(), "Retrofit alone", log(), "the guarantees");
  }

  @Test
  void norDoTheyForAnAnswerWithWhatTheContractDoesNotList() throws IOException {
    answer = answer(Faults.CALL.strip().replaceFirst("}$", UNLISTED), JSON);
    assertCosts(GUARANTEES, plain(), "Retrofit alone", log(), "the guarantees");
  }

  /** Or the limits would hold nothing. */
  @Test
  void aKilobyteMoreThanRetrofitIsSeen() throws IOException {
    assertTrue(
        more(least(plain(), logAnd(1_000))) > GUARANTEES,
        "Lower the limit of what the guarantees cost");
  }

  @Test
  void halfAKilobyteMoreThanTheSameCallIsSeen() throws IOException {
    assertTrue(
        more(least(log(), logAnd(500))) > PATH,
        "Lower the limit of what options and the like cost");
  }

  @Test
  void optionsCostWhatTheySet() throws IOException {
    CallOptions none = CallOptions.builder().build();
    CallOptions some =
        CallOptions.builder().deadline(Duration.ofSeconds(5)).header("X-Trace", "1").build();
    assertCosts(NOTHING, log(), "log", () -> client.calls().log(call, none), "options of nothing");
    assertCosts(PATH, log(), "log", () -> client.calls().log(call, some), "options");
  }

  @Test
  void theWholeAnswerCostsLittle() throws IOException {
    Operation whole = () -> client.calls().logWithResponse(call).rateLimit();
    assertCosts(PATH, log(), "log", whole, "the whole answer without RateLimit");
    answer = answer(Faults.CALL, JSON, LIMIT);
    assertCosts(PATH, log(), "log", whole, "the whole answer with RateLimit");
  }

  @Test
  void pacingCostsLittle() throws IOException {
    try (CloseClient paced = builder().pacing(true).build()) {
      Operation held = () -> paced.calls().log(call);
      assertCosts(PATH, log(), "log", held, "pacing without RateLimit");
      answer = answer(Faults.CALL, JSON, LIMIT);
      assertCosts(PATH, log(), "log", held, "pacing with RateLimit");
    }
  }

  @Test
  void aCredentialIsMadeOfLittleMoreThanItsText() throws IOException {
    String token = "t".repeat(1_000);
    long key = bytesPer(() -> Credentials.apiKey(ClientUnderTest.KEY));
    assertTrue(key <= 2_000, "An API key allocates " + key + " bytes, 2,000 are the limit");
    long bearer = bytesPer(() -> Credentials.bearer(token));
    assertTrue(
        bearer <= 2_000,
        "A token of 1,000 characters allocates " + bearer + " bytes, 2,000 are the limit");
  }

  private Operation log() {
    return () -> client.calls().log(call);
  }

  /** Keeps what it allocates, lest the compiler sees that nobody needs it. */
  private Operation logAnd(int bytes) {
    return () -> {
      client.calls().log(call);
      kept = new byte[bytes];
      assertEquals(bytes, kept.length);
    };
  }

  private Operation plain() {
    ActivitiesCallsApi plain = PlainRetrofit.of(server.baseUrl());
    return () -> plain.create(call).execute();
  }

  /**
   * Fails if an operation allocates so many bytes more than another.
   *
   * <p>Measured in turn, and the least of each: what the JVM has not compiled yet allocates more.
   */
  private static void assertCosts(
      int limit, Operation reference, String ofWhat, Operation operation, String what)
      throws IOException {
    long[] least = least(reference, operation);
    assertTrue(
        more(least) <= limit,
        "A call with %s allocates %,d bytes more than the %,d with %s: %,d are the limit"
            .formatted(what, more(least), least[0], ofWhat, limit));
  }

  private static long more(long[] least) {
    return least[1] - least[0];
  }

  /** Returns the least bytes that two operations allocate, measured in turn. */
  private static long[] least(Operation reference, Operation operation) throws IOException {
    long[] least = {Long.MAX_VALUE, Long.MAX_VALUE};
    for (int i = 0; i < PASSES; i++) {
      least[0] = Math.min(least[0], bytesPer(reference));
      least[1] = Math.min(least[1], bytesPer(operation));
    }
    return least;
  }

  private static long bytesPer(Operation operation) throws IOException {
    operation.run(); // What only the first one does is not counted.
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < ROUNDS; i++) {
      operation.run();
    }
    return (THREADS.getCurrentThreadAllocatedBytes() - before) / ROUNDS;
  }
}
