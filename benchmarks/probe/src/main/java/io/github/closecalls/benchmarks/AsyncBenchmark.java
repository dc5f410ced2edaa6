package io.github.closecalls.benchmarks;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A thousand calls that are started in a loop; results are those of one call. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AsyncBenchmark {
  private static final int CALLS = 1_000;

  @Param("")
  public String client;

  @Param("")
  public String address;

  private final CompletableFuture<?>[] calls = new CompletableFuture<?>[CALLS];
  private AsyncClient measured;

  @Setup
  public void connect() throws Exception {
    measured = Loader.client(AsyncClient.class, client, address);
  }

  @Benchmark
  @OperationsPerInvocation(CALLS)
  public void logAsync() {
    for (int i = 0; i < CALLS; i++) {
      calls[i] = measured.logAsync();
    }
    CompletableFuture.allOf(calls).join();
  }
}
