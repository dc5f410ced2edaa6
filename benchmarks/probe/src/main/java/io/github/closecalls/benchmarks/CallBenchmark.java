package io.github.closecalls.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One blocking call over a connection that stays open. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CallBenchmark {
  @Param("")
  public String client;

  @Param("")
  public String address;

  private Client measured;

  @Setup
  public void connect() throws Exception {
    measured = Loader.client(Client.class, client, address);
  }

  @Benchmark
  public Object log() throws Exception {
    return measured.log();
  }
}
