package io.github.closecalls;

import static io.github.closecalls.SecretScan.assertThrows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.github.closecalls.faults.CompleteAnswer;
import io.github.closecalls.model.CreateCallActivity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import okhttp3.mockwebserver.Dispatcher;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.RecordedRequest;

/** A server on a real socket that answers as it is told, and a client that knows it. */
final class StubServer implements AutoCloseable {
  static final String KEY = "api_4Qx7/secret.9Zk";

  /** The properties that the contract requires of an answer, and one that it does not list. */
  static final String LOGGED =
      CompleteAnswer.of(
          """
          {"_type": "Call", "activity_at": "2013-02-01T00:51:33+00:00", "contact_id": null,
           "created_by": null, "date_created": "2014-05-22T17:39:04.509000+00:00",
           "date_updated": "2014-05-22T17:39:04.509000+00:00", "id": "acti_1", "lead_id": "lead_1",
           "organization_id": "orga_1", "outcome_id": null, "source": "External",
           "status": "completed", "updated_by": null, "user_id": null, "users": [], "cost": "0"}
          """);

  final CloseClient client;
  private final MockWebServer server = new MockWebServer();

  StubServer() {
    try {
      server.start(InetAddress.getLoopbackAddress(), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    client = builder().retryPolicy(RetryPolicy.none()).build();
  }

  /** Returns a builder of another client that knows the server. */
  CloseClient.Builder builder() {
    return CloseClient.builder().baseUrl(baseUrl()).credentials(Credentials.apiKey(KEY));
  }

  URI baseUrl() {
    return baseUrl("127.0.0.1");
  }

  URI baseUrl(String host) {
    return URI.create("http://" + host + ":" + server.getPort() + "/api/v1");
  }

  /** Does something once a thread waits in the library, as it does between two attempts. */
  CompletableFuture<Void> whenWaiting(Thread thread, Runnable action) {
    return CompletableFuture.runAsync(
        () -> {
          long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
          while (!isWaiting(thread)) {
            if (System.nanoTime() - end > 0) {
              throw new IllegalStateException("the thread does not wait");
            }
            LockSupport.parkNanos(1_000_000);
          }
          action.run();
        });
  }

  /** OkHttp waits on monitors and sockets, and a future has another blocker. */
  private static boolean isWaiting(Thread thread) {
    return thread.getState() == Thread.State.TIMED_WAITING
        && LockSupport.getBlocker(thread) instanceof Condition;
  }

  StubServer answers(MockResponse response) {
    server.enqueue(response);
    return this;
  }

  StubServer answers(int status, String body) {
    return answers(new MockResponse().setResponseCode(status).setBody(body));
  }

  /** Has each request answered by this function, many at once. */
  StubServer answersBy(Function<RecordedRequest, MockResponse> function) {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return function.apply(request);
          }
        });
    return this;
  }

  /** Logs a call and returns the failure, which must be of this type. */
  <E extends CloseException> E failsWith(Class<E> type) {
    return assertThrows(
        type,
        () -> client.calls().log(call()),
        () -> "fail with a " + type.getSimpleName() + ", and keep the delivery truthful");
  }

  static CreateCallActivity call() {
    return CreateCallActivity.builder().leadId("lead_1").phone("+14155550134").build();
  }

  RecordedRequest takeRequest() throws InterruptedException {
    RecordedRequest request = server.takeRequest(2, TimeUnit.MINUTES);
    assertNotNull(request, "send a request");
    return request;
  }

  void sawRequests(int count) {
    assertEquals(count, server.getRequestCount(), "send a call at most once");
  }

  @Override
  public void close() {
    client.close();
    try {
      server.shutdown();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
