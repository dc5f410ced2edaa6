package io.github.closecalls.benchmarks;

import java.time.OffsetDateTime;
import java.util.Base64;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.api.SubpackageActivitiesCallsApi;
import org.openapitools.client.model.CallActivity;
import org.openapitools.client.model.CreateCallActivity;
import org.openapitools.client.model.CreateCallActivityDirection;
import org.openapitools.client.model.CreateCallActivitySource;
import org.openapitools.client.model.CreateCallActivityStatus;

/** The generated client, to which the credential is an argument. */
public final class NativeClient implements Client {
  private final String authorization =
      "Basic " + Base64.getEncoder().encodeToString("api_benchmark:".getBytes());
  private final CreateCallActivity call =
      new CreateCallActivity()
          .activityAt(OffsetDateTime.parse("2026-03-02T08:15:30+00:00"))
          .direction(CreateCallActivityDirection.OUTBOUND)
          .duration(153)
          .leadId("lead_1BenchmarkLead02BenchmarkLead03BenchmarkLead")
          .note("wants an offer by Friday")
          .phone("+4930123456")
          .source(CreateCallActivitySource.EXTERNAL)
          .status(CreateCallActivityStatus.COMPLETED);
  private final SubpackageActivitiesCallsApi api;

  public NativeClient(String address) {
    ApiClient client = new ApiClient();
    // Its paths begin with a slash.
    client.updateBaseUri(address.replaceFirst("/$", ""));
    api = new SubpackageActivitiesCallsApi(client);
  }

  @Override
  public CallActivity log() throws ApiException {
    return api.create(authorization, call);
  }
}
