package io.github.closecalls.compatibility.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.github.closecalls.compatibility.rule.Finding;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The gate reads and compares each part of a contract once, however many there are. */
class LargeContractTest {
  /** A contract of many operations and schemas that refer to each other. */
  private static String contract(int size) {
    StringBuilder paths = new StringBuilder();
    StringBuilder schemas = new StringBuilder();
    for (int i = 0; i < size; i++) {
      String name = "Schema" + i;
      paths.append(
          """
            /path%1$d/{id}/:
              put:
                operationId: put%1$d
                tags: [tag%2$d]
                parameters:
                  - {name: id, in: path, required: true, schema: {type: string}}
                requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/%3$s'}}}}
                responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/%3$s'}}}}}
          """
              .formatted(i, i % 50, name));
      schemas.append("    " + name + ":\n      type: object\n      required: [p0, p1]\n");
      schemas.append("      properties:\n");
      for (int p = 0; p < 20; p++) {
        schemas.append(
            "        p%d:\n          type:\n            - string\n            - 'null'\n          description: Property %d of many\n"
                .formatted(p, p));
      }
      schemas.append(
          "        next: {$ref: '#/components/schemas/Schema" + (i * 7 + 1) % size + "'}\n");
      schemas.append(
          "        all: {type: array, items: {$ref: '#/components/schemas/Schema"
              + (i * 3 + 2) % size
              + "'}}\n");
    }
    return "openapi: 3.1.0\ninfo: {title: Large, version: '1'}\npaths:\n"
        + paths.toString().indent(2).replaceAll("(?m)^  ", "")
        + "components:\n  schemas:\n"
        + schemas;
  }

  private static final int TIMES = 8;
  private static final int LARGE = 550;

  private record Pair(String before, String after) {
    static Pair of(int size) {
      String before = contract(size);
      return new Pair(
          before, before.replaceAll("(?s)(.*)Property 3 of many", "$1Property 3 of some"));
    }

    List<Finding> changes() {
      return Documents.findings(before, after);
    }
  }

  /**
   * What this thread did. Of its time only the ratio counts: how long it is, a busy machine
   * decides.
   */
  private static final class Work {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private long bytes;
    private long nanos;

    <T> T of(Supplier<T> task) {
      long bytesBefore = THREADS.getCurrentThreadAllocatedBytes();
      long nanosBefore = THREADS.getCurrentThreadCpuTime();
      T result = task.get();
      nanos += THREADS.getCurrentThreadCpuTime() - nanosBefore;
      bytes += THREADS.getCurrentThreadAllocatedBytes() - bytesBefore;
      return result;
    }
  }

  @Test
  void theWorkGrowsAsTheContractDoes() {
    Pair large = Pair.of(LARGE);
    assertTrue(large.before().length() > 1_500_000, "The contract should have 1.5 megabytes");
    Pair small = Pair.of(LARGE / TIMES);
    Work whole = new Work();
    Work parts = new Work();

    // One before and one behind, as the JVM grows faster while it runs.
    parts.of(small::changes);
    List<Finding> changes = whole.of(large::changes);
    parts.of(small::changes);

    assertEquals(1, changes.size(), changes::toString);
    double bytes = 2.0 * whole.bytes / parts.bytes;
    assertTrue(
        bytes < 1.25 * TIMES,
        () -> TIMES + " times the size allocates " + bytes + " times as much");
    // For what is quadratic without allocating, which would take 64 times as long.
    double nanos = 2.0 * whole.nanos / parts.nanos;
    assertTrue(
        nanos < 3 * TIMES, () -> TIMES + " times the size takes " + nanos + " times as long");
  }
}
