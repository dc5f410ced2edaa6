package io.github.closecalls.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.closecalls.contract.Cases.Breach;
import io.github.closecalls.contract.ContractDocument.Operation;
import io.github.closecalls.prism.Prism;
import io.github.closecalls.prism.Prism.Behaviour;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.ThrowingConsumer;

/** Without these a Prism that checks nothing would pass for one that is content. */
@ExtendWith(PrismExtension.class)
class PrismNegativeControlTest {
  private static final List<Operation> OPERATIONS = ContractDocument.underTest().operations();

  @TestFactory
  Stream<DynamicNode> prismFlagsAValueThatTheContractDoesNotAllow(Prism prism) {
    URI url = prism.url(Behaviour.OK);
    return OPERATIONS.stream()
        .map(
            operation ->
                dynamicContainer(
                    operation.toString(),
                    Cases.invalid(operation.request()).stream()
                        .map(
                            breach ->
                                dynamicTest(
                                    breach.name(), () -> flagged(operation, breach, url)))));
  }

  private static void flagged(Operation operation, Breach breach, URI url) {
    RawHttp.Answer answer = RawHttp.send(operation, url, breach.json(), RawHttp.usualHeaders());

    assertFlagged(
        answer,
        new PrismViolation(List.of("request", "body", breach.property()), breach.keyword()));
  }

  @TestFactory
  Stream<DynamicTest> prismFlagsARequestWithoutCredentials(Prism prism) {
    URI url = prism.url(Behaviour.OK);
    return each(
        operation -> {
          Map<String, String> headers = Map.of("Content-Type", "application/json");

          RawHttp.Answer answer = RawHttp.send(operation, url, "{}", headers);

          assertTrue(
              answer.violations().stream()
                  .anyMatch(
                      violation ->
                          operation.demandsHeader()
                              ? violation.equals(
                                  new PrismViolation(List.of("request", "header"), "required"))
                              : violation.keyword().equals("401")),
              () -> "Prism should miss the Authorization header, but answered " + answer);
        });
  }

  @TestFactory
  Stream<DynamicTest> prismFlagsABodyThatIsNotDeclaredAsJson(Prism prism) {
    URI url = prism.url(Behaviour.OK);
    return each(
        operation -> {
          Map<String, String> headers =
              Map.of("Authorization", RawHttp.AUTHORIZATION, "Content-Type", "text/plain");

          RawHttp.Answer answer = RawHttp.send(operation, url, "{}", headers);

          assertFlagged(answer, new PrismViolation(List.of("request"), "415"));
        });
  }

  @TestFactory
  Stream<DynamicTest> prismDoesNotFlagTheRequestThatTheOthersBreak(Prism prism) {
    URI url = prism.url(Behaviour.OK);
    return each(
        operation -> {
          String body = Cases.valid(operation.request()).get(0).json();

          RawHttp.Answer answer = RawHttp.send(operation, url, body, RawHttp.usualHeaders());

          assertEquals(List.of(), answer.violations());
          assertEquals(200, answer.status(), answer::body);
        });
  }

  @Test
  void someBreachesOfEachKindAreDerivedFromTheContract() {
    for (String keyword : List.of("type", "enum", "format")) {
      assertTrue(
          OPERATIONS.stream()
              .flatMap(operation -> Cases.invalid(operation.request()).stream())
              .anyMatch(breach -> breach.keyword().equals(keyword)),
          () -> "Cases found nothing in the contract to break the keyword " + keyword + " of");
    }
  }

  private static Stream<DynamicTest> each(ThrowingConsumer<Operation> test) {
    return OPERATIONS.stream()
        .map(operation -> dynamicTest(operation.toString(), () -> test.accept(operation)));
  }

  private static void assertFlagged(RawHttp.Answer answer, PrismViolation expected) {
    assertTrue(
        answer.violations().contains(expected),
        () -> "Prism should flag " + expected + ", but answered " + answer);
    assertEquals(400, answer.status());
  }
}
