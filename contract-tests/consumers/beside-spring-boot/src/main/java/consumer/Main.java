package consumer;

import io.github.closecalls.CloseClient;
import io.github.closecalls.CloseException;
import io.github.closecalls.Credentials;
import io.github.closecalls.Delivery;
import io.github.closecalls.consumers.CloseServer;
import io.github.closecalls.model.CreateCallActivity;
import io.github.closecalls.model.CreateCallActivityDirection;
import java.net.URI;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Logs the call with a client that Spring makes and closes, as docs/recipes.md says. */
public final class Main {
  private static final CreateCallActivity CALL =
      CreateCallActivity.builder()
          .leadId("lead_consumer")
          .phone("+16505551234")
          .direction(CreateCallActivityDirection.OUTBOUND)
          .duration(153)
          .build();

  @Configuration
  static class CloseConfiguration {
    @Bean(destroyMethod = "close")
    CloseClient closeClient(
        @Value("${close.api-key}") String apiKey,
        @Value("${close.base-url:https://api.close.com/api/v1/}") URI baseUrl) {
      return CloseClient.builder()
          .credentials(Credentials.apiKey(apiKey))
          .baseUrl(baseUrl)
          .build();
    }
  }

  public static void main(String[] args) throws Exception {
    try (CloseServer server = CloseServer.start()) {
      System.setProperty("close.api-key", CloseServer.API_KEY);
      System.setProperty("close.base-url", server.url().toString());
      CloseClient close;
      try (var spring = new AnnotationConfigApplicationContext(CloseConfiguration.class)) {
        close = spring.getBean(CloseClient.class);
        server.check(close.calls().log(CALL).id());
      }
      try {
        close.calls().log(CALL);
        throw new AssertionError("Spring should have closed the client");
      } catch (CloseException e) {
        if (e.delivery() != Delivery.NOT_SENT) {
          throw e;
        }
      }
    }
  }
}
