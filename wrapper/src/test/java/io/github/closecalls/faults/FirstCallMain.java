package io.github.closecalls.faults;

import io.github.closecalls.CloseClient;
import io.github.closecalls.Credentials;
import io.github.closecalls.LogCapture;
import io.github.closecalls.model.CreateCallActivity;
import io.github.closecalls.model.CreateCallActivityDirection;
import java.io.IOException;
import java.net.URI;

/** A program that logs one call, with the library or with what is left without it. */
final class FirstCallMain {
  private FirstCallMain() {}

  public static void main(String[] arguments) throws IOException {
    LogCapture.off = true; // It is found on the class path of the tests, and would log all.
    URI baseUrl = URI.create(arguments[1]);
    CreateCallActivity call =
        CreateCallActivity.builder()
            .leadId("lead_1")
            .phone("+16505551234")
            .direction(CreateCallActivityDirection.OUTBOUND)
            .duration(153)
            .build();
    if (arguments[0].equals("plain")) {
      var unused = PlainRetrofit.of(baseUrl).create(call).execute().body();
      return;
    }
    CloseClient client =
        CloseClient.builder()
            .baseUrl(baseUrl)
            .credentials(Credentials.apiKey(ClientUnderTest.KEY))
            .build();
    var unused = client.calls().log(call);
  }
}
