package io.github.closecalls.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A connection with HTTP/1.1 (RFC 9112), as far as it is needed here. For use by one thread. */
final class HttpConnection {
  /** In bytes, of a line. */
  private static final int LONGEST_LINE = 64 << 10;

  private static final int MOST_HEADERS = 200;

  /** In bytes; Close's own limit is not known. */
  private static final int LARGEST_BODY = 32 << 20;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  HttpConnection(Socket socket) throws IOException {
    this.socket = socket;
    in = new BufferedInputStream(socket.getInputStream());
    out = socket.getOutputStream();
  }

  /** Receives a request to its end, or nothing if the client has closed the connection. */
  Optional<Received> receive() throws IOException {
    String start = line();
    if (start.isEmpty()) {
      return Optional.empty();
    }
    String[] words = start.split(" ", -1);
    if (words.length != 3 || !words[2].startsWith("HTTP/1.")) {
      throw new ProtocolException("not HTTP/1.1");
    }
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    int count = 0;
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon < 1 || ++count > MOST_HEADERS) {
        throw new ProtocolException("not headers");
      }
      headers
          .computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
          .add(line.substring(colon + 1).strip());
    }
    Received head = new Received(words[0], words[1], headers, "");
    if (head.header("Expect").orElse("").equalsIgnoreCase("100-continue")) {
      write("HTTP/1.1 100 Continue\r\n\r\n", new byte[0]);
    }
    return Optional.of(new Received(words[0], words[1], headers, new String(body(head), UTF_8)));
  }

  private byte[] body(Received head) throws IOException {
    if (head.isChunked()) {
      return chunks();
    }
    return bytes(number(head.header("Content-Length").orElse("0"), 10));
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = chunkSize(); size > 0; size = chunkSize()) {
      if (body.size() > LARGEST_BODY - size) {
        throw new ProtocolException("too much");
      }
      body.write(bytes(size));
      line();
    }
    while (!line().isEmpty()) {
      // A trailer, which nobody asks for.
    }
    return body.toByteArray();
  }

  private int chunkSize() throws IOException {
    return number(line().split(";", -1)[0].strip(), 16);
  }

  private static int number(String text, int radix) throws ProtocolException {
    try {
      int number = Integer.parseInt(text, radix);
      if (number >= 0 && number <= LARGEST_BODY) {
        return number;
      }
    } catch (NumberFormatException e) {
      // As for a number that is too large.
    }
    throw new ProtocolException("not a length that is taken: " + text);
  }

  private byte[] bytes(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    return bytes;
  }

  /** Returns a line without its end; nothing at the end of what the client sends. */
  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n' && b >= 0; b = in.read()) {
      if (line.size() == LONGEST_LINE) {
        throw new ProtocolException("a line too long");
      }
      line.write(b);
    }
    return line.toString(ISO_8859_1).stripTrailing();
  }

  /**
   * Sends an answer.
   *
   * @param sent how much of the body, of which the headers tell the whole length
   */
  void answer(int status, Map<String, String> headers, byte[] body, int sent) throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append(" Fake\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    if (status != 204 && status != 304) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    byte[] part = new byte[sent];
    System.arraycopy(body, 0, part, 0, sent);
    write(head.append("\r\n").toString(), part);
  }

  private void write(String head, byte[] body) throws IOException {
    // In one piece: two small ones could wait for each other.
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(head.getBytes(ISO_8859_1));
    bytes.write(body);
    bytes.writeTo(out);
    out.flush();
  }

  /** Waits, without an answer, until the client or the server closes the connection. */
  void stall() throws IOException {
    while (in.read() >= 0) {
      // It will not be answered either.
    }
  }

  void close() throws IOException {
    socket.close();
  }

  /** Returns whether the client sends nothing more on this connection. */
  static boolean isLast(Received request) {
    return request.header("Connection").orElse("").toLowerCase(Locale.ROOT).contains("close");
  }
}
