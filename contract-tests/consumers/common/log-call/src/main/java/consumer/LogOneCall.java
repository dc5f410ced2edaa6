package consumer;

import io.github.closecalls.CloseClient;
import io.github.closecalls.Credentials;
import io.github.closecalls.consumers.CloseServer;
import io.github.closecalls.model.CallActivity;
import io.github.closecalls.model.CreateCallActivity;
import io.github.closecalls.model.CreateCallActivityDirection;

/** Logs a call to a server of its own, which checks what arrived. */
public final class LogOneCall {
  private LogOneCall() {}

  public static void main(String[] args) throws Exception {
    with(CloseClient.builder());
  }

  /** Logs it with what the consumer has set. */
  static void with(CloseClient.Builder builder) throws Exception {
    try (CloseServer server = CloseServer.start();
        CloseClient close =
            builder
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
