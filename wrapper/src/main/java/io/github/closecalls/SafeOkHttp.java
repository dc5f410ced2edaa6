package io.github.closecalls;

import java.io.IOException;
import java.net.Proxy;
import java.time.Duration;
import java.util.Objects;
import javax.net.SocketFactory;
import okhttp3.Authenticator;
import okhttp3.Connection;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;

/** Has OkHttp send a request once, and to where it was meant to go. */
final class SafeOkHttp {
  private SafeOkHttp() {}

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
          "Plain http is for this machine only, and for no proxy: what is sent could be read");
    }
  }

  private static boolean isWithinThisMachine(Connection connection) {
    return connection.route().proxy().type() == Proxy.Type.DIRECT
        && connection.socket().getInetAddress().isLoopbackAddress();
  }

  /**
   * Whether an HTTP/2 server did not, and will not, process a request.
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
