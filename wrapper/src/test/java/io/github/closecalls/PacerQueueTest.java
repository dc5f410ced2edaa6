package io.github.closecalls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who waits for the pace, who goes first, and who is turned away. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class PacerQueueTest {
  private static final Duration DAY = Duration.ofDays(1);

  private final Pacer pacer = new Pacer(Pace.UNLIMITED);

  /** Who was let through, or turned away, in the order in which it happened. */
  private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

  @Test
  void whoHasNoTimeUntilTheHoldEndsIsTurnedAwayAtOnce() throws Exception {
    hold("50");
    Patience hurried = patience(Duration.ofSeconds(20));
    assertFalse(pacer.begin(hurried, false));
    assertTrue(hurried.left() > 0, "not wait for the deadline");
  }

  @Test
  void whoIsStoppedIsTurnedAwayThoughNothingHoldsIt() throws Exception {
    Patience patience = patience(DAY);
    patience.cancel();
    assertFalse(pacer.begin(patience, false));
    assertTrue(pacer.begin(patience(DAY), false), "let the next begin");
  }

  @Test
  void whoWaitsIsTurnedAwayOnceALongHoldComesBehindOneWhoHasTheTime() throws Exception {
    long began = begin();
    Thread patient = waiting("patient", patience(DAY), false);
    Patience hurry = patience(Duration.ofSeconds(20));
    waiting("hurried", hurry, false);
    pacer.ended(began, answer(429, "50"));
    assertEquals("hurried false", next());
    assertTrue(hurry.left() > 0, "not wait for the deadline");
    patient.interrupt();
    assertEquals("patient interrupted", next());
  }

  @Test
  void whatWasRefusedGoesBeforeWhatIsNew() throws Exception {
    hold("6"); // As long as two threads may take to start on a busy machine.
    waiting("new", patience(DAY), false);
    waiting("again", patience(DAY), true);
    assertEquals("again true", next());
    pacer.ended(System.nanoTime(), answer(200, "0"));
    assertEquals("new true", next());
  }

  @Test
  void cancellingEndsTheWaitOfTheFirstAndOfThoseBehind() throws Exception {
    hold("50");
    List<Patience> calls = List.of(patience(DAY), patience(DAY));
    for (Patience call : calls) {
      waiting("call", call, false);
      call.cancel();
    }
    pacer.wake();
    assertEquals("call false", next());
    assertEquals("call false", next());
  }

  private void hold(String seconds) throws InterruptedException {
    pacer.ended(begin(), answer(429, seconds));
  }

  private long begin() throws InterruptedException {
    assertTrue(pacer.begin(patience(DAY), false), "let the first begin");
    return System.nanoTime();
  }

  /** Starts a thread, and returns once it waits. */
  private Thread waiting(String name, Patience patience, boolean again)
      throws InterruptedException {
    Thread thread =
        new Thread(
            () -> {
              try {
                seen.add(name + " " + pacer.begin(patience, again));
              } catch (InterruptedException e) {
                seen.add(name + " interrupted");
              }
            });
    thread.setDaemon(true);
    thread.start();
    while (thread.getState() != Thread.State.TIMED_WAITING && thread.isAlive()) {
      Thread.sleep(1);
    }
    return thread;
  }

  private String next() throws InterruptedException {
    return String.valueOf(seen.poll(30, TimeUnit.SECONDS));
  }

  private static Patience patience(Duration deadline) {
    return new Patience(deadline, new WaitCondition(), () -> false);
  }

  private static Answer answer(int status, String retryAfter) {
    return StubAnswer.of(status, "", "Retry-After", retryAfter);
  }
}
