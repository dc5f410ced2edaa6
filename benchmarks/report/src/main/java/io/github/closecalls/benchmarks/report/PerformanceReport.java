package io.github.closecalls.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What was measured, in Markdown with charts. */
final class PerformanceReport {
  /** Where the charts lie, from the page that shows them. */
  private static final String CHARTS = "performance";

  private static final Path FOLDER = Path.of("target", "report");
  private static final Path ROOT = Path.of("..");

  /** The figures of the report that the documents have. */
  static final Path KEPT_ROUNDS = ROOT.resolve("docs").resolve(CHARTS).resolve("rounds.csv");

  private final Results results;
  private final Jdk oldest;
  private final RunOptions options;
  private final Machine machine;
  private final String load;
  private final KeptTable kept;
  private final StringBuilder text = new StringBuilder();
  private final Map<String, BarChart> charts = new LinkedHashMap<>();

  PerformanceReport(
      Results results,
      Jdk oldest,
      RunOptions options,
      Machine machine,
      String load,
      KeptTable kept) {
    this.results = results;
    this.oldest = oldest;
    this.options = options;
    this.machine = machine;
    this.load = load;
    this.kept = kept;
  }

  void write() throws IOException {
    String figures = new KeyFigures(results, oldest).toString();
    origin();
    text.append(figures);
    heading("Targets");
    say(
        "On "
            + oldest
            + ". A target is met if the bytes, or the ratio of the minima, are not above it.");
    text.append(Target.table(new Targets(results, oldest).all()));
    json();
    calls();
    firstCalls();
    manyCalls();
    imports();
    jars();
    heading("Side by side");
    say("What each client leaves of JSON that it did not expect:");
    text.append(kept);

    Path charts = Files.createDirectories(FOLDER.resolve(CHARTS));
    writeCharts(charts);
    Files.writeString(FOLDER.resolve("performance.md"), text.toString());
    Files.writeString(FOLDER.resolve("README.md"), figures);
    results.write(FOLDER.resolve("rounds.csv"));
    RunProgress.say("The report is benchmarks/%s", FOLDER.resolve("performance.md"));
    if (options.write()) {
      MarkedText.replace(ROOT.resolve("docs/performance.md"), text.toString());
      MarkedText.replace(ROOT.resolve("README.md"), figures);
      writeCharts(Files.createDirectories(KEPT_ROUNDS.getParent()));
      results.write(KEPT_ROUNDS);
      RunProgress.say("docs/performance.md and README.md have it too");
    }
  }

  private void origin() {
    MarkdownTable table = new MarkdownTable("measured", "");
    table.row("commit", machine.commit());
    table.row(
        "command",
        "`benchmarks/run"
            + (options.quick() ? " --quick" : "")
            + (options.newer().isPresent() ? " --jdk25 <home>" : "")
            + "`, "
            + (Duration.between(options.begin(), Instant.now()).toMinutes() + 1)
            + " minutes with the build");
    table.row("machine", machine.text());
    table.row("load before and after", load + ", " + Machine.load());
    table.row(
        "JDKs", oldest.version() + options.newer().map(jdk -> ", " + jdk.version()).orElse(""));
    table.row("median spread", spreads(results::medianSpread));
    table.row("greatest spread", spreads(results::greatestSpread));
    text.append(table);
  }

  private static String spreads(ToDoubleFunction<Unit> of) {
    return "bytes %s, CPU %s, CPU of first calls %s"
        .formatted(
            percent(of.applyAsDouble(Unit.BYTES)),
            percent(of.applyAsDouble(Unit.CPU)),
            percent(of.applyAsDouble(Unit.PROCESS_CPU)));
  }

  private void json() {
    heading("JSON");
    say(
        "Bytes allocated, and µs of CPU. Answers: the contract's has the properties that the"
            + " contract lists, the published one 16 more, as Close sends it. Only Close Calls"
            + " keeps those. Typical calls have 8 properties, full ones all 21. What ≈ stands"
            + " before was measured once, so its spread is not known.");
    chart(
        "decode-bytes",
        "Reading the published answer: bytes",
        oldest,
        Case.DECODE_PUBLISHED,
        Run.JSON,
        Unit.BYTES);
    chart(
        "decode-cpu",
        "Reading the published answer: CPU",
        oldest,
        Case.DECODE_PUBLISHED,
        Run.JSON,
        Unit.CPU);
    chart("encode-cpu", "Writing a full call: CPU", oldest, Case.ENCODE_FULL, Run.JSON, Unit.CPU);
    for (Jdk jdk : jdks()) {
      say("On " + jdk + ":");
      List<Case> cases =
          List.of(Case.DECODE_LISTED, Case.DECODE_PUBLISHED, Case.ENCODE_TYPICAL, Case.ENCODE_FULL);
      List<String> columns = new ArrayList<>(List.of(""));
      cases.forEach(of -> columns.add(of.title + ", B · µs"));
      MarkdownTable table = new MarkdownTable(columns.toArray(String[]::new));
      for (Subject subject : jdk == oldest ? Run.JSON : Run.JSON_ON_NEWER) {
        List<String> row = new ArrayList<>(List.of(subject.title));
        for (Case of : cases) {
          row.add(
              results
                  .find(jdk, of, subject, Unit.BYTES)
                  .map(
                      bytes ->
                          Unit.BYTES.text(bytes.min())
                              + " · "
                              + Unit.CPU.range(results.get(jdk, of, subject, Unit.CPU)))
                  .orElse("throws"));
        }
        table.row(row);
      }
      text.append(table);
    }
  }

  private void calls() {
    heading("One call");
    say(
        "A blocking call to a server in another process, over a connection on loopback that stays"
            + " open. Bytes and CPU are those of all Java threads. × is the ratio to `OkHttp, bytes"
            + " only` in the same table: that of the minima, and the median of those of each round"
            + " if it differs.");
    chart(
        "call-bytes",
        "One call, the contract's answer: bytes",
        oldest,
        Case.CALL_LISTED,
        Run.CALLS_AND_STOCK,
        Unit.BYTES);
    chart(
        "call-cpu",
        "One call, the contract's answer: CPU",
        oldest,
        Case.CALL_LISTED,
        Run.CALLS_AND_STOCK,
        Unit.CPU);
    for (Jdk jdk : jdks()) {
      compare(jdk, Case.CALL_LISTED, Run.CALLS_AND_STOCK, Subject.RAW_OKHTTP);
      compare(jdk, Case.CALL_PUBLISHED, Run.CALLS, Subject.RAW_OKHTTP);
    }
    limited();
    say("With OkHttp 5:");
    compare(oldest, Case.CALL_LISTED, Run.CALLS_ON_5, Subject.RAW_OKHTTP_ON_5);
  }

  /** What the header costs, beside the call without it. */
  private void limited() {
    MarkdownTable table =
        new MarkdownTable(oldest + ", " + Case.CALL_LIMITED.title, "B", "µs of CPU");
    for (Subject subject : Run.CALLS) {
      results
          .find(oldest, Case.CALL_LIMITED, subject, Unit.BYTES)
          .ifPresent(
              bytes ->
                  table.row(
                      subject.title,
                      Unit.BYTES.text(bytes.min()),
                      Unit.CPU.range(results.get(oldest, Case.CALL_LIMITED, subject, Unit.CPU))));
    }
    text.append(table);
  }

  private void compare(Jdk jdk, Case of, List<Subject> subjects, Subject base) {
    MarkdownTable table = new MarkdownTable(jdk + ", " + of.title, "B", "×", "µs of CPU", "×");
    for (Subject subject : subjects) {
      Optional<Samples> bytes = results.find(jdk, of, subject, Unit.BYTES);
      if (bytes.isPresent()) {
        Samples cpu = results.get(jdk, of, subject, Unit.CPU);
        table.row(
            subject.title,
            Unit.BYTES.text(bytes.get().min()),
            Ratios.text(bytes.get(), results.get(jdk, of, base, Unit.BYTES)),
            Unit.CPU.range(cpu),
            Ratios.text(cpu, results.get(jdk, of, base, Unit.CPU)));
      }
    }
    text.append(table);
  }

  private void firstCalls() {
    heading("The first call");
    say(
        "A fresh JVM makes a client and logs one call. CPU is that of the whole process until the"
            + " answer is read, in ms: least / median / greatest.");
    chart(
        "first-call",
        "First call in a fresh JVM: CPU of the process",
        oldest,
        Case.FIRST_CALL,
        Run.FIRST_CALLS,
        Unit.PROCESS_CPU);
    List<String> columns = new ArrayList<>(List.of(""));
    List<Case> cases =
        List.of(Case.FIRST_CALL, Case.FIRST_CALL_TLS, Case.FIRST_CALL_APPCDS, Case.FIRST_CALL_AOT);
    for (Jdk jdk : jdks()) {
      columns.add(jdk + ": classes");
      for (Case of : cases) {
        if (results.find(jdk, of, Subject.CLOSE_CALLS, Unit.PROCESS_CPU).isPresent()) {
          columns.add(of.title);
        }
      }
    }
    MarkdownTable table = new MarkdownTable(columns.toArray(String[]::new));
    for (Subject subject : Run.FIRST_CALLS) {
      List<String> row = new ArrayList<>(List.of(subject.title));
      for (Jdk jdk : jdks()) {
        row.add(
            results
                .find(jdk, Case.FIRST_CALL, subject, Unit.CLASSES)
                .map(classes -> Unit.CLASSES.text(classes.min()))
                .orElse(""));
        for (Case of : cases) {
          if (results.find(jdk, of, Subject.CLOSE_CALLS, Unit.PROCESS_CPU).isPresent()) {
            row.add(
                results
                    .find(jdk, of, subject, Unit.PROCESS_CPU)
                    .map(
                        cpu ->
                            "%s / %s / %s"
                                .formatted(
                                    Unit.PROCESS_CPU.text(cpu.min()),
                                    Unit.PROCESS_CPU.text(cpu.median()),
                                    Unit.PROCESS_CPU.text(cpu.max())))
                    .orElse(""));
          }
        }
      }
      table.row(row);
    }
    text.append(table);
  }

  private void manyCalls() {
    heading("Many calls");
    say("1,000 asynchronous calls, at most 32 at once; figures for one of them:");
    compare(oldest, Case.ASYNC, Run.ASYNC, Subject.RAW_OKHTTP);
    if (options.newer().isEmpty()) {
      return;
    }
    Jdk jdk = options.newer().get();
    Samples calls = results.get(jdk, Case.VIRTUAL_THREADS, Subject.CLOSE_CALLS, Unit.CALLS);
    say(
        Unit.CALLS.text(calls.min())
            + " blocking calls, each in a virtual thread of its own, on "
            + jdk
            + ". A semaphore lets 64 of them call at once; without one there are as many"
            + " connections as calls. Seconds on the clock, one run:");
    MarkdownTable table =
        new MarkdownTable(
            "", Case.VIRTUAL_THREADS.title, "failed", Case.VIRTUAL_THREADS_BOUNDED.title, "failed");
    for (Subject subject : Run.VIRTUAL_THREADS) {
      List<String> row = new ArrayList<>(List.of(subject.title));
      for (Case of : List.of(Case.VIRTUAL_THREADS, Case.VIRTUAL_THREADS_BOUNDED)) {
        for (Unit unit : List.of(Unit.SECONDS, Unit.FAILED)) {
          row.add(unit.text(results.get(jdk, of, subject, unit).min()));
        }
      }
      table.row(row);
    }
    text.append(table);
  }

  private void imports() {
    heading("An import");
    say(
        "The command line imports a file into its own fake, 32 calls at once, each written to the"
            + " journal on disk before and after. The second fake admits a number of calls per"
            + " second, and answers 429 to more:");
    MarkdownTable table =
        new MarkdownTable("", "calls", "s", "calls per second", "CPU, ms per call", "answered 429");
    for (Case of : List.of(Case.IMPORT, Case.IMPORT_LIMITED)) {
      double calls = ofImport(of, Unit.CALLS);
      double seconds = ofImport(of, Unit.SECONDS);
      table.row(
          of.title,
          Unit.CALLS.text(calls),
          Unit.SECONDS.text(seconds),
          String.format(Locale.ROOT, "%,.0f", calls / seconds),
          String.format(Locale.ROOT, "%.2f", ofImport(of, Unit.PROCESS_CPU) / calls),
          Unit.REFUSED.text(ofImport(of, Unit.REFUSED)));
    }
    text.append(table);
  }

  private double ofImport(Case of, Unit unit) {
    return results.get(oldest, of, Subject.CLOSE_CALLS, unit).min();
  }

  private void jars() throws IOException {
    heading("Jars");
    Jars ours = Jars.of(Subject.CLOSE_CALLS);
    say(
        "What each client puts on the class path, besides its own generated classes; of ours, "
            + ours.ours().kilobytes()
            + " kB are this project's.");
    MarkdownTable table = new MarkdownTable("", "jars", "kB", "which");
    List<Subject> subjects = new ArrayList<>(List.of(Subject.CLOSE_CALLS));
    subjects.addAll(Subject.STOCK);
    for (Subject subject : subjects) {
      Jars jars = Jars.of(subject);
      table.row(
          subject.title,
          String.valueOf(jars.files().size()),
          String.format(Locale.ROOT, "%,d", jars.kilobytes()),
          String.join(", ", jars.names()));
    }
    text.append(table);
  }

  private List<Jdk> jdks() {
    List<Jdk> jdks = new ArrayList<>(List.of(oldest));
    options.newer().ifPresent(jdks::add);
    return jdks;
  }

  private void heading(String heading) {
    text.append("## ").append(heading).append("\n\n");
  }

  private void say(String paragraph) {
    text.append(paragraph).append("\n\n");
  }

  private void chart(
      String name, String title, Jdk jdk, Case of, List<Subject> subjects, Unit unit) {
    BarChart chart = new BarChart(title, unit);
    for (Subject subject : subjects) {
      results.find(jdk, of, subject, unit).ifPresent(samples -> chart.add(subject, samples));
    }
    charts.put(name, chart);
    say("![%s](%s/%s.svg)".formatted(title, CHARTS, name));
  }

  private void writeCharts(Path folder) throws IOException {
    for (Map.Entry<String, BarChart> chart : charts.entrySet()) {
      Files.writeString(folder.resolve(chart.getKey() + ".svg"), chart.getValue().svg());
    }
  }

  private static String percent(double part) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * part);
  }
}
