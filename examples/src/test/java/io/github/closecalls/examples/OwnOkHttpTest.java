package io.github.closecalls.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.closecalls.CloseClient;
import io.github.closecalls.Credentials;
import io.github.closecalls.Delivery;
import io.github.closecalls.RetryPolicy;
import io.github.closecalls.TransportException;
import io.github.closecalls.model.CreateCallActivity;
import io.github.closecalls.testing.FakeClose;
import io.github.closecalls.testing.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OwnOkHttpTest {
  private static final CreateCallActivity CALL =
      CreateCallActivity.builder().phone("+16505551234").build();

  private final AtomicInteger forwarded = new AtomicInteger();
  private final OwnOkHttp own = new OwnOkHttp();
  @AutoClose final FakeClose fake = FakeClose.start();
  private final HttpServer proxy;

  OwnOkHttpTest() throws IOException {
    proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void startTheProxy() {
    proxy.createContext("/", this::forward);
    proxy.start();
  }

  @AfterEach
  void stopTheProxy() {
    proxy.stop(0);
  }

  @Test
  void callsGoThroughTheProxyAndEachAttemptIsCounted() {
    fake.replies(Reply.rateLimited(Duration.ZERO));
    try (CloseClient close = client()) {
      close.calls().log(CALL);
    }

    assertEquals(List.of(CALL), fake.logged());
    assertEquals(2, forwarded.get(), "Both attempts should go through the proxy");
    assertEquals(Map.of("200", 1L, "429", 1L), own.outcomes());
    assertTrue(own.time().toNanos() > 0, "The attempts should have taken time");
  }

  @Test
  void aProxyThatIsDownIsCountedAndNothingIsSent() {
    try (CloseClient close = client()) {
      proxy.stop(0);

      TransportException e = assertThrows(TransportException.class, () -> close.calls().log(CALL));

      assertEquals(Delivery.NOT_SENT, e.delivery());
      assertEquals(Map.of("ConnectException", 2L), own.outcomes());
    }
  }

  private CloseClient client() {
    return CloseClient.builder()
        .insecureBaseUrl(fake.url()) // A tunnel for https goes through the proxy in the same way.
        .credentials(Credentials.apiKey("api_test"))
        .retryPolicy(RetryPolicy.builder().maxAttempts(2).build())
        .httpClient(own.client("127.0.0.1", proxy.getAddress().getPort()))
        .build();
  }

  private void forward(HttpExchange exchange) throws IOException {
    try (exchange) {
      HttpRequest request =
          HttpRequest.newBuilder(exchange.getRequestURI())
              .header("Authorization", exchange.getRequestHeaders().getFirst("Authorization"))
              .header("Content-Type", exchange.getRequestHeaders().getFirst("Content-Type"))
              .POST(
                  HttpRequest.BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()))
              .build();
      HttpResponse<byte[]> answer =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
      forwarded.incrementAndGet();
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
      exchange.getResponseBody().write(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
