package io.github.closecalls.benchmarks.report;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Starts JVMs that make a client and log one call.
 *
 * <p>The CPU time is that of the whole process, compilers and all, read from outside after the
 * call.
 */
final class FirstCalls {
  private static final Path FOLDER = Path.of("target", "first-call").toAbsolutePath();

  private final Results results;
  private final Jdk jdk;
  private final AnsweringProcess server;

  FirstCalls(Results results, Jdk jdk, AnsweringProcess server) throws IOException {
    this.results = results;
    this.jdk = jdk;
    this.server = server;
    Files.createDirectories(FOLDER);
  }

  void run(Case of, List<Subject> subjects, int rounds) throws IOException {
    for (Subject subject : subjects) {
      train(of, subject);
    }
    for (int round = 1; round <= rounds; round++) {
      RunProgress.say("%s, round %d: %s", jdk, round, of);
      for (Subject subject : subjects) {
        results.add(jdk, of, subject, Unit.PROCESS_CPU, start(of, subject, flags(of, subject)));
      }
    }
  }

  /** Counts the classes that are loaded, by the JVM's own log of them. */
  void countClasses(List<Subject> subjects) throws IOException {
    Path log = FOLDER.resolve("classes.log");
    for (Subject subject : subjects) {
      start(Case.FIRST_CALL, subject, List.of("-Xlog:class+load:file=" + log));
      try (Stream<String> lines = Files.lines(log)) {
        long classes = lines.filter(line -> line.contains(" source: ")).count();
        results.add(jdk, Case.FIRST_CALL, subject, Unit.CLASSES, classes);
      }
    }
  }

  /** Makes the archive that is used later. */
  private void train(Case of, Subject subject) throws IOException {
    Path archive = archive(of, subject);
    switch (of) {
      case FIRST_CALL_APPCDS ->
          start(of, subject, List.of("-Xshare:auto", "-XX:ArchiveClassesAtExit=" + archive));
      case FIRST_CALL_AOT -> start(of, subject, List.of("-XX:AOTCacheOutput=" + archive));
      default -> {
        return;
      }
    }
    if (!Files.exists(archive)) {
      throw new IOException("The JVM wrote no " + archive + ": see " + log());
    }
  }

  private List<String> flags(Case of, Subject subject) {
    return switch (of) {
      case FIRST_CALL_TLS -> AnsweringProcess.trust();
      case FIRST_CALL_APPCDS -> List.of("-XX:SharedArchiveFile=" + archive(of, subject));
      case FIRST_CALL_AOT -> List.of("-XX:AOTCache=" + archive(of, subject));
      default -> List.of();
    };
  }

  private Path archive(Case of, Subject subject) {
    return FOLDER.resolve("%d-%s-%s".formatted(jdk.feature(), of, subject));
  }

  private static Path log() {
    return FOLDER.resolve("jvm.log");
  }

  /** Returns the CPU time of the process in milliseconds. */
  private double start(Case of, Subject subject, List<String> flags) throws IOException {
    String address = of == Case.FIRST_CALL_TLS ? server.https("listed") : server.http("listed");
    List<String> command =
        jdk.command(
            flags,
            subject.classPath(),
            "FirstCall",
            new ArrayList<>(List.of(subject.client(), address)));
    Process process = new ProcessBuilder(command).redirectError(log().toFile()).start();
    try (BufferedReader out = process.inputReader()) {
      String line = out.readLine();
      while (line != null && !line.equals("logged")) {
        line = out.readLine();
      }
      if (line == null) {
        throw new IOException(subject + " does not log: " + Files.readString(log()));
      }
      double cpu = process.info().totalCpuDuration().orElseThrow().toMillis();
      process.getOutputStream().close();
      process.waitFor();
      return cpu;
    } catch (InterruptedException e) {
      process.destroy();
      throw new IOException("interrupted", e);
    }
  }
}
