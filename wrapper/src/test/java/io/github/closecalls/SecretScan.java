package io.github.closecalls;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Reads along with all that is printed or logged in the test run, at every level, and fails the
 * class after which a secret or a phone number of the tests is among it.
 *
 * <p>JUnit finds it by itself, for every test class.
 */
@SuppressWarnings("exports") // Tests are in the module of the library, and export nothing.
public final class SecretScan implements BeforeAllCallback, AfterAllCallback {
  private static final List<String> SECRETS =
      List.of(CloseServer.KEY, "YXBpXzRReDcvc2VjcmV0Ljlaazo", "Qx-", "6505551234");

  private static final ByteArrayOutputStream SEEN = new ByteArrayOutputStream();

  private static boolean reading;

  /** Made by JUnit. */
  public SecretScan() {}

  @Override
  public void beforeAll(ExtensionContext context) {
    synchronized (SEEN) {
      if (reading) {
        return;
      }
      reading = true;
    }
    System.setOut(new PrintStream(readingAlong(System.out), true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(readingAlong(System.err), true, StandardCharsets.UTF_8));
    LogCapture.LISTENERS.add(line -> note(line.text().getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public void afterAll(ExtensionContext context) {
    for (String thread :
        Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList()) {
      note(thread.getBytes(StandardCharsets.UTF_8));
    }
    String seen;
    synchronized (SEEN) {
      seen = SEEN.toString(StandardCharsets.UTF_8);
      SEEN.reset();
    }
    for (String secret : SECRETS) {
      assertFalse(
          seen.contains(secret), () -> "print and log no secret, such as " + secret + ": " + seen);
    }
  }

  private static void note(byte[] bytes) {
    synchronized (SEEN) {
      SEEN.write(bytes, 0, bytes.length);
      SEEN.write('\n');
    }
  }

  private static OutputStream readingAlong(PrintStream stream) {
    return new OutputStream() {
      @Override
      public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) {
        synchronized (SEEN) {
          SEEN.write(bytes, offset, length);
        }
        stream.write(bytes, offset, length);
      }
    };
  }
}
