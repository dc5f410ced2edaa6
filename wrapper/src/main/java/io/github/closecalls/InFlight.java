package io.github.closecalls;

import java.io.IOException;
import java.net.Socket;
import okhttp3.Connection;
import okhttp3.Headers;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;

/**
 * An attempt: the request, what it is sent with, and how far it got.
 *
 * <p>Its fields are written and read by the thread that makes the attempt, and by those on which
 * interceptors of the user proceed. The watchdog cancels it if that thread is interrupted, and ends
 * what OkHttp does not end once its time is up.
 */
final class InFlight<T> extends Watchdog.Watch {
  /** How many ticks OkHttp gets to end an attempt by itself once its time is up. */
  private static final int GRACE = 6;

  /** The client that sends it. */
  final OkHttpClient client;

  final Call<T> call;

  /** The credential of the request. */
  @Nullable Secret secret;

  /** The headers that the user adds to the request. */
  @Nullable Headers headers;

  /** Whether the request was handed to a connection, so that the server may have seen of it. */
  volatile boolean sent;

  /** What came over the wire; null as long as there is no status, whatever interceptors make up. */
  volatile @Nullable Response wire;

  /** What the server answered, as far as it could be read. */
  volatile @Nullable Answer answer;

  /** Whether the attempt has ended, so that nothing may be sent any more. */
  private boolean over;

  private volatile @Nullable Connection connection;

  /** Prepares an attempt; a call of this client was made for it. */
  InFlight(OkHttpClient client, Call<T> call) {
    this.client = client;
    this.call = call;
  }

  /** Returns the request without what is added when it is sent; the same object each time. */
  Request request() {
    return call.request();
  }

  /** Begins the attempt. */
  void begin(Secret secret, @Nullable Headers headers, long end) {
    this.secret = secret;
    this.headers = headers;
    begin(end);
  }

  /**
   * Records that the request is about to be written.
   *
   * @return whether it may: not twice, nor once the attempt is over, which an interceptor that
   *     proceeds on another thread may not know
   */
  synchronized boolean send(Connection connection) {
    if (sent || over) {
      return false;
    }
    this.connection = connection;
    this.sent = true;
    return true;
  }

  /** Ends the attempt: what is not sent by now, is not sent. */
  synchronized void end() {
    over = true;
    stop();
  }

  /** Returns what the request was handed to, if it was. */
  @Nullable Connection connection() {
    return connection;
  }

  static boolean isHttp2(Connection connection) {
    Protocol protocol = connection.protocol();
    return protocol == Protocol.HTTP_2 || protocol == Protocol.H2_PRIOR_KNOWLEDGE;
  }

  @Override
  void interrupted() {
    call.cancel();
  }

  /**
   * Interrupts the thread of the attempt, then closes its HTTP/2 connection.
   *
   * <p>OkHttp does not end the wait for a stream that the server has closed without an answer, nor
   * a write to a socket whose server has stopped reading; whatever else is under way on that
   * connection waits for the same write. Neither is done after a mere pause of the JVM, which can
   * last longer than any grace.
   */
  @Override
  void overdue(int ticks) {
    Connection connection = this.connection;
    if (ticks == GRACE) {
      interrupt();
    } else if (ticks == 2 * GRACE && connection != null && isHttp2(connection)) {
      abort(connection.socket());
    }
  }

  private static void abort(Socket socket) {
    try {
      // A TLS socket would otherwise wait for the write to end before it says goodbye.
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      // It is closed already, which is what was wanted.
    }
  }
}
