package io.github.closecalls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.function.Executable;

/**
 * Reads along with all that is printed, logged or thrown in the test run, at every level, and fails
 * the class after which a secret or a phone number of the tests is among it.
 *
 * <p>JUnit finds it by itself, for every test class. What is thrown it gets from its own {@code
 * assertThrows}, which all tests use.
 */
@SuppressWarnings("exports") // Tests are in the module of the library, and export nothing.
public final class SecretScan implements BeforeAllCallback, AfterAllCallback {
  private static final List<String> SECRETS =
      List.of(
          StubServer.KEY,
          "YXBpXzRReDcvc2VjcmV0Ljlaazo",
          "Qx-",
          "api_faults.K3y",
          "YXBpX2ZhdWx0cy5LM3k6",
          "4155550134");

  private static final int CONTEXT = 200;

  /** What was printed, which can come in pieces. */
  private static final ByteArrayOutputStream PRINTED = new ByteArrayOutputStream();

  private static final List<String> FOUND = new CopyOnWriteArrayList<>();

  private static boolean reading;

  /** Made by JUnit. */
  public SecretScan() {}

  /** Is JUnit's method of this name, and reads all texts of what was thrown. */
  static <T extends Throwable> T assertThrows(Class<T> type, Executable executable) {
    return assertThrows(type, executable, () -> "");
  }

  /** Is JUnit's method of this name, and reads all texts of what was thrown. */
  static <T extends Throwable> T assertThrows(
      Class<T> type, Executable executable, Supplier<String> message) {
    T thrown = Assertions.assertThrows(type, executable, message);
    read(thrown);
    return thrown;
  }

  /**
   * Reads all texts of what was thrown: messages, stack traces, causes, headers and bodies of
   * answers.
   */
  public static void read(Throwable thrown) {
    StringWriter texts = new StringWriter();
    try (PrintWriter writer = new PrintWriter(texts)) {
      thrown.printStackTrace(writer);
      Throwable own = thrown instanceof CloseException ? thrown : thrown.getCause();
      if (own instanceof ApiException answer) {
        writer.println(answer.body());
        writer.println(answer.headers());
        writer.println(answer.error() + " " + answer.errors() + " " + answer.fieldErrors());
      } else if (own instanceof UnreadableAnswerException answer) {
        writer.println(answer.body());
        writer.println(answer.headers());
      }
    }
    read(texts.toString());
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    synchronized (PRINTED) {
      if (reading) {
        return;
      }
      reading = true;
    }
    System.setOut(new PrintStream(readingAlong(System.out), true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(readingAlong(System.err), true, StandardCharsets.UTF_8));
    LogCapture.LISTENERS.add(line -> read(line.text()));
  }

  @Override
  public void afterAll(ExtensionContext context) {
    Thread.getAllStackTraces().keySet().forEach(thread -> read(thread.getName()));
    synchronized (PRINTED) {
      read(PRINTED.toString(StandardCharsets.UTF_8));
      PRINTED.reset();
    }
    List<String> found = List.copyOf(FOUND);
    FOUND.clear();
    assertEquals(List.of(), found, "print, log and throw no secret and no phone number");
  }

  private static void read(String text) {
    FOUND.addAll(secretsIn(text));
  }

  /** Returns what of the secrets is in a text, with what stands around it. */
  static List<String> secretsIn(String text) {
    List<String> found = new ArrayList<>();
    for (String secret : SECRETS) {
      int at = text.indexOf(secret);
      if (at >= 0) {
        int end = Math.min(text.length(), at + CONTEXT);
        found.add(secret + " in: " + text.substring(Math.max(0, at - CONTEXT), end));
      }
    }
    return found;
  }

  private static OutputStream readingAlong(PrintStream stream) {
    return new OutputStream() {
      @Override
      public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) {
        synchronized (PRINTED) {
          PRINTED.write(bytes, offset, length);
        }
        stream.write(bytes, offset, length);
      }
    };
  }
}
