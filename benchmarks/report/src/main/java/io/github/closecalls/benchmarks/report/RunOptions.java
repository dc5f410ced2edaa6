package io.github.closecalls.benchmarks.report;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What was asked for.
 *
 * @param quick whether to go through all of it once, for figures that mean little
 * @param newer the JDK that is measured beside the one that runs this
 * @param write whether the documents get the report
 */
record RunOptions(boolean quick, Optional<Jdk> newer, boolean write) {
  /** Takes what the script has checked, in this order; what was not given is empty. */
  static RunOptions of(String[] arguments) {
    Optional<Jdk> newer =
        Optional.of(arguments[1])
            .filter(home -> !home.isEmpty())
            .map(home -> Jdk.at(Path.of(home)));
    newer
        .filter(jdk -> jdk.feature() < 25)
        .ifPresent(
            jdk -> {
              throw new IllegalArgumentException(
                  "--jdk25 needs a JDK 25 or newer, and got " + jdk.version());
            });
    return new RunOptions(!arguments[0].isEmpty(), newer, !arguments[2].isEmpty());
  }
}
