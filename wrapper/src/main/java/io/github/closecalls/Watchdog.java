package io.github.closecalls;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks every so often at what threads wait for, and ends what does not end by itself.
 *
 * <p>A thread that reads from a socket does not notice an interrupt, and OkHttp's time-outs do not
 * end every wait of its own. One daemon thread serves all clients; it ends when there is nothing to
 * look at.
 */
final class Watchdog {
  /** Short enough for who interrupts a thread, long enough to cost nothing. */
  private static final long TICK_MILLIS = 50;

  private static final int IDLE_TICKS = 20;

  private static final Set<Watch> WATCHES = ConcurrentHashMap.newKeySet();
  private static volatile @Nullable Thread thread;

  private Watchdog() {}

  /**
   * What a thread is doing, and until when.
   *
   * <p>Begun and stopped by that thread.
   */
  static class Watch {
    private @Nullable Thread watched;
    private long end;
    private int overdue;
    private boolean seenInterrupted;
    private boolean interruptedHere;

    /**
     * Has the watchdog look at the current thread until it is told to stop.
     *
     * @param end when the time of the thread is up, by System.nanoTime
     */
    final void begin(long end) {
      this.watched = Thread.currentThread();
      this.end = end;
      WATCHES.add(this);
      if (thread == null) {
        start();
      }
    }

    /** Leaves the thread as it was, whatever happened meanwhile. */
    final void stop() {
      WATCHES.remove(this);
      synchronized (this) {
        watched = null;
        if (interruptedHere) {
          boolean unused = Thread.interrupted(); // Ours; a later one cannot be told from it.
        }
      }
    }

    /** Runs once if somebody interrupts the thread. */
    void interrupted() {}

    /**
     * Runs each time the end has passed.
     *
     * @param ticks how often it has; a pause of the JVM counts as one
     */
    void overdue(int ticks) {
      if (ticks == 1) {
        interrupt();
      }
    }

    /** Interrupts the thread, if it still does what is watched. */
    final synchronized void interrupt() {
      Thread thread = watched;
      if (thread != null && !thread.isInterrupted()) {
        interruptedHere = true;
        thread.interrupt();
      }
    }

    /** Looks once; {@code inTime} is false after a pause of the JVM. */
    final void tick(long now, boolean inTime) {
      boolean interrupted;
      int overdue;
      synchronized (this) {
        if (watched == null) {
          return;
        }
        interrupted = !interruptedHere && !seenInterrupted && watched.isInterrupted();
        seenInterrupted |= interrupted;
        if (now - end >= 0 && (inTime || this.overdue == 0)) {
          this.overdue++;
        }
        overdue = now - end >= 0 ? this.overdue : 0;
      }
      if (interrupted) {
        interrupted();
      }
      if (overdue > 0) {
        overdue(overdue);
      }
    }
  }

  private static synchronized void start() {
    if (thread != null) {
      return;
    }
    // It outlives the caller: neither its thread-locals nor its class loader are for it to keep.
    Thread dog = new Thread(null, Watchdog::run, "close-calls-watchdog", 0, false);
    dog.setContextClassLoader(null);
    dog.setDaemon(true);
    try {
      dog.start();
      thread = dog;
    } catch (OutOfMemoryError e) {
      // No thread can be had: the time-outs of OkHttp hold all the same, and the next call tries it
      // again.
    }
  }

  private static void run() {
    long last = System.nanoTime();
    int idle = 0;
    while (idle < IDLE_TICKS || !hasEnded()) {
      try {
        Thread.sleep(TICK_MILLIS);
      } catch (InterruptedException e) {
        // Nobody has a reason to: it ends by itself.
      }
      long now = System.nanoTime();
      boolean inTime = now - last < TimeUnit.MILLISECONDS.toNanos(2 * TICK_MILLIS);
      last = now;
      idle = WATCHES.isEmpty() ? idle + 1 : 0;
      for (Watch watch : WATCHES) {
        watch.tick(now, inTime);
      }
    }
  }

  private static synchronized boolean hasEnded() {
    Thread self = thread;
    thread = null; // First, so that who begins a watch now either is seen here or starts another.
    if (WATCHES.isEmpty()) {
      return true;
    }
    thread = self;
    return false;
  }
}
