package io.github.closecalls.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.closecalls.CallOptions;
import io.github.closecalls.GrowingDeadline;
import io.github.closecalls.RetryPolicy;
import io.github.closecalls.faults.FaultServer.Protocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Each fault, met by the only, the first or the second attempt, sync or async, on a new and on a
 * pooled connection, with HTTP/1.1 and HTTP/2: how many POSTs arrive, what is reported, how long it
 * takes. With {@code -Dfaults.both.ways=true} each case is tried sync and async.
 *
 * <p>Writes what it measured as a table into {@code target/fault-matrix.md}.
 */
@Tag("faults")
class FaultMatrixTest {
  private static final Path REPORT = Path.of("target", "fault-matrix.md");

  /** With {@code -Dfaults.only=stall} only the faults whose names contain that are tried. */
  private static final String ONLY = System.getProperty("faults.only", "");

  /** Whether each case is tried both ways, and not only every second of them. */
  private static final boolean BOTH_WAYS = Boolean.getBoolean("faults.both.ways");

  /** Of the faults that nothing but it ends, unless it passes before they are met. */
  private static final Duration SHORT = Duration.ofSeconds(3);

  private static final Duration LONG = Duration.ofSeconds(30);

  /** Of the call after a fault; one that leaves the server deaf keeps it waiting. */
  private static final Duration AFTER = Duration.ofSeconds(10);

  /** How much later than expected a call may end until it counts as hanging. */
  private static final Duration SLACK = Duration.ofMinutes(2);

  private static final int PATIENT_THREADS = 32;
  private static final int BUSY_THREADS = 8;

  /** Which attempt of a call meets the fault. */
  private enum Attempt {
    ONLY("only"),
    FIRST("first of 3"),
    SECOND("second, after 429");

    private final String text;

    Attempt(String text) {
      this.text = text;
    }
  }

  private record Case(
      Fault fault, Protocol protocol, boolean pooled, Attempt attempt, boolean async) {
    boolean succeeds() {
      return (attempt == Attempt.FIRST && fault.again())
          || fault.outcome(protocol) == Outcome.LOGGED;
    }

    boolean waits() {
      return fault.slow() || fault.waitMillis() > 0;
    }

    /** A refused call, which must not be given the answer to the one before it. */
    boolean hasCallAfter() {
      return attempt == Attempt.ONLY && !fault.slow();
    }

    int expectedPosts() {
      return fault.completed()
          + (attempt == Attempt.SECOND ? 1 : 0)
          + (attempt == Attempt.FIRST && fault.again() ? 1 : 0);
    }

    Outcome expectedOutcome() {
      if (succeeds()) {
        return Outcome.LOGGED;
      }
      return attempt == Attempt.SECOND && fault.outcome(protocol) == Outcome.NOT_SENT
          ? Outcome.NOT_SENT_AGAIN
          : fault.outcome(protocol);
    }

    @Override
    public String toString() {
      return String.join(
          ", ",
          fault.name(),
          protocol.toString(),
          pooled ? "pooled" : "fresh",
          attempt.text,
          async ? "async" : "sync");
    }
  }

  /**
   * What came of a case.
   *
   * @param early what is wrong, but would be so too had the deadline passed before the fault was
   *     met
   * @param wrong what is wrong whenever the deadline passes
   */
  private record Result(
      Case of, int posts, String outcome, long millis, List<String> early, List<String> wrong) {
    List<String> faults() {
      return Stream.concat(wrong.stream(), early.stream()).toList();
    }
  }

  @Test
  void everyFaultHasItsOutcomeAndNoneSendsACallTwice() throws Exception {
    warmUp();
    List<Result> results = run(cases());
    report(results);
    List<String> faults = new ArrayList<>();
    for (Result result : results) {
      for (String fault : result.faults()) {
        faults.add(result.of() + ": " + fault);
      }
    }
    assertEquals(
        List.of(), faults, () -> faults.size() + " faults:\n" + String.join("\n", faults) + "\n");
  }

  private static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (Fault fault : Faults.all()) {
      if (!fault.name().contains(ONLY)) {
        continue;
      }
      for (Protocol protocol : fault.protocols()) {
        for (boolean pooled : new boolean[] {false, true}) {
          if (pooled && fault.stage() != Stage.REQUEST) {
            continue; // The report says why.
          }
          for (Attempt attempt : Attempt.values()) {
            // A future differs only by the thread on which the same attempts are made: each fault
            // meets both, with each protocol and in each attempt, but not in all combinations.
            boolean async = cases.size() % 2 == 1;
            cases.add(new Case(fault, protocol, pooled, attempt, async));
            if (BOTH_WAYS) {
              cases.add(new Case(fault, protocol, pooled, attempt, !async));
            }
          }
        }
      }
    }
    return cases;
  }

  /** Loads classes, so that the first cases are not slower than the others. */
  private static void warmUp() throws Exception {
    for (Protocol protocol : Protocol.values()) {
      for (boolean async : new boolean[] {false, true}) {
        run(new Case(Faults.GOOD, protocol, true, Attempt.SECOND, async));
      }
    }
  }

  /** Tries the cases that wait beside those that work: alone they would leave the cores idle. */
  private static List<Result> run(List<Case> cases) throws Exception {
    ExecutorService patient = Executors.newFixedThreadPool(PATIENT_THREADS);
    ExecutorService busy = Executors.newFixedThreadPool(BUSY_THREADS);
    try {
      List<Future<Result>> results = new ArrayList<>();
      for (Case one : cases) {
        ExecutorService executor = one.waits() ? patient : busy;
        results.add(executor.submit(() -> run(one)));
      }
      List<Result> all = new ArrayList<>();
      for (Future<Result> result : results) {
        all.add(result.get());
      }
      return all;
    } finally {
      patient.shutdownNow();
      busy.shutdownNow();
    }
  }

  /**
   * Gives a case more time whose deadline may have passed, on a busy machine, before it met its
   * fault: before the server had the request, say, or the client the half of the answer that came.
   */
  private static Result run(Case one) throws Exception {
    return GrowingDeadline.until(
        result -> !result.wrong().isEmpty() || result.early().isEmpty(),
        one.fault().slow() ? SHORT : LONG,
        deadline -> run(one, deadline));
  }

  private static Result run(Case one, Duration deadline) throws IOException {
    Fault fault = one.fault();
    FaultScript script = new FaultScript(null);
    List<String> early = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    @Nullable Throwable error;
    @Nullable Throwable after = null;
    long millis;
    Ledger ledger;
    try (ClientUnderTest subject = new ClientUnderTest(one.protocol(), script)) {
      ledger = subject.server.ledger();
      if (one.pooled() && one.attempt() != Attempt.SECOND) {
        Throwable before =
            subject.log(ClientUnderTest.call("before", false), options(LONG, 1), one.async());
        if (before != null || subject.connections() != 1) {
          wrong.add("leave one connection in the pool after a good call, but: " + before);
        }
      }
      if (one.attempt() == Attempt.SECOND) {
        script.add(one.pooled() ? Faults.LIMITED : Faults.LIMITED_AND_CLOSED);
      }
      script.add(fault);
      int attempts =
          switch (one.attempt()) {
            case ONLY -> 1;
            case FIRST -> 3;
            case SECOND -> 2;
          };
      long start = System.nanoTime();
      error =
          subject.log(
              ClientUnderTest.call("lead_1", fault.large()),
              options(deadline, attempts),
              one.async());
      millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      if (script.unused() > 0) {
        early.add(script.unused() + " faults of the script were not met");
      }
      if (one.hasCallAfter()) {
        script.add(Faults.BAD);
        after = subject.log(ClientUnderTest.call("after", false), options(AFTER, 1), one.async());
      }
    }
    checkOutcome(one, error, ledger.of("lead_1"), early);
    wrong.addAll(DeliveryLaw.violations(ledger.of("lead_1"), error, false));
    for (String oddity : ledger.oddities()) {
      wrong.add("send no " + oddity);
    }
    checkTime(one, deadline, millis, wrong);
    if (one.hasCallAfter()) {
      for (String violation : DeliveryLaw.violations(ledger.of("after"), after, false)) {
        wrong.add("the call after it: " + violation);
      }
    }
    return new Result(
        one,
        ledger.of("lead_1").completed(),
        Outcome.of(error),
        millis,
        List.copyOf(early),
        List.copyOf(wrong));
  }

  private static CallOptions options(Duration deadline, int attempts) {
    return CallOptions.builder()
        .deadline(deadline)
        .retryPolicy(
            RetryPolicy.builder().maxAttempts(attempts).baseDelay(Duration.ofMillis(2)).build())
        .build();
  }

  private static void checkOutcome(
      Case one, @Nullable Throwable error, Ledger.Entry entry, List<String> faults) {
    if (!one.expectedOutcome().is(error)) {
      faults.add("report " + one.expectedOutcome() + ", not " + Outcome.of(error) + ": " + error);
    }
    if (entry.completed() != one.expectedPosts()) {
      faults.add("send " + one.expectedPosts() + " POSTs, not " + entry.completed());
    }
  }

  private static void checkTime(Case one, Duration deadline, long millis, List<String> faults) {
    long earliest =
        one.fault().slow()
            ? deadline.toMillis()
            : one.attempt() == Attempt.FIRST && one.fault().again() ? one.fault().waitMillis() : 0;
    if (millis < earliest - 1) {
      faults.add("take at least " + earliest + " ms, not " + millis);
    }
    if (millis > earliest + SLACK.toMillis()) {
      faults.add("take at most " + (earliest + SLACK.toMillis()) + " ms, not " + millis);
    }
  }

  private static String column(Attempt attempt, boolean async) {
    return attempt.text + (async ? ", async" : ", sync");
  }

  private static void report(List<Result> results) throws IOException {
    Map<String, Map<String, Result>> rows = new TreeMap<>();
    List<String> order = new ArrayList<>();
    for (Fault fault : Faults.all()) {
      order.add(fault.name());
    }
    for (Result result : results) {
      Case one = result.of();
      String row =
          String.format(
              Locale.ROOT,
              "%03d| %s | %s | %s |",
              order.indexOf(one.fault().name()),
              one.fault().name(),
              one.protocol(),
              one.pooled() ? "pooled" : "fresh");
      rows.computeIfAbsent(row, unused -> new HashMap<>())
          .put(column(one.attempt(), one.async()), result);
    }
    StringBuilder text =
        new StringBuilder(
            """
            # Fault matrix

            Written by FaultMatrixTest. Each field: complete POSTs that the server saw, what was
            reported (delivery and exception), milliseconds.

            """);
    text.append("| fault | protocol | connection |");
    List<String> columns = new ArrayList<>();
    for (Attempt attempt : Attempt.values()) {
      columns.add(column(attempt, false));
      columns.add(column(attempt, true));
    }
    columns.forEach(column -> text.append(' ').append(column).append(" |"));
    text.append("\n|").append("---|".repeat(9)).append('\n');
    rows.forEach(
        (row, fields) -> {
          text.append(row.substring(3));
          for (String column : columns) {
            Result field = fields.get(column);
            if (field == null) {
              text.append(" |"); // Not tried this way.
              continue;
            }
            text.append(' ').append(field.posts()).append(' ').append(field.outcome());
            text.append(' ').append(field.millis()).append(" ms ");
            text.append(field.faults().isEmpty() ? "|" : "**WRONG** |");
          }
          text.append('\n');
        });
    text.append("\n").append(results.size()).append(" cases. Impossible, and why:\n\n");
    for (Fault fault : Faults.all()) {
      if (fault.stage() != Stage.REQUEST) {
        text.append("- ").append(fault).append(", pooled: a connection that stands");
        text.append(" is neither looked up nor opened again.\n");
      }
      if (!fault.protocols().contains(Protocol.HTTP_2)) {
        text.append("- ").append(fault).append(", HTTP/2: OkHttp or its frames do not allow it.\n");
      }
      if (!fault.protocols().contains(Protocol.HTTP_1)) {
        text.append("- ").append(fault).append(", HTTP/1.1 in the clear: it has no ");
        text.append(fault.stage() == Stage.REQUEST ? "streams" : "TLS").append(".\n");
      }
    }
    Files.createDirectories(REPORT.getParent());
    Files.writeString(REPORT, text);
  }
}
