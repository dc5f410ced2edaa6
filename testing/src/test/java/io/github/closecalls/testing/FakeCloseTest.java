package io.github.closecalls.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.closecalls.json.JsonValues;
import io.github.closecalls.model.CreateCallActivity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FakeCloseTest {
  private static final String JSON = "{\"lead_id\":\"lead_1\",\"phone\":\"+16505551234\"}";
  private static final CreateCallActivity CALL =
      CreateCallActivity.builder().leadId("lead_1").phone("+16505551234").build();
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @AutoClose private final FakeClose close = FakeClose.start();

  @Test
  void aCallIsKeptAsItWasSentAndAnsweredWithAnIdOfItsOwn() throws Exception {
    HttpResponse<String> first = PlainHttp.log(close, JSON);
    HttpResponse<String> second = PlainHttp.log(close, JSON);

    assertEquals(200, first.statusCode(), first.body());
    assertEquals("Call", object(first).get("_type"));
    assertEquals("lead_1", object(first).get("lead_id"));
    assertEquals("+16505551234", object(first).get("phone"));
    assertNotEquals(object(first).get("id"), object(second).get("id"));
    assertEquals(List.of(CALL, CALL), close.logged());
  }

  @Test
  void whatTheContractDoesNotListIsKeptAndAnsweredToTheLastDigit() throws Exception {
    HttpResponse<String> answer =
        PlainHttp.log(close, "{\"custom.cf_1\":1.10,\"custom.cf_2\":12345678901234567890}");

    assertEquals(
        new BigDecimal("1.10"), close.logged().get(0).additionalProperties().get("custom.cf_1"));
    assertTrue(answer.body().contains("\"custom.cf_1\":1.10,"), answer.body());
    assertTrue(answer.body().contains("\"custom.cf_2\":12345678901234567890"), answer.body());
  }

  @Test
  void whatCloseAloneSetsIsNotTakenFromTheRequest() throws Exception {
    Map<?, ?> answer =
        object(PlainHttp.log(close, "{\"id\":5,\"users\":\"x\",\"status\":\"busy\"}"));

    assertEquals(List.of(), answer.get("users"));
    assertEquals("busy", answer.get("status"));
    assertTrue(answer.get("id") instanceof String, answer::toString);
  }

  @Test
  void repliesAreGivenInOrderAndThenCallsAreLogged() throws Exception {
    close.replies(Reply.status(503, "busy"), Reply.badRequest("lead", "Object does not exist."));
    close.replies(Reply.unauthorized());

    assertEquals(503, PlainHttp.log(close, JSON).statusCode());
    HttpResponse<String> refused = PlainHttp.log(close, JSON);
    assertEquals(400, refused.statusCode());
    assertEquals(
        "{\"errors\":[],\"field-errors\":{\"lead\":\"Object does not exist.\"}}", refused.body());
    assertEquals(401, PlainHttp.log(close, JSON).statusCode());
    assertEquals(List.of(), close.logged());
    assertEquals(200, PlainHttp.log(close, JSON).statusCode());
  }

  @Test
  void aFunctionDecidesOnceNoReplyIsLeft() throws Exception {
    close.replies(Reply.logged());
    close.replies(call -> CALL.equals(call) ? Reply.status(500, "") : Reply.logged());

    assertEquals(200, PlainHttp.log(close, JSON).statusCode());
    assertEquals(500, PlainHttp.log(close, JSON).statusCode());
    assertEquals(200, PlainHttp.log(close, "{}").statusCode());
  }

  @Test
  void aFunctionThatThrowsIsAProblemOfTheRequest() throws Exception {
    close.replies(
        call -> {
          throw new IllegalStateException("out of ideas");
        });

    assertEquals(500, PlainHttp.log(close, JSON).statusCode());
    assertTrue(problem().contains("out of ideas"), problem());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aDroppedCallIsLoggedOrNotAsTheReplySays(boolean logged) {
    close.replies(logged ? Reply.dropped().butLogged() : Reply.dropped());

    assertThrows(IOException.class, () -> PlainHttp.log(close, JSON));
    assertEquals(logged ? List.of(CALL) : List.of(), close.logged());
    assertEquals(logged, close.requests().get(0).isLogged());
  }

  @Test
  void aCallWithoutAnAnswerIsLoggedMeanwhile() {
    close.replies(Reply.stalled().butLogged());

    CompletableFuture<?> answer = inBackground();

    assertEquals(List.of(CALL), close.awaitLogged(1, PATIENCE));
    assertFalse(answer.isDone(), "The client should get no answer");
  }

  @Test
  void aCallIsLoggedBeforeTheDelayOfItsReply() {
    close.replies(Reply.logged().after(PATIENCE));

    CompletableFuture<?> answer = inBackground();

    assertEquals(List.of(CALL), close.awaitLogged(1, PATIENCE));
    assertFalse(answer.isDone(), "The client should have to wait for its answer");
  }

  @Test
  void anAnswerThatBreaksOffIsNotAnAnswer() {
    close.replies(Reply.cutShort());

    assertThrows(IOException.class, () -> PlainHttp.log(close, JSON));
    assertEquals(List.of(CALL), close.logged());
  }

  @Test
  void aGarbledAnswerIsWholeHttpWithHalfOfTheCall() throws Exception {
    close.replies(Reply.garbled());

    HttpResponse<String> answer = PlainHttp.log(close, JSON);

    assertTrue(answer.body().startsWith("{\"_type\":\"Call\",\"id\":\"acti_"), answer.body());
    assertThrows(IOException.class, () -> JsonValues.ADAPTER.fromJson(answer.body()));
    assertEquals(List.of(CALL), close.logged());
  }

  @Test
  void aReplyCanHaveHeadersOfItsOwn() throws Exception {
    close.replies(Reply.status(503, "<p>").withHeader("content-type", "text/html"));

    assertEquals(
        List.of("text/html"), PlainHttp.log(close, JSON).headers().allValues("Content-Type"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length", "transfer-encoding", "a b", "", "X:"})
  void whatIsNoHeaderOfAReplyIsRefused(String name) {
    assertThrows(IllegalArgumentException.class, () -> Reply.logged().withHeader(name, "1"));
  }

  @Test
  void aHeaderCannotSmuggleInAnother() {
    assertThrows(IllegalArgumentException.class, () -> Reply.logged().withHeader("A", "1\r\nB: 2"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 100, 199, 600})
  void aStatusThatEndsNoRequestIsRefused(int status) {
    assertThrows(IllegalArgumentException.class, () -> Reply.status(status, ""));
  }

  @Test
  void aReplyCanBeWithoutABody() throws Exception {
    close.replies(Reply.status(204, ""));

    assertEquals(204, PlainHttp.log(close, JSON).statusCode());
    assertEquals(200, PlainHttp.log(close, JSON).statusCode(), "keep the connection in step");
  }

  @Test
  void allProblemsOfACallAreToldAtOnceAndItIsNotLogged() throws Exception {
    close.replies(Reply.dropped());

    HttpResponse<String> answer =
        PlainHttp.log(
            close,
            "{\"phone\":\"650\",\"recording_url\":\"http://a.b/\",\"status\":\"canceled\","
                + "\"duration\":\"5\"}");

    assertEquals(400, answer.statusCode());
    assertEquals(List.of("duration", "phone", "recording_url", "status"), fieldErrors(answer));
    assertEquals(4, close.requests().get(0).problems().size());
    assertEquals(List.of(), close.logged());
    assertThrows(
        IOException.class, () -> PlainHttp.log(close, JSON), "Keep the reply for the next call");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "null", "5", "{} {}", "{\"note\":tru}"})
  void onlyAJsonObjectIsACall(String json) throws Exception {
    boolean bodiless = json.isEmpty();

    assertEquals(bodiless ? 200 : 400, PlainHttp.log(close, json).statusCode());
    assertEquals(bodiless ? 1 : 0, close.logged().size());
  }

  @Test
  void aBodyWhoseLengthIsNotSentIsRefusedAsByClose() throws Exception {
    HttpResponse<String> answer =
        PlainHttp.send(
            PlainHttp.call(close)
                .POST(BodyPublishers.fromPublisher(BodyPublishers.ofString(JSON))));

    assertEquals(400, answer.statusCode());
    assertEquals("{\"error\":\"Chunked Transfer-Encoding is not supported.\"}", answer.body());
    assertEquals(JSON, close.requests().get(0).body());
  }

  @Test
  void aClientMayAskBeforeItSendsTheBody() throws Exception {
    PlainHttp.send(PlainHttp.call(close).expectContinue(true).POST(BodyPublishers.ofString(JSON)));

    assertEquals(List.of(CALL), close.logged());
  }

  @ParameterizedTest
  @CsvSource({
    "activity/call, 301",
    "activity/call/acti_1/, 404",
    "activity/, 404",
    "activity/call/?_fields=id, 405"
  })
  void anotherPathOrMethodIsRefused(String path, int status) throws Exception {
    assertEquals(status, PlainHttp.get(close.url().resolve(path)).statusCode());
    assertEquals(1, close.requests().get(0).problems().size());
  }

  @Test
  void aQueryIsNoPartOfThePath() throws Exception {
    HttpResponse<String> answer =
        PlainHttp.send(
            PlainHttp.call(close)
                .uri(close.url().resolve("activity/call/?_fields=id"))
                .POST(BodyPublishers.ofString(JSON)));

    assertEquals(200, answer.statusCode());
    assertEquals("/api/v1/activity/call/?_fields=id", close.requests().get(0).path());
  }

  @Test
  void aBodyThatIsNotDeclaredAsJsonIsRefused() throws Exception {
    HttpResponse<String> answer =
        PlainHttp.send(
            PlainHttp.call(close)
                .setHeader("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString(JSON)));

    assertEquals(415, answer.statusCode());
  }

  @ParameterizedTest
  @CsvSource({
    "Bearer token-1, 200",
    "bearer token-1, 200",
    "Bearer token-2, 401",
    "Bearer, 401",
    "Digest token-1, 401",
    "Basic YXBpXzE6, 200",
    "Basic YXBpXzI6, 401",
    "Basic YXBpXzE6eA==, 401",
    "Basic %, 401"
  })
  void onlyTheCredentialsThatItWasToldAreAccepted(String authorization, int status)
      throws Exception {
    close.accepts("token-1", "api_1");

    HttpResponse<String> answer =
        PlainHttp.send(
            PlainHttp.call(close)
                .setHeader("Authorization", authorization)
                .POST(BodyPublishers.ofString(JSON)));

    assertEquals(status, answer.statusCode());
  }

  @Test
  void aRequestShowsNoCredential() throws Exception {
    PlainHttp.log(close, JSON);
    PlainHttp.renew(close, form("hush-1"));

    Request call = close.requests().get(0);
    assertEquals("Bearer (hidden)", call.header("authorization").orElseThrow());
    assertEquals(JSON, call.body());
    assertFalse(call.toString().contains("+1650"), call.toString());
    String body = close.requests().get(1).body();
    assertFalse(body.contains("hush"), body);
  }

  @Test
  void moreRequestsThanItAdmitsAreRefused() throws Exception {
    close.admits(2, Duration.ofHours(1)).replies(Reply.logged(), Reply.logged(), Reply.dropped());

    assertRateLimit("limit=2, remaining=1, reset=3600.000", PlainHttp.log(close, JSON));
    assertRateLimit("limit=2, remaining=0, reset=", PlainHttp.log(close, JSON));
    HttpResponse<String> refused = PlainHttp.log(close, JSON);

    assertEquals(429, refused.statusCode());
    assertRateLimit("limit=2, remaining=0, reset=", refused);
    assertTrue(refused.headers().firstValue("Retry-After").isPresent());
    assertEquals(2, close.logged().size());
    assertEquals(List.of("the rate limit is used up"), close.requests().get(2).problems());
  }

  @Test
  void aRefreshTokenWorksOnceAndBringsTheNext() throws Exception {
    close.accepts();
    Map<?, ?> tokens = object(PlainHttp.renew(close, form("refresh-1")));

    HttpResponse<String> again = PlainHttp.renew(close, form("refresh-1"));
    assertEquals(400, again.statusCode());
    assertEquals("{\"error\":\"invalid_grant\"}", again.body());
    assertEquals(
        200,
        PlainHttp.renew(close, form(String.valueOf(tokens.get("refresh_token")))).statusCode());
  }

  @Test
  void anAccessTokenThatItGaveOutIsAccepted() throws Exception {
    close.accepts("api_1");
    Object token = object(PlainHttp.renew(close, form("refresh-1"))).get("access_token");

    HttpResponse<String> answer =
        PlainHttp.send(
            PlainHttp.call(close)
                .setHeader("Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofString(JSON)));

    assertEquals(200, answer.statusCode());
  }

  @Test
  void whileItIsDownConnectionsAreRefusedAndAfterwardsTheAddressIsTheSame() throws Exception {
    URI url = close.url();
    PlainHttp.log(close, JSON);
    close.goDown();
    close.goDown();
    assertThrows(ConnectException.class, this::connect);
    close.comeUp();
    close.comeUp();

    assertEquals(200, PlainHttp.log(close, JSON).statusCode());
    assertEquals(url, close.url());
    assertEquals(2, close.logged().size());
  }

  @RepeatedTest(50)
  void fromTheMomentItIsDownNoConnectionIsAccepted() {
    close.goDown();
    assertThrows(ConnectException.class, this::connect);
  }

  @Test
  void goingDownBreaksARequestUnderWay() {
    close.replies(Reply.stalled().butLogged());
    CompletableFuture<?> answer = inBackground();
    close.awaitLogged(1, PATIENCE);

    close.goDown();

    assertThrows(Exception.class, answer::join);
  }

  @Test
  void afterItIsClosedItDoesNotComeUp() {
    close.close();
    close.comeUp();

    assertThrows(ConnectException.class, this::connect);
  }

  @Test
  void aPortThatIsTakenIsSaid() {
    UncheckedIOException e =
        assertThrows(UncheckedIOException.class, () -> FakeClose.start(close.url().getPort()));

    assertTrue(e.toString().contains("port " + close.url().getPort()), e.toString());
  }

  @Test
  void whoWaitsForCallsGetsThemOnceTheyAreThere() throws Exception {
    CompletableFuture<List<CreateCallActivity>> both =
        CompletableFuture.supplyAsync(() -> close.awaitLogged(2, PATIENCE));
    PlainHttp.log(close, JSON);
    PlainHttp.log(close, JSON);

    assertEquals(List.of(CALL, CALL), both.join());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void whoWaitsForFewerOrMoreCallsThanThereAreIsToldWhatCame(int count) throws Exception {
    PlainHttp.log(close, JSON);
    PlainHttp.log(close, "{\"phone\":\"650\"}");

    AssertionError e =
        assertThrows(AssertionError.class, () -> close.awaitLogged(count, Duration.ofMillis(20)));

    assertEquals(
        "Close should have logged "
            + count
            + " calls, but has logged 1. These requests came:\n"
            + "  POST /api/v1/activity/call/: answered 200 with the call, logged\n"
            + "  POST /api/v1/activity/call/: answered 400, not logged (phone must be in E.164"
            + " format, such as +16505551234)",
        e.getMessage());
  }

  @Test
  void afterAResetItIsAsItWasStarted() throws Exception {
    PlainHttp.log(close, JSON);
    close.accepts("x").admits(1, PATIENCE).replies(Reply.dropped());
    close.replies(call -> Reply.dropped());
    close.goDown();

    close.reset();

    assertEquals(List.of(), close.logged());
    assertEquals(List.of(), close.requests());
    assertEquals(200, PlainHttp.log(close, JSON).statusCode());
  }

  @Test
  void itListensOnThisMachineOnly() {
    assertEquals("127.0.0.1", close.url().getHost());
  }

  /** Not with the client, which may still hold a connection that was closed. */
  private void connect() throws IOException {
    new Socket(close.url().getHost(), close.url().getPort()).close();
  }

  private CompletableFuture<?> inBackground() {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return PlainHttp.log(close, JSON);
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private String problem() {
    return close.requests().get(0).problems().get(0);
  }

  private static String form(String refreshToken) {
    return "grant_type=refresh_token&client_id=c&client_secret=hush&refresh_token=" + refreshToken;
  }

  private static void assertRateLimit(String begin, HttpResponse<String> answer) {
    String header = answer.headers().firstValue("RateLimit").orElse("");
    assertTrue(
        header.startsWith(begin), () -> "RateLimit should begin with " + begin + ", not " + header);
  }

  private static List<?> fieldErrors(HttpResponse<String> answer) throws IOException {
    return object(answer).get("field-errors") instanceof Map<?, ?> errors
        ? List.copyOf(errors.keySet())
        : List.of();
  }

  private static Map<?, ?> object(HttpResponse<String> answer) throws IOException {
    if (JsonValues.ADAPTER.fromJson(answer.body()) instanceof Map<?, ?> map) {
      return map;
    }
    throw new AssertionError("Not an object: " + answer.body());
  }
}
