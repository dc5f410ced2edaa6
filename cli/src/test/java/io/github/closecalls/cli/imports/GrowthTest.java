package io.github.closecalls.cli.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import io.github.closecalls.cli.command.ExitCode;
import io.github.closecalls.cli.command.Usage;
import io.github.closecalls.model.CreateCallActivity;
import io.github.closecalls.testing.FakeClose;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An import costs as much more as its file is larger, by what its thread allocates. */
class GrowthTest {
  private static final int FEW = 50;

  /** Where counters begin to allocate, which would pass for growth. */
  private static final int BEYOND_CACHED_INTEGERS = 130;

  @TempDir private Path folder;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private interface Work {
    void of(int rows) throws Exception;
  }

  private interface Cost {
    long bytes(int rows) throws Exception;
  }

  @Test
  void checkingAFileGrowsAsItsRowsDo() throws Exception {
    try (FakeClose close = FakeClose.start()) {
      assertLinear(
          "To check",
          FEW,
          here(
              rows -> {
                ImportRun run = new ImportRun(folder, close).writeRows(rows);
                run.assertEnds(ExitCode.DONE, "--dry-run");
              }));
    }
  }

  @Test
  void readingAJournalGrowsAsItsLinesDo() throws Exception {
    assertLinear("To read the journal of", FEW, here(this::readJournal));
  }

  private void readJournal(int rows) {
    Path journals = folder.resolve("journal-of-" + rows);
    try (Journal journal = Journal.open(journals, "https://example.com/", "external_id", "a.csv")) {
      if (journal.states().isEmpty()) {
        for (int i = 0; i < rows; i++) {
          assertTrue(journal.logged(row(i), "acti_" + i, "orga_1"), "be of one organization");
        }
      }
      assertEquals(rows, journal.states().size());
    }
  }

  /** Also of those that are not sent again, which is what an import mostly does that goes on. */
  @Test
  void whatIsDoneForARowDoesNotGrowWithThoseBeforeIt() throws Exception {
    assertLinear("To pass", BEYOND_CACHED_INTEGERS, this::bytesToPass);
  }

  /** Returns what the thread that sends rows allocates for those that were sent before. */
  private long bytesToPass(int rows) throws InterruptedException {
    readJournal(rows);
    Path journals = folder.resolve("journal-of-" + rows);
    String[] arguments = {"calls.csv", "--concurrency", "1"};
    ImportSettings settings =
        ImportSettings.of(Usage.of("import").parse(List.of(arguments)), new ArrayList<>());
    CallSender none = call -> fail("none of these rows may be sent again");
    Tally tally = new Tally();
    MeteredRows all = new MeteredRows(IntStream.range(0, rows).mapToObj(GrowthTest::row));
    try (Journal journal = Journal.open(journals, "https://example.com/", "external_id", "a.csv")) {
      new Importer(journal, none, settings, Set.of(), tally, new CompletableFuture<>())
          .run(all, () -> {});
    }
    assertEquals(rows, tally.rows());
    return all.bytes;
  }

  /** Rows that tell what was allocated on the thread that takes them, from the first to the end. */
  private static final class MeteredRows implements Iterator<CallRow> {
    private final Iterator<CallRow> rows;
    private long before = -1;
    private long bytes;

    MeteredRows(Stream<CallRow> rows) {
      this.rows = rows.toList().iterator();
    }

    @Override
    public boolean hasNext() {
      long now = THREADS.getCurrentThreadAllocatedBytes();
      before = before < 0 ? now : before;
      bytes = now - before;
      return rows.hasNext();
    }

    @Override
    public CallRow next() {
      return rows.next();
    }
  }

  private static CallRow row(int number) {
    CreateCallActivity call = CreateCallActivity.builder().build();
    return new CallRow(number, "k" + number, List.of(), call, "digest", "occasion", List.of());
  }

  private static void assertLinear(String what, int start, Cost cost) throws Exception {
    for (int rows : List.of(start, 10 * start, 100 * start)) {
      long unused = cost.bytes(rows); // What the first run alone does is not counted.
    }
    long few = cost.bytes(start);
    long tenTimes = cost.bytes(10 * start);
    long hundredTimes = cost.bytes(100 * start);
    // Without what each run costs, whatever its size.
    double ratio = (double) (hundredTimes - few) / (tenTimes - few);
    assertTrue(
        ratio < 1.25 * 99 / 9,
        () ->
            "%s 99 times more rows allocates %.1f times what 9 times more do: %,d, %,d and %,d bytes"
                .formatted(what, ratio, few, tenTimes, hundredTimes));
  }

  /** Returns a cost that is all on the thread of the caller. */
  private static Cost here(Work work) {
    return rows -> {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      work.of(rows);
      return THREADS.getCurrentThreadAllocatedBytes() - before;
    };
  }
}
