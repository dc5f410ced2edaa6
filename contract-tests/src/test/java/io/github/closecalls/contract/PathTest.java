package io.github.closecalls.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.closecalls.contract.ContractDocument.Operation;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class PathTest {
  @TestFactory
  Stream<DynamicTest> aRequestGoesToExactlyThePathOfTheContract() {
    return ContractDocument.underTest().operations().stream()
        .map(operation -> dynamicTest(operation.toString(), () -> exactly(operation)));
  }

  private static void exactly(Operation operation) throws Exception {
    GeneratedApi api = GeneratedApi.of(operation);
    Object body = api.request().fromJson(Cases.valid(operation.request()).get(0).json());
    String answer = operation.answer().map(schema -> Cases.valid(schema).get(0).json()).orElse("");
    try (Recorder close = new Recorder(answer)) {
      api.send(body, close.url("/api/v1/"));

      assertEquals(
          List.of(operation.method() + " /api/v1" + operation.path()),
          close.requests().stream().map(r -> r.method() + " " + r.path()).toList(),
          "Close redirects a path without its trailing slash, and the call is lost on the way");
    }
  }
}
