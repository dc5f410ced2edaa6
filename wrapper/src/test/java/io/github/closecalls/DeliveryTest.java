package io.github.closecalls;

import static io.github.closecalls.SecretScan.assertThrows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.SocketPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeliveryTest {
  private final StubServer server = new StubServer();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aRefusedConnectionIsNotSent() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    TransportException e = failureAt("http://127.0.0.1:" + port);
    assertEquals(Delivery.NOT_SENT, e.delivery());
    assertInstanceOf(java.net.ConnectException.class, e.getCause());
  }

  @Test
  void anUnknownHostIsNotSent() {
    TransportException e = failureAt("https://close.invalid/");
    assertEquals(Delivery.NOT_SENT, e.delivery());
    assertTrue(e.getMessage().contains("https://close.invalid/"), e.getMessage());
  }

  @Test
  void aFailedTlsHandshakeIsNotSent() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> hangUp =
          CompletableFuture.runAsync(
              () -> {
                try {
                  socket.accept().close();
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      TransportException e = failureAt("https://127.0.0.1:" + socket.getLocalPort());
      assertEquals(Delivery.NOT_SENT, e.delivery());
      hangUp.get(2, TimeUnit.MINUTES);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = SocketPolicy.class,
      names = {"DISCONNECT_AFTER_REQUEST", "DISCONNECT_DURING_REQUEST_BODY"})
  void aDropAfterTheConnectionStoodIsUnknown(SocketPolicy policy) {
    server.answers(new MockResponse().setSocketPolicy(policy));
    server.answers(200, StubServer.LOGGED);
    TransportException e = server.failsWith(TransportException.class);
    assertEquals(Delivery.UNKNOWN, e.delivery());
    assertTrue(e.getMessage().contains("may have been logged"), e.getMessage());
  }

  /** If the client sees it before it writes, it takes another connection; that is a race. */
  @Test
  void aDropBeforeTheRequestIsUnknownOrSentOnAnotherConnection() {
    server.answers(new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AT_START));
    server.answers(200, StubServer.LOGGED);
    int connections = 2;
    try {
      server.client.calls().log(StubServer.call());
    } catch (TransportException e) {
      assertEquals(Delivery.UNKNOWN, e.delivery());
      connections = 1;
    }
    server.sawRequests(connections);
  }

  @Test
  void aDropOfAPooledConnectionIsUnknownAndNotSentAgain() {
    server.answers(200, StubServer.LOGGED);
    server.answers(new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST));
    server.answers(200, StubServer.LOGGED);
    server.client.calls().log(StubServer.call());
    assertEquals(Delivery.UNKNOWN, server.failsWith(TransportException.class).delivery());
    server.sawRequests(2);
  }

  @Test
  void anAnswerThatDoesNotComeInTimeIsUnknown() {
    server.answers(new MockResponse().setSocketPolicy(SocketPolicy.NO_RESPONSE));
    try (CloseClient client =
        client(new OkHttpClient.Builder().readTimeout(Duration.ofMillis(200)).build())) {
      TransportException e =
          assertThrows(TransportException.class, () -> client.calls().log(StubServer.call()));
      assertEquals(Delivery.UNKNOWN, e.delivery());
      assertInstanceOf(java.net.SocketTimeoutException.class, e.getCause());
    }
  }

  @Test
  void anAnswerThatIsNotHttpIsUnknown() {
    server.answers(new MockResponse().setStatus("SSH-2.0-Open"));
    assertEquals(Delivery.UNKNOWN, server.failsWith(TransportException.class).delivery());
  }

  @Test
  void anInterruptedThreadSendsNothingAndStaysInterrupted() {
    server.answers(200, StubServer.LOGGED);
    Thread.currentThread().interrupt();
    TransportException e = server.failsWith(TransportException.class);
    assertTrue(Thread.interrupted(), "keep the interrupt flag");
    assertEquals(Delivery.NOT_SENT, e.delivery());
    server.sawRequests(0);
  }

  @Test
  void afterCloseACallIsNotSent() {
    server.answers(200, StubServer.LOGGED);
    server.client.close();
    TransportException e = server.failsWith(TransportException.class);
    assertEquals(Delivery.NOT_SENT, e.delivery());
    assertTrue(e.getMessage().contains("the client is closed"), e.getMessage());
    server.sawRequests(0);
  }

  @Test
  void aCallThatWasNotSentSaysWhatToDoAboutTheReason() {
    int port = server.baseUrl().getPort();
    server.close();
    String unreachable = message(server.builder(), CallOptions.NONE);
    assertTrue(
        unreachable.startsWith("The call was not sent to http://127.0.0.1:" + port + "/"),
        unreachable);
    assertTrue(
        unreachable.contains("Check that the host can be reached from here. Then log"),
        unreachable);
    CallOptions hurried = CallOptions.builder().deadline(Duration.ofNanos(1)).build();
    String late = message(server.builder(), hurried);
    assertTrue(
        late.contains("(the deadline of 0.000 s has passed). Allow more time, or start fewer"),
        late);
    Thread.currentThread().interrupt();
    String interrupted = message(server.builder(), CallOptions.NONE);
    assertTrue(Thread.interrupted(), "keep the interrupt flag");
    assertTrue(
        interrupted.contains("(the thread was interrupted). Use a thread that is not interrupted."),
        interrupted);
  }

  private static String message(CloseClient.Builder builder, CallOptions options) {
    try (CloseClient client = builder.retryPolicy(RetryPolicy.none()).build()) {
      return assertThrows(
              TransportException.class, () -> client.calls().log(StubServer.call(), options))
          .getMessage();
    }
  }

  @Test
  void closingTwiceDoesNoHarm() {
    server.client.close();
    server.client.close();
  }

  @Test
  void closeEndsACallUnderWay() throws Exception {
    server.answers(new MockResponse().setSocketPolicy(SocketPolicy.NO_RESPONSE));
    CompletableFuture<?> call =
        CompletableFuture.supplyAsync(() -> server.client.calls().log(StubServer.call()));
    server.takeRequest();
    server.client.close();
    ExecutionException e =
        assertThrows(ExecutionException.class, () -> call.get(2, TimeUnit.MINUTES));
    TransportException failure = assertInstanceOf(TransportException.class, e.getCause());
    assertEquals(Delivery.UNKNOWN, failure.delivery());
  }

  @Test
  void noThreadKeepsTheJvmFromEnding() {
    server.answers(200, StubServer.LOGGED);
    server.client.calls().log(StubServer.call());
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      String name = thread.getName();
      if (!name.contains("MockWebServer")
          && (name.startsWith("OkHttp") || name.startsWith("Okio"))) {
        assertTrue(thread.isDaemon(), () -> "make a daemon of the thread " + name);
      }
    }
  }

  @Test
  void callsIsTheSameObjectEachTime() {
    assertSame(server.client.calls(), server.client.calls());
  }

  private CloseClient client(OkHttpClient client) {
    return server.builder().httpClient(client).retryPolicy(RetryPolicy.none()).build();
  }

  private static TransportException failureAt(String baseUrl) {
    try (CloseClient client =
        CloseClient.builder()
            .baseUrl(URI.create(baseUrl))
            .credentials(Credentials.apiKey(StubServer.KEY))
            .retryPolicy(RetryPolicy.none())
            .build()) {
      return assertThrows(TransportException.class, () -> client.calls().log(StubServer.call()));
    }
  }
}
