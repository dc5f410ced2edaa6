package io.github.closecalls.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Adds the CPU time of an operation, summed over the Java threads: that of the fastest iteration.
 *
 * <p>Unlike wall time it leaves out what other processes took, and unlike the CPU time of the
 * process what the compilers and the collector took.
 */
public final class CpuProfiler implements InternalProfiler {
  /** What it adds. */
  public static final String LABEL = "cpu";

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private long before;

  @Override
  public String getDescription() {
    return "CPU time per operation, of all Java threads";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    before = spent();
  }

  @Override
  public List<Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    double each = (double) (spent() - before) / result.getMetadata().getAllOps();
    return List.of(new ScalarResult(LABEL, each, "ns/op", AggregationPolicy.MIN));
  }

  private static long spent() {
    long sum = 0;
    for (long thread : THREADS.getAllThreadIds()) {
      sum += Math.max(0, THREADS.getThreadCpuTime(thread));
    }
    return sum;
  }
}
