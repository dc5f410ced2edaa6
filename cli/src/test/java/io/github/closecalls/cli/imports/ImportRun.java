package io.github.closecalls.cli.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.closecalls.cli.command.ExitCode;
import io.github.closecalls.cli.command.Terminal;
import io.github.closecalls.cli.command.Usage;
import io.github.closecalls.model.CreateCallActivity;
import io.github.closecalls.testing.FakeClose;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs the command in this process, and reads what it leaves behind. */
final class ImportRun {
  static final String KEY = "api_a-key-that-nobody-may-see";

  private final Path file;
  private final FakeClose close;
  private final Map<String, String> environment = new LinkedHashMap<>();
  private String printed = "";

  ImportRun(Path folder, FakeClose close) {
    this.file = folder.resolve("calls.csv");
    this.close = close;
    environment.put("CLOSE_API_KEY", KEY);
    environment.put("CLOSE_BASE_URL", close.url().toString());
  }

  Map<String, String> environment() {
    return environment;
  }

  Path file() {
    return file;
  }

  Path output(String name) {
    return file.resolveSibling("calls.csv.import").resolve(name);
  }

  ImportRun write(String... lines) throws IOException {
    Files.writeString(file, String.join("\n", lines) + "\n");
    return this;
  }

  /** Writes rows with the keys k1, k2 and so on. */
  ImportRun writeRows(int count) throws IOException {
    List<String> lines = new ArrayList<>(List.of("external_id,lead_id,duration"));
    for (int i = 1; i <= count; i++) {
      lines.add("k" + i + ",lead_1," + i);
    }
    return write(lines.toArray(String[]::new));
  }

  ExitCode run(String... options) throws InterruptedException {
    List<String> arguments = new ArrayList<>(List.of(file.toString()));
    arguments.addAll(Arrays.asList(options));
    Map.of("--rate", "1000", "--concurrency", "4")
        .forEach(
            (option, value) -> {
              if (!arguments.contains(option)) {
                arguments.addAll(List.of(option, value));
              }
            });
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    Terminal terminal =
        new Terminal(environment, new ByteArrayInputStream(new byte[0]), stream, stream, false);
    try {
      return new ImportCommand().run(Usage.of("import").parse(arguments), terminal);
    } finally {
      printed = bytes.toString(StandardCharsets.UTF_8);
    }
  }

  void assertEnds(ExitCode expected, String... options) throws InterruptedException {
    assertEquals(expected, run(options), this::printed);
  }

  void assertPrinted(String expected) {
    assertTrue(
        printed.contains(expected), () -> "It should print \"" + expected + "\", not:\n" + printed);
  }

  /** Returns what was printed by the last run. */
  String printed() {
    return printed;
  }

  /** Returns what the fake holds, by its duration, which tells the rows apart. */
  List<Long> loggedDurations() {
    List<Long> durations = new ArrayList<>();
    for (CreateCallActivity call : close.logged()) {
      Long duration = call.duration();
      durations.add(duration == null ? -1 : duration);
    }
    durations.sort(null);
    return durations;
  }

  /** Reads an output as rows of its columns' values, by name. */
  List<Map<String, String>> rows(String name) {
    CsvFile csv = CsvFile.read(output(name), StandardCharsets.UTF_8, ',');
    List<Map<String, String>> rows = new ArrayList<>();
    for (Iterator<CsvFile.Row> all = csv.rows(); all.hasNext(); ) {
      List<String> cells = all.next().cells();
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 0; i < cells.size(); i++) {
        row.put(csv.header().get(i), cells.get(i));
      }
      rows.add(row);
    }
    return rows;
  }

  List<String> column(String name, String column) {
    return rows(name).stream().map(row -> row.getOrDefault(column, "")).toList();
  }
}
