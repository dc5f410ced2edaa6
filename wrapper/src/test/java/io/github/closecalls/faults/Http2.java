package io.github.closecalls.faults;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * A connection with HTTP/2 (RFC 9113), written frame by frame so that it can be wrong.
 *
 * <p>It serves one stream after the other, and takes the client's windows for wide enough: OkHttp
 * opens them to 16 MiB.
 */
final class Http2 extends ServerConnection {
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int RST_STREAM = 3;
  private static final int SETTINGS = 4;
  private static final int PING = 6;
  private static final int GOAWAY = 7;
  private static final int WINDOW_UPDATE = 8;
  private static final int END_STREAM = 1;
  private static final int ACK = 1;
  private static final int END_HEADERS = 4;
  private static final int MAX_FRAME = 16 << 10;
  private static final int WINDOW = 1 << 26;
  private static final int PREFACE_LENGTH = 24;

  private final DataInputStream in;
  private final OutputStream out;
  private final Deque<Stream> waiting = new ArrayDeque<>();
  private final Map<Integer, Stream> open = new HashMap<>();

  Http2(Socket socket, Socket wire, FaultScript script, Ledger ledger, CountDownLatch closing)
      throws IOException {
    super(socket, wire, script, ledger, closing);
    in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream()));
    out = new java.io.BufferedOutputStream(socket.getOutputStream(), 32 << 10);
  }

  @Override
  void run() throws IOException {
    in.readNBytes(PREFACE_LENGTH);
    // SETTINGS_INITIAL_WINDOW_SIZE, and the same for the connection.
    frame(SETTINGS, 0, 0, ByteBuffer.allocate(6).putShort((short) 4).putInt(WINDOW).array());
    frame(WINDOW_UPDATE, 0, 0, ByteBuffer.allocate(4).putInt(WINDOW - 65_535).array());
    out.flush();
    while (true) {
      Stream next = waiting.poll();
      if (next == null) {
        readFrame();
      } else {
        next.fault = script.nextOfRequest();
        next.fault.action().meet(next);
      }
    }
  }

  private void readFrame() throws IOException {
    int lengthAndType = in.readInt();
    readFrame(lengthAndType >>> 8, lengthAndType & 0xff, in.readUnsignedByte(), in.readInt());
  }

  private void readFrame(int length, int type, int flags, int id) throws IOException {
    byte[] payload = new byte[length];
    in.readFully(payload);
    Stream stream = open.get(id);
    switch (type) {
      case HEADERS -> {
        stream = new Stream(id, isPost(payload));
        open.put(id, stream);
        waiting.add(stream);
        stream.ended = (flags & END_STREAM) != 0;
      }
      case DATA -> {
        if (stream != null) {
          stream.body.write(payload);
          stream.ended = (flags & END_STREAM) != 0;
        }
      }
      case RST_STREAM -> {
        if (stream != null) {
          stream.cancelled = true;
        }
      }
      case SETTINGS -> {
        if ((flags & ACK) == 0) {
          frame(SETTINGS, ACK, 0);
          out.flush();
        }
      }
      case PING -> {
        if ((flags & ACK) == 0) {
          frame(PING, ACK, 0, payload);
          out.flush();
        }
      }
      default -> {} // Nothing that would change what the server does.
    }
  }

  /** Reads the method, which OkHttp writes first, as an index of the static table (RFC 7541). */
  private boolean isPost(byte[] headerBlock) {
    boolean post = headerBlock.length > 0 && headerBlock[0] == (byte) 0x83;
    if (!post) {
      ledger.odd("a request whose method is not POST");
    }
    return post;
  }

  private void frame(int type, int flags, int id, byte... payload) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(9);
    header.putInt((payload.length << 8) | type).put((byte) flags).putInt(id);
    out.write(header.array());
    out.write(payload);
  }

  /** Writes headers as literals that no table keeps (RFC 7541, section 6.2.2). */
  private static byte[] headerBlock(int status, String... headers) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    literal(block, ":status", Integer.toString(status));
    for (String header : headers) {
      int colon = header.indexOf(": ");
      literal(
          block, header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 2));
    }
    return block.toByteArray();
  }

  private static void literal(ByteArrayOutputStream block, String name, String value) {
    block.write(0);
    text(block, name);
    text(block, value);
  }

  private static void text(ByteArrayOutputStream block, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    int length = bytes.length;
    if (length < 127) {
      block.write(length);
    } else { // RFC 7541, section 5.1.
      block.write(127);
      for (length -= 127; length >= 128; length >>>= 7) {
        block.write((length & 127) | 128);
      }
      block.write(length);
    }
    block.writeBytes(bytes);
  }

  private final class Stream implements ServerExchange {
    private final int id;
    private final boolean post;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private Fault fault = Faults.GOOD;
    private boolean ended;
    private boolean cancelled;
    private boolean answered;

    Stream(int id, boolean post) {
      this.id = id;
      this.post = post;
    }

    @Override
    public boolean isHttp2() {
      return true;
    }

    @Override
    public void receive() throws IOException {
      while (!ended && !cancelled) {
        readFrame();
      }
      if (ended && post) {
        ledger.enter(body.toString(StandardCharsets.UTF_8), script.toss(fault.fate()));
      }
    }

    @Override
    public void receiveHalf() throws IOException {
      while (!cancelled) {
        int lengthAndType = in.readInt();
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        int length = lengthAndType >>> 8;
        if ((lengthAndType & 0xff) == DATA && length > 0 && stream == id) {
          in.readNBytes(length / 2);
          return;
        }
        readFrame(length, lengthAndType & 0xff, flags, stream);
      }
    }

    @Override
    public void informational(int status) throws IOException {
      frame(HEADERS, END_HEADERS, id, headerBlock(status));
      out.flush();
    }

    @Override
    public void head(int status, String... headers) throws IOException {
      answered = !hasBody(status);
      frame(HEADERS, END_HEADERS | (answered ? END_STREAM : 0), id, headerBlock(status, headers));
      out.flush();
    }

    @Override
    public void halfOfHead(int status) throws IOException {
      frame(HEADERS, 0, id, headerBlock(status)); // A CONTINUATION is missing.
      out.flush();
    }

    @Override
    public void body(byte[] piece) throws IOException {
      for (int at = 0; at < piece.length && !answered; at += MAX_FRAME) {
        int end = Math.min(piece.length, at + MAX_FRAME);
        frame(DATA, 0, id, java.util.Arrays.copyOfRange(piece, at, end));
      }
      out.flush();
    }

    @Override
    public void end() throws IOException {
      if (!answered) {
        frame(DATA, END_STREAM, id);
      }
      out.flush();
      open.remove(id);
    }

    @Override
    public void drop() throws IOException {
      out.flush();
      closeSocket();
    }

    @Override
    public void halfClose() {
      throw new UnsupportedOperationException("HTTP/2 ends streams");
    }

    @Override
    public void tear() throws IOException {
      out.flush();
      tearSocket();
    }

    @Override
    public void reset(int error) throws IOException {
      frame(RST_STREAM, 0, id, ByteBuffer.allocate(4).putInt(error).array());
      out.flush();
      open.remove(id);
    }

    @Override
    public void goAway(boolean processed, int error) throws IOException {
      int last = processed ? id : Math.max(0, id - 2);
      frame(GOAWAY, 0, 0, ByteBuffer.allocate(8).putInt(last).putInt(error).array());
      out.flush();
    }

    @Override
    public void ping(int times) throws IOException {
      for (int i = 0; i < times; i++) {
        frame(PING, 0, 0, new byte[Long.BYTES]);
      }
      out.flush();
    }

    @Override
    public void lastOnConnection() throws IOException {
      goAway(true, NO_ERROR);
    }

    @Override
    public void hang() throws IOException {
      hangUntilClosed();
    }

    @Override
    public void pause(int millis) throws IOException {
      Http2.this.wait(millis);
    }
  }
}
