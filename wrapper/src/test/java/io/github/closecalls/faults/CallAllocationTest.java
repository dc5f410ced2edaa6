package io.github.closecalls.faults;

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
 * <p>Beside what the same client allocates otherwise, or Retrofit alone, in the same run: how far
 * the JVM has compiled what moves all of them.
 */
class CallAllocationTest {
  private static final int ROUNDS = 1_200;

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
    ActivitiesCallsApi plain = PlainRetrofit.of(server.baseUrl());
    long alone = bytesPer(() -> plain.create(call).execute());
    long guarded = bytesPer(() -> client.calls().log(call));
    assertWithin(106, alone, "with Retrofit alone", guarded, "with the guarantees");
  }

  @Test
  void norDoTheyForAnAnswerWithWhatTheContractDoesNotList() throws IOException {
    answer = answer(Faults.CALL.strip().replaceFirst("}$", UNLISTED), JSON);
    ActivitiesCallsApi plain = PlainRetrofit.of(server.baseUrl());
    long alone = bytesPer(() -> plain.create(call).execute());
    long guarded = bytesPer(() -> client.calls().log(call));
    assertWithin(106, alone, "with Retrofit alone", guarded, "with the guarantees");
  }

  @Test
  void optionsCostWhatTheySet() throws IOException {
    CallOptions none = CallOptions.builder().build();
    CallOptions some =
        CallOptions.builder().deadline(Duration.ofSeconds(5)).header("X-Trace", "1").build();
    long without = bytesPer(() -> client.calls().log(call));
    assertWithin(
        101, without, "alone", bytesPer(() -> client.calls().log(call, none)), "with no options");
    assertWithin(
        104, without, "alone", bytesPer(() -> client.calls().log(call, some)), "with options");
  }

  @Test
  void theWholeAnswerCostsLittle() throws IOException {
    long body = bytesPer(() -> client.calls().log(call));
    long response = bytesPer(() -> client.calls().logWithResponse(call).rateLimit());
    assertWithin(104, body, "for the body", response, "for the whole answer without RateLimit");
    answer = answer(Faults.CALL, JSON, LIMIT);
    long bodyBelowLimit = bytesPer(() -> client.calls().log(call));
    long limit = bytesPer(() -> client.calls().logWithResponse(call).rateLimit());
    assertWithin(104, bodyBelowLimit, "for the body", limit, "for the whole answer");
  }

  @Test
  void pacingCostsLittle() throws IOException {
    try (CloseClient paced = builder().pacing(true).build()) {
      long free = bytesPer(() -> client.calls().log(call));
      long held = bytesPer(() -> paced.calls().log(call));
      assertWithin(104, free, "without pacing", held, "with pacing and no RateLimit");
      answer = answer(Faults.CALL, JSON, LIMIT);
      long freeBelowLimit = bytesPer(() -> client.calls().log(call));
      long heldBelowLimit = bytesPer(() -> paced.calls().log(call));
      assertWithin(104, freeBelowLimit, "without pacing", heldBelowLimit, "with pacing");
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

  private static void assertWithin(
      int percent, long reference, String ofWhat, long actual, String what) {
    assertTrue(
        actual <= reference * percent / 100,
        () ->
            "A call allocates %,d bytes %s, %,d %s: %d %% of that are the limit"
                .formatted(actual, what, reference, ofWhat, percent));
  }

  private static long bytesPer(Operation operation) throws IOException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int i = 0; i < ROUNDS; i++) {
      operation.run();
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < ROUNDS; i++) {
      operation.run();
    }
    return (threads.getCurrentThreadAllocatedBytes() - before) / ROUNDS;
  }
}
