package io.github.closecalls.cli.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.closecalls.cli.command.ExitCode;
import io.github.closecalls.testing.FakeClose;
import io.github.closecalls.testing.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kills imports, and holds what the fake has logged against what they say. */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class KillTest {
  /** How many imports are killed at moments of chance; -Dimport.kills=200 for a thorough run. */
  private static final int KILLS = Integer.getInteger("import.kills", 5);

  private static final long SEED = Long.getLong("import.seed", System.nanoTime());
  private static final int CONCURRENCY = 4;
  private static final int ROWS_PER_KILL = 40;
  private static final int ENDED_BY_SIGTERM = 128 + 15;

  @AutoClose private final FakeClose close = FakeClose.start();

  @TempDir private Path folder;

  private ImportRun run;
  private Path log;
  private volatile Optional<Process> running = Optional.empty();

  @BeforeEach
  void begin() {
    run = new ImportRun(folder, close);
    log = folder.resolve("processes.log");
  }

  private Process start(ImportProcess.Point point, int time, int concurrency) throws IOException {
    return ImportProcess.start(
        List.of(),
        close,
        point,
        time,
        log,
        run.file().toString(),
        "--rate",
        "500",
        "--concurrency",
        String.valueOf(concurrency));
  }

  private int end(Process process) throws InterruptedException, IOException {
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("The import hangs:\n" + Files.readString(log));
    }
    return process.exitValue();
  }

  @Test
  void killedBeforeTheFirstByteTheRowIsListedAndNotSent() throws Exception {
    run.writeRows(5);
    assertEquals(137, end(start(ImportProcess.Point.ANNOUNCED, 3, 1)));

    run.assertEnds(ExitCode.UNKNOWN);
    assertEquals(List.of(1L, 2L, 4L, 5L), run.loggedDurations());
    assertEquals(List.of("k3"), run.column(Outputs.UNKNOWN, "external_id"));
  }

  @Test
  void killedAfterTheAnswerTheRowIsListedAndNotSentAgain() throws Exception {
    run.writeRows(5);
    assertEquals(137, end(start(ImportProcess.Point.ANSWERED, 3, 1)));

    run.assertEnds(ExitCode.UNKNOWN);
    assertEquals(List.of(1L, 2L, 3L, 4L, 5L), run.loggedDurations());
    assertEquals(List.of("k3"), run.column(Outputs.UNKNOWN, "external_id"));
  }

  @Test
  void killedWhileTheRequestIsUnderWayTheRowIsListedAndNotSentAgain() throws Exception {
    run.writeRows(5);
    close.replies(
        call -> {
          if (Long.valueOf(3).equals(call.duration())) {
            running.ifPresent(Process::destroyForcibly);
          }
          return Reply.logged();
        });
    running = Optional.of(start(ImportProcess.Point.NOWHERE, 0, 1));
    assertNotEquals(0, end(running.orElseThrow()));

    run.assertEnds(ExitCode.UNKNOWN);
    assertEquals(List.of(1L, 2L, 3L, 4L, 5L), run.loggedDurations());
    assertEquals(List.of("k3"), run.column(Outputs.UNKNOWN, "external_id"));
  }

  @Test
  void withoutIntentsTheSameKillLogsTwice() throws Exception {
    run.writeRows(5);
    assertEquals(137, end(start(ImportProcess.Point.ANSWERED, 3, 1)));
    forgetIntents();

    run.assertEnds(ExitCode.DONE);
    assertEquals(List.of(1L, 2L, 3L, 3L, 4L, 5L), run.loggedDurations());
  }

  @Test
  void toldToStopItWaitsForTheCallsUnderWayAndNoneIsUnknown() throws Exception {
    run.writeRows(200);
    close.replies(
        call -> {
          if (Long.valueOf(9).equals(call.duration())) {
            running.ifPresent(Process::destroy); // As Ctrl-C does, where there are signals.
          }
          return Reply.logged().after(Duration.ofMillis(50));
        });
    running = Optional.of(start(ImportProcess.Point.NOWHERE, 0, CONCURRENCY));

    assertEquals(ExitCode.STOPPED.number(), end(running.orElseThrow()), () -> said(log));
    assertTrue(close.logged().size() < 200, "It did not stop.");
    assertEquals(List.of(), run.rows(Outputs.UNKNOWN));
    running = Optional.empty();
    run.assertEnds(ExitCode.DONE);
    assertEquals(LongStream.rangeClosed(1, 200).boxed().toList(), run.loggedDurations());
  }

  @Test
  void toldToStopTwiceItEndsAtOnceAndTheRowIsListed() throws Exception {
    CountDownLatch underWay = new CountDownLatch(1);
    close.replies(
        call -> {
          underWay.countDown();
          return Reply.stalled().butLogged();
        });
    run.writeRows(5);
    Process process = start(ImportProcess.Point.NOWHERE, 0, 1);
    assertTrue(underWay.await(1, TimeUnit.MINUTES), () -> "Nothing was sent: " + said(log));
    process.destroy(); // As Ctrl-C does; but that is not heard where Maven runs in the background.
    for (int i = 0; i < 600 && !said(log).contains("Stopping"); i++) {
      Thread.sleep(50);
    }
    assertTrue(process.isAlive(), () -> "It did not wait for the call: " + said(log));
    process.destroy();

    assertEquals(ENDED_BY_SIGTERM, end(process), () -> "It waited for the call: " + said(log));
    close.replies(call -> Reply.logged());
    run.assertEnds(ExitCode.UNKNOWN);
    assertEquals(List.of("k1"), run.column(Outputs.UNKNOWN, "external_id"));
    assertEquals(List.of(1L, 2L, 3L, 4L, 5L), run.loggedDurations());
  }

  @Test
  void onAFullDiskItStopsAndSendsNothingWithoutItsIntent() throws Exception {
    run.writeRows(200);
    // No file may grow beyond 32 KiB, in the journal about 80 calls.
    Process process =
        ImportProcess.start(
            List.of("sh", "-c", "ulimit -f 64; exec \"$@\"", "sh"),
            close,
            ImportProcess.Point.NOWHERE,
            0,
            log,
            run.file().toString(),
            "--rate",
            "500",
            "--concurrency",
            String.valueOf(CONCURRENCY));

    assertEquals(ExitCode.FAILED.number(), end(process), () -> said(log));
    assertTrue(said(log).contains("journal cannot be written"), () -> said(log));
    List<Long> sent = run.loggedDurations();
    assertTrue(!sent.isEmpty() && sent.size() < 200, () -> "These were sent: " + sent);
    Map<String, RowState> known = Journal.peek(run.output("journal").resolveSibling(""));
    for (Long duration : sent) {
      assertTrue(known.containsKey("k" + duration), "It was sent without its intent: " + duration);
    }

    // If the disk was full of an intent, no call was under way that nobody knows of.
    boolean open = known.values().stream().anyMatch(RowState::isOpen);
    run.assertEnds(open ? ExitCode.UNKNOWN : ExitCode.DONE);
    Set<Long> all = new TreeSet<>(run.loggedDurations());
    assertEquals(all.size(), run.loggedDurations().size(), "Rows were logged twice.");
    run.column(Outputs.UNKNOWN, "duration").forEach(listed -> all.add(Long.valueOf(listed)));
    assertEquals(200, all.size(), "Rows were lost without a word.");
    assertTrue(run.rows(Outputs.UNKNOWN).size() <= CONCURRENCY, run::printed);
    assertEquals(open, !run.rows(Outputs.UNKNOWN).isEmpty(), run::printed);
  }

  @Test
  void killedAtAnyMomentNoRowIsLoggedTwiceAndNoneIsLost() throws Exception {
    Result result = killAtRandom(KILLS, false);

    String said = result + " (-Dimport.seed=" + SEED + ")";
    System.out.println("Killed at random: " + said);
    assertEquals(0, result.twice, () -> "Rows were logged twice: " + said);
    assertEquals(0, result.lost, () -> "Rows were lost without a word: " + said);
    assertTrue(result.unknown <= KILLS * CONCURRENCY, () -> "Too many are unknown: " + said);
  }

  @Test
  void killedAtAnyMomentWithoutIntentsRowsAreLoggedTwice() throws Exception {
    Result result = killAtRandom(Math.min(KILLS, 4), true);

    System.out.println("Killed at random, without intents: " + result);
    assertTrue(result.twice > 0, "The kills miss the moments that matter: nothing is twice.");
  }

  private record Result(int kills, int rows, int twice, int lost, int unknown, int falsely) {}

  private Result killAtRandom(int kills, boolean withoutIntents) throws Exception {
    Random random = new Random(SEED);
    int rows = kills * ROWS_PER_KILL;
    run.writeRows(rows);
    AtomicInteger until = new AtomicInteger();
    AtomicInteger delay = new AtomicInteger();
    close.replies(
        call -> {
          if (until.decrementAndGet() == 0) {
            Thread killer =
                new Thread(
                    () -> {
                      try {
                        TimeUnit.MICROSECONDS.sleep(delay.get());
                        running.ifPresent(Process::destroyForcibly);
                      } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                      }
                    });
            killer.start();
          }
          return Reply.logged().after(Duration.ofMillis(4));
        });
    for (int kill = 0; kill < kills; kill++) {
      until.set(1 + random.nextInt(ROWS_PER_KILL - 2 * CONCURRENCY));
      delay.set(random.nextInt(12_000));
      running = Optional.of(start(ImportProcess.Point.NOWHERE, 0, CONCURRENCY));
      int exit = end(running.orElseThrow());
      assertFalse(exit < 128, () -> "It ended before it was killed: " + said(log));
      if (withoutIntents) {
        forgetIntents();
      }
    }
    until.set(Integer.MAX_VALUE);
    run.run();
    return result(kills, rows);
  }

  private Result result(int kills, int rows) {
    Set<Long> logged = new HashSet<>();
    int twice = 0;
    for (Long duration : run.loggedDurations()) {
      twice += logged.add(duration) ? 0 : 1;
    }
    List<String> unknown = run.column(Outputs.UNKNOWN, "duration");
    Set<Long> told = new HashSet<>();
    unknown.forEach(duration -> told.add(Long.valueOf(duration)));
    long falsely = told.stream().filter(duration -> !logged.contains(duration)).count();
    long lost =
        LongStream.rangeClosed(1, rows)
            .filter(duration -> !logged.contains(duration) && !told.contains(duration))
            .count();
    assertEquals(
        rows, run.rows(Outputs.LOGGED).size() + unknown.size(), "The outputs do not add up.");
    return new Result(kills, rows, twice, (int) lost, unknown.size(), (int) falsely);
  }

  /** Makes the journal that of an importer that writes nothing before it knows the outcome. */
  private void forgetIntents() throws IOException {
    Path journal = run.output("journal");
    List<String> lines = Files.readAllLines(journal);
    Set<String> ended = new HashSet<>();
    for (String line : lines) {
      if (!line.contains("\"e\":\"intent\"")) {
        ended.add(key(line));
      }
    }
    lines.removeIf(line -> !ended.contains(key(line)));
    Files.write(journal, lines);
  }

  private static String key(String line) {
    int begin = line.indexOf("\"k\":");
    return begin < 0 ? "" : line.substring(begin, line.indexOf(',', begin));
  }

  private static String said(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return String.valueOf(e);
    }
  }
}
