package io.github.closecalls.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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

  /** Returns the greatest spread among those of a unit, unless there is but one round of each. */
  double spread(Unit unit) {
    return rounds.entrySet().stream()
        .filter(entry -> entry.getKey().unit() == unit)
        .mapToDouble(entry -> new Samples(entry.getValue()).spread())
        .max()
        .orElse(0);
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
                                " ", entry.getValue().stream().map(String::valueOf).toList())));
    Files.write(file, Stream.concat(Stream.of("jdk,case,subject,unit,rounds"), lines).toList());
  }
}
