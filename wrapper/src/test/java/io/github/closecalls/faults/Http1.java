package io.github.closecalls.faults;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/** A connection with HTTP/1.1, written byte by byte so that it can be wrong. */
final class Http1 extends ServerConnection implements ServerExchange {
  static final Charset LATIN_1 = StandardCharsets.ISO_8859_1;

  private final PushbackInputStream in;
  private final OutputStream out;
  private Fault fault = Faults.GOOD;
  private boolean post;
  private boolean last;
  private boolean chunked;
  private boolean headWritten;
  private int length;

  Http1(Socket socket, Socket wire, FaultScript script, Ledger ledger, CountDownLatch closing)
      throws IOException {
    super(socket, wire, script, ledger, closing);
    in = new PushbackInputStream(new java.io.BufferedInputStream(socket.getInputStream()));
    out = new java.io.BufferedOutputStream(socket.getOutputStream(), 32 << 10);
  }

  @Override
  void run() throws IOException {
    while (!last) {
      int first = in.read();
      if (first < 0) {
        return;
      }
      in.unread(first);
      length = -1;
      headWritten = false;
      fault = script.nextOfRequest();
      fault.action().meet(this);
    }
    closeSocket();
  }

  @Override
  public boolean isHttp2() {
    return false;
  }

  @Override
  public void receive() throws IOException {
    receiveHead();
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException();
    }
    if (post) {
      ledger.enter(new String(body, StandardCharsets.UTF_8), script.toss(fault.fate()));
    }
  }

  @Override
  public void receiveHalf() throws IOException {
    receiveHead();
    in.readNBytes(length / 2);
  }

  private void receiveHead() throws IOException {
    String start = line();
    post = start.startsWith("POST ");
    if (!post) {
      ledger.odd("the request " + start);
    }
    length = 0;
    for (String line = line(); !line.isEmpty(); line = line()) {
      String header = line.toLowerCase(Locale.ROOT);
      if (header.startsWith("content-length:")) {
        length = Integer.parseInt(header.substring(15).strip());
      } else if (header.startsWith("transfer-encoding:")) {
        ledger.odd(line);
      }
    }
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException();
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(LATIN_1);
  }

  @Override
  public void informational(int status) throws IOException {
    write("HTTP/1.1 " + status + " Wait\r\n\r\n");
    out.flush();
  }

  @Override
  public void head(int status, String... headers) throws IOException {
    headWritten = true;
    chunked = hasBody(status);
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Status\r\n");
    for (String header : headers) {
      boolean isLength = header.startsWith("Content-Length:");
      chunked &= !isLength;
      if (!isLength || hasBody(status) || !header.endsWith(": 0")) {
        head.append(header).append("\r\n");
      }
    }
    if (last) {
      head.append("Connection: close\r\n");
    }
    if (chunked) {
      head.append("Transfer-Encoding: chunked\r\n");
    }
    write(head.append("\r\n").toString());
  }

  @Override
  public void halfOfHead(int status) throws IOException {
    write("HTTP/1.1 " + status + " Status\r\nContent-Type: applic");
    out.flush();
  }

  @Override
  public void body(byte[] piece) throws IOException {
    if (piece.length == 0) {
      return; // As a chunk it would be the last one.
    }
    if (chunked) {
      write(Integer.toHexString(piece.length) + "\r\n");
    }
    out.write(piece);
    if (chunked) {
      write("\r\n");
    }
    out.flush();
  }

  @Override
  public void end() throws IOException {
    if (chunked) {
      write("0\r\n\r\n");
    }
    out.flush();
  }

  /** Sends bytes that HTTP does not know of. */
  void raw(String text) throws IOException {
    write(text);
    out.flush();
  }

  private void write(String text) throws IOException {
    out.write(text.getBytes(LATIN_1));
  }

  @Override
  public void drop() throws IOException {
    out.flush();
    closeSocket();
  }

  @Override
  public void halfClose() throws IOException {
    out.flush();
    socket.shutdownOutput();
  }

  @Override
  public void tear() throws IOException {
    out.flush();
    tearSocket();
  }

  @Override
  public void reset(int error) {
    throw new UnsupportedOperationException("HTTP/1.1 has no streams");
  }

  @Override
  public void ping(int times) {
    throw new UnsupportedOperationException("HTTP/1.1 has no pings");
  }

  @Override
  public void goAway(boolean processed, int error) {
    throw new UnsupportedOperationException("HTTP/1.1 has no streams");
  }

  @Override
  public void lastOnConnection() {
    if (headWritten) {
      throw new IllegalStateException("too late: the headers are written");
    }
    last = true;
  }

  @Override
  public void hang() throws IOException {
    hangUntilClosed();
  }

  @Override
  public void pause(int millis) throws IOException {
    wait(millis);
  }
}
