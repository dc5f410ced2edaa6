package io.github.closecalls;

import static io.github.closecalls.SecretScan.assertThrows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The deadline covers what the user's own code does on the way. */
class DeadlineTest {
  private static final CallOptions SHORT =
      CallOptions.builder().deadline(Duration.ofMillis(200)).build();

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
