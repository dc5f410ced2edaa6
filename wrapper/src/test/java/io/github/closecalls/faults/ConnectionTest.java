package io.github.closecalls.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.closecalls.CallOptions;
import io.github.closecalls.CloseException;
import io.github.closecalls.Credentials;
import io.github.closecalls.Delivery;
import io.github.closecalls.TransportException;
import io.github.closecalls.faults.FaultServer.Protocol;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What becomes of calls whose connection ended, or fell silent, before them. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ConnectionTest {
  private static final CallOptions PATIENT = within(Duration.ofMinutes(1));
  private static final String JSON = "Content-Type: application/json";

  private final Script script = new Script(null);

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ALL, names = "HTTP_1.*")
  void aConnectionThatWasClosedWhileIdleIsNotUsedAgain(Protocol protocol) throws Exception {
    everySecondCallMeets(
        protocol,
        x -> {
          x.answer(200, Faults.CALL, JSON);
          x.pause(20);
          x.drop();
        });
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ALL, names = "HTTP_1.*")
  void aConnectionThatWasTornWhileIdleIsNotUsedAgain(Protocol protocol) throws Exception {
    everySecondCallMeets(
        protocol,
        x -> {
          x.answer(200, Faults.CALL, JSON);
          x.pause(20);
          x.tear();
        });
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ALL, names = "HTTP_1.*")
  void anAnswerThatNobodyAskedForIsNotTakenForTheNext(Protocol protocol) throws Exception {
    for (int status : new int[] {200, 408}) {
      everySecondCallMeets(
          protocol,
          x -> {
            x.answer(200, Faults.CALL, JSON);
            x.pause(20);
            x.reply(status, Faults.CALL.getBytes(StandardCharsets.UTF_8), JSON);
          });
    }
  }

  /** Logs a call over a connection that then goes bad, and another one, several times. */
  private void everySecondCallMeets(Protocol protocol, Fault.Action action) throws Exception {
    try (Subject subject = new Subject(protocol, script)) {
      for (int i = 0; i < 5; i++) {
        script.add(Fault.ofRequest("bad", Outcome.LOGGED, Ledger.Fate.ACCEPTED, action));
        assertNull(subject.log(Subject.call("good", false), PATIENT, false));
        Thread.sleep(100);
        script.add(Faults.BAD);
        assertEquals("REFUSED BadRequest", logged(subject, "refused"), "take its own answer");
        assertNull(subject.log(Subject.call("next", false), PATIENT, false), "log what follows");
      }
      assertEquals(5, subject.server.ledger().of("good").accepted());
      assertEquals(5, subject.server.ledger().of("refused").completed(), "send it once each");
      assertEquals(5, subject.server.ledger().of("next").accepted());
    }
  }

  private static String logged(Subject subject, String lead) {
    return Outcome.of(subject.log(Subject.call(lead, false), PATIENT, false));
  }

  @ParameterizedTest
  @EnumSource
  void aConnectionThatFellSilentCostsOneCall(Protocol protocol) throws Exception {
    try (Subject subject = new Subject(protocol, script)) {
      assertNull(subject.log(Subject.call("before", false), PATIENT, false));
      for (int i = 0; i < 2; i++) {
        script.add(named("stall before the answer"));
        assertEquals(
            Delivery.UNKNOWN,
            delivery(
                subject.log(Subject.call("lost", false), within(Duration.ofSeconds(1)), false)));
        assertNull(
            subject.log(Subject.call("next", false), PATIENT, false),
            "find another connection at once");
        assertNull(subject.log(Subject.call("next", false), PATIENT, false));
      }
      assertEquals(2, subject.server.ledger().of("lost").completed(), "send it once each");
    }
  }

  @Test
  void aTimeOutOfWritingDoesNotStopAllTimeOutsOfTheJvm() throws Exception {
    try (Subject subject =
        new Subject(
            Protocol.HTTP_1_TLS,
            script,
            Credentials.apiKey(Subject.KEY),
            http -> http.writeTimeout(Duration.ofMillis(100)))) {
      script.add(named("stall before a large request"));
      assertEquals(
          Delivery.UNKNOWN,
          delivery(subject.log(Subject.call("large", true), within(Duration.ofSeconds(1)), false)));
      script.add(named("stall before the answer"));
      assertEquals(
          Delivery.UNKNOWN,
          delivery(subject.log(Subject.call("small", false), within(Duration.ofSeconds(1)), false)),
          "end by its deadline");
    }
  }

  @ParameterizedTest
  @EnumSource
  void anInterruptEndsACallThatWaitsForItsAnswer(Protocol protocol) throws Exception {
    try (Subject subject = new Subject(protocol, script)) {
      Thread caller = Thread.currentThread();
      CompletableFuture<Void> arrived = new CompletableFuture<>();
      CompletableFuture<Void> interrupt = arrived.thenRunAsync(caller::interrupt);
      script.add(
          Fault.ofRequest(
              "stall",
              Outcome.NO_ANSWER,
              Ledger.Fate.LOST,
              x -> {
                x.receive();
                arrived.complete(null);
                x.hang();
              }));
      Duration deadline = Duration.ofMinutes(1);
      CloseException e =
          assertInstanceOf(
              TransportException.class,
              subject.log(Subject.call("lead_1", false), within(deadline), false));
      interrupt.join();
      assertTrue(Thread.interrupted(), "keep the interrupt flag");
      assertEquals(Delivery.UNKNOWN, e.delivery());
      assertTrue(e.getMessage().contains("the thread was interrupted"), e.getMessage());
      assertTrue(
          e.elapsed().compareTo(deadline.dividedBy(2)) < 0,
          "end it long before its deadline, not after " + e.elapsed());
    }
  }

  @Test
  void theGraceOfPriorKnowledgeHttp2EndsAWriteThatNobodyReads() throws Exception {
    try (Subject subject = new Subject(Protocol.HTTP_2_PRIOR_KNOWLEDGE, script)) {
      script.add(named("stall before a large request"));
      assertEquals(
          Delivery.UNKNOWN,
          delivery(subject.log(Subject.call("large", true), within(Duration.ofSeconds(1)), false)));
    }
  }

  private static Delivery delivery(@Nullable Throwable error) {
    return assertInstanceOf(CloseException.class, error).delivery();
  }

  private static Fault named(String name) {
    return Faults.all().stream().filter(fault -> fault.name().equals(name)).findAny().orElseThrow();
  }

  private static CallOptions within(Duration deadline) {
    return CallOptions.builder().deadline(deadline).build();
  }
}
