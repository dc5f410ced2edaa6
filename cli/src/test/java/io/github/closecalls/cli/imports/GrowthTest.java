package io.github.closecalls.cli.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.github.closecalls.cli.command.ExitCode;
import io.github.closecalls.model.CreateCallActivity;
import io.github.closecalls.testing.FakeClose;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An import costs as much more as its file is larger, by what its thread allocates. */
class GrowthTest {
  private static final int FEW = 50;

  @TempDir private Path folder;

  private interface Work {
    void of(int rows) throws Exception;
  }

  @Test
  void checkingAFileGrowsAsItsRowsDo() throws Exception {
    try (FakeClose close = FakeClose.start()) {
      assertLinear(
          "To check",
          rows -> {
            ImportRun run = new ImportRun(folder, close).writeRows(rows);
            run.assertEnds(ExitCode.DONE, "--dry-run");
          });
    }
  }

  @Test
  void readingAJournalGrowsAsItsLinesDo() throws Exception {
    assertLinear("To read the journal of", this::readJournal);
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

  private static CallRow row(int number) {
    CreateCallActivity call = CreateCallActivity.builder().build();
    return new CallRow(number, "k" + number, List.of(), call, "digest", "occasion", List.of());
  }

  private static void assertLinear(String what, Work work) throws Exception {
    for (int rows : List.of(FEW, 10 * FEW, 100 * FEW)) {
      work.of(rows); // What the first run alone does is not counted.
    }
    long few = bytes(work, FEW);
    long tenTimes = bytes(work, 10 * FEW);
    long hundredTimes = bytes(work, 100 * FEW);
    // Without what each run costs, whatever its size.
    double ratio = (double) (hundredTimes - few) / (tenTimes - few);
    assertTrue(
        ratio < 1.25 * 99 / 9,
        () ->
            "%s 99 times more rows allocates %.1f times what 9 times more do: %,d, %,d and %,d bytes"
                .formatted(what, ratio, few, tenTimes, hundredTimes));
  }

  private static long bytes(Work work, int rows) throws Exception {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    work.of(rows);
    return threads.getCurrentThreadAllocatedBytes() - before;
  }
}
