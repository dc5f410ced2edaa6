package io.github.closecalls.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * A request under way, as the server sees it, and what the server can do to it.
 *
 * <p>It begins once the first byte of the request is here. For use by one thread.
 */
interface ServerExchange {
  /** Of HTTP/2 (RFC 9113, section 7). */
  int NO_ERROR = 0;

  int INTERNAL_ERROR = 2;
  int REFUSED_STREAM = 7;
  int CANCEL = 8;

  boolean isHttp2();

  /** Receives the request to its end, and enters it in the ledger. */
  void receive() throws IOException;

  /** Receives the headers and half of the body. */
  void receiveHalf() throws IOException;

  /** Sends a status that is not the last: 1xx. */
  void informational(int status) throws IOException;

  /**
   * Sends the status and the headers.
   *
   * @param headers as {@code "Name: value"}; without Content-Length the body ends where {@link
   *     #end()} says
   */
  void head(int status, String... headers) throws IOException;

  /** Sends the first half of what {@link #head} would send. */
  void halfOfHead(int status) throws IOException;

  /** Sends a piece of the body. */
  void body(byte[] piece) throws IOException;

  /** Ends the body, and with it the answer. */
  void end() throws IOException;

  /** Closes the connection in good order. */
  void drop() throws IOException;

  /** Says that nothing more will be sent, and reads on; HTTP/1.1 only. */
  void halfClose() throws IOException;

  /** Ends the connection with a TCP reset, which takes away what is still on its way. */
  void tear() throws IOException;

  /** Ends the stream with an error; HTTP/2 only. */
  void reset(int error) throws IOException;

  /** Says that the connection will take no further stream; HTTP/2 only. */
  void goAway(boolean processed, int error) throws IOException;

  /** Asks so often for a sign of life; HTTP/2 only. */
  void ping(int times) throws IOException;

  /** Lets the client take no more after this answer: {@code Connection: close}, or GOAWAY. */
  void lastOnConnection() throws IOException;

  /** Does nothing, and reads nothing, until the server is closed. */
  void hang() throws IOException;

  /** Lets some time pass. */
  void pause(int millis) throws IOException;

  /** Receives the request and answers it by the book. */
  default void answer(int status, String body, String... headers) throws IOException {
    answer(status, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  /** Receives the request and answers it by the book. */
  default void answer(int status, byte[] body, String... headers) throws IOException {
    receive();
    reply(status, body, headers);
  }

  /** Answers by the book, whether or not the request was received. */
  default void reply(int status, byte[] body, String... headers) throws IOException {
    String[] all = java.util.Arrays.copyOf(headers, headers.length + 1);
    all[headers.length] = "Content-Length: " + body.length;
    head(status, all);
    body(body);
    end();
  }
}
