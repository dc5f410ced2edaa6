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
 * Recognizes HTTP/1.1 connections that ended while they were idle, before a request is lost on
 * them.
 *
 * <p>Servers close idle connections, and the client learns of it only if it looks; OkHttp does so
 * after ten seconds. Until then a request could be written to a connection whose server is gone,
 * and nobody could say what became of it. What a server says before it is asked (408, or more than
 * one answer to the request before) would be taken for the answer to the next request. Safe to
 * share between threads.
 */
final class IdleConnections {
  /**
   * What counts as idle, in nanoseconds. A look at a healthy connection takes a millisecond, so
   * calls that follow each other closely, as those of an import do, go without.
   */
  private static final long MOMENT = TimeUnit.MILLISECONDS.toNanos(20);

  private final Map<Connection, LastUse> lastUses =
      Collections.synchronizedMap(new WeakHashMap<>());

  /** When a connection was used last; for the one call at a time that HTTP/1.1 allows. */
  private static final class LastUse {
    volatile long at;
  }

  /** Takes note that an answer was read to its end, or that it was tried. */
  void used(Connection connection) {
    LastUse lastUse = lastUses.get(connection);
    if (lastUse == null) {
      lastUse = new LastUse();
      lastUses.put(connection, lastUse);
    }
    lastUse.at = System.nanoTime();
  }

  /** Returns whether the connection cannot be used any more; asked before a request is written. */
  boolean isDead(Connection connection) {
    LastUse lastUse = lastUses.get(connection);
    return lastUse != null
        && System.nanoTime() - lastUse.at > MOMENT
        && hasEndedOrSpoken(connection.socket());
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
