package io.github.closecalls.benchmarks.report;

import io.github.closecalls.benchmarks.CpuProfiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs JMH a fork at a time, in turn for each that is measured.
 *
 * <p>JMH by itself runs all forks of one before those of the next, and what a neighbour does to the
 * machine for a minute would hit one of them only.
 */
final class JmhRounds {
  /**
   * One line of a round.
   *
   * @param rounds how many it takes part in, from the first one on
   */
  record Fork(
      Case of, Subject subject, String benchmark, Map<String, String> parameters, int rounds) {}

  /**
   * How many operations a fork does to warm up, and then measures five times.
   *
   * <p>A number, since seconds are too few where the machine is slow or busy: then what is measured
   * would be code that is not compiled yet.
   */
  record Work(int warmUp, int measured) {}

  private static final Path LOGS = Path.of("target", "jmh");
  private static final int ITERATIONS = 5;

  private final Results results;
  private final Jdk jdk;

  JmhRounds(Results results, Jdk jdk) {
    this.results = results;
    this.jdk = jdk;
    // One that was left by a run that was killed would stop this one.
    System.setProperty("jmh.ignoreLock", "true");
    // To find it out takes a JVM before each fork, for nanoseconds of operations that take
    // microseconds.
    System.setProperty("jmh.blackhole.autoDetect", "false");
  }

  void run(List<Fork> forks, Work work) throws IOException, RunnerException {
    Files.createDirectories(LOGS);
    Set<Fork> throwing = new HashSet<>();
    int rounds = forks.stream().mapToInt(Fork::rounds).max().orElse(0);
    for (int round = 1; round <= rounds; round++) {
      for (Fork fork : forks) {
        boolean due = round <= fork.rounds() && !throwing.contains(fork);
        if (due && !run(fork, work, round)) {
          throwing.add(fork);
        }
      }
    }
  }

  /** Returns whether the operation works. */
  private boolean run(Fork fork, Work work, int round) throws RunnerException {
    RunProgress.say("%s, round %d: %s, %s", jdk, round, fork.of(), fork.subject());
    Path log =
        LOGS.resolve("%d-%s-%s-%d.log".formatted(jdk.feature(), fork.of(), fork.subject(), round));
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("\\." + fork.benchmark().replace(".", "\\.") + "$")
            .jvm(jdk.tool("java"))
            .jvmArgs(Jdk.COLLECTOR, "-Xms512m", "-Xmx512m", "-Xbatch")
            // OkHttp's idle threads would keep a fork alive until JMH loses its patience.
            .jvmArgsAppend("-Djmh.shutdownTimeout=1", "-Djmh.shutdownTimeout.step=1")
            .forks(1)
            .warmupIterations(1)
            .warmupBatchSize(work.warmUp())
            .measurementIterations(ITERATIONS)
            .measurementBatchSize(work.measured())
            .addProfiler(GCProfiler.class)
            .addProfiler(CpuProfiler.class)
            .output(log.toString());
    fork.parameters().forEach(options::param);
    // A fork gets the class path of the JVM that starts it.
    String own = System.getProperty("java.class.path");
    System.setProperty("java.class.path", fork.subject().classPath());
    try {
      for (RunResult result : new Runner(options.build()).run()) {
        Map<String, Result> secondary = result.getSecondaryResults();
        // JMH takes a batch for one operation.
        add(fork, Unit.BYTES, secondary.get("gc.alloc.rate.norm"), work.measured());
        add(fork, Unit.CPU, secondary.get(CpuProfiler.LABEL), work.measured());
        return true;
      }
      return false;
    } finally {
      System.setProperty("java.class.path", own);
    }
  }

  private void add(Fork fork, Unit unit, Result<?> result, int operations) {
    results.add(jdk, fork.of(), fork.subject(), unit, result.getScore() / operations);
  }
}
