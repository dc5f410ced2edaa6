package io.github.closecalls.examples;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/**
 * Sends calls through the proxy of a company, and counts what became of each request.
 *
 * <p>{@code CloseClient.builder().httpClient(…)} takes the client; all guarantees of the library
 * hold with it. With Micrometer, give its {@code OkHttpMetricsEventListener} to {@code
 * eventListener} instead of the listener below. Both see each attempt as a request of its own; what
 * became of the call is in {@code CloseException.delivery()} only.
 */
public final class OwnOkHttp {
  private final Map<String, LongAdder> outcomes = new ConcurrentHashMap<>();
  private final LongAdder nanos = new LongAdder();

  /** Returns a client that uses this proxy and is counted here. */
  public OkHttpClient client(String proxyHost, int proxyPort) {
    return new OkHttpClient.Builder()
        // Not resolved: its name is looked up for each connection, so that it can move.
        .proxy(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxyHost, proxyPort)))
        .connectTimeout(Duration.ofSeconds(5))
        .eventListenerFactory(call -> new Attempts())
        .build();
  }

  /** Returns how many attempts ended with each status, or with each type of exception. */
  public Map<String, Long> outcomes() {
    Map<String, Long> counts = new TreeMap<>();
    outcomes.forEach((outcome, count) -> counts.put(outcome, count.sum()));
    return counts;
  }

  /** Returns how long all attempts took together. */
  public Duration time() {
    return Duration.ofNanos(nanos.sum());
  }

  /**
   * Listens to one attempt. A listener is shown the credential in {@code requestHeadersEnd}: this
   * one does not look.
   */
  private final class Attempts extends EventListener {
    private final long begin = System.nanoTime();

    @Override
    public void responseHeadersEnd(Call call, Response response) {
      count(String.valueOf(response.code()));
    }

    @Override
    public void callEnd(Call call) {
      nanos.add(System.nanoTime() - begin);
    }

    @Override
    public void callFailed(Call call, IOException e) {
      count(e.getClass().getSimpleName());
      nanos.add(System.nanoTime() - begin);
    }

    private void count(String outcome) {
      outcomes.computeIfAbsent(outcome, unused -> new LongAdder()).increment();
    }
  }
}
