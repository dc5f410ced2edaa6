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

/** Reading answers and writing requests, without a connection. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class JsonBenchmark {
  @Param("")
  public String contender;

  /** The document that is read, or written after it was read. */
  @Param("")
  public String document;

  private Contender measured;
  private byte[] json;
  private Object request;

  @Setup
  public void read() throws Exception {
    measured = Loader.contender(contender);
    json = JsonDocuments.bytes(document);
    request = document.startsWith("request") ? measured.readRequest(json) : null;
  }

  @Benchmark
  public Object decode() throws Exception {
    return measured.readAnswer(json);
  }

  @Benchmark
  public byte[] encode() throws Exception {
    return measured.writeRequest(request);
  }
}
