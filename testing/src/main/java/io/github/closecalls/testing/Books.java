package io.github.closecalls.testing;

import io.github.closecalls.model.CreateCallActivity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What a fake has seen, and what it has logged. This class is thread-safe. */
final class Books {
  private static final int MOST_SHOWN = 20;

  private final List<Request> requests = new ArrayList<>();
  private final List<CreateCallActivity> logged = new ArrayList<>();

  synchronized void enter(Request request, Optional<CreateCallActivity> call) {
    requests.add(request);
    if (request.isLogged() && call.isPresent()) {
      logged.add(call.get());
      notifyAll();
    }
  }

  synchronized List<Request> requests() {
    return List.copyOf(requests);
  }

  synchronized List<CreateCallActivity> logged() {
    return List.copyOf(logged);
  }

  synchronized List<CreateCallActivity> awaitLogged(int count, Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    for (long left = atMost.toNanos();
        logged.size() < count && left > 0;
        left = end - System.nanoTime()) {
      try {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("Interrupted. " + report(count), e);
      }
    }
    if (logged.size() != count) {
      throw new AssertionError(report(count));
    }
    return logged();
  }

  /** Shows no body: it holds phone numbers and notes, and a message ends in logs. */
  private String report(int count) {
    StringBuilder text =
        new StringBuilder("Close should have logged ")
            .append(calls(count))
            .append(", but has logged ")
            .append(logged.size())
            .append(". ")
            .append(requests.isEmpty() ? "No request came." : "These requests came:");
    int first = Math.max(0, requests.size() - MOST_SHOWN);
    if (first > 0) {
      text.append("\n  (").append(first).append(" before)");
    }
    requests.subList(first, requests.size()).forEach(each -> text.append("\n  ").append(each));
    return text.toString();
  }

  private static String calls(int count) {
    return count == 1 ? "1 call" : count + " calls";
  }

  synchronized void clear() {
    requests.clear();
    logged.clear();
  }
}
