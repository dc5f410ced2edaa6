package io.github.closecalls.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.closecalls.CallOptions;
import io.github.closecalls.Credentials;
import io.github.closecalls.RetryPolicy;
import io.github.closecalls.faults.FaultServer.Protocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random sequences of faults, several to a call: the server never sees two complete POSTs that it
 * did not refuse for one call, unless the user opted in; NOT_SENT and REFUSED are never said of a
 * call that it accepted, and ACCEPTED never of one that it did not.
 *
 * <p>To replay a run, give its seed, which is printed and in {@code target/delivery-law.md}, as
 * {@code -Dfaults.seed}; to replay one sequence of it, add its number as {@code -Dfaults.sequence}.
 * {@code -Dfaults.sequences} sets how many there are.
 */
@Tag("faults")
class DeliveryLawTest {
  private static final Path REPORT = Path.of("target", "delivery-law.md");
  private static final int SEQUENCES = Integer.getInteger("faults.sequences", 150);
  private static final int CALLS = 6;
  private static final int THREADS = 12;
  private static final Duration DEADLINE = Duration.ofMillis(400);

  /** One in so many faults may be one that only the deadline ends. */
  private static final int SLOW = 30;

  private record Run(List<String> violations, Map<String, Integer> reported) {}

  @Test
  void whateverHappensNoCallIsLoggedTwiceAndNoReportIsWrong() throws Exception {
    long seed = Long.getLong("faults.seed", System.nanoTime());
    int only = Integer.getInteger("faults.sequence", -1);
    System.out.println("DeliveryLawTest: -Dfaults.seed=" + seed);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    List<String> violations = new ArrayList<>();
    Map<String, Integer> reported = new TreeMap<>();
    try (TokenServer tokens = new TokenServer()) {
      List<Callable<Run>> sequences = new ArrayList<>();
      for (int i = 0; i < SEQUENCES; i++) {
        int sequence = i;
        if (only < 0 || only == sequence) {
          sequences.add(() -> run(seed, sequence, tokens));
        }
      }
      for (Future<Run> run : threads.invokeAll(sequences)) {
        violations.addAll(run.get().violations());
        run.get().reported().forEach((what, count) -> reported.merge(what, count, Integer::sum));
      }
      assertTrue(only >= 0 || tokens.renewals() > 0, "have tokens renewed after 401");
    } finally {
      threads.shutdownNow();
    }
    report(seed, reported, violations);
    assertEquals(
        List.of(),
        violations,
        () -> "-Dfaults.seed=" + seed + "\n" + String.join("\n", violations) + "\n");
    assertTrue(only >= 0 || reported.size() > 5, () -> "meet more than " + reported);
  }

  private static Run run(long seed, int sequence, TokenServer tokens) throws IOException {
    SplittableRandom random = new SplittableRandom(seed * 31 + sequence);
    Protocol protocol = pick(random, List.of(Protocol.values()));
    List<Fault> fast = new ArrayList<>();
    List<Fault> slow = new ArrayList<>();
    for (Fault fault : Faults.all()) {
      if (isPossible(fault, protocol) && fault.waitMillis() < DEADLINE.toMillis()) {
        (fault.slow() ? slow : fast).add(fault);
      }
    }
    boolean optedIn = random.nextInt(5) == 0;
    int credential = random.nextInt(3);
    Interference interference = pick(random, List.of(Interference.values()));
    SplittableRandom luck = random.split();
    FaultScript script = new FaultScript(random.split());
    StringBuilder story = new StringBuilder();
    List<@Nullable Throwable> errors = new ArrayList<>();
    Ledger ledger;
    try (ClientUnderTest subject =
        new ClientUnderTest(
            protocol,
            script,
            credentials(credential, tokens, luck),
            client -> interference.addTo(client, random.split()))) {
      ledger = subject.server.ledger();
      for (int call = 0; call < CALLS; call++) {
        boolean large = false;
        story.append("\n    call ").append(call).append(':');
        for (int faults = random.nextInt(4); faults > 0; faults--) {
          Fault fault = pick(random, random.nextInt(SLOW) == 0 ? slow : fast);
          script.add(fault);
          large |= fault.large();
          story.append(' ').append(fault).append(';');
        }
        boolean async = random.nextBoolean();
        CallOptions options =
            CallOptions.builder()
                .deadline(DEADLINE)
                .retryPolicy(
                    RetryPolicy.builder()
                        .maxAttempts(1 + random.nextInt(4))
                        .baseDelay(Duration.ofMillis(2))
                        .retryServerErrors(optedIn)
                        .build())
                .build();
        Throwable error = subject.log(ClientUnderTest.call("lead_" + call, large), options, async);
        errors.add(error);
        story.append(async ? " async " : " sync ").append(Outcome.of(error));
      }
    }
    List<String> violations = new ArrayList<>();
    Map<String, Integer> reported = new TreeMap<>();
    for (int call = 0; call < CALLS; call++) {
      Throwable error = errors.get(call);
      reported.merge(Outcome.of(error), 1, Integer::sum);
      for (String violation : DeliveryLaw.violations(ledger.of("lead_" + call), error, optedIn)) {
        violations.add("call " + call + ": " + violation);
      }
    }
    ledger.oddities().forEach(oddity -> violations.add("send no " + oddity));
    String where =
        "sequence "
            + sequence
            + ", "
            + protocol
            + (optedIn ? ", 5xx again" : "")
            + (credential == 0 ? ", API key" : credential == 1 ? ", OAuth 2" : ", supplied")
            + ", interceptor "
            + interference
            + story
            + "\n  ";
    return new Run(
        violations.isEmpty() ? List.of() : List.of(where + String.join("\n  ", violations)),
        reported);
  }

  private static boolean isPossible(Fault fault, Protocol protocol) {
    return switch (protocol) {
      case HTTP_1_TLS ->
          fault.protocols().contains(protocol) || fault.protocols().contains(Protocol.HTTP_1);
      case HTTP_2_PRIOR_KNOWLEDGE ->
          fault.protocols().contains(Protocol.HTTP_2)
              && !Stage.OF_TLS.contains(fault.stage())
              && fault.stage() != Stage.CLOSED_AT_ONCE;
      default -> fault.protocols().contains(protocol);
    };
  }

  /** Returns an API key, a session whose tokens are not always stored, or a supplier that fails. */
  private static Credentials credentials(int kind, TokenServer tokens, SplittableRandom luck) {
    return switch (kind) {
      case 0 -> Credentials.apiKey(ClientUnderTest.KEY);
      case 1 ->
          tokens.session(
              token -> {
                failNowAndThen(luck);
              });
      default ->
          Credentials.apiKey(
              () -> {
                failNowAndThen(luck);
                return ClientUnderTest.KEY;
              });
    };
  }

  private static void failNowAndThen(SplittableRandom luck) {
    switch (luck.nextInt(16)) {
      case 0 -> throw new IllegalStateException("full");
      case 1 -> throw new AssertionError("broken");
      case 2 -> sneak(new IOException("gone"));
      default -> {}
    }
  }

  /** Throws a checked exception that is not declared, as other languages do. */
  @SuppressWarnings("unchecked")
  private static <E extends Throwable> void sneak(Throwable error) throws E {
    throw (E) error;
  }

  private static <T> T pick(SplittableRandom random, List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private static void report(long seed, Map<String, Integer> reported, List<String> violations)
      throws IOException {
    StringBuilder text = new StringBuilder("# The law of delivery\n\n");
    text.append(SEQUENCES).append(" random sequences of ").append(CALLS).append(" calls, -D");
    text.append("faults.seed=").append(seed).append(": ").append(violations.size());
    text.append(" of them break the law.\n\n| reported | calls |\n|---|---|\n");
    reported.forEach(
        (what, count) -> text.append("| ").append(what).append(" | ").append(count).append(" |\n"));
    violations.forEach(violation -> text.append("\n- ").append(violation).append('\n'));
    Files.createDirectories(REPORT.getParent());
    Files.writeString(REPORT, text);
  }
}
