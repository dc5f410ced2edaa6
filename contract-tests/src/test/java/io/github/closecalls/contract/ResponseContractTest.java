package io.github.closecalls.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.squareup.moshi.Moshi;
import io.github.closecalls.contract.ContractDocument.Operation;
import io.github.closecalls.model.CallActivity;
import io.github.closecalls.model.ModelJsonAdapterFactory;
import io.github.closecalls.prism.Prism;
import io.github.closecalls.prism.Prism.Behaviour;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PrismExtension.class)
class ResponseContractTest {
  private static final ContractDocument CONTRACT = ContractDocument.underTest();
  private static final int ANSWERS = 500;

  /** Prism gives the same answer for 1, 11 and 111. */
  private static final int FIRST_SEED = 1_000;

  /** So many seeds give the same answer by chance at most; a Prism without variety gives one. */
  private static final int LEAST_VARIETY = ANSWERS / 2;

  @TestFactory
  Stream<DynamicTest> fiveHundredRandomAnswersAreReadAndWrittenWithoutLoss(Prism prism) {
    URI url = prism.url(Behaviour.SEEDED);
    return CONTRACT.operations().stream()
        .filter(operation -> operation.answer().isPresent())
        .map(operation -> dynamicTest(operation.toString(), () -> withoutLoss(operation, url)));
  }

  private static void withoutLoss(Operation operation, URI url) throws IOException {
    GeneratedApi api = GeneratedApi.of(operation);
    String request = Cases.valid(operation.request()).get(0).json();
    Map<String, String> headers = new HashMap<>(RawHttp.usualHeaders());
    Set<String> different = new HashSet<>();
    for (int seed = FIRST_SEED; seed < FIRST_SEED + ANSWERS; seed++) {
      headers.put("Prefer", "seed=" + seed);
      RawHttp.Answer answer = RawHttp.send(operation, url, request, headers);
      assertEquals(200, answer.status(), answer::body);
      different.add(answer.body());
      assertSame(
          operation.answer().orElseThrow(),
          answer.body(),
          api.answer().toJson(api.answer().fromJson(answer.body())),
          "seed " + seed);
    }
    assertTrue(
        different.size() > LEAST_VARIETY,
        () -> "Prism should answer at random, but gave only " + different.size() + " answers");
  }

  @Test
  void anAnswerWithMoreThanTheContractListsIsReadAndWrittenWithoutLoss() throws IOException {
    String json = Fixtures.callActivity();
    var adapter =
        new Moshi.Builder().add(new ModelJsonAdapterFactory()).build().adapter(CallActivity.class);

    String written = adapter.toJson(adapter.fromJson(json));

    Operation log = CONTRACT.operations().get(0);
    assertSame(log.answer().orElseThrow(), json, written, "the fixture");
  }

  private static void assertSame(Schema schema, String read, String written, String which) {
    assertEquals(
        schema.meaning(Json.read(read)),
        schema.meaning(Json.read(written)),
        () -> "The generated model lost or changed a part of the answer: " + which);
  }
}
