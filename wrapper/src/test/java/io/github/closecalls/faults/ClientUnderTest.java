package io.github.closecalls.faults;

import io.github.closecalls.CallOptions;
import io.github.closecalls.CloseClient;
import io.github.closecalls.Credentials;
import io.github.closecalls.SecretScan;
import io.github.closecalls.faults.FaultServer.Protocol;
import io.github.closecalls.model.CallActivity;
import io.github.closecalls.model.CreateCallActivity;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** A client and the server that it is put to the test with. */
final class ClientUnderTest implements AutoCloseable {
  static final String KEY = "api_faults.K3y";

  /** More than the buffers of two sockets hold. */
  private static final String LARGE = "x".repeat(16 * FaultyNetwork.BUFFER);

  /** Longer than any deadline, which is to be what ends a call. */
  private static final Duration LONG = Duration.ofMinutes(2);

  private static final OkHttpClient BASE =
      new OkHttpClient.Builder()
          .sslSocketFactory(
              FaultServer.CLIENT.sslSocketFactory(), FaultServer.CLIENT.trustManager())
          .connectTimeout(LONG)
          .readTimeout(LONG)
          .writeTimeout(LONG)
          .build();

  final FaultServer server;
  final CloseClient client;
  private final ConnectionPool pool = new ConnectionPool();

  ClientUnderTest(Protocol protocol, FaultScript script) {
    this(protocol, script, Credentials.apiKey(KEY));
  }

  ClientUnderTest(Protocol protocol, FaultScript script, Credentials credentials) {
    this(protocol, script, credentials, http -> http);
  }

  /**
   * Makes a client and its server.
   *
   * @param settings what differs in the OkHttpClient that the client is given
   */
  ClientUnderTest(
      Protocol protocol,
      FaultScript script,
      Credentials credentials,
      UnaryOperator<OkHttpClient.Builder> settings) {
    server = new FaultServer(protocol, script);
    FaultyNetwork net = new FaultyNetwork(script);
    client =
        CloseClient.builder()
            .baseUrl(server.baseUrl())
            .credentials(credentials)
            .httpClient(
                settings
                    .apply(
                        BASE.newBuilder()
                            .dns(net)
                            .socketFactory(net)
                            .connectionPool(pool)
                            .protocols(protocol.offered())
                            .dispatcher(new Dispatcher()))
                    .build())
            .build();
  }

  static CreateCallActivity call(String lead, boolean large) {
    CreateCallActivity.Builder call =
        CreateCallActivity.builder().leadId(lead).phone("+14155550134").duration(153);
    return large ? call.note(LARGE).build() : call.build();
  }

  /** Logs a call, and returns what was thrown, or null. */
  @Nullable Throwable log(CreateCallActivity call, CallOptions options, boolean async) {
    Throwable thrown = thrown(call, options, async);
    if (thrown != null) {
      SecretScan.read(thrown);
    }
    return thrown;
  }

  private @Nullable Throwable thrown(CreateCallActivity call, CallOptions options, boolean async) {
    try {
      if (!async) {
        client.calls().log(call, options);
        return null;
      }
      CompletableFuture<CallActivity> future = client.calls().logAsync(call, options);
      future.get(1, TimeUnit.MINUTES);
      return null;
    } catch (ExecutionException e) {
      return e.getCause();
    } catch (RuntimeException | InterruptedException | TimeoutException | Error e) {
      return e;
    }
  }

  int connections() {
    return pool.connectionCount();
  }

  @Override
  public void close() throws IOException {
    client.close();
    server.close(); // Or TLS would wait, before it says goodbye, for a write that nobody reads.
    pool.evictAll();
  }
}
