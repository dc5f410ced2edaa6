package io.github.closecalls.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.Moshi;
import io.github.closecalls.CloseClient;
import io.github.closecalls.Credentials;
import io.github.closecalls.InvalidCallException;
import io.github.closecalls.contract.ContractDocument.Operation;
import io.github.closecalls.model.CreateCallActivity;
import io.github.closecalls.model.ModelJsonAdapterFactory;
import io.github.closecalls.prism.Prism;
import io.github.closecalls.prism.Prism.Behaviour;
import io.github.closecalls.testing.FakeClose;
import io.github.closecalls.testing.MutatedFake;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The fake that is published accepts and refuses what Prism and the wrapper's rules do. */
@ExtendWith(PrismExtension.class)
class FakeParityTest {
  private static final ContractDocument CONTRACT = ContractDocument.underTest();

  private static final Operation LOG =
      CONTRACT.operations().stream()
          .filter(operation -> operation.toString().equals("POST /activity/call/"))
          .findFirst()
          .orElseThrow();

  private static final JsonAdapter<CreateCallActivity> CALLS =
      new Moshi.Builder()
          .add(new ModelJsonAdapterFactory())
          .build()
          .adapter(CreateCallActivity.class);

  /** What each request deserves. */
  private static final List<Case> CASES = new ArrayList<>();

  @AutoClose private final FakeClose fake = FakeClose.start();

  private record Case(String name, Map<String, String> headers, String body, boolean accepted) {}

  @BeforeAll
  static void askPrismAndTheWrapper(Prism prism) {
    URI url = prism.url(Behaviour.OK);
    Map<String, String> usual = RawHttp.usualHeaders();
    Map<String, Map<String, String>> headers = new LinkedHashMap<>();
    headers.put("no credential", Map.of("Content-Type", "application/json"));
    headers.put("not declared as JSON", with(usual, "Content-Type", "text/plain"));
    headers.put(
        "declared with a charset", with(usual, "Content-Type", "application/json; charset=utf-8"));
    headers.put("a bearer token", with(usual, "Authorization", "Bearer token"));
    CASES.clear();
    headers.forEach((name, each) -> ask(name, each, "{}", url));
    for (String body : List.of("[]", "\"x\"", "5", "true")) {
      ask("the body " + body, usual, body, url);
    }
    Cases.invalid(LOG.request()).forEach(each -> ask(each.name(), usual, each.json(), url));
    Cases.valid(LOG.request()).forEach(each -> ask(each.name(), usual, each.json(), url));
  }

  private static void ask(String name, Map<String, String> headers, String body, URI prism) {
    RawHttp.Answer answer = RawHttp.send(LOG, prism, body, headers);
    boolean accepted = answer.status() == 200 && answer.violations().isEmpty();
    CASES.add(new Case(name, headers, body, accepted && keepsTheRules(body, prism)));
  }

  /** Prism does not read the rules that the contract states in prose; the wrapper does. */
  private static boolean keepsTheRules(String body, URI prism) {
    try (CloseClient client =
        CloseClient.builder().baseUrl(prism).credentials(Credentials.apiKey("key")).build()) {
      client.calls().log(CALLS.fromJson(body));
      return true;
    } catch (InvalidCallException e) {
      return false;
    } catch (IOException | JsonDataException e) {
      throw new AssertionError("The wrapper cannot send what Prism accepts: " + body, e);
    }
  }

  private static Map<String, String> with(Map<String, String> headers, String name, String value) {
    Map<String, String> copy = new LinkedHashMap<>(headers);
    copy.put(name, value);
    return copy;
  }

  /** Returns what this fake says another thing of. */
  private static List<String> disagreements(FakeClose fake) {
    List<String> disagreements = new ArrayList<>();
    for (Case each : CASES) {
      RawHttp.Answer answer = RawHttp.send(LOG, fake.url(), each.body(), each.headers());
      boolean accepted = answer.status() == 200;
      if (accepted != each.accepted()) {
        disagreements.add(
            each.name()
                + (each.accepted() ? " should be accepted, but " : " should be refused, but ")
                + "the fake answers "
                + answer.status());
      }
    }
    return disagreements;
  }

  @Test
  void theFakeAcceptsAndRefusesWhatPrismAndTheRulesDo() {
    assertEquals(List.of(), disagreements(fake), "Correct CallCheck in testing/");
    assertEquals(
        CASES.stream().filter(Case::accepted).count(),
        fake.logged().size(),
        "What is accepted is logged, and nothing else");
  }

  @Test
  void bothVerdictsAreAmongTheCases() {
    long accepted = CASES.stream().filter(Case::accepted).count();

    assertTrue(
        accepted > 50 && CASES.size() - accepted > 50, () -> accepted + " of " + CASES.size());
  }

  static List<String> checks() {
    return MutatedFake.checks();
  }

  @ParameterizedTest
  @MethodSource("checks")
  void aFakeThatLeavesOutACheckIsNoticed(String check) {
    try (FakeClose mutated = MutatedFake.without(check)) {
      assertFalse(
          disagreements(mutated).isEmpty(),
          () -> "No case notices that the fake makes no check of " + check);
    }
  }

  @Test
  void eachAnswerToACallIsAsTheContractSays() {
    JsonSchema schema = schemaOfAnswers();
    for (Case each : CASES) {
      if (each.accepted()) {
        RawHttp.Answer answer = RawHttp.send(LOG, fake.url(), each.body(), each.headers());

        assertEquals(
            List.of(),
            List.copyOf(schema.validate(answer.body(), InputFormat.JSON)),
            () -> each.name() + " was answered " + answer.body());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"id\": true}",
        "{\"status\": \"gone\"}",
        "{\"date_created\": \"2024-02-30T00:00:00Z\"}"
      })
  void anAnswerThatIsNotAsTheContractSaysIsNoticed(String wrong) {
    Map<Object, Object> answer = new LinkedHashMap<>((Map<?, ?>) Json.read(answer()));
    assertEquals(List.of(), schemaErrors(answer), "The answer that the others break");
    Map<?, ?> changes = (Map<?, ?>) Json.read(wrong);
    answer.putAll(changes);
    answer.keySet().removeIf(name -> changes.isEmpty() && name.equals("id"));

    assertFalse(schemaErrors(answer).isEmpty(), () -> "The schema should not allow " + answer);
  }

  private String answer() {
    return RawHttp.send(LOG, fake.url(), "{}", RawHttp.usualHeaders()).body();
  }

  private static List<?> schemaErrors(Object answer) {
    return List.copyOf(schemaOfAnswers().validate(Json.write(answer), InputFormat.JSON));
  }

  private static JsonSchema schemaOfAnswers() {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(
            CONTRACT.schemaOfAnswers(LOG),
            InputFormat.JSON,
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
  }
}
