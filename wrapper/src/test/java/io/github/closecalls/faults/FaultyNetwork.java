package io.github.closecalls.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javax.net.SocketFactory;
import okhttp3.Dns;

/** The way to the server, on which a script can make a call fail. */
final class FaultyNetwork extends SocketFactory implements Dns {
  /** In bytes; small, so that a stall is soon felt. */
  static final int BUFFER = 64 << 10;

  /**
   * The time-out of connecting to what does not answer: to what does, a busy machine takes longer.
   */
  private static final int CONNECT_MILLIS = 1_000;

  private static final Set<Stage> OF_DNS = EnumSet.of(Stage.DNS_FAILURE);
  private static final Ports PORTS = new Ports();

  private final FaultScript script;

  FaultyNetwork(FaultScript script) {
    this.script = script;
  }

  @Override
  public List<InetAddress> lookup(String host) throws UnknownHostException {
    if (script.next(OF_DNS) != null) {
      throw new UnknownHostException(host);
    }
    return List.of(InetAddress.getLoopbackAddress());
  }

  @Override
  public Socket createSocket() {
    return new Socket() {
      @Override
      public void connect(SocketAddress server, int timeout) throws IOException {
        setSendBufferSize(BUFFER);
        Fault fault = script.next(Stage.OF_CLIENT);
        if (fault == null) {
          super.connect(server, timeout);
        } else if (fault.stage() == Stage.REFUSED) {
          super.connect(PORTS.closed.getLocalSocketAddress(), timeout);
        } else {
          super.connect(PORTS.full.getLocalSocketAddress(), CONNECT_MILLIS);
        }
      }
    };
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw new UnsupportedOperationException("OkHttp connects its sockets itself");
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort) {
    throw new UnsupportedOperationException("OkHttp connects its sockets itself");
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw new UnsupportedOperationException("OkHttp connects its sockets itself");
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) {
    throw new UnsupportedOperationException("OkHttp connects its sockets itself");
  }

  /** Ports that stay taken as long as the JVM runs, so that no server of a test gets them. */
  private static final class Ports {
    /** Bound, but no one listens: the system refuses connections. */
    final Socket closed = new Socket();

    /** Its queue of connections is full, and no one takes any out: the system does not answer. */
    final ServerSocket full;

    private final List<SocketChannel> queue = new ArrayList<>();

    Ports() {
      try {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        closed.bind(new InetSocketAddress(loopback, 0));
        full = new ServerSocket(0, 1, loopback);
        for (int i = 0; i < 16; i++) {
          SocketChannel channel = SocketChannel.open();
          channel.configureBlocking(false);
          channel.connect(full.getLocalSocketAddress());
          queue.add(channel);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
