package io.github.closecalls.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.closecalls.faults.FaultServer.Protocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the first call in a JVM makes it load: functions and command lines start cold. */
class FirstCallTest {
  @TempDir Path folder;

  @Test
  void itLoadsHardlyMoreClassesThanThatOfRetrofit() throws Exception {
    try (FaultServer server = new FaultServer(Protocol.HTTP_1, new FaultScript(null))) {
      List<String> plain = classesOf("plain", server);
      List<String> guarded = classesOf("guarded", server);
      TreeSet<String> more = new TreeSet<>(guarded);
      plain.forEach(more::remove);
      // What ends in a number is counted from the first of them, and has other numbers there.
      more.removeIf(name -> name.startsWith("io.github.closecalls.") || name.contains("/0x"));
      assertTrue(
          guarded.size() <= plain.size() * 105 / 100,
          () ->
              "The first call loads %,d classes, with Retrofit alone %,d: 105 %% of that are the limit. Beside those of the library it loads: %s"
                  .formatted(guarded.size(), plain.size(), more));
    }
  }

  private List<String> classesOf(String program, FaultServer server)
      throws IOException, InterruptedException {
    Path log = folder.resolve(program);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:file=" + log + ":none",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                FirstCallMain.class.getName(),
                program,
                server.baseUrl().toString())
            .inheritIO()
            .start();
    assertEquals(0, process.waitFor(), "log one call in a JVM of its own");
    return Files.readAllLines(log).stream()
        .map(line -> line.substring(0, line.indexOf(' ')))
        .toList();
  }
}
