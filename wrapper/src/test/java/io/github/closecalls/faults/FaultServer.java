package io.github.closecalls.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.jspecify.annotations.Nullable;

/** A server on a real socket that misbehaves as its script says, and keeps a ledger of it. */
final class FaultServer implements AutoCloseable {
  static final String HOST = "localhost";

  private static final HeldCertificate AUTHORITY =
      new HeldCertificate.Builder().certificateAuthority(0).build();
  private static final HandshakeCertificates RIGHT = certificates(HOST, AUTHORITY);
  private static final HandshakeCertificates WRONG_HOST = certificates("other.test", AUTHORITY);
  private static final HandshakeCertificates UNKNOWN_AUTHORITY = certificates(HOST, null);

  /** What a client needs to trust the server. */
  static final HandshakeCertificates CLIENT =
      new HandshakeCertificates.Builder().addTrustedCertificate(AUTHORITY.certificate()).build();

  private final Protocol protocol;
  private final FaultScript script;
  private final Ledger ledger = new Ledger();
  private final ServerSocket listener;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "FaultServer");
            thread.setDaemon(true);
            return thread;
          });

  /** What a server speaks. */
  enum Protocol {
    HTTP_1("HTTP/1.1"),
    HTTP_1_TLS("HTTP/1.1 (TLS)"),
    HTTP_2("HTTP/2 (TLS)"),
    HTTP_2_PRIOR_KNOWLEDGE("HTTP/2 (prior knowledge)");

    private final String text;

    Protocol(String text) {
      this.text = text;
    }

    boolean isTls() {
      return this == HTTP_1_TLS || this == HTTP_2;
    }

    /** Returns what a client has to offer. */
    List<okhttp3.Protocol> offered() {
      return this == HTTP_2_PRIOR_KNOWLEDGE
          ? List.of(okhttp3.Protocol.H2_PRIOR_KNOWLEDGE)
          : List.of(okhttp3.Protocol.HTTP_2, okhttp3.Protocol.HTTP_1_1);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  FaultServer(Protocol protocol, FaultScript script) {
    this.protocol = protocol;
    this.script = script;
    try {
      listener = new ServerSocket();
      listener.setReceiveBufferSize(FaultyNetwork.BUFFER);
      listener.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(this::listen);
  }

  URI baseUrl() {
    return URI.create(
        (protocol.isTls() ? "https" : "http")
            + "://"
            + HOST
            + ":"
            + listener.getLocalPort()
            + "/api/v1/");
  }

  Ledger ledger() {
    return ledger;
  }

  /** Returns how many connections stand. */
  int connections() {
    return sockets.size();
  }

  /** Waits until no connection stands any longer, and says whether that came to be. */
  boolean awaitNoConnection(int seconds) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (!sockets.isEmpty() && System.nanoTime() < end) {
      Thread.sleep(5);
    }
    return sockets.isEmpty();
  }

  /** Ends all connections; after that the ledger does not change. */
  @Override
  public void close() throws IOException {
    closing.countDown();
    listener.close();
    for (Socket socket : sockets) {
      socket.close();
    }
    threads.shutdown();
    try {
      if (!threads.awaitTermination(10, TimeUnit.SECONDS)) {
        throw new IOException("A thread of the server does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void listen() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        sockets.add(socket);
        if (listener.isClosed()) {
          socket.close(); // close() may have gone through the others before.
        }
        threads.execute(() -> serve(socket));
      } catch (IOException | RejectedExecutionException e) {
        return; // Closed.
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      Fault fault = script.next(Stage.OF_SERVER);
      serve(socket, fault == null ? Stage.REQUEST : fault.stage());
    } catch (IOException e) {
      // The client went away, or the script ended the connection.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      sockets.remove(socket);
    }
  }

  private void serve(Socket socket, Stage stage) throws IOException, InterruptedException {
    switch (stage) {
      case CLOSED_AT_ONCE -> socket.close();
      case NOT_TLS -> {
        socket.getInputStream().readNBytes(1);
        socket.getOutputStream().write("SSH-2.0-Open\r\n".getBytes(Http1.LATIN_1));
      }
      case TLS_STALL -> closing.await();
      case WRONG_HOST -> speak(socket, WRONG_HOST);
      case UNKNOWN_AUTHORITY -> speak(socket, UNKNOWN_AUTHORITY);
      default -> speak(socket, RIGHT);
    }
  }

  private void speak(Socket socket, HandshakeCertificates certificates) throws IOException {
    if (protocol == Protocol.HTTP_2_PRIOR_KNOWLEDGE) {
      new Http2(socket, socket, script, ledger, closing).run();
      return;
    }
    if (!protocol.isTls()) {
      new Http1(socket, socket, script, ledger, closing).run();
      return;
    }
    boolean http2 = protocol == Protocol.HTTP_2;
    SSLContext context = certificates.sslContext();
    try (SSLSocket tls =
        (SSLSocket) context.getSocketFactory().createSocket(socket, HOST, socket.getPort(), true)) {
      tls.setUseClientMode(false);
      SSLParameters parameters = tls.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {http2 ? "h2" : "http/1.1"});
      tls.setSSLParameters(parameters);
      tls.startHandshake();
      if (http2) {
        new Http2(tls, socket, script, ledger, closing).run();
      } else {
        new Http1(tls, socket, script, ledger, closing).run();
      }
    }
  }

  private static HandshakeCertificates certificates(
      String host, @Nullable HeldCertificate authority) {
    HeldCertificate.Builder certificate =
        new HeldCertificate.Builder().addSubjectAlternativeName(host);
    return new HandshakeCertificates.Builder()
        .heldCertificate(
            authority == null ? certificate.build() : certificate.signedBy(authority).build())
        .build();
  }
}
