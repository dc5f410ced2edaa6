package io.github.closecalls.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** All that was measured, by what it is. */
final class Results {
  /** What a figure is of. */
  record Key(int jdk, Case of, Subject subject, Unit unit) {}

  private final Map<Key, List<Double>> rounds = new LinkedHashMap<>();

  void add(Jdk jdk, Case of, Subject subject, Unit unit, double value) {
    rounds
        .computeIfAbsent(new Key(jdk.feature(), of, subject, unit), key -> new ArrayList<>())
        .add(value);
  }

  /** Returns what was measured, unless it throws or was not asked for. */
  Optional<Samples> find(Jdk jdk, Case of, Subject subject, Unit unit) {
    return Optional.ofNullable(rounds.get(new Key(jdk.feature(), of, subject, unit)))
        .map(Samples::new);
  }

  /** Returns what was measured for certain. */
  Samples get(Jdk jdk, Case of, Subject subject, Unit unit) {
    return find(jdk, of, subject, unit)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "Not measured: %s of %s on %s".formatted(of, subject, jdk)));
  }

  /** Returns all that was measured. */
  Map<Key, Samples> all() {
    Map<Key, Samples> all = new LinkedHashMap<>();
    rounds.forEach((key, values) -> all.put(key, new Samples(values)));
    return all;
  }

  /** Returns the median of the spreads of a unit, unless there is but one round of each. */
  double medianSpread(Unit unit) {
    List<Double> spreads = spreads(unit);
    return spreads.isEmpty() ? 0 : new Samples(spreads).median();
  }

  /** Returns the greatest of the spreads of a unit, unless there is but one round of each. */
  double greatestSpread(Unit unit) {
    return spreads(unit).stream().reduce(0.0, Math::max);
  }

  private List<Double> spreads(Unit unit) {
    return all().entrySet().stream()
        .filter(entry -> entry.getKey().unit() == unit && entry.getValue().rounds().size() > 1)
        .map(entry -> entry.getValue().spread())
        .toList();
  }

  /** Reads what {@link #write} wrote. */
  static Results read(Path file) throws IOException {
    Results results = new Results();
    List<String> lines = Files.readAllLines(file);
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",");
      results.rounds.put(
          new Key(
              Integer.parseInt(cells[0]),
              Case.valueOf(cells[1]),
              Subject.valueOf(cells[2]),
              Unit.valueOf(cells[3])),
          Stream.of(cells[4].split(" ")).map(Double::valueOf).toList());
    }
    return results;
  }

  /** Writes each value of each round, for those who count otherwise. */
  void write(Path file) throws IOException {
    Stream<String> lines =
        rounds.entrySet().stream()
            .map(
                entry ->
                    "%d,%s,%s,%s,%s"
                        .formatted(
                            entry.getKey().jdk(),
                            entry.getKey().of(),
                            entry.getKey().subject(),
                            entry.getKey().unit(),
                            String.join(
                                " ", entry.getValue().stream().map(Results::text).toList())));
    Files.write(file, Stream.concat(Stream.of("jdk,case,subject,unit,rounds"), lines).toList());
  }

  private static String text(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
