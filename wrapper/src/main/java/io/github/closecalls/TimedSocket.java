package io.github.closecalls;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * A socket that tells when something was last read from it.
 *
 * <p>An answer for which nothing was read since its request was written had come before: it is not
 * the answer to that request.
 */
final class TimedSocket extends Socket {
  /** Makes them in place of the system's own. */
  static final SocketFactory FACTORY = new Factory();

  /** By their local ports, as a TLS socket does not tell what it stands on. */
  private static final Map<Integer, WeakReference<TimedSocket>> CONNECTED =
      new ConcurrentHashMap<>();

  private volatile long lastRead;

  private TimedSocket() {}

  /** Returns the one that a socket is, or stands on; null if there is none. */
  static @Nullable TimedSocket of(Socket socket) {
    if (socket instanceof TimedSocket timed) {
      return timed;
    }
    WeakReference<TimedSocket> known = CONNECTED.get(socket.getLocalPort());
    TimedSocket timed = known == null ? null : known.get();
    return timed != null && !timed.isClosed() && timed.getPort() == socket.getPort() ? timed : null;
  }

  /** Returns when something was read, or the socket connected, by System.nanoTime. */
  long lastRead() {
    return lastRead;
  }

  @Override
  public void connect(SocketAddress endpoint, int timeout) throws IOException {
    super.connect(endpoint, timeout);
    lastRead = System.nanoTime();
    CONNECTED.put(getLocalPort(), new WeakReference<>(this));
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new FilterInputStream(super.getInputStream()) {
      @Override
      public int read() throws IOException {
        return timed(super.read());
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        return timed(super.read(bytes, offset, length));
      }

      private int timed(int read) {
        lastRead = System.nanoTime();
        return read;
      }
    };
  }

  @Override
  public synchronized void close() throws IOException {
    if (!isClosed()) {
      CONNECTED.computeIfPresent(
          getLocalPort(), (port, known) -> known.refersTo(this) ? null : known);
    }
    super.close();
  }

  private static final class Factory extends SocketFactory {
    @Override
    public Socket createSocket() {
      return new TimedSocket();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
      return SocketFactory.getDefault().createSocket(host, port);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort)
        throws IOException {
      return SocketFactory.getDefault().createSocket(host, port, from, fromPort);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
      return SocketFactory.getDefault().createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
        throws IOException {
      return SocketFactory.getDefault().createSocket(host, port, from, fromPort);
    }
  }
}
