package io.github.closecalls.cli.imports;

import com.squareup.moshi.JsonDataException;
import io.github.closecalls.ApiException;
import io.github.closecalls.CloseException;
import io.github.closecalls.CloseResponse;
import io.github.closecalls.CredentialsException;
import io.github.closecalls.Delivery;
import io.github.closecalls.UnreadableAnswerException;
import io.github.closecalls.model.CallActivity;
import io.github.closecalls.model.CreateCallActivity;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Sends the rows that may be sent, a few at a time, and stops when going on makes no sense.
 *
 * <p>The order is the law: the intent is on the disk, then the call is sent, then the outcome is
 * written. What fails in between leaves an intent, and a call with an intent alone is never sent
 * again unless a person says so.
 */
final class Importer {
  /** So many refusals at the beginning, and nothing else, are a mistake in the mapping. */
  private static final int FIRST_REFUSED = 20;

  /** So many calls one after the other that did not leave this machine: the network is down. */
  private static final int NOT_SENT_IN_A_ROW = 5;

  private static final Set<Integer> CREDENTIAL_REFUSED = Set.of(401, 402, 403);
  private static final int TOO_MANY_REQUESTS = 429;

  private final Journal journal;
  private final Function<CreateCallActivity, CloseResponse<CallActivity>> send;
  private final ImportSettings settings;
  private final Set<String> mended;
  private final Tally tally;
  private final Beat beat;
  private final AtomicReference<@Nullable String> stop = new AtomicReference<>();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final boolean begun;
  private long taken;
  private int notSent;

  Importer(
      Journal journal,
      Function<CreateCallActivity, CloseResponse<CallActivity>> send,
      ImportSettings settings,
      Set<String> mended,
      Tally tally) {
    this.journal = journal;
    this.send = send;
    this.settings = settings;
    this.mended = mended;
    this.tally = tally;
    this.beat = new Beat(settings.rate());
    this.begun = journal.organization().isPresent();
  }

  /** Begins no more calls; those under way end. Only the first reason counts. */
  void stop(String reason) {
    stop.compareAndSet(null, reason);
  }

  boolean isStopped() {
    return stop.get() != null;
  }

  /**
   * Sends what may be sent, and returns when all that was begun has ended.
   *
   * @param rows all rows of the file
   * @param shown what is run five times a second
   * @return why it stopped before the end, if it did
   */
  Optional<String> run(Iterator<CallRow> rows, Runnable shown) throws InterruptedException {
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < settings.concurrency(); i++) {
      Thread worker = new Thread(() -> work(rows), "import-" + i);
      worker.setDaemon(true);
      worker.start();
      workers.add(worker);
    }
    for (Thread worker : workers) {
      while (worker.isAlive()) {
        worker.join(200);
        shown.run();
      }
    }
    Throwable cause = failure.get();
    if (cause instanceof ImportException failed) {
      throw failed;
    }
    if (cause != null) {
      throw new IllegalStateException("The import failed: " + cause, cause);
    }
    journal.force();
    return Optional.ofNullable(stop.get());
  }

  private void work(Iterator<CallRow> rows) {
    try {
      for (Optional<CallRow> row = next(rows); row.isPresent(); row = next(rows)) {
        beat.await(this::isStopped);
        if (isStopped()) {
          return;
        }
        journal.intent(row.get());
        send(row.get());
      }
    } catch (Throwable e) { // Of any type: the journal has the intent, and nothing more is begun.
      failure.compareAndSet(null, e);
      stop("It failed.");
    }
  }

  private synchronized Optional<CallRow> next(Iterator<CallRow> rows) {
    while (!isStopped() && taken < settings.limit() && rows.hasNext()) {
      CallRow row = rows.next();
      switch (RowVerdict.of(row, journal.state(row.key()), mended)) {
        case SEND -> {
          taken++;
          return Optional.of(row);
        }
        case LOGGED -> tally.passed(RowOutcome.LOGGED);
        case OPEN, CHANGED, SIMILAR -> tally.passed(RowOutcome.UNKNOWN);
        case BAD -> {
          tally.passed(RowOutcome.REFUSED);
          stopIfAllAreRefused();
        }
      }
    }
    return Optional.empty();
  }

  private void send(CallRow row) {
    try {
      CloseResponse<CallActivity> response = send.apply(row.call());
      boolean same =
          journal.logged(row, text(response.body()::id), text(response.body()::organizationId));
      ended(row, RowOutcome.LOGGED, "", response.attempts());
      if (!same) {
        stop(
            "The call of row "
                + row.number()
                + " was logged in another organization than those before it: is the key that of"
                + " another organization?");
      }
    } catch (CloseException e) {
      failed(row, e);
    }
  }

  /** Whether the call is logged does not hang on what else the answer lacks. */
  private static String text(Supplier<String> property) {
    try {
      return property.get();
    } catch (JsonDataException e) {
      return "";
    }
  }

  private void failed(CallRow row, CloseException e) {
    int status = e instanceof ApiException answer ? answer.status() : 0;
    String why = why(e);
    boolean keyRefused = CREDENTIAL_REFUSED.contains(status) || e instanceof CredentialsException;
    switch (e.delivery()) {
      case ACCEPTED -> {
        journal.ended(row, "accepted", why);
        ended(row, RowOutcome.LOGGED, "", e.attempts());
      }
      case UNKNOWN -> {
        journal.ended(row, "unknown", why);
        ended(row, RowOutcome.UNKNOWN, e.getMessage(), e.attempts());
        if (tally.sent(RowOutcome.UNKNOWN) > settings.maxUnknown()) {
          stop(
              "More than "
                  + settings.maxUnknown()
                  + " calls may or may not be logged (--max-unknown), the last one since: "
                  + e.getMessage());
        }
      }
      case REFUSED, NOT_SENT -> {
        if (e.delivery() == Delivery.REFUSED && !keyRefused && status != TOO_MANY_REQUESTS) {
          journal.ended(row, "refused", why);
          ended(row, RowOutcome.REFUSED, e.getMessage(), e.attempts());
          stopIfAllAreRefused();
          return;
        }
        journal.ended(row, "not_sent", why);
        ended(row, RowOutcome.WAITING, "", e.attempts());
        if (keyRefused) {
          stop("Close does not accept the credential: " + e.getMessage());
        } else if (notSentInARow() >= NOT_SENT_IN_A_ROW) {
          stop(NOT_SENT_IN_A_ROW + " calls in a row could not be sent: " + e.getMessage());
        }
      }
    }
  }

  /** Says what happened without what an answer says, since that may hold what a row says. */
  private static String why(CloseException e) {
    if (e instanceof UnreadableAnswerException) {
      return "the answer could not be read";
    }
    if (!(e instanceof ApiException answer)) {
      return e.getCause() instanceof InterruptedIOException
          ? "no answer came in time"
          : "the connection broke off";
    }
    String fields =
        answer.fieldErrors() instanceof Map<?, ?> map && !map.isEmpty()
            ? map.keySet().stream()
                .map(String::valueOf)
                .collect(Collectors.joining(", ", " for ", ""))
            : "";
    return "status " + answer.status() + fields;
  }

  private void ended(CallRow row, RowOutcome outcome, String message, int attempts) {
    tally.ended(row.key(), outcome, message, attempts);
    if (outcome != RowOutcome.WAITING) {
      synchronized (this) {
        notSent = 0;
      }
    }
  }

  private synchronized int notSentInARow() {
    return ++notSent;
  }

  private void stopIfAllAreRefused() {
    int refused = tally.rows(RowOutcome.REFUSED);
    if (!begun && refused >= FIRST_REFUSED && refused == tally.rows()) {
      stop(
          "The first "
              + FIRST_REFUSED
              + " rows were all refused: correct the file, or what its columns mean.");
    }
  }
}
