package consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.closecalls.CloseClient;
import io.github.closecalls.CloseException;
import io.github.closecalls.Credentials;
import io.github.closecalls.Delivery;
import io.github.closecalls.model.CreateCallActivity;
import io.github.closecalls.testing.FakeClose;
import io.github.closecalls.testing.Reply;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Tests code that logs calls, with the JUnit and the OkHttp of the consumer. */
class TestKitTest {
  @AutoClose final FakeClose fake = FakeClose.start();

  @AutoClose
  final CloseClient client =
      CloseClient.builder().baseUrl(fake.url()).credentials(Credentials.apiKey("api_test")).build();

  private final CreateCallActivity call =
      CreateCallActivity.builder().leadId("lead_consumer").phone("+16505551234").build();

  @Test
  void aCallIsLogged() {
    client.calls().log(call);

    assertEquals(List.of(call), fake.logged());
  }

  @Test
  void aCallWhoseAnswerIsLostIsLoggedOnce() {
    fake.replies(Reply.dropped().butLogged());

    CloseException e = assertThrows(CloseException.class, () -> client.calls().log(call));

    assertEquals(Delivery.UNKNOWN, e.delivery());
    assertEquals(List.of(call), fake.logged());
  }

  @Test
  void theJUnitOnThePathIsTheOneThatIsDeclared() {
    String jar = Test.class.getProtectionDomain().getCodeSource().getLocation().getPath();

    assertTrue(jar.endsWith("-" + System.getProperty("junit.version") + ".jar"), jar);
  }
}
