package io.github.closecalls;

import static io.github.closecalls.SecretScan.assertThrows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.SocketPolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Interceptors and loggers of the user that throw anything, and errors with texts of their own. */
class ForeignCodeTest {
  private final StubServer server = new StubServer();

  @AfterEach
  void close() {
    server.close();
  }

  /** An error whose texts are code, and broken. */
  private static final class BadText extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Supplier<@Nullable String> text;

    BadText(Supplier<@Nullable String> text) {
      this.text = text;
    }

    @Override
    public @Nullable String getMessage() {
      return text.get();
    }

    @Override
    @SuppressWarnings("NullAway") // That a text is null is what is tested.
    public String toString() {
      return text.get();
    }
  }

  /** The same, of the type that connections fail with. */
  private static final class BadIoText extends IOException {
    private static final long serialVersionUID = 1;

    @Override
    public String getMessage() {
      throw new IllegalStateException("no text");
    }
  }

  static Stream<Throwable> anything() {
    return Stream.of(
        new Exception("checked"),
        new IOException("io"),
        new IllegalStateException("unchecked"),
        new AssertionError("assertion"),
        new NoSuchMethodError("linkage"),
        new Throwable("throwable"),
        new BadText(() -> null),
        new BadText(
            () -> {
              throw new IllegalStateException("no text");
            }),
        new BadText(
            () -> {
              throw ForeignCodeTest.<RuntimeException>sneaky(new Exception("checked"));
            }),
        new BadText(
            () -> {
              throw new AssertionError("no text");
            }),
        new BadIoText());
  }

  @ParameterizedTest
  @MethodSource("anything")
  void whatIsThrownBeforeSendingIsNotSent(Throwable thrown) {
    for (boolean network : List.of(false, true)) {
      CloseException e =
          failure(
              network,
              chain -> {
                throw ForeignCodeTest.<RuntimeException>sneaky(thrown);
              });
      assertEquals(Delivery.NOT_SENT, e.delivery(), e.getMessage());
      assertTrue(
          e.getMessage().contains(thrown.getClass().getName()), "name the type: " + e.getMessage());
    }
    server.sawRequests(0);
  }

  @ParameterizedTest
  @MethodSource("anything")
  void whatIsThrownAfterTheAnswerDoesNotHideIt(Throwable thrown) {
    for (boolean network : List.of(false, true)) {
      server.answers(500, "");
      ApiException e =
          (ApiException)
              failure(
                  network,
                  chain -> {
                    chain.proceed(chain.request()).close();
                    throw ForeignCodeTest.<RuntimeException>sneaky(thrown);
                  });
      assertEquals(500, e.status());
      assertEquals(Delivery.UNKNOWN, e.delivery());
    }
    server.sawRequests(2);
  }

  @ParameterizedTest
  @MethodSource("anything")
  void whatIsThrownInPlaceOfALostAnswerIsUnknown(Throwable thrown) {
    for (boolean network : List.of(false, true)) {
      server.answers(new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST));
      CloseException e =
          failure(
              network,
              chain -> {
                try {
                  return chain.proceed(chain.request());
                } catch (IOException lost) {
                  throw ForeignCodeTest.<RuntimeException>sneaky(thrown);
                }
              });
      assertEquals(Delivery.UNKNOWN, e.delivery(), e.getMessage());
      assertTrue(e instanceof TransportException, e.getMessage());
    }
    server.sawRequests(2);
  }

  @Test
  void whatIsThrownAfterASuccessIsAcceptedOrUnknownButNeverNotSent() {
    server.answers(200, StubServer.LOGGED).answers(200, StubServer.LOGGED);
    Interceptor late =
        chain -> {
          chain.proceed(chain.request()).close();
          throw new AssertionError("late");
        };
    assertEquals(Delivery.ACCEPTED, failure(false, late).delivery());
    assertEquals(Delivery.UNKNOWN, failure(true, late).delivery()); // The body was not read yet.
  }

  @ParameterizedTest
  @CsvSource({"false, true", "true, true", "false, false", "true, false"})
  void anErrorOfTheJvmPassesAsItIsUnlessTheCallWasSent(boolean network, boolean before) {
    server.answers(500, "");
    InternalError thrown = new InternalError("made up");
    Interceptor broken =
        chain -> {
          if (!before) {
            chain.proceed(chain.request()).close();
          }
          throw thrown;
        };
    if (before) {
      try (CloseClient client = client(network, broken)) {
        InternalError e =
            assertThrows(InternalError.class, () -> client.calls().log(StubServer.call()));
        assertSame(thrown, e);
      }
    } else {
      assertEquals(Delivery.UNKNOWN, failure(network, broken).delivery());
    }
    server.sawRequests(before ? 0 : 1);
  }

  @Test
  void anErrorOfTheJvmInALaterAttemptDoesNotHideWhatBecameOfTheFirst() {
    server.answers(new MockResponse().setResponseCode(429).setHeader("Retry-After", "0"));
    AtomicInteger attempts = new AtomicInteger();
    Interceptor breaking =
        chain -> {
          if (attempts.incrementAndGet() > 1) {
            throw new InternalError("made up");
          }
          return chain.proceed(chain.request());
        };
    RetryPolicy twice = RetryPolicy.builder().maxAttempts(2).baseDelay(Duration.ZERO).build();
    OkHttpClient http = new OkHttpClient.Builder().addInterceptor(breaking).build();
    try (CloseClient client = server.builder().httpClient(http).retryPolicy(twice).build()) {
      TransportException e =
          assertThrows(TransportException.class, () -> client.calls().log(StubServer.call()));
      assertEquals(Delivery.REFUSED, e.delivery());
      assertTrue(e.getMessage().startsWith("The call was not sent again to"), e.getMessage());
      assertTrue(e.getMessage().contains("The last answer had status 429."), e.getMessage());
    }
    server.sawRequests(1);
  }

  @Test
  void whatAListenerThrowsWhenTheAnswerIsLostDoesNotHideThatTheCallWasSent() {
    for (Throwable thrown : List.of(new AssertionError("a"), new InternalError("b"))) {
      server.answers(new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST));
      EventListener breaking =
          new EventListener() {
            @Override
            public void canceled(Call call) {
              throw ForeignCodeTest.<RuntimeException>sneaky(thrown);
            }
          };
      OkHttpClient http = new OkHttpClient.Builder().eventListener(breaking).build();
      try (CloseClient client = server.builder().httpClient(http).build()) {
        TransportException e =
            assertThrows(TransportException.class, () -> client.calls().log(StubServer.call()));
        assertEquals(Delivery.UNKNOWN, e.delivery());
        assertTrue(e.getMessage().startsWith("No usable answer came from"), e.getMessage());
        assertFalse(e.getMessage().contains("An earlier attempt"), e.getMessage());
      }
    }
    server.sawRequests(2);
  }

  @ParameterizedTest
  @MethodSource("anything")
  void aLoggerThatThrowsChangesNothing(Throwable thrown) {
    server.answers(200, StubServer.LOGGED).answers(400, "{}");
    Thread self = Thread.currentThread();
    Consumer<LogCapture.Line> broken =
        line -> {
          if (Thread.currentThread() == self) {
            throw ForeignCodeTest.<RuntimeException>sneaky(thrown);
          }
        };
    LogCapture.LISTENERS.add(broken);
    try {
      assertEquals("acti_1", server.client.calls().log(StubServer.call()).id());
      assertEquals(Delivery.REFUSED, server.failsWith(BadRequestException.class).delivery());
    } finally {
      LogCapture.LISTENERS.remove(broken);
    }
    server.sawRequests(2);
  }

  @Test
  void aLoggerThatBreaksTheJvmChangesNothing() {
    server.answers(200, StubServer.LOGGED);
    Consumer<LogCapture.Line> broken =
        line -> {
          throw new InternalError("made up");
        };
    LogCapture.LISTENERS.add(broken);
    try {
      assertEquals("acti_1", server.client.calls().log(StubServer.call()).id());
    } finally {
      LogCapture.LISTENERS.remove(broken);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRequestThatWasBuiltAnewWorksAsAnyOther(boolean network) throws Exception {
    server.answers(200, StubServer.LOGGED);
    Interceptor rebuilding =
        chain -> {
          Request request = chain.request();
          return chain.proceed(
              new Request.Builder()
                  .url(request.url())
                  .headers(request.headers())
                  .method(request.method(), request.body())
                  .build());
        };
    try (CloseClient client = client(network, rebuilding)) {
      assertEquals("acti_1", client.calls().log(StubServer.call()).id());
    }
    assertTrue(
        String.valueOf(server.takeRequest().getHeader("Authorization")).startsWith("Basic "));
  }

  @ParameterizedTest
  @CsvSource({"false, 429", "true, 429", "false, 503", "true, 503", "false, 400", "true, 400"})
  void aSuccessThatAnInterceptorTurnsIntoAnErrorIsNotSentAgain(boolean network, int status) {
    server.answers(200, StubServer.LOGGED).answers(200, StubServer.LOGGED);
    OkHttpClient.Builder http = new OkHttpClient.Builder();
    Interceptor turning =
        chain -> {
          Response response = chain.proceed(chain.request());
          return response.newBuilder().code(status).build();
        };
    OkHttpClient own =
        (network ? http.addNetworkInterceptor(turning) : http.addInterceptor(turning)).build();
    try (CloseClient client = server.builder().httpClient(own).build()) {
      UnreadableAnswerException e =
          assertThrows(
              UnreadableAnswerException.class, () -> client.calls().log(StubServer.call()));
      assertEquals(Delivery.ACCEPTED, e.delivery());
      assertEquals(200, e.status());
      assertTrue(e.getMessage().contains("interceptor"), e.getMessage());
    }
    server.sawRequests(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anErrorThatAnInterceptorTurnsIntoASuccessIsAnError(boolean network) {
    server.answers(503, StubServer.LOGGED);
    ApiException e =
        (ApiException)
            failure(
                network, chain -> chain.proceed(chain.request()).newBuilder().code(200).build());
    assertEquals(503, e.status());
    assertEquals(Delivery.UNKNOWN, e.delivery());
  }

  private CloseException failure(boolean network, Interceptor interceptor) {
    try (CloseClient client = client(network, interceptor)) {
      return assertThrows(CloseException.class, () -> client.calls().log(StubServer.call()));
    }
  }

  private CloseClient client(boolean network, Interceptor interceptor) {
    OkHttpClient.Builder http = new OkHttpClient.Builder();
    OkHttpClient own =
        (network ? http.addNetworkInterceptor(interceptor) : http.addInterceptor(interceptor))
            .build();
    return server.builder().httpClient(own).retryPolicy(RetryPolicy.none()).build();
  }

  /** Throws what the compiler would not allow, as Kotlin does. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> RuntimeException sneaky(Throwable thrown) throws E {
    throw (E) thrown;
  }
}
