package io.github.closecalls.prism;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.closecalls.contract.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PrismLifetimeTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Test
  @Timeout(300)
  void aKilledJvmLeavesNoNodeProcessBehind() throws Exception {
    Process jvm =
        ChildJvm.command(PrismHolder.class, Repository.contractUnderTest().toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      String pid = jvm.inputReader(UTF_8).readLine();
      assertNotNull(pid, "Prism did not start in the other JVM: its own words stand above");
      long node = Long.parseLong(pid);
      assertTrue(runs(node), "Prism should run before its JVM is killed");

      jvm.destroyForcibly();

      Instant end = Instant.now().plus(PATIENCE);
      while (runs(node) && Instant.now().isBefore(end)) {
        Thread.sleep(50);
      }
      boolean left = runs(node);
      ProcessHandle.of(node).ifPresent(ProcessHandle::destroyForcibly);
      assertFalse(
          left,
          "Prism outlived the JVM that started it: server.mjs must exit when its input closes");
    } finally {
      jvm.destroyForcibly();
    }
  }

  /** A process that ended may stay listed as a zombie where nobody reaps orphans. */
  private static boolean runs(long pid) throws IOException {
    Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
    if (process.isEmpty()) {
      return false;
    }
    Path stat = Path.of("/proc", Long.toString(pid), "stat");
    if (!Files.exists(stat)) {
      return true;
    }
    try {
      String line = Files.readString(stat);
      return line.charAt(line.lastIndexOf(')') + 2) != 'Z';
    } catch (IOException e) {
      // The process ended between the two looks at it.
      return false;
    }
  }
}
