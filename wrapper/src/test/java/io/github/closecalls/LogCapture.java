package io.github.closecalls;

import java.lang.System.Logger.Level;
import java.text.MessageFormat;
import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Hands what the library logs, at every level, to the tests; found by the JVM as a service. */
public final class LogCapture extends System.LoggerFinder {
  /** What was logged, with its level. */
  record Line(Level level, String text) {}

  static final List<Consumer<Line>> LISTENERS = new CopyOnWriteArrayList<>();

  /** Whether the library is told that nobody listens, as is usual. */
  public static volatile boolean off;

  /** Made by the JVM. */
  public LogCapture() {}

  @Override
  public System.Logger getLogger(String name, Module module) {
    boolean ours = name.startsWith("io.github.closecalls");
    return new System.Logger() {
      @Override
      public String getName() {
        return name;
      }

      @Override
      public boolean isLoggable(Level level) {
        return ours && !off;
      }

      @Override
      public void log(
          Level level,
          @Nullable ResourceBundle bundle,
          @Nullable String message,
          @Nullable Throwable thrown) {
        tell(level, message + (thrown == null ? "" : " " + thrown));
      }

      @Override
      public void log(
          Level level,
          @Nullable ResourceBundle bundle,
          @Nullable String format,
          @Nullable Object @Nullable ... parameters) {
        boolean plain = format == null || parameters == null || parameters.length == 0;
        tell(level, plain ? String.valueOf(format) : MessageFormat.format(format, parameters));
      }
    };
  }

  private static void tell(Level level, String text) {
    LISTENERS.forEach(listener -> listener.accept(new Line(level, text)));
  }
}
