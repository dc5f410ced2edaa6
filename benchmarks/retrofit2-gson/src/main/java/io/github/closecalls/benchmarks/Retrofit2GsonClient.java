package io.github.closecalls.benchmarks;

import java.io.IOException;
import java.time.OffsetDateTime;
import okhttp3.Credentials;
import org.openapitools.client.ApiClient;
import org.openapitools.client.api.SubpackageActivitiesCallsApi;
import org.openapitools.client.model.CallActivity;
import org.openapitools.client.model.CreateCallActivity;
import org.openapitools.client.model.CreateCallActivityDirection;
import org.openapitools.client.model.CreateCallActivitySource;
import org.openapitools.client.model.CreateCallActivityStatus;

/** The generated client, to which the credential is an argument. */
public final class Retrofit2GsonClient implements Client {
  private final String authorization = Credentials.basic("api_benchmark", "");
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

  public Retrofit2GsonClient(String address) {
    ApiClient client = new ApiClient();
    client.getAdapterBuilder().baseUrl(address);
    api = client.createService(SubpackageActivitiesCallsApi.class);
  }

  @Override
  public CallActivity log() throws IOException {
    return api.create(authorization, call).execute().body();
  }
}
