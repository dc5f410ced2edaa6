package io.github.closecalls.benchmarks.report;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * What was asked for.
 *
 * @param begin when the script began, which builds first
 * @param quick whether to go through all of it once, for figures that mean little
 * @param newer the JDK that is measured beside the one that runs this
 * @param write whether the documents get the report
 * @param compare whether to hold the figures against those that the documents have
 */
record RunOptions(
    Instant begin, boolean quick, Optional<Jdk> newer, boolean write, boolean compare) {
  /** Takes what the script has checked, in this order; what was not given is empty. */
  static RunOptions of(String[] arguments) {
    Optional<Jdk> newer =
        Optional.of(arguments[2])
            .filter(home -> !home.isEmpty())
            .map(home -> Jdk.at(Path.of(home)));
    newer
        .filter(jdk -> jdk.feature() < 25)
        .ifPresent(
            jdk -> {
              throw new IllegalArgumentException(
                  "--jdk25 needs a JDK 25 or newer, and got " + jdk.version());
            });
    return new RunOptions(
        Instant.ofEpochSecond(Long.parseLong(arguments[0])),
        !arguments[1].isEmpty(),
        newer,
        !arguments[3].isEmpty(),
        !arguments[4].isEmpty());
  }
}
