package io.github.closecalls.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.squareup.moshi.JsonDataException;
import io.github.closecalls.contract.Cases.Breach;
import io.github.closecalls.contract.Cases.Sample;
import io.github.closecalls.contract.ContractDocument.Operation;
import io.github.closecalls.prism.Prism;
import io.github.closecalls.prism.Prism.Behaviour;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import retrofit2.Response;

/** The generated client, without the wrapper's rules, against each request the contract allows. */
@ExtendWith(PrismExtension.class)
class RequestContractTest {
  private static final ContractDocument CONTRACT = ContractDocument.underTest();

  @TestFactory
  Stream<DynamicNode> whatTheContractAllowsIsSentAsItIsAndAccepted(Prism prism) {
    URI url = prism.url(Behaviour.OK);
    return CONTRACT.operations().stream()
        .map(
            operation ->
                dynamicContainer(
                    operation.toString(),
                    Cases.valid(operation.request()).stream()
                        .map(
                            sample ->
                                dynamicTest(
                                    sample.name(), () -> accepted(operation, sample, url)))));
  }

  private static void accepted(Operation operation, Sample sample, URI url) throws IOException {
    GeneratedApi api = GeneratedApi.of(operation);

    Response<?> answer = api.send(api.request().fromJson(sample.json()), url);

    assertEquals(
        List.of(),
        PrismViolation.parse(answer.headers().values(PrismViolation.HEADER).stream()),
        "Prism says that the generated client broke the contract");
    assertEquals(200, answer.code());
    Schema schema = operation.request();
    assertEquals(
        schema.meaning(Json.read(sample.json())),
        schema.meaning(Json.read(GeneratedApi.sent(answer))),
        "The generated model lost or changed a part of the request");
  }

  @TestFactory
  Stream<DynamicNode> whatHasTheWrongTypeOrMustNotBeNullIsRefusedBeforeItIsSent() {
    return CONTRACT.operations().stream()
        .map(
            operation ->
                dynamicContainer(
                    operation.toString(),
                    Cases.invalid(operation.request()).stream()
                        .filter(breach -> breach.keyword().equals("type"))
                        .map(
                            breach ->
                                dynamicTest(breach.name(), () -> refused(operation, breach)))));
  }

  private static void refused(Operation operation, Breach breach) {
    JsonDataException refusal =
        assertThrows(
            JsonDataException.class,
            () -> GeneratedApi.of(operation).request().fromJson(breach.json()),
            "The generated adapter let through what the contract does not allow");

    assertTrue(
        refusal.getMessage().contains("$." + breach.property()),
        () -> "The refusal should say where: " + refusal.getMessage());
  }
}
