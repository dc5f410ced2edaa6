package io.github.closecalls.consumers;

import io.github.closecalls.CloseClient;
import io.github.closecalls.Credentials;
import io.github.closecalls.model.CallActivity;
import io.github.closecalls.model.CreateCallActivity;
import io.github.closecalls.model.CreateCallActivityDirection;

/** Logs a call, for others to observe. */
final class ObservedCall {
  private ObservedCall() {}

  public static void main(String[] args) throws Exception {
    try (CloseServer server = CloseServer.start();
        CloseClient close =
            CloseClient.builder()
                .baseUrl(server.url())
                .credentials(Credentials.apiKey(CloseServer.API_KEY))
                .build()) {
      CallActivity logged =
          close
              .calls()
              .log(
                  CreateCallActivity.builder()
                      .leadId("lead_consumer")
                      .phone("+16505551234")
                      .direction(CreateCallActivityDirection.OUTBOUND)
                      .duration(153)
                      .build());
      server.check(logged.id());
    }
  }
}
