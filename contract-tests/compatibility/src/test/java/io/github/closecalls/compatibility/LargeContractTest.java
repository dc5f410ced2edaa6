package io.github.closecalls.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

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

  @Test
  void aContractOf3MegabytesIsComparedInSeconds() {
    String before = contract(1100);
    String after = before.replaceAll("(?s)(.*)Property 3 of many", "$1Property 3 of some");
    assertTrue(before.length() > 3_000_000, () -> "It has " + before.length() + " characters only");
    // What a JVM needs to get going is not the gate's.
    Documents.changes(contract(100), contract(100));
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long begin = threads.getCurrentThreadCpuTime();

    List<Change> changes = Documents.changes(before, after);

    // The processor's time, so that a busy machine does not fail the build.
    Duration took = Duration.ofNanos(threads.getCurrentThreadCpuTime() - begin);
    assertEquals(1, changes.size(), changes::toString);
    assertTrue(
        took.compareTo(Duration.ofSeconds(5)) < 0,
        () -> "The comparison took " + took + " of one processor, and may take 5 s");
  }
}
