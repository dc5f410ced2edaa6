package io.github.closecalls.benchmarks;

import io.github.closecalls.CallOptions;
import io.github.closecalls.Calls;
import io.github.closecalls.CloseClient;
import io.github.closecalls.Credentials;
import io.github.closecalls.model.CreateCallActivity;
import io.github.closecalls.model.CreateCallActivityDirection;
import io.github.closecalls.model.CreateCallActivitySource;
import io.github.closecalls.model.CreateCallActivityStatus;
import java.net.URI;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.concurrent.CompletableFuture;

/** This library, with all that it does by default. */
public class CloseCallsClient implements Client, AsyncClient {
  final Calls calls;
  final CreateCallActivity call =
      CreateCallActivity.builder()
          .activityAt(OffsetDateTime.parse("2026-03-02T08:15:30+00:00"))
          .direction(CreateCallActivityDirection.OUTBOUND)
          .duration(153)
          .leadId("lead_1BenchmarkLead02BenchmarkLead03BenchmarkLead")
          .note("wants an offer by Friday")
          .phone("+4930123456")
          .source(CreateCallActivitySource.EXTERNAL)
          .status(CreateCallActivityStatus.COMPLETED)
          .build();

  public CloseCallsClient(String address) {
    this(address, false);
  }

  private CloseCallsClient(String address, boolean pacing) {
    calls =
        CloseClient.builder()
            .credentials(Credentials.apiKey("api_benchmark"))
            .baseUrl(URI.create(address))
            .pacing(pacing)
            .build()
            .calls();
  }

  @Override
  public Object log() {
    return calls.log(call);
  }

  @Override
  public CompletableFuture<?> logAsync() {
    return calls.logAsync(call);
  }

  /** With a deadline and a header of this call's own. */
  public static final class WithOptions extends CloseCallsClient {
    private final CallOptions options =
        CallOptions.builder()
            .deadline(Duration.ofSeconds(30))
            .header("X-Request-Id", "benchmark")
            .build();

    public WithOptions(String address) {
      super(address);
    }

    @Override
    public Object log() {
      return calls.log(call, options);
    }
  }

  /** With the answer's headers, of which the rate limit is read. */
  public static final class WithResponse extends CloseCallsClient {
    public WithResponse(String address) {
      super(address);
    }

    @Override
    public Object log() {
      return calls.logWithResponse(call).rateLimit();
    }
  }

  /** With pacing by what Close says of its limit. */
  public static final class Paced extends CloseCallsClient {
    public Paced(String address) {
      super(address, true);
    }
  }
}
