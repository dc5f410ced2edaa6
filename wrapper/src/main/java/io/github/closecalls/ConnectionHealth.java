package io.github.closecalls;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;
import okhttp3.Connection;

/**
 * Recognizes connections that are of no use any more, before a call is lost on them.
 *
 * <p>Servers close idle connections, and a client of HTTP/1.1 learns of it only if it looks; OkHttp
 * does so after ten seconds. Until then a request could be written to a connection whose server is
 * gone, and nobody could say what became of it. What a server says before it is asked (408, or more
 * than one answer to the request before) would be taken for the answer to the next request. An
 * HTTP/2 connection that a firewall has forgotten stays silent, and OkHttp would use it for ever if
 * calls end by their deadline. Safe to share between threads.
 */
final class ConnectionHealth {
  /**
   * What counts as idle, in nanoseconds. A look at a healthy connection takes a millisecond, so
   * calls that follow each other closely, as those of an import do, go without.
   */
  private static final long MOMENT = TimeUnit.MILLISECONDS.toNanos(5);

  private final Map<Connection, Answered> lastAnswers =
      Collections.synchronizedMap(new WeakHashMap<>());

  /** Whether a connection ended without a word before: then each is looked at before each use. */
  private volatile boolean wary;

  /** When an answer was read from a connection, last, by System.nanoTime. */
  private static final class Answered {
    volatile long at;
  }

  /** Takes note that an answer was read to its end. */
  void answered(Connection connection) {
    Answered last = lastAnswers.get(connection);
    if (last == null) {
      last = new Answered();
      lastAnswers.put(connection, last);
    }
    last.at = System.nanoTime();
  }

  /** Returns whether nothing was answered on a connection since a time by System.nanoTime. */
  boolean isSilentSince(long time, Connection connection) {
    Answered last = lastAnswers.get(connection);
    return last == null || last.at - time < 0;
  }

  /**
   * Returns whether a connection of HTTP/1.1 ended, or brought what nobody asked for, while it was
   * idle.
   */
  boolean isStale(Connection connection) {
    long moment = wary ? 0 : MOMENT;
    boolean stale =
        System.nanoTime() - idleSince(connection) > moment && hasEndedOrSpoken(connection.socket());
    wary |= stale;
    return stale;
  }

  /** Takes note that no answer came over a connection. */
  void lost(Connection connection) {
    wary |= lastAnswers.containsKey(connection);
  }

  /** Returns whether nothing was read since a time by System.nanoTime, as far as that is known. */
  static boolean isUnreadSince(long time, Connection connection) {
    TimedSocket socket = TimedSocket.of(connection.socket());
    return socket != null && socket.lastRead() - time < 0;
  }

  /** Others may have used a connection of which nothing is known. */
  private long idleSince(Connection connection) {
    TimedSocket socket = TimedSocket.of(connection.socket());
    if (socket != null) {
      return socket.lastRead();
    }
    Answered last = lastAnswers.get(connection);
    return last == null ? System.nanoTime() - 2 * MOMENT : last.at;
  }

  /** Looks for the end of the stream, and for what nobody asked for. */
  private static boolean hasEndedOrSpoken(Socket socket) {
    try {
      int timeout = socket.getSoTimeout();
      socket.setSoTimeout(1);
      try {
        int unused = socket.getInputStream().read();
        return true;
      } catch (SocketTimeoutException e) {
        return false;
      } finally {
        socket.setSoTimeout(timeout);
      }
    } catch (IOException e) {
      return true;
    }
  }
}
