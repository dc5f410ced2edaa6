package io.github.closecalls.benchmarks.report;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Imports made-up calls with the tool into its own fake. */
final class Imports {
  private static final Path FOLDER = Path.of("target", "import").toAbsolutePath();
  private static final Path BUILT = Path.of("..", "cli", "target", "quick");

  private final Results results;
  private final Jdk jdk;
  private final Path tool;

  Imports(Results results, Jdk jdk) throws IOException {
    this.results = results;
    this.jdk = jdk;
    try (Stream<Path> jars = Files.list(BUILT)) {
      tool =
          jars.filter(
                  jar ->
                      jar.getFileName()
                          .toString()
                          .matches("close-calls-cli-[\\d.]+(-SNAPSHOT)?\\.jar"))
              .findFirst()
              .orElseThrow();
    }
  }

  /** Imports into a fake that takes so many calls per second, or all of them if it is 0. */
  void run(Case of, int rows, int admitted) throws IOException {
    RunProgress.say("%s: import of %d calls, %d per second admitted", jdk, rows, admitted);
    Path calls = calls(rows);
    Path seen = FOLDER.resolve("fake.log");
    List<String> fake = command("fake");
    if (admitted > 0) {
      fake.addAll(List.of("--rate", String.valueOf(admitted)));
    }
    Process server = new ProcessBuilder(fake).redirectError(seen.toFile()).start();
    try (BufferedReader out = server.inputReader()) {
      String address = out.readLine();
      List<String> command = command("import");
      command.addAll(List.of(calls.toString(), "--rate", "10000", "--concurrency", "32"));
      ProcessBuilder importing =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(FOLDER.resolve("import.log").toFile());
      importing
          .environment()
          .putAll(Map.of("CLOSE_API_KEY", "api_benchmark", "CLOSE_BASE_URL", address));
      measure(of, importing);
    } finally {
      server.destroy();
    }
    add(of, Unit.CALLS, rows);
    try (Stream<String> lines = Files.lines(seen)) {
      add(of, Unit.REFUSED, lines.filter(line -> line.contains(": answered 429")).count());
    }
  }

  private void measure(Case of, ProcessBuilder importing) throws IOException {
    long begin = System.nanoTime();
    Process process = importing.start();
    double cpu = 0;
    try {
      // What a process took is gone when it has ended.
      while (process.isAlive()) {
        cpu = Math.max(cpu, process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis());
        Thread.sleep(20);
      }
    } catch (InterruptedException e) {
      process.destroy();
      throw new IOException("interrupted", e);
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    if (process.exitValue() != 0) {
      throw new IOException("The import failed: " + Files.readString(FOLDER.resolve("import.log")));
    }
    add(of, Unit.SECONDS, seconds);
    add(of, Unit.PROCESS_CPU, cpu);
  }

  private void add(Case of, Unit unit, double value) {
    results.add(jdk, of, Subject.CLOSE_CALLS, unit, value);
  }

  private List<String> command(String name) {
    return new ArrayList<>(List.of(jdk.tool("java"), Jdk.COLLECTOR, "-jar", tool.toString(), name));
  }

  /** Writes a file of calls, without the journal of another import. */
  private static Path calls(int rows) throws IOException {
    if (Files.exists(FOLDER)) {
      try (Stream<Path> old = Files.walk(FOLDER).sorted(Comparator.reverseOrder())) {
        for (Path file : old.toList()) {
          Files.delete(file);
        }
      }
    }
    Files.createDirectories(FOLDER);
    List<String> lines = new ArrayList<>();
    lines.add("external_id,lead_id,phone,direction,status,duration,activity_at,note");
    for (int i = 0; i < rows; i++) {
      lines.add(
          "CA%d,lead_%d,+4930123456,outbound,completed,%d,2026-03-02T08:15:30+00:00,No answer"
              .formatted(i, i % 97, i % 600));
    }
    return Files.write(FOLDER.resolve("calls.csv"), lines);
  }
}
