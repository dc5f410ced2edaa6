package io.github.closecalls.testing;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Listens on this machine only, and can stop and begin again at the same port.
 *
 * <p>This class is thread-safe.
 */
final class LoopbackServer {
  private static final int BACKLOG = 500;

  /**
   * Clients do not look whether a connection is still there if they have just used it: close-calls
   * does so after 5 ms. A call that follows at once would be lost on it now and then, and the test
   * that makes it would fail as often.
   */
  private static final Duration MOMENT = Duration.ofMillis(20);

  private final Handler handler;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "FakeClose");
            thread.setDaemon(true);
            return thread;
          });

  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final int port;

  /** What listens, or nothing while the server is down. */
  private @Nullable Listener listener;

  /** Keeps the port while nothing listens, so that no other program gets it. */
  private @Nullable Socket placeholder;

  /** A socket, and the thread that accepts its connections. */
  private record Listener(ServerSocket socket, Future<?> acceptor) {
    /**
     * Refuses connections from now on.
     *
     * <p>The operating system refuses them only once the thread has left its call of accept.
     */
    void close() {
      LoopbackServer.close(socket);
      try {
        acceptor.get();
      } catch (ExecutionException e) {
        // It has ended all the same.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Answers requests. */
  interface Handler {
    /** Answers a request, and returns whether the connection stays open. */
    boolean handle(Received request, HttpConnection connection)
        throws IOException, InterruptedException;
  }

  /**
   * Starts to listen.
   *
   * @param port the port, or 0 for any that is free
   */
  LoopbackServer(int port, Handler handler) {
    this.handler = handler;
    Listener first = listen(port);
    this.listener = first;
    this.port = first.socket().getLocalPort();
  }

  int port() {
    return port;
  }

  synchronized void goDown() {
    if (stop()) {
      pause();
    }
  }

  /** Refuses and ends connections, and returns whether there were any. */
  private boolean stop() {
    if (listener == null) {
      return false;
    }
    listener.close();
    listener = null;
    boolean used = !connections.isEmpty();
    for (Socket connection : connections) {
      end(connection);
    }
    try {
      placeholder = new Socket();
      placeholder.setReuseAddress(true);
      placeholder.bind(address(port));
    } catch (IOException e) {
      // Nobody listens either way.
    }
    return used;
  }

  private static void pause() {
    try {
      Thread.sleep(MOMENT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  synchronized void comeUp() {
    if (listener != null || threads.isShutdown()) {
      return;
    }
    if (placeholder != null) {
      close(placeholder);
      placeholder = null;
    }
    listener = listen(port);
  }

  synchronized void close() {
    stop();
    if (placeholder != null) {
      close(placeholder);
      placeholder = null;
    }
    threads.shutdownNow();
  }

  private Listener listen(int port) {
    try {
      ServerSocket socket = new ServerSocket();
      try {
        socket.setReuseAddress(true);
        socket.bind(address(port), BACKLOG);
      } catch (IOException e) {
        socket.close();
        throw e;
      }
      return new Listener(socket, threads.submit(() -> accept(socket)));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "FakeClose cannot listen on port "
              + port
              + " of this machine. Use FakeClose.start(), which takes a port that is free.",
          e);
    }
  }

  /** IPv4, which the base URL says. */
  private static InetSocketAddress address(int port) throws IOException {
    return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
  }

  private void accept(ServerSocket socket) {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        connections.add(connection);
        threads.execute(() -> serve(connection));
      } catch (IOException | RejectedExecutionException e) {
        return; // It is down.
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      HttpConnection connection = new HttpConnection(socket);
      boolean open = true;
      while (open) {
        Optional<Received> request = connection.receive();
        open = request.isPresent() && handler.handle(request.get(), connection);
      }
    } catch (IOException e) {
      // The client went away, does not speak HTTP/1.1, or the server is down.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // The server is closed.
    } finally {
      connections.remove(socket);
    }
  }

  /** Ends a connection at once; to close it alone takes until the thread that reads notices. */
  private static void end(Socket connection) {
    try {
      connection.shutdownOutput();
    } catch (IOException e) {
      // It has ended already.
    }
    close(connection);
  }

  private static void close(Closeable closeable) {
    try {
      closeable.close();
    } catch (IOException e) {
      // What cannot be closed is not used any more either.
    }
  }
}
