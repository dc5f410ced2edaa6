package io.github.closecalls.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.closecalls.CallOptions;
import io.github.closecalls.CloseClient;
import io.github.closecalls.CloseException;
import io.github.closecalls.Credentials;
import io.github.closecalls.Delivery;
import io.github.closecalls.GrowingDeadline;
import io.github.closecalls.TransportException;
import io.github.closecalls.faults.FaultServer.Protocol;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import javax.net.SocketFactory;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of calls whose connection ended, or fell silent, before them. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ConnectionTest {
  private static final CallOptions PATIENT = GrowingDeadline.options(Duration.ofMinutes(1));
  private static final String JSON = "Content-Type: application/json";

  private final FaultScript script = new FaultScript(null);

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ALL, names = "HTTP_1.*")
  void aConnectionThatWasClosedWhileIdleIsNotUsedAgain(Protocol protocol) throws Exception {
    everySecondCallMeets(protocol, ServerExchange::drop);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ALL, names = "HTTP_1.*")
  void aConnectionThatWasHalfClosedWhileIdleIsNotUsedAgain(Protocol protocol) throws Exception {
    everySecondCallMeets(protocol, ServerExchange::halfClose);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ALL, names = "HTTP_1.*")
  void aConnectionThatWasTornWhileIdleIsNotUsedAgain(Protocol protocol) throws Exception {
    everySecondCallMeets(protocol, ServerExchange::tear);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ALL, names = "HTTP_1.*")
  void anAnswerThatNobodyAskedForIsNotTakenForTheNext(Protocol protocol) throws Exception {
    for (int status : new int[] {200, 408}) {
      everySecondCallMeets(
          protocol, x -> x.reply(status, Faults.CALL.getBytes(StandardCharsets.UTF_8), JSON));
    }
  }

  /** Logs a call over a connection that then goes bad, and another one, several times. */
  private void everySecondCallMeets(Protocol protocol, Fault.Action afterwards) throws Exception {
    Semaphore read = new Semaphore(0);
    Semaphore done = new Semaphore(0);
    Fault bad =
        Fault.ofRequest(
            "goes bad",
            Outcome.LOGGED,
            Ledger.Fate.ACCEPTED,
            x -> {
              x.answer(200, Faults.CALL, JSON);
              read.acquireUninterruptibly(); // Else it could take the answer away.
              try {
                afterwards.meet(x);
              } finally {
                done.release();
              }
            });
    try (ClientUnderTest subject = new ClientUnderTest(protocol, script)) {
      for (int i = 0; i < 5; i++) {
        script.add(bad);
        assertNull(subject.log(ClientUnderTest.call("good", false), PATIENT, false));
        read.release();
        done.acquire();
        Thread.sleep(50); // So that it is idle, and what was done to it is here.
        script.add(Faults.BAD);
        assertEquals("REFUSED BadRequest", logged(subject, "refused"), "take its own answer");
        assertNull(
            subject.log(ClientUnderTest.call("next", false), PATIENT, false), "log what follows");
      }
      assertEquals(5, subject.server.ledger().of("good").accepted());
      assertEquals(5, subject.server.ledger().of("refused").completed(), "send it once each");
      assertEquals(5, subject.server.ledger().of("next").accepted());
    }
  }

  private static String logged(ClientUnderTest subject, String lead) {
    return Outcome.of(subject.log(ClientUnderTest.call(lead, false), PATIENT, false));
  }

  @ParameterizedTest
  @EnumSource
  void aConnectionThatFellSilentCostsOneCall(Protocol protocol) throws Exception {
    try (ClientUnderTest subject = new ClientUnderTest(protocol, script)) {
      assertNull(subject.log(ClientUnderTest.call("before", false), PATIENT, false));
      for (int i = 0; i < 2; i++) {
        assertEquals(Delivery.UNKNOWN, stalled(subject, "lost", i + 1));
        assertNull(
            subject.log(ClientUnderTest.call("next", false), PATIENT, false),
            "find another connection at once");
        assertNull(subject.log(ClientUnderTest.call("next", false), PATIENT, false));
      }
      assertEquals(2, subject.server.ledger().of("lost").completed(), "send it once each");
    }
  }

  @Test
  void closingTheClientDoesNotWaitForAServerThatDoesNotRead() throws Exception {
    ClientUnderTest subject = new ClientUnderTest(Protocol.HTTP_2, script);
    try {
      assertEquals(Delivery.UNKNOWN, stalled(subject, "silent", 1), "take a pool of its own");
      assertEquals(
          Delivery.UNKNOWN,
          sent(subject, "pings whose answers nobody reads", Duration.ofSeconds(1)));
      CompletableFuture<Void> closed = CompletableFuture.runAsync(subject.client::close);

      assertNull(closed.get(1, TimeUnit.MINUTES), "close in the background what waits to be sent");
    } finally {
      subject.server.close();
      subject.close();
    }
  }

  @Test
  void aTimeOutOfWritingDoesNotStopAllTimeOutsOfTheJvm() throws Exception {
    try (ClientUnderTest subject =
        new ClientUnderTest(
            Protocol.HTTP_1_TLS,
            script,
            Credentials.apiKey(ClientUnderTest.KEY),
            http -> http.writeTimeout(Duration.ofMillis(100)))) {
      assertEquals(
          Delivery.UNKNOWN, sent(subject, "stall before a large request", Duration.ofSeconds(1)));
      assertEquals(Delivery.UNKNOWN, stalled(subject, "small", 1), "end by its deadline");
    }
  }

  @ParameterizedTest
  @EnumSource
  void anInterruptEndsACallThatWaitsForItsAnswer(Protocol protocol) throws Exception {
    try (ClientUnderTest subject = new ClientUnderTest(protocol, script)) {
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
              subject.log(
                  ClientUnderTest.call("lead_1", false), GrowingDeadline.options(deadline), false));
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
    try (ClientUnderTest subject = new ClientUnderTest(Protocol.HTTP_2_PRIOR_KNOWLEDGE, script)) {
      assertEquals(
          Delivery.UNKNOWN, sent(subject, "stall before a large request", Duration.ofSeconds(3)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 400, 429})
  void anAnswerThatCameWithTheOneBeforeIsNotTakenForTheNext(int status) throws Exception {
    try (ClientUnderTest subject = withSystemSockets(Protocol.HTTP_1)) {
      script.add(
          Fault.ofRequest(
              "two answers at once",
              Outcome.LOGGED,
              Ledger.Fate.ACCEPTED,
              x -> {
                x.receive();
                ((Http1) x).raw(response(200) + response(status));
              }));
      assertNull(subject.log(ClientUnderTest.call("good", false), PATIENT, false));
      script.add(Faults.BAD);
      Throwable second = subject.log(ClientUnderTest.call("refused", false), PATIENT, false);
      assertEquals(Delivery.UNKNOWN, delivery(second), "not believe what nobody had asked for");
      // A slow server reads it only now; the next call would meet the fault that is meant for it.
      while (subject.server.ledger().of("refused").completed() == 0) {
        Thread.sleep(1);
      }
      assertNull(subject.log(ClientUnderTest.call("next", false), PATIENT, false));
      assertEquals(1, subject.server.ledger().of("refused").completed(), "send it once");
    }
  }

  @Test
  void aServerThatClosesAfterEachAnswerCostsOneCallAtMost() throws Exception {
    try (ClientUnderTest subject = withSystemSockets(Protocol.HTTP_1)) {
      int unknown = 0;
      for (int i = 0; i < 20; i++) {
        script.add(named("200, then the connection is closed without a word"));
        unknown += subject.log(ClientUnderTest.call("lead", false), PATIENT, false) == null ? 0 : 1;
      }
      assertTrue(unknown <= 1, "look at connections once one has ended without a word: " + unknown);
    }
  }

  @Test
  void aConnectionOfHttp10IsNotUsedAgain() throws Exception {
    try (ClientUnderTest subject = withSystemSockets(Protocol.HTTP_1)) {
      for (int i = 0; i < 10; i++) {
        script.add(
            Fault.ofRequest(
                "HTTP/1.0",
                Outcome.LOGGED,
                Ledger.Fate.ACCEPTED,
                x -> {
                  x.receive();
                  ((Http1) x).raw(response(200).replace("HTTP/1.1", "HTTP/1.0"));
                  x.drop();
                }));
        assertNull(subject.log(ClientUnderTest.call("lead", false), PATIENT, false));
      }
    }
  }

  @Test
  void aConnectionThatAnotherClientLeftIsLookedAtAsWell() throws Exception {
    OkHttpClient shared = new OkHttpClient();
    Semaphore read = new Semaphore(0);
    try (FaultServer server = new FaultServer(Protocol.HTTP_1, script);
        CloseClient one = client(server, shared);
        CloseClient other = client(server, shared)) {
      for (int i = 0; i < 3; i++) {
        script.add(
            Fault.ofRequest(
                "closed while idle",
                Outcome.LOGGED,
                Ledger.Fate.ACCEPTED,
                x -> {
                  x.answer(200, Faults.CALL, JSON);
                  read.acquireUninterruptibly();
                  x.drop();
                }));
        one.calls().log(ClientUnderTest.call("one", false), PATIENT);
        read.release();
        Thread.sleep(100);
        other.calls().log(ClientUnderTest.call("other", false), PATIENT);
      }
      assertEquals(3, server.ledger().of("other").accepted());
    }
  }

  @Test
  void aConnectionThatFellSilentIsGivenUpByWhoCancelsCalls() throws Exception {
    try (ClientUnderTest subject = new ClientUnderTest(Protocol.HTTP_2, script)) {
      assertNull(subject.log(ClientUnderTest.call("before", false), PATIENT, false));
      script.add(named("stall before the answer"));
      CompletableFuture<?> lost =
          subject
              .client
              .calls()
              .logAsync(ClientUnderTest.call("lost", false), PATIENT)
              .orTimeout(1, TimeUnit.SECONDS);
      assertInstanceOf(
          TimeoutException.class,
          lost.<@Nullable Throwable>handle((logged, error) -> error).get(1, TimeUnit.MINUTES));
      // One may begin before the connection is given up.
      subject.log(
          ClientUnderTest.call("next", false),
          GrowingDeadline.options(Duration.ofSeconds(1)),
          false);
      assertNull(
          subject.log(ClientUnderTest.call("next", false), PATIENT, false),
          "find another connection");
    }
  }

  /** Logs a call that arrives, and is then never answered. */
  private Delivery stalled(ClientUnderTest subject, String lead, int arrived) throws Exception {
    return meets(
        subject,
        named("stall before the answer"),
        lead,
        Duration.ofSeconds(1),
        delivery -> subject.server.ledger().of(lead).completed() == arrived);
  }

  /** Logs a call that a fault meets once it has begun to be sent. */
  private Delivery sent(ClientUnderTest subject, String fault, Duration deadline) throws Exception {
    return meets(
        subject, named(fault), "sent", deadline, delivery -> delivery != Delivery.NOT_SENT);
  }

  private Delivery meets(
      ClientUnderTest subject,
      Fault fault,
      String lead,
      Duration deadline,
      Predicate<Delivery> farEnough)
      throws Exception {
    return GrowingDeadline.until(
        farEnough,
        deadline,
        longer -> {
          if (script.unused() == 0) {
            script.add(fault);
          }
          return delivery(
              subject.log(
                  ClientUnderTest.call(lead, fault.large()),
                  GrowingDeadline.options(longer),
                  false));
        });
  }

  private ClientUnderTest withSystemSockets(Protocol protocol) {
    return new ClientUnderTest(
        protocol,
        script,
        Credentials.apiKey(ClientUnderTest.KEY),
        http -> http.socketFactory(SocketFactory.getDefault()));
  }

  private static CloseClient client(FaultServer server, OkHttpClient http) {
    return CloseClient.builder()
        .baseUrl(server.baseUrl())
        .credentials(Credentials.apiKey(ClientUnderTest.KEY))
        .httpClient(http)
        .build();
  }

  private static String response(int status) {
    return "HTTP/1.1 "
        + status
        + " Status\r\nContent-Type: application/json\r\nContent-Length: "
        + Faults.CALL.length()
        + "\r\n\r\n"
        + Faults.CALL;
  }

  private static Delivery delivery(@Nullable Throwable error) {
    return assertInstanceOf(CloseException.class, error).delivery();
  }

  private static Fault named(String name) {
    return Faults.all().stream().filter(fault -> fault.name().equals(name)).findAny().orElseThrow();
  }
}
