package io.github.closecalls.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import io.github.closecalls.ApiException;
import io.github.closecalls.BadRequestException;
import io.github.closecalls.CloseClient;
import io.github.closecalls.CloseResponse;
import io.github.closecalls.Credentials;
import io.github.closecalls.Delivery;
import io.github.closecalls.InvalidCallException;
import io.github.closecalls.NotFoundException;
import io.github.closecalls.UnauthorizedException;
import io.github.closecalls.contract.Cases.Sample;
import io.github.closecalls.contract.ContractDocument.Operation;
import io.github.closecalls.model.CallActivity;
import io.github.closecalls.model.CreateCallActivity;
import io.github.closecalls.model.CreateCallActivityDirection;
import io.github.closecalls.model.ModelJsonAdapterFactory;
import io.github.closecalls.prism.Prism;
import io.github.closecalls.prism.Prism.Behaviour;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What reaches the other side, and what comes back, when people use the wrapper. */
@ExtendWith(PrismExtension.class)
class WrapperTest {
  private static final Operation LOG =
      ContractDocument.underTest().operations().stream()
          .filter(operation -> operation.toString().equals("POST /activity/call/"))
          .findFirst()
          .orElseThrow();

  private static final JsonAdapter<CreateCallActivity> CALLS =
      new Moshi.Builder()
          .add(new ModelJsonAdapterFactory())
          .build()
          .adapter(CreateCallActivity.class);

  private static final Credentials API_KEY = Credentials.apiKey("yourapikey");
  private static final Credentials BEARER = Credentials.bearer("token.of-1_test~+/==");

  private static CloseClient client(Credentials credentials, URI baseUrl) {
    return CloseClient.builder().credentials(credentials).baseUrl(baseUrl).build();
  }

  private static CreateCallActivity call() {
    return CreateCallActivity.builder()
        .leadId("lead_0000000000000000000000000000000000000000004")
        .direction(CreateCallActivityDirection.OUTBOUND)
        .phone("+442071838750")
        .recordingUrl(URI.create("https://media.example.com/calls/153.mp3"))
        .note("\u00dcber den Preis gesprochen \ud83d\ude80")
        .build();
  }

  static Stream<Arguments> schemes() {
    return Stream.of(
        Arguments.of("an API key", API_KEY, "Basic eW91cmFwaWtleTo="),
        Arguments.of("a bearer token", BEARER, "Bearer token.of-1_test~+/=="));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("schemes")
  void aCredentialArrivesAsItsSchemeDemands(String scheme, Credentials credentials, String header)
      throws IOException {
    try (Recorder close = new Recorder(Fixtures.callActivity());
        CloseClient client = client(credentials, close.url("/api/v1/"))) {
      client.calls().log(call());

      assertEquals(List.of(header), close.requests().get(0).headers().get("Authorization"));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("schemes")
  void prismAcceptsACredentialOf(
      String scheme, Credentials credentials, String header, Prism prism) {
    try (CloseClient client = client(credentials, prism.url(Behaviour.OK))) {
      assertNotNull(client.calls().log(call()));
    }
  }

  @Test
  void aCallIsOnePostOfKnownLengthToExactlyThePathOfTheContract() throws IOException {
    try (Recorder close = new Recorder(Fixtures.callActivity());
        CloseClient client = client(API_KEY, close.url("/api/v1/"))) {
      client.calls().log(call());

      assertEquals(1, close.requests().size(), "Each request that arrives adds a call in Close");
      Recorder.Request request = close.requests().get(0);
      assertEquals("POST /api/v1" + LOG.path(), request.method() + " " + request.path());
      assertEquals(List.of("application/json"), request.headers().get("Content-Type"));
      assertEquals(
          null, request.headers().get("Transfer-Encoding"), "Close refuses chunked requests");
      assertEquals(
          List.of(Integer.toString(request.body().getBytes(UTF_8).length)),
          request.headers().get("Content-Length"));
      assertEquals(Json.read(CALLS.toJson(call())), Json.read(request.body()));
    }
  }

  @TestFactory
  Stream<DynamicTest> whatTheContractAndTheRulesAllowIsSentAsItIsAndAccepted(Prism prism) {
    return Cases.valid(LOG.request()).stream()
        .map(WrapperTest::withinTheRules)
        .map(sample -> dynamicTest(sample.name(), () -> accepted(sample, prism)));
  }

  /** The contract says in prose, which Cases cannot read, what these two properties must be. */
  private static Sample withinTheRules(Sample sample) {
    Map<String, Object> call = new LinkedHashMap<>();
    ((Map<?, ?>) sample.value()).forEach((name, value) -> call.put(String.valueOf(name), value));
    call.computeIfPresent("phone", (name, value) -> "+442071838750");
    call.computeIfPresent("recording_url", (name, value) -> "https://media.example.com/1.mp3");
    return new Sample(sample.name(), call);
  }

  private static void accepted(Sample sample, Prism prism) throws IOException {
    CreateCallActivity call = CALLS.fromJson(sample.json());
    try (CloseClient client = client(API_KEY, prism.url(Behaviour.OK))) {
      assertNotNull(client.calls().log(call));
    }
    try (Recorder close = new Recorder(Fixtures.callActivity());
        CloseClient client = client(API_KEY, close.url("/"))) {
      client.calls().log(call);

      assertEquals(1, close.requests().size(), "Each request that arrives adds a call in Close");
      assertEquals(
          LOG.request().meaning(Json.read(sample.json())),
          LOG.request().meaning(Json.read(close.requests().get(0).body())),
          "The wrapper lost or changed a part of the call");
    }
  }

  @Test
  void twoThousandCallsOfOneClientAreEachAcceptedWithoutAViolation(Prism prism) throws Exception {
    List<Sample> samples =
        Cases.valid(LOG.request()).stream().map(WrapperTest::withinTheRules).toList();
    List<CreateCallActivity> calls = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      calls.add(CALLS.fromJson(samples.get(i % samples.size()).json()));
    }
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (CloseClient client = client(API_KEY, prism.url(Behaviour.OK))) {
      List<Callable<CloseResponse<CallActivity>>> tasks = new ArrayList<>();
      calls.forEach(call -> tasks.add(() -> client.calls().logWithResponse(call)));
      for (Future<CloseResponse<CallActivity>> answer : threads.invokeAll(tasks)) {
        assertEquals(
            List.of(),
            answer.get().headers().getOrDefault(PrismViolation.HEADER, List.of()),
            "Send what the contract allows, whatever else is under way");
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void status200BecomesTheCallThatCloseLogged(Prism prism) {
    try (CloseClient client = client(API_KEY, prism.url(Behaviour.OK))) {
      CallActivity logged = client.calls().log(call());

      assertEquals("string", logged.id());
      assertEquals(List.of("string"), logged.users());
    }
  }

  @Test
  void randomAnswersBecomeCalls(Prism prism) {
    try (CloseClient client = client(API_KEY, prism.url(Behaviour.DYNAMIC))) {
      for (int i = 0; i < 50; i++) {
        assertNotNull(client.calls().log(call()).id());
      }
    }
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of(Behaviour.BAD_REQUEST, 400, BadRequestException.class),
        Arguments.of(Behaviour.UNAUTHORIZED, 401, UnauthorizedException.class),
        Arguments.of(Behaviour.NOT_FOUND, 404, NotFoundException.class));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("refusals")
  void aRefusalThatTheContractDocumentsHasItsOwnException(
      Behaviour behaviour, int status, Class<? extends ApiException> type, Prism prism) {
    try (CloseClient client = client(API_KEY, prism.url(behaviour))) {
      ApiException refusal = assertThrows(type, () -> client.calls().log(call()));

      assertEquals(status, refusal.status());
      assertEquals(Delivery.REFUSED, refusal.delivery());
      assertEquals("null", refusal.body());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "16505551234",
        "+1 650 555 1234",
        "+1-650-555-1234",
        "+06505551234",
        "+1650555123x",
        "+16505551234 ",
        "+16505551234\n",
        "+1",
        "+1234567890123456",
        "+\uff11\uff16\uff15\uff10\uff15\uff15\uff15\uff11\uff12\uff13\uff14",
        "tel:+16505551234",
        ""
      })
  void aPhoneNumberThatIsNotE164PassesPrismButNotTheWrapper(String phone, Prism prism)
      throws IOException {
    assertOnlyTheWrapperRefuses("phone", phone, prism);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://media.example.com/153.mp3",
        "ftp://media.example.com/153.mp3",
        "httpss://media.example.com/153.mp3",
        "urn:uuid:0b1f9c34-7d2a-4a57-9b0e-1f2d3c4b5a69",
        "https:media.example.com/153.mp3",
        "https:///153.mp3",
        "https://someone@media.example.com/153.mp3"
      })
  void aRecordingThatIsNotAtASecureAddressPassesPrismButNotTheWrapper(String url, Prism prism)
      throws IOException {
    assertOnlyTheWrapperRefuses("recording_url", url, prism);
  }

  private static void assertOnlyTheWrapperRefuses(String property, String value, Prism prism)
      throws IOException {
    String json = Json.write(Map.of(property, value));
    RawHttp.Answer answer =
        RawHttp.send(LOG, prism.url(Behaviour.OK), json, RawHttp.usualHeaders());
    assertEquals(List.of(), answer.violations(), "Prism does not read prose");
    assertEquals(200, answer.status());

    CreateCallActivity call = CALLS.fromJson(json);
    try (Recorder close = new Recorder(Fixtures.callActivity());
        CloseClient client = client(API_KEY, close.url("/"))) {
      InvalidCallException refusal =
          assertThrows(InvalidCallException.class, () -> client.calls().log(call));

      assertEquals(
          List.of(property), refusal.violations().stream().map(v -> v.property()).toList());
      assertEquals(Delivery.NOT_SENT, refusal.delivery());
      assertEquals(0, close.requests().size(), "A call that breaks a rule must not be sent");
    }
  }

  @Test
  void aVoicemailMayBeAnywhereSinceTheContractDoesNotRestrictIt(Prism prism) {
    CreateCallActivity call =
        CreateCallActivity.builder().voicemailUrl(URI.create("http://example.com/1.mp3")).build();
    try (CloseClient client = client(API_KEY, prism.url(Behaviour.OK))) {
      assertNotNull(client.calls().log(call));
    }
  }
}
