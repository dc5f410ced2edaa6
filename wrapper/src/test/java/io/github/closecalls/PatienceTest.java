package io.github.closecalls;

import static io.github.closecalls.SecretScan.assertThrows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What ends a wait, and what is said of it. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class PatienceTest {
  private static final long LONG = TimeUnit.DAYS.toNanos(1);

  private final WaitCondition condition = new WaitCondition();
  private volatile boolean closed;

  @Test
  void cancellingEndsTheWaitThatIsUnderWay() throws Exception {
    Patience patience = patience(Duration.ofDays(2));
    Waiting waiting = new Waiting(() -> patience.pause(LONG, "while waiting"));
    patience.cancel();
    assertEquals("it was cancelled while waiting", waiting.end().reason());
  }

  @Test
  void closingTheClientEndsTheWaitThatIsUnderWay() throws Exception {
    Patience patience = patience(Duration.ofDays(2));
    Waiting waiting = new Waiting(() -> patience.pause(LONG, "while waiting"));
    closed = true;
    condition.wake();
    assertEquals("the client is closed while waiting", waiting.end().reason());
  }

  @Test
  void aWakeThatDoesNotConcernTheCallDoesNotEndItsWait() throws Exception {
    Patience patience = patience(Duration.ofDays(2));
    Waiting waiting = new Waiting(() -> patience.pause(LONG, "while waiting"));
    condition.wake();
    waiting.await();
    patience.cancel();
    assertEquals("it was cancelled while waiting", waiting.end().reason());
  }

  @Test
  void aPauseThatNothingDisturbsEndsByItself() throws Exception {
    Patience patience = patience(Duration.ofDays(2));
    long begin = System.nanoTime();
    patience.pause(TimeUnit.MILLISECONDS.toNanos(5), "while waiting");
    assertTrue(
        System.nanoTime() - begin >= TimeUnit.MILLISECONDS.toNanos(5), "wait for as long as said");
  }

  @Test
  void whatIsAwaitedEndsTheWaitOnceItIsThere() throws Exception {
    Patience patience = patience(Duration.ofDays(2));
    CompletableFuture<String> awaited = new CompletableFuture<>();
    Waiting waiting =
        new Waiting(
            () -> {
              patience.await(awaited, "while waiting");
              throw new CallStoppedException("it came: " + awaited.join(), "");
            });
    awaited.complete("x");
    assertEquals("it came: x", waiting.end().reason());
  }

  @Test
  void theRemedyIsThatOfTheReason() {
    Patience patience = patience(Duration.ofDays(2));
    assertEquals("Check that the host can be reached from here.", patience.remedy());
    assertEquals(
        "Allow more time, or start fewer calls at once.", patience(Duration.ZERO).remedy());
    patience.cancel();
    assertEquals("Make sure that it should still be logged.", patience.remedy());
    closed = true;
    assertEquals(
        "Make a new client: this one cannot be used after close().", patience.remedy(), "first");
  }

  @Test
  void oneThatIsNeitherLateNorStoppedMayGoOn() throws Exception {
    Patience patience = patience(Duration.ofDays(2));
    patience.check("");
    assertFalse(patience.isOver(), "go on");
  }

  @Test
  void whatTookLongerThanTheDeadlineIsOver() {
    CallStoppedException e =
        assertThrows(CallStoppedException.class, () -> patience(Duration.ZERO).check("x"));
    assertEquals("the deadline of 0.000 s would pass x", e.reason());
  }

  private Patience patience(Duration deadline) {
    return new Patience(deadline, condition, () -> closed);
  }

  /** A thread that waits until something ends its wait. */
  private static final class Waiting {
    private interface Wait {
      void run() throws CallStoppedException;
    }

    private final CompletableFuture<CallStoppedException> stopped = new CompletableFuture<>();
    private final Thread thread;

    Waiting(Wait wait) throws InterruptedException {
      thread =
          new Thread(
              () -> {
                try {
                  wait.run();
                } catch (CallStoppedException e) {
                  stopped.complete(e);
                }
              });
      thread.setDaemon(true);
      thread.start();
      await();
    }

    /** Returns once the thread waits. */
    void await() throws InterruptedException {
      while (thread.getState() != Thread.State.TIMED_WAITING) {
        assertTrue(thread.isAlive(), "wait");
        Thread.sleep(1);
      }
    }

    CallStoppedException end() throws Exception {
      return stopped.get(30, TimeUnit.SECONDS);
    }
  }
}
