package io.github.closecalls;

import static io.github.closecalls.SecretScan.assertThrows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.closecalls.model.CallActivity;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import okhttp3.OkHttpClient;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.SocketPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The deadline covers what the user's own code does on the way. */
class DeadlineTest {
  private static final Duration SOON = Duration.ofMillis(200);
  private static final CallOptions SHORT = GrowingDeadline.options(SOON);

  private final StubServer server = new StubServer();

  /** What nobody ever opens. */
  private final CountDownLatch never = new CountDownLatch(1);

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest
  @EnumSource
  void aSupplierThatTakesTooLongIsInterruptedAndTheCallNotSent(LogVariant variant) {
    Credentials slow =
        Credentials.bearer(
            () -> {
              forEver();
              return "token";
            });
    try (CloseClient client = server.builder().credentials(slow).build()) {
      TransportException e =
          assertThrows(TransportException.class, () -> variant.log(client, SHORT));
      assertEquals(Delivery.NOT_SENT, e.delivery());
      assertTrue(e.getMessage().contains("the deadline of 0.200 s"), e.getMessage());
      assertFalse(Thread.interrupted(), "take the interrupt back");
    }
    server.sawRequests(0);
  }

  @ParameterizedTest
  @EnumSource
  void anInterceptorThatTakesTooLongIsInterrupted(LogVariant variant) {
    OkHttpClient slow =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> {
                  forEver();
                  return chain.proceed(chain.request());
                })
            .build();
    try (CloseClient client = server.builder().httpClient(slow).build()) {
      CloseException e = assertThrows(CloseException.class, () -> variant.log(client, SHORT));
      assertEquals(Delivery.NOT_SENT, e.delivery());
      assertFalse(Thread.interrupted(), "take the interrupt back");
    }
    server.sawRequests(0);
  }

  @ParameterizedTest
  @EnumSource
  void aServerThatDoesNotAnswerInTimeIsReportedAsTheDeadline(LogVariant variant) throws Exception {
    server.answersBy(request -> new MockResponse().setSocketPolicy(SocketPolicy.NO_RESPONSE));
    TransportException e =
        GrowingDeadline.until(
            failure -> failure.delivery() == Delivery.UNKNOWN,
            SOON,
            deadline ->
                assertThrows(
                    TransportException.class,
                    () -> variant.log(server.client, GrowingDeadline.options(deadline))));
    assertEquals(Delivery.UNKNOWN, e.delivery());
    GrowingDeadline.assertNamedBy(e);
    assertInstanceOf(InterruptedIOException.class, e.getCause(), "keep what OkHttp says");
  }

  @Test
  void anAnswerThatIsNotWholeInTimeIsReportedAsTheDeadline() throws Exception {
    server.answersBy(
        request ->
            new MockResponse().setBody(StubServer.LOGGED).setHeader("Content-Length", "100000"));
    CloseException e =
        GrowingDeadline.until(
            UnreadableAnswerException.class::isInstance,
            SOON,
            deadline ->
                assertThrows(
                    CloseException.class,
                    () ->
                        server
                            .client
                            .calls()
                            .log(StubServer.call(), GrowingDeadline.options(deadline))));
    assertInstanceOf(UnreadableAnswerException.class, e);
    GrowingDeadline.assertNamedBy(e);
  }

  @Test
  void aTimeOutOfTheUsersOwnIsNotTheDeadline() {
    server.answers(new MockResponse().setSocketPolicy(SocketPolicy.NO_RESPONSE));
    OkHttpClient impatient = new OkHttpClient.Builder().readTimeout(Duration.ofMillis(100)).build();
    try (CloseClient client = server.builder().httpClient(impatient).build()) {
      TransportException e =
          assertThrows(TransportException.class, () -> client.calls().log(StubServer.call()));
      assertTrue(e.getMessage().contains("SocketTimeoutException"), e.getMessage());
      assertFalse(e.getMessage().contains("deadline"), e.getMessage());
    }
  }

  @Test
  void aClientThatIsClosedMeanwhileIsReportedAsThat() throws Exception {
    server.answers(new MockResponse().setSocketPolicy(SocketPolicy.NO_RESPONSE));
    CompletableFuture<CallActivity> call = server.client.calls().logAsync(StubServer.call());
    server.takeRequest();
    server.client.close();
    CompletionException e = assertThrows(CompletionException.class, call::join);
    String message = String.valueOf(e.getMessage());
    assertTrue(message.contains("(the client is closed)"), message);
    assertFalse(message.contains("Socket"), message);
  }

  @Test
  void theTimeThatWritingTheJsonTakesCounts() {
    CallOptions instant = CallOptions.builder().deadline(Duration.ofNanos(1)).build();
    TransportException e =
        assertThrows(
            TransportException.class, () -> server.client.calls().log(StubServer.call(), instant));
    assertEquals(Delivery.NOT_SENT, e.delivery());
    assertTrue(e.elapsed().toNanos() > 0, "begin to count before");
    server.sawRequests(0);
  }

  private void forEver() {
    try {
      never.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
