package io.github.closecalls.cli.imports;

import io.github.closecalls.CloseResponse;
import io.github.closecalls.cli.command.ExitCode;
import io.github.closecalls.cli.command.Terminal;
import io.github.closecalls.cli.command.Usage;
import io.github.closecalls.model.CallActivity;
import io.github.closecalls.testing.FakeClose;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** An import in a process of its own, which can be killed. */
final class ImportProcess {
  private static final int KILLED = 137;

  private ImportProcess() {}

  /** Where a process kills itself. */
  enum Point {
    NOWHERE,
    /** The intent is on the disk, and no byte is sent. */
    ANNOUNCED,
    /** Close has answered, and the outcome is not written. */
    ANSWERED
  }

  /**
   * Starts one that kills itself when it comes to a point for the so-manieth time.
   *
   * @param within the command that runs it, or nothing
   */
  static Process start(
      List<String> within, FakeClose close, Point point, int time, Path log, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(within);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            ImportProcess.class.getName(),
            point.name(),
            String.valueOf(time)));
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().remove("CLOSE_ACCESS_TOKEN");
    builder.environment().put("CLOSE_API_KEY", ImportRun.KEY);
    builder.environment().put("CLOSE_BASE_URL", close.url().toString());
    return builder.start();
  }

  public static void main(String[] arguments) throws InterruptedException {
    Point point = Point.valueOf(arguments[0]);
    int time = Integer.parseInt(arguments[1]);
    List<String> rest = Arrays.asList(arguments).subList(2, arguments.length);
    ExitCode exit =
        new ImportCommand(sender -> killedAt(point, time, sender))
            .run(Usage.of("import").parse(rest), Terminal.ofThisProcess());
    System.exit(exit.number());
  }

  private static CallSender killedAt(Point point, int time, CallSender sender) {
    AtomicInteger times = new AtomicInteger();
    return call -> {
      boolean now = times.incrementAndGet() == time;
      if (now && point == Point.ANNOUNCED) {
        Runtime.getRuntime().halt(KILLED);
      }
      CloseResponse<CallActivity> response = sender.send(call);
      if (now && point == Point.ANSWERED) {
        Runtime.getRuntime().halt(KILLED);
      }
      return response;
    };
  }
}
