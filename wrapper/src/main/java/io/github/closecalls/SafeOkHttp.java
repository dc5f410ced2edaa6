package io.github.closecalls;

import java.io.IOException;
import java.net.Proxy;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import okhttp3.Authenticator;
import okhttp3.Connection;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;

/** Makes OkHttp send a request only once, only to its own address, and not wait for ever. */
final class SafeOkHttp {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  /** Longer than a connection needs, because Close's answers are known to take their time. */
  private static final Duration IO_TIMEOUT = Duration.ofSeconds(30);

  /** How long a connection stays open that no call uses. */
  private static final Duration KEEP_ALIVE = Duration.ofMinutes(5);

  private SafeOkHttp() {}

  /** Returns a client for those who give none, with its time-outs. */
  static OkHttpClient standard(int maxConcurrency) {
    return new OkHttpClient.Builder()
        .connectionPool(pool(maxConcurrency))
        .connectTimeout(CONNECT_TIMEOUT)
        .readTimeout(IO_TIMEOUT)
        .writeTimeout(IO_TIMEOUT)
        .build();
  }

  /** Returns a pool that keeps a connection for each call that can be under way. */
  static ConnectionPool pool(int maxConcurrency) {
    return new ConnectionPool(maxConcurrency, KEEP_ALIVE.toNanos(), TimeUnit.NANOSECONDS);
  }

  /**
   * Returns the user's client without what sends a request again or elsewhere.
   *
   * <p>It may try the other addresses of a host, which it does before anything is sent. The
   * dispatcher only lists the calls under way, so that close() ends ours and no others. A time-out
   * of writing would close a TLS socket from the one thread that minds all time-outs of the JVM,
   * and hold that thread as long as the server does not read; the deadline closes the socket below.
   */
  static OkHttpClient.Builder client(OkHttpClient client) {
    OkHttpClient.Builder safe = client.newBuilder();
    if (client.socketFactory() == SocketFactory.getDefault()) {
      safe.socketFactory(TimedSocket.FACTORY);
    }
    return safe.dispatcher(new Dispatcher())
        .retryOnConnectionFailure(true)
        .followRedirects(false)
        .followSslRedirects(false)
        .authenticator(Authenticator.NONE)
        .writeTimeout(Duration.ZERO);
  }

  /** Keeps secrets off a proxy, and off a name service that sends localhost elsewhere. */
  static void checkWire(Interceptor.Chain chain) throws IOException {
    if (!chain.request().isHttps()
        && !isWithinThisMachine(Objects.requireNonNull(chain.connection()))) {
      throw new IOException(
          "Plain http is allowed only for this machine and without a proxy: others could read what is sent");
    }
  }

  private static boolean isWithinThisMachine(Connection connection) {
    return connection.route().proxy().type() == Proxy.Type.DIRECT
        && connection.socket().getInetAddress().isLoopbackAddress();
  }

  /**
   * Returns whether an HTTP/2 server did not, and will not, process a request.
   *
   * <p>Either its connection was closing and took no stream any more, after which OkHttp takes
   * another connection by itself, or the stream was refused, or left out by a GOAWAY, which OkHttp
   * reports the same (RFC 9113, section 8.7). The types of these exceptions are not public.
   */
  static boolean isCertainlyUnprocessed(IOException e) {
    return switch (e.getClass().getName()) {
      case "okhttp3.internal.http2.ConnectionShutdownException" -> true;
      case "okhttp3.internal.http2.StreamResetException" ->
          "stream was reset: REFUSED_STREAM".equals(e.getMessage());
      default -> false;
    };
  }
}
