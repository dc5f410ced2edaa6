package io.github.closecalls.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.squareup.moshi.Moshi;
import com.sun.management.ThreadMXBean;
import io.github.closecalls.CallOptions;
import io.github.closecalls.CloseClient;
import io.github.closecalls.Credentials;
import io.github.closecalls.LogCapture;
import io.github.closecalls.api.ActivitiesCallsApi;
import io.github.closecalls.faults.FaultServer.Protocol;
import io.github.closecalls.model.CreateCallActivity;
import io.github.closecalls.model.ModelJsonAdapterFactory;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import retrofit2.Retrofit;
import retrofit2.converter.moshi.MoshiConverterFactory;

/** What a call allocates on the thread of its caller, by the thread's own account. */
class CallAllocationTest {
  private static final int ROUNDS = 1_500;

  private final FaultServer server = new FaultServer(Protocol.HTTP_1, new FaultScript(null));
  private final CloseClient client =
      CloseClient.builder()
          .baseUrl(server.baseUrl())
          .credentials(Credentials.apiKey(ClientUnderTest.KEY))
          .build();
  private final CreateCallActivity call = ClientUnderTest.call("lead_1", false);

  private interface Operation {
    void run() throws IOException;
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
  void theGuaranteesCostLessThanAnEighthOfWhatACallOfRetrofitAllocates() throws IOException {
    ActivitiesCallsApi plain = plainRetrofit();
    long alone = bytesPer(() -> plain.create(call).execute());
    long guarded = bytesPer(() -> client.calls().log(call));
    assertTrue(
        guarded <= alone * 9 / 8,
        "A call allocates " + guarded + " bytes, with Retrofit alone " + alone);
  }

  @Test
  void optionsThatSetNothingCostNothing() throws IOException {
    CallOptions options = CallOptions.builder().build();
    long without = bytesPer(() -> client.calls().log(call));
    long with = bytesPer(() -> client.calls().log(call, options));
    assertTrue(
        with <= without * 101 / 100,
        "A call with options allocates " + with + " bytes, without " + without);
  }

  /** What is left without the guarantees: a credential and a time-out. */
  private ActivitiesCallsApi plainRetrofit() {
    OkHttpClient own =
        new OkHttpClient.Builder()
            .callTimeout(Duration.ofSeconds(60))
            .addInterceptor(
                chain ->
                    chain.proceed(
                        chain.request().newBuilder().header("Authorization", "Basic x").build()))
            .build();
    return new Retrofit.Builder()
        .baseUrl(server.baseUrl().toString())
        .client(own)
        .addConverterFactory(
            MoshiConverterFactory.create(
                new Moshi.Builder().add(new ModelJsonAdapterFactory()).build()))
        .build()
        .create(ActivitiesCallsApi.class);
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
