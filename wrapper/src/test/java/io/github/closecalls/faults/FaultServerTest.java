package io.github.closecalls.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.closecalls.faults.FaultServer.Protocol;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.Test;

/** The server sees what it is there to see: OkHttp by itself sends calls twice, or loses them. */
class FaultServerTest {
  private static final String BODY = "{\"lead_id\":\"lead_1\"}";

  @Test
  void okHttpAloneSendsACallAgainWhenAPooledConnectionDrops() throws Exception {
    assertEquals(2, posts("drop after the whole body", true).completed());
  }

  @Test
  void okHttpAloneSendsACallAgainAfter408() throws Exception {
    assertEquals(2, posts("408, again at once", false).completed());
  }

  @Test
  void okHttpAloneSendsACallAgainAfter503WithRetryAfter0() throws Exception {
    assertEquals(2, posts("503, Retry-After 0", false).completed());
  }

  @Test
  void okHttpAloneFollowsARedirectWithASecondPost() throws Exception {
    assertEquals(2, posts("307", false).completed());
  }

  @Test
  void okHttpAloneFollowsARedirectWithARequestThatIsNoPost() throws Exception {
    FaultScript script = new FaultScript(null);
    script.add(named("302"));
    try (FaultServer server = new FaultServer(Protocol.HTTP_1, script)) {
      send(server, new ConnectionPool());
      assertEquals(
          List.of("the request GET /api/v1/activity/call HTTP/1.1"), server.ledger().oddities());
    }
  }

  private static Ledger.Entry posts(String fault, boolean pooled) throws IOException {
    FaultScript script = new FaultScript(null);
    try (FaultServer server = new FaultServer(Protocol.HTTP_1, script)) {
      ConnectionPool pool = new ConnectionPool();
      if (pooled) {
        send(server, pool, BODY.replace('1', '0'));
      }
      script.add(named(fault));
      send(server, pool);
      return server.ledger().of("lead_1");
    }
  }

  private static void send(FaultServer server, ConnectionPool pool) throws IOException {
    send(server, pool, BODY);
  }

  private static void send(FaultServer server, ConnectionPool pool, String body)
      throws IOException {
    Request request =
        new Request.Builder()
            .url(server.baseUrl() + "activity/call/")
            .post(
                RequestBody.create(
                    body.getBytes(StandardCharsets.UTF_8), MediaType.get("application/json")))
            .build();
    OkHttpClient client = new OkHttpClient.Builder().connectionPool(pool).build();
    try (Response response = client.newCall(request).execute()) {
      assertEquals(200, response.code());
    }
  }

  private static Fault named(String name) {
    return Faults.all().stream().filter(fault -> fault.name().equals(name)).findAny().orElseThrow();
  }
}
