package io.github.closecalls.cli.imports;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Counts what became of the rows, over all runs and over the time of this one.
 *
 * <p>This class is thread-safe.
 */
final class Tally {
  private static final int RECENT = 20;

  private final long started = System.nanoTime();
  private final Map<RowOutcome, Integer> rows = new EnumMap<>(RowOutcome.class);
  private final Map<RowOutcome, Integer> sent = new EnumMap<>(RowOutcome.class);
  private final List<Map<RowOutcome, Integer>> seconds = new ArrayList<>();
  private final Map<String, String> messages = new HashMap<>();
  private int repeated;

  /** Counts a row that is not sent in this run. */
  synchronized void passed(RowOutcome outcome) {
    rows.merge(outcome, 1, Integer::sum);
  }

  /**
   * Counts a row that was sent in this run.
   *
   * @param attempts how often it took
   */
  synchronized void ended(String key, RowOutcome outcome, String message, int attempts) {
    rows.merge(outcome, 1, Integer::sum);
    sent.merge(outcome, 1, Integer::sum);
    repeated += Math.max(0, attempts - 1);
    int second = (int) elapsed().toSeconds();
    while (seconds.size() <= second) {
      seconds.add(new EnumMap<>(RowOutcome.class));
    }
    seconds.get(second).merge(outcome, 1, Integer::sum);
    if (!message.isEmpty()) {
      messages.put(key, message);
    }
  }

  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - started);
  }

  synchronized int rows(RowOutcome outcome) {
    return rows.getOrDefault(outcome, 0);
  }

  synchronized int rows() {
    return sum(rows);
  }

  synchronized int sent(RowOutcome outcome) {
    return sent.getOrDefault(outcome, 0);
  }

  synchronized int sent() {
    return sum(sent);
  }

  /** Returns how many requests were sent again, since Close surely had not logged them. */
  synchronized int repeated() {
    return repeated;
  }

  /** Returns what Close said of a call in this run. */
  synchronized Optional<String> message(String key) {
    return Optional.ofNullable(messages.get(key));
  }

  /** Returns how many calls ended per second of late, without the second that has not ended. */
  synchronized double rate() {
    int end = (int) elapsed().toSeconds();
    int begin = Math.max(0, end - RECENT);
    int calls = seconds.stream().limit(end).skip(begin).mapToInt(Tally::sum).sum();
    return end == begin ? 0 : (double) calls / (end - begin);
  }

  /** Returns how many calls ended in each second, by outcome. */
  synchronized List<Map<RowOutcome, Integer>> seconds() {
    return List.copyOf(seconds);
  }

  private static int sum(Map<RowOutcome, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }
}
