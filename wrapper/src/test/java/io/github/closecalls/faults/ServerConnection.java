package io.github.closecalls.faults;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What connections of both protocols have in common. For use by one thread. */
abstract class ServerConnection {
  final Socket socket;
  final FaultScript script;
  final Ledger ledger;

  /** The TCP socket below TLS, or the same one. */
  private final Socket wire;

  private final CountDownLatch closing;

  ServerConnection(
      Socket socket, Socket wire, FaultScript script, Ledger ledger, CountDownLatch closing) {
    this.socket = socket;
    this.wire = wire;
    this.script = script;
    this.ledger = ledger;
    this.closing = closing;
  }

  /** Serves requests until one side ends the connection. */
  abstract void run() throws IOException;

  void hangUntilClosed() throws IOException {
    try {
      closing.await();
    } catch (InterruptedException e) {
      throw new InterruptedIOException();
    }
    throw new IOException("closed");
  }

  void wait(int millis) throws IOException {
    try {
      if (closing.await(millis, TimeUnit.MILLISECONDS)) {
        throw new IOException("closed");
      }
    } catch (InterruptedException e) {
      throw new InterruptedIOException();
    }
  }

  void closeSocket() throws IOException {
    socket.close();
    throw new IOException("dropped");
  }

  void tearSocket() throws IOException {
    wire.setSoLinger(true, 0);
    wire.close();
    throw new IOException("torn");
  }

  static boolean hasBody(int status) {
    return status >= 200 && status != 204 && status != 304;
  }
}
