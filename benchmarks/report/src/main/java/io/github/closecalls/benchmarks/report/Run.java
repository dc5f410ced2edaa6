package io.github.closecalls.benchmarks.report;

import static io.github.closecalls.benchmarks.report.Subject.BARE_RETROFIT;
import static io.github.closecalls.benchmarks.report.Subject.BARE_RETROFIT_ON_5;
import static io.github.closecalls.benchmarks.report.Subject.BY_HAND;
import static io.github.closecalls.benchmarks.report.Subject.CLOSE_CALLS;
import static io.github.closecalls.benchmarks.report.Subject.CLOSE_CALLS_ON_5;
import static io.github.closecalls.benchmarks.report.Subject.DSL_JSON;
import static io.github.closecalls.benchmarks.report.Subject.FASTJSON2;
import static io.github.closecalls.benchmarks.report.Subject.GSON;
import static io.github.closecalls.benchmarks.report.Subject.JACKSON;
import static io.github.closecalls.benchmarks.report.Subject.JDK_CLIENT;
import static io.github.closecalls.benchmarks.report.Subject.NATIVE;
import static io.github.closecalls.benchmarks.report.Subject.PACED;
import static io.github.closecalls.benchmarks.report.Subject.RAW_OKHTTP;
import static io.github.closecalls.benchmarks.report.Subject.RAW_OKHTTP_ON_5;
import static io.github.closecalls.benchmarks.report.Subject.REFLECTIVE_MOSHI;
import static io.github.closecalls.benchmarks.report.Subject.STOCK;
import static io.github.closecalls.benchmarks.report.Subject.WITH_OPTIONS;
import static io.github.closecalls.benchmarks.report.Subject.WITH_RESPONSE;

import io.github.closecalls.benchmarks.report.JmhRounds.Fork;
import io.github.closecalls.benchmarks.report.JmhRounds.Work;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.openjdk.jmh.runner.RunnerException;

/** Measures all there is to measure, and writes the report. */
public final class Run {
  static final List<Subject> JSON =
      concat(List.of(CLOSE_CALLS), STOCK, List.of(REFLECTIVE_MOSHI, DSL_JSON, FASTJSON2));
  static final List<Subject> JSON_ON_NEWER =
      List.of(CLOSE_CALLS, GSON, JACKSON, NATIVE, DSL_JSON, FASTJSON2);
  static final List<Subject> CALLS =
      List.of(
          RAW_OKHTTP,
          BY_HAND,
          BARE_RETROFIT,
          CLOSE_CALLS,
          WITH_OPTIONS,
          WITH_RESPONSE,
          PACED,
          JDK_CLIENT);
  static final List<Subject> CALLS_AND_STOCK = concat(CALLS, STOCK);
  static final List<Subject> CALLS_ON_5 =
      List.of(RAW_OKHTTP_ON_5, BARE_RETROFIT_ON_5, CLOSE_CALLS_ON_5);
  static final List<Subject> CALLS_WITH_MODELS =
      List.of(RAW_OKHTTP, BY_HAND, BARE_RETROFIT, CLOSE_CALLS);
  static final List<Subject> ASYNC = List.of(RAW_OKHTTP, BARE_RETROFIT, CLOSE_CALLS);
  static final List<Subject> FIRST_CALLS =
      concat(List.of(RAW_OKHTTP, JDK_CLIENT, BARE_RETROFIT, CLOSE_CALLS), STOCK);
  static final List<Subject> FIRST_CALLS_AGAIN =
      List.of(RAW_OKHTTP, JDK_CLIENT, BARE_RETROFIT, CLOSE_CALLS, JACKSON);
  static final List<Subject> VIRTUAL_THREADS =
      List.of(RAW_OKHTTP, CLOSE_CALLS, RAW_OKHTTP_ON_5, CLOSE_CALLS_ON_5);

  private final RunOptions options;
  private final Results results = new Results();
  private final Effort effort;

  private Run(RunOptions options) {
    this.options = options;
    this.effort = options.quick() ? Effort.QUICK : Effort.COMPLETE;
  }

  /** Takes what the script {@code benchmarks/run} hands on. */
  public static void main(String[] args) throws Exception {
    new Run(RunOptions.of(args)).measure();
  }

  private void measure() throws IOException, RunnerException {
    Machine machine = Machine.current();
    String load = Machine.load();
    Jdk oldest = Jdk.current();
    if (options.write() && oldest.feature() != Jdk.OLDEST) {
      throw new IllegalStateException(
          "The documents have the figures of JDK %d, and this is %d: set JAVA_HOME"
              .formatted(Jdk.OLDEST, oldest.feature()));
    }
    // What they are compared with is read before it is replaced, and before minutes are spent.
    Optional<Results> earlier =
        options.compare()
            ? Optional.of(Results.read(PerformanceReport.KEPT_ROUNDS))
            : Optional.empty();
    KeptTable kept = new KeptTable();
    for (Subject subject : concat(List.of(CLOSE_CALLS), STOCK)) {
      kept.ask(oldest, subject);
    }
    try (AnsweringProcess server = new AnsweringProcess(options.newer().orElse(oldest))) {
      measure(oldest, server);
      if (options.newer().isPresent()) {
        measureNewer(options.newer().get(), server);
      }
    }
    Imports imports = new Imports(results, oldest);
    imports.run(Case.IMPORT, effort.rows(), 0);
    imports.run(Case.IMPORT_LIMITED, effort.rows() / 5, effort.admitted());
    new PerformanceReport(results, oldest, options, machine, load, kept).write();
    if (earlier.isPresent()) {
      System.out.print(new RunComparison(earlier.get(), results));
    }
  }

  private void measure(Jdk jdk, AnsweringProcess server) throws IOException, RunnerException {
    JmhRounds jmh = new JmhRounds(results, jdk);
    jmh.run(json(JSON, effort.rounds()), effort.json());
    List<Fork> calls = new ArrayList<>();
    for (Subject subject : concat(CALLS_AND_STOCK, CALLS_ON_5)) {
      int rounds = CALLS_WITH_MODELS.contains(subject) ? effort.rounds() : 1;
      calls.add(call(Case.CALL_LISTED, subject, server.http("listed"), rounds));
    }
    for (Subject subject : CALLS_WITH_MODELS) {
      calls.add(call(Case.CALL_PUBLISHED, subject, server.http("published"), 1));
    }
    for (Subject subject : List.of(WITH_RESPONSE, PACED)) {
      calls.add(call(Case.CALL_LIMITED, subject, server.http("limited"), 1));
    }
    jmh.run(calls, effort.calls());
    List<Fork> async = new ArrayList<>();
    for (Subject subject : ASYNC) {
      async.add(
          new Fork(
              Case.ASYNC,
              subject,
              "AsyncBenchmark.logAsync",
              Map.of("client", subject.client(), "address", server.http("listed")),
              effort.rounds()));
    }
    jmh.run(async, effort.async());
    FirstCalls first = new FirstCalls(results, jdk, server);
    first.countClasses(FIRST_CALLS);
    first.run(Case.FIRST_CALL, FIRST_CALLS, effort.jvms());
    first.run(Case.FIRST_CALL_TLS, FIRST_CALLS_AGAIN, effort.jvms());
    first.run(Case.FIRST_CALL_APPCDS, FIRST_CALLS_AGAIN, effort.jvms());
  }

  private void measureNewer(Jdk jdk, AnsweringProcess server) throws IOException, RunnerException {
    JmhRounds jmh = new JmhRounds(results, jdk);
    jmh.run(json(JSON_ON_NEWER, 1), effort.json());
    List<Fork> calls = new ArrayList<>();
    for (Subject subject : CALLS_WITH_MODELS) {
      calls.add(call(Case.CALL_LISTED, subject, server.http("listed"), 1));
      calls.add(call(Case.CALL_PUBLISHED, subject, server.http("published"), 1));
    }
    jmh.run(calls, effort.calls());
    FirstCalls first = new FirstCalls(results, jdk, server);
    first.countClasses(FIRST_CALLS_AGAIN);
    for (Case of : List.of(Case.FIRST_CALL, Case.FIRST_CALL_APPCDS, Case.FIRST_CALL_AOT)) {
      first.run(of, FIRST_CALLS_AGAIN, effort.jvms());
    }
    new VirtualThreadCalls(results, jdk, server.http("listed"), effort.virtualThreads())
        .run(VIRTUAL_THREADS);
  }

  private static List<Fork> json(List<Subject> subjects, int rounds) {
    List<Fork> forks = new ArrayList<>();
    for (Subject subject : subjects) {
      forks.add(json(Case.DECODE_LISTED, subject, "decode", "answer-listed", rounds));
      forks.add(json(Case.DECODE_PUBLISHED, subject, "decode", "answer-published", rounds));
      forks.add(json(Case.ENCODE_TYPICAL, subject, "encode", "request-typical", 1));
      forks.add(json(Case.ENCODE_FULL, subject, "encode", "request-full", rounds));
    }
    // All of one case after the other: what is compared is measured side by side.
    forks.sort((one, other) -> one.of().compareTo(other.of()));
    return forks;
  }

  private static Fork json(Case of, Subject subject, String method, String document, int rounds) {
    return new Fork(
        of,
        subject,
        "JsonBenchmark." + method,
        Map.of("contender", subject.contender(), "document", document),
        rounds);
  }

  private static Fork call(Case of, Subject subject, String address, int rounds) {
    return new Fork(
        of,
        subject,
        "CallBenchmark.log",
        Map.of("client", subject.client(), "address", address),
        rounds);
  }

  @SafeVarargs
  private static List<Subject> concat(List<Subject>... lists) {
    return Stream.of(lists).flatMap(List::stream).toList();
  }

  /**
   * How much is measured.
   *
   * @param rounds forks of each operation that a target compares by its CPU; of the others, whose
   *     bytes a second fork would not change, there is one
   * @param jvms fresh ones for each first call
   * @param rows of the file that is imported
   * @param admitted calls per second, where the fake has a limit
   */
  private record Effort(
      int rounds,
      Work json,
      Work calls,
      Work async,
      int jvms,
      int virtualThreads,
      int rows,
      int admitted) {
    private static final Effort COMPLETE =
        new Effort(
            3,
            // Writers become twice as fast between 30,000 and 80,000 documents.
            new Work(120_000, 3_000),
            new Work(8_000, 1_000),
            new Work(8, 1),
            5,
            10_000,
            5_000,
            100);
    private static final Effort QUICK =
        new Effort(1, new Work(2_000, 500), new Work(500, 100), new Work(1, 1), 1, 500, 300, 30);
  }
}
