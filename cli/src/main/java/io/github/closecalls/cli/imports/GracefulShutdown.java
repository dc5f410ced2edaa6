package io.github.closecalls.cli.imports;

import io.github.closecalls.cli.command.ExitCode;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Lets work end in order after Ctrl-C or a polite kill, with the exit code of the work. A second
 * one kills it.
 */
final class GracefulShutdown {
  private GracefulShutdown() {}

  /** What is run until it ends or is stopped. */
  @FunctionalInterface
  interface Work {
    ExitCode run() throws InterruptedException;
  }

  /**
   * Runs the work.
   *
   * @param stop asks it to end soon, on another thread
   */
  static ExitCode run(Work work, Runnable stop) throws InterruptedException {
    CompletableFuture<ExitCode> ended = new CompletableFuture<>();
    Thread hook =
        new Thread(
            () -> {
              letSignalsKill();
              stop.run();
              Runtime.getRuntime().halt(ended.join().number());
            },
            "stop");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      ExitCode code = work.run();
      ended.complete(code);
      return code;
    } finally {
      ended.complete(ExitCode.FAILED); // If it is not complete.
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The hook runs already, and ends this process.
      }
    }
  }

  /**
   * Takes the signals from the JVM, which ignores them while it shuts down.
   *
   * <p>By reflection, since the class is not part of Java SE: where it is missing or the JVM
   * handles no signals, a second one does nothing.
   */
  private static void letSignalsKill() {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      for (String name : List.of("INT", "TERM")) {
        signal
            .getMethod("handle", signal, handler)
            .invoke(
                null,
                signal.getConstructor(String.class).newInstance(name),
                handler.getField("SIG_DFL").get(null));
      }
    } catch (ReflectiveOperationException e) {
      // As said above.
    }
  }
}
