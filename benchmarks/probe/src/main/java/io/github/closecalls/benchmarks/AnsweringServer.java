package io.github.closecalls.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Map;
import java.util.concurrent.Executor;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLServerSocketFactory;

/**
 * Answers each request on loopback with bytes that were made before, over connections that stay
 * open.
 *
 * <p>The first part of the path chooses the answer: {@code /listed/…} has what the contract lists,
 * {@code /published/…} what Close sends, {@code /limited/…} the same with a header {@code
 * RateLimit}.
 */
public final class AnsweringServer {
  private static final int BACKLOG = 4_096;
  private static final String LENGTH = "content-length:";

  private final Map<String, byte[]> answers;

  private AnsweringServer() throws IOException {
    answers =
        Map.of(
            "listed", answer("", "answer-listed"),
            "published", answer("", "answer-published"),
            "limited",
                answer(
                    "RateLimit: limit=100000, remaining=99999, reset=1\r\n", "answer-published"));
  }

  /** Prints the port for http, and that for https if the JVM was given a key store. */
  public static void main(String[] args) throws Exception {
    AnsweringServer server = new AnsweringServer();
    int plain = server.listen(ServerSocketFactory.getDefault());
    int tls =
        System.getProperty("javax.net.ssl.keyStore") == null
            ? 0
            : server.listen(SSLServerSocketFactory.getDefault());
    System.out.println(plain + " " + tls);
    // It ends with whoever started it.
    System.in.read();
    System.exit(0);
  }

  private static byte[] answer(String header, String document) throws IOException {
    byte[] body = JsonDocuments.bytes(document);
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    String head =
        "HTTP/1.1 200 OK\r\n"
            + "Date: Mon, 02 Mar 2026 08:21:09 GMT\r\n"
            + "Content-Type: application/json\r\n"
            + header
            + "Content-Length: "
            + body.length
            + "\r\n\r\n";
    answer.writeBytes(head.getBytes(ISO_8859_1));
    answer.writeBytes(body);
    return answer.toByteArray();
  }

  private int listen(ServerSocketFactory factory) throws Exception {
    ServerSocket listening =
        factory.createServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    Executor threads = Threads.perTask();
    Thread acceptor =
        new Thread(
            () -> {
              while (true) {
                try {
                  Socket socket = listening.accept();
                  threads.execute(() -> serve(socket));
                } catch (IOException e) {
                  e.printStackTrace();
                }
              }
            });
    acceptor.start();
    return listening.getLocalPort();
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      for (String begin = line(in); !begin.isEmpty(); begin = line(in)) {
        in.skipNBytes(lengthOfBody(in));
        out.write(answers.get(begin.split("/", 3)[1]));
      }
    } catch (SocketException e) {
      // A JVM that has been measured ends without closing its connections.
    } catch (IOException e) {
      e.printStackTrace();
    }
  }

  private static long lengthOfBody(InputStream in) throws IOException {
    long length = 0;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      if (header.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
        length = Long.parseLong(header.substring(LENGTH.length()).strip());
      } else if (header.regionMatches(true, 0, "transfer-encoding:", 0, 18)) {
        throw new IOException("only a body of a length that is said can be read");
      }
    }
    return length;
  }

  /** Returns a line without its end; an empty one at the end of the stream too. */
  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
