package io.github.closecalls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchdogTest {
  private static final long FAR = TimeUnit.DAYS.toNanos(1);

  private final List<Integer> overdue = new ArrayList<>();
  private int interrupted;
  private final Watchdog.Watch watch =
      new Watchdog.Watch() {
        @Override
        void interrupted() {
          interrupted++;
        }

        @Override
        void overdue(int ticks) {
          overdue.add(ticks);
          if (ticks == 3) {
            interrupt();
          }
        }
      };
  private final long end = System.nanoTime() + FAR;

  @AfterEach
  void stop() {
    watch.stop();
  }

  @Test
  void nothingIsOverdueBeforeItsEnd() {
    watch.begin(end);
    watch.tick(end - 1, true);
    assertEquals(List.of(), overdue);
  }

  @Test
  void aPauseOfTheJvmCountsAsOneTick() {
    watch.begin(end);
    watch.tick(end + FAR, false);
    watch.tick(end + 2 * FAR, false);
    watch.tick(end + 2 * FAR + 1, true);
    assertEquals(List.of(1, 1, 2), overdue, "give a thread that was paused its time");
  }

  @Test
  void anInterruptIsReportedOnceAndLeftToTheThread() {
    watch.begin(end);
    Thread.currentThread().interrupt();
    watch.tick(end - 2, true);
    watch.tick(end - 1, true);
    watch.stop();
    assertTrue(Thread.interrupted(), "leave the flag of who asked for it");
    assertEquals(1, interrupted);
  }

  @Test
  void itsOwnInterruptLeavesNoTrace() {
    watch.begin(end);
    for (int i = 0; i < 5; i++) {
      watch.tick(end + i, true);
    }
    watch.stop();
    assertFalse(Thread.interrupted(), "take back what nobody asked for");
    assertEquals(0, interrupted, "not take it for that of the user");
  }

  @Test
  void whatHasStoppedIsLeftAlone() {
    watch.begin(end);
    watch.stop();
    watch.tick(end + 1, true);
    assertEquals(List.of(), overdue);
  }
}
