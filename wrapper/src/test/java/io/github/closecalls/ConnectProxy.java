package io.github.closecalls;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy on a real socket that opens tunnels, or answers in another way if it is told to. */
final class ConnectProxy implements AutoCloseable {
  /** The heads of the requests that came, lines and all. */
  final List<String> requests = new CopyOnWriteArrayList<>();

  private final Queue<Integer> refusals = new ConcurrentLinkedQueue<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final ServerSocket server;

  ConnectProxy(Integer... refusals) {
    this.refusals.addAll(List.of(refusals));
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(this::accept);
  }

  Proxy proxy() {
    return new Proxy(
        Proxy.Type.HTTP,
        new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort()));
  }

  String address() {
    return "localhost:" + server.getLocalPort();
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() throws IOException {
    while (true) {
      Socket socket = server.accept();
      sockets.add(socket);
      start(() -> serve(socket));
    }
  }

  private void serve(Socket socket) throws IOException {
    // Characters of one byte each, so that nothing behind the head is read.
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1), 1);
    while (true) {
      StringBuilder head = new StringBuilder();
      for (String line = in.readLine(); line == null || !line.isEmpty(); line = in.readLine()) {
        if (line == null) {
          return;
        }
        head.append(line).append('\n');
      }
      requests.add(head.toString());
      Integer status = refusals.poll();
      if (status == null) {
        tunnel(head.substring("CONNECT ".length(), head.indexOf(" HTTP/")), socket);
        return;
      }
      String challenge = status == 407 ? "Proxy-Authenticate: Basic realm=\"proxy\"\r\n" : "";
      write(
          socket.getOutputStream(),
          "HTTP/1.1 " + status + " No\r\n" + challenge + "Content-Length: 0\r\n\r\n");
    }
  }

  private void tunnel(String authority, Socket socket) throws IOException {
    int port = Integer.parseInt(authority.substring(authority.lastIndexOf(':') + 1));
    Socket origin = new Socket(InetAddress.getLoopbackAddress(), port);
    sockets.add(origin);
    write(socket.getOutputStream(), "HTTP/1.1 200 OK\r\n\r\n");
    start(() -> copy(origin.getInputStream(), socket.getOutputStream()));
    copy(socket.getInputStream(), origin.getOutputStream());
  }

  private static void copy(InputStream from, OutputStream to) throws IOException {
    byte[] bytes = new byte[8192];
    for (int read = from.read(bytes); read >= 0; read = from.read(bytes)) {
      to.write(bytes, 0, read);
      to.flush();
    }
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // The test has ended, or the client has hung up.
              }
            },
            "connect-proxy");
    thread.setDaemon(true);
    thread.start();
  }
}
