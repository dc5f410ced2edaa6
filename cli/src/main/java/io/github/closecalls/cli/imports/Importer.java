package io.github.closecalls.cli.imports;

import com.squareup.moshi.JsonDataException;
import io.github.closecalls.ApiException;
import io.github.closecalls.CloseException;
import io.github.closecalls.CloseResponse;
import io.github.closecalls.CredentialsException;
import io.github.closecalls.UnreadableAnswerException;
import io.github.closecalls.model.CallActivity;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
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
  private final CallSender sender;
  private final ImportSettings settings;
  private final Set<String> mended;
  private final Tally tally;
  private final CompletableFuture<String> stop;
  private final Beat beat;
  private final boolean begun;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final AtomicInteger notSent = new AtomicInteger();
  private final AtomicReference<String> whyNotSent = new AtomicReference<>("");
  private long taken;

  /**
   * Prepares an import.
   *
   * @param mended the occasions of calls that Close may have and that are no longer in the file
   * @param stop once it has a reason no more calls are begun; those under way end
   */
  Importer(
      Journal journal,
      CallSender sender,
      ImportSettings settings,
      Set<String> mended,
      Tally tally,
      CompletableFuture<String> stop) {
    this.journal = journal;
    this.sender = sender;
    this.settings = settings;
    this.mended = mended;
    this.tally = tally;
    this.stop = stop;
    this.beat = new Beat(settings.rate());
    this.begun = journal.organization().isPresent();
  }

  /**
   * Sends what may be sent, and returns when all that was begun has ended.
   *
   * @param rows all rows of the file
   * @param shown what is run five times a second
   */
  void run(Iterator<CallRow> rows, Runnable shown) throws InterruptedException {
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
    if (tally.sent(RowOutcome.WAITING) > 0) {
      String count = ImportReport.count(tally.sent(RowOutcome.WAITING), "call");
      stop.complete(count + " could not be sent, the last one since: " + whyNotSent.get());
    }
  }

  private void work(Iterator<CallRow> rows) {
    try {
      for (Optional<CallRow> row = next(rows); row.isPresent(); row = next(rows)) {
        beat.await(stop::isDone);
        if (stop.isDone()) {
          return;
        }
        journal.intent(row.get());
        send(row.get());
      }
    } catch (Throwable e) { // Of any type: the journal has the intent, and nothing more is begun.
      failure.compareAndSet(null, e);
      stop.complete("It failed.");
    }
  }

  private synchronized Optional<CallRow> next(Iterator<CallRow> rows) {
    while (!stop.isDone() && taken < settings.limit() && rows.hasNext()) {
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
    CloseResponse<CallActivity> response;
    try {
      response = sender.send(row.call());
    } catch (CloseException e) {
      failed(row, e);
      return;
    }
    CallActivity call = response.body();
    boolean same = journal.logged(row, text(call::id), text(call::organizationId));
    tally.ended(row.key(), RowOutcome.LOGGED, "", response.attempts());
    notSent.set(0);
    if (!same) {
      stop.complete(
          ("The call of row %s was logged in another organization than those before it: is the key"
                  + " that of another organization?")
              .formatted(row.number()));
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
    RowOutcome outcome = outcome(e);
    boolean isTold = outcome == RowOutcome.REFUSED || outcome == RowOutcome.UNKNOWN;
    journal.ended(row, outcome, why(e));
    tally.ended(row.key(), outcome, isTold ? e.getMessage() : "", e.attempts());
    if (outcome == RowOutcome.WAITING) {
      whyNotSent.set(reason(e));
    }
    int inARow = notSent.updateAndGet(n -> outcome == RowOutcome.WAITING ? n + 1 : 0);
    if (isOfCredential(e)) {
      stop.complete("Close does not accept the credential: " + reason(e));
    } else if (inARow >= NOT_SENT_IN_A_ROW) {
      stop.complete(NOT_SENT_IN_A_ROW + " calls in a row could not be sent: " + reason(e));
    } else if (outcome == RowOutcome.REFUSED) {
      stopIfAllAreRefused();
    } else if (outcome == RowOutcome.UNKNOWN
        && tally.sent(RowOutcome.UNKNOWN) > settings.maxUnknown()) {
      stop.complete(
          "More than %s calls may or may not be logged (--max-unknown), the last one since: %s"
              .formatted(settings.maxUnknown(), reason(e)));
    }
  }

  private static RowOutcome outcome(CloseException e) {
    return switch (e.delivery()) {
      case ACCEPTED -> RowOutcome.LOGGED;
      case UNKNOWN -> RowOutcome.UNKNOWN;
      case NOT_SENT -> RowOutcome.WAITING;
      case REFUSED ->
          isOfCredential(e) || status(e) == TOO_MANY_REQUESTS
              ? RowOutcome.WAITING
              : RowOutcome.REFUSED;
    };
  }

  private static boolean isOfCredential(CloseException e) {
    return e instanceof CredentialsException || CREDENTIAL_REFUSED.contains(status(e));
  }

  private static int status(CloseException e) {
    return e instanceof ApiException answer ? answer.status() : 0;
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

  private static String reason(CloseException e) {
    return e instanceof ApiException || e instanceof UnreadableAnswerException
        ? why(e) + "."
        : e.getMessage();
  }

  private void stopIfAllAreRefused() {
    int refused = tally.rows(RowOutcome.REFUSED);
    if (!begun && refused >= FIRST_REFUSED && refused == tally.rows()) {
      stop.complete(
          "The first %s rows were all refused: correct the file, or what its columns mean."
              .formatted(FIRST_REFUSED));
    }
  }
}
