package io.github.closecalls.faults;

import io.github.closecalls.faults.FaultServer.Protocol;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/**
 * One way in which a call can go wrong, and what a client must make of it.
 *
 * <p>Immutable; the methods that return one return a copy with one thing changed.
 *
 * @param name says what happens, for people
 * @param stage where it happens
 * @param fate what the server makes of the call, should it receive it
 * @param action what the server does, if it is the stage of the server
 * @param outcome what the client reports with HTTP/1.1
 * @param outcome2 what the client reports with HTTP/2
 * @param completed how many POSTs the server has received because of it
 * @param again whether the client tries again by default
 * @param waitMillis the milliseconds that the client waits at least before that
 * @param slow whether only the deadline ends it
 * @param large whether it needs a request that no socket swallows whole
 * @param protocols what it can happen with
 */
record Fault(
    String name,
    Stage stage,
    Ledger.Fate fate,
    Action action,
    Outcome outcome,
    Outcome outcome2,
    int completed,
    boolean again,
    int waitMillis,
    boolean slow,
    boolean large,
    Set<Protocol> protocols) {

  /** What a server does to a request. */
  interface Action {
    void meet(ServerExchange exchange) throws IOException;
  }

  static Fault ofConnection(String name, Stage stage) {
    return new Fault(
        name,
        stage,
        Ledger.Fate.LOST,
        x -> {},
        Outcome.NOT_SENT,
        Outcome.NOT_SENT,
        0,
        true,
        0,
        false,
        false,
        Stage.OF_TLS.contains(stage)
            ? EnumSet.of(Protocol.HTTP_1_TLS, Protocol.HTTP_2)
            : EnumSet.of(Protocol.HTTP_1, Protocol.HTTP_2));
  }

  static Fault ofRequest(String name, Outcome outcome, Ledger.Fate fate, Action action) {
    return new Fault(
        name,
        Stage.REQUEST,
        fate,
        action,
        outcome,
        outcome,
        1,
        false,
        0,
        false,
        false,
        EnumSet.of(Protocol.HTTP_1, Protocol.HTTP_2));
  }

  Outcome outcome(Protocol protocol) {
    return protocol == Protocol.HTTP_2 ? outcome2 : outcome;
  }

  Fault incomplete() {
    return with(outcome2, 0, again, waitMillis, slow, large, protocols);
  }

  Fault againAfter(int waitMillis) {
    return with(outcome2, completed, true, waitMillis, slow, large, protocols);
  }

  Fault notAgain() {
    return with(outcome2, completed, false, waitMillis, slow, large, protocols);
  }

  Fault untilDeadline() {
    return with(outcome2, completed, again, waitMillis, true, large, protocols);
  }

  Fault ofLargeCall() {
    return with(outcome2, completed, again, waitMillis, slow, true, protocols);
  }

  Fault only(Protocol first, Protocol... others) {
    return with(outcome2, completed, again, waitMillis, slow, large, EnumSet.of(first, others));
  }

  Fault http2(Outcome different) {
    return with(different, completed, again, waitMillis, slow, large, protocols);
  }

  private Fault with(
      Outcome outcome2,
      int completed,
      boolean again,
      int waitMillis,
      boolean slow,
      boolean large,
      Set<Protocol> protocols) {
    return new Fault(
        name,
        stage,
        fate,
        action,
        outcome,
        outcome2,
        completed,
        again,
        waitMillis,
        slow,
        large,
        protocols);
  }

  @Override
  public String toString() {
    return name;
  }
}
