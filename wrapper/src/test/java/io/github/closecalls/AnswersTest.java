package io.github.closecalls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.closecalls.model.CallActivity;
import java.util.List;
import java.util.Map;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.SocketPolicy;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {
  private final StubServer server = new StubServer();

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "300, REFUSED",
    "301, UNKNOWN",
    "302, UNKNOWN",
    "303, UNKNOWN",
    "304, REFUSED",
    "307, REFUSED",
    "308, REFUSED",
    "402, REFUSED",
    "403, REFUSED",
    "405, REFUSED",
    "408, UNKNOWN",
    "409, REFUSED",
    "413, REFUSED",
    "415, REFUSED",
    "421, REFUSED",
    "422, REFUSED",
    "429, REFUSED",
    "425, REFUSED",
    "460, UNKNOWN",
    "499, UNKNOWN",
    "500, UNKNOWN",
    "502, UNKNOWN",
    "503, UNKNOWN",
    "504, UNKNOWN",
    "599, UNKNOWN",
    "600, UNKNOWN",
    "999, UNKNOWN",
  })
  void aStatusWithoutTypeOfItsOwnIsAnApiException(int status, Delivery delivery) {
    ApiException e = server.answers(status, "").failsWith(ApiException.class);
    assertSame(ApiException.class, e.getClass());
    assertEquals(status, e.status());
    assertEquals(delivery, e.delivery());
    assertTrue(e.getMessage().contains("status " + status), e.getMessage());
    assertEquals(
        delivery == Delivery.UNKNOWN,
        e.getMessage().contains("may have been logged"),
        e.getMessage());
  }

  @Test
  void status400IsABadRequestWithItsFieldErrors() {
    BadRequestException e =
        server
            .answers(
                400, "{\"errors\": [], \"field-errors\": {\"lead\": \"Object does not exist.\"}}")
            .failsWith(BadRequestException.class);
    assertEquals(400, e.status());
    assertEquals(Delivery.REFUSED, e.delivery());
    assertEquals(Map.of("lead", "Object does not exist."), e.fieldErrors());
    assertEquals(List.of(), e.errors());
    assertNull(e.error());
    assertTrue(
        e.getMessage().contains("field-errors: {\"lead\":\"Object does not exist.\"}"),
        e.getMessage());
  }

  @Test
  void status401IsUnauthorizedWithItsError() {
    UnauthorizedException e =
        server.answers(401, "{\"error\": \"Unauthorized\"}").failsWith(UnauthorizedException.class);
    assertEquals(401, e.status());
    assertEquals(Delivery.REFUSED, e.delivery());
    assertEquals("Unauthorized", e.error());
    assertEquals("{\"error\": \"Unauthorized\"}", e.body());
    assertTrue(e.getMessage().contains("error: Unauthorized"), e.getMessage());
  }

  @Test
  void status404IsNotFoundAndNamesTheBaseUrl() {
    NotFoundException e =
        server
            .answers(404, "{\"error\": \"Empty query: Lead matching query does not exist.\"}")
            .failsWith(NotFoundException.class);
    assertEquals(404, e.status());
    assertEquals(Delivery.REFUSED, e.delivery());
    assertTrue(e.getMessage().contains(server.baseUrl() + "/"), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void aRedirectIsNotFollowedAndNamesBaseUrlAndTrailingSlash(int status) {
    server.answers(new MockResponse().setResponseCode(status).setHeader("Location", "/elsewhere"));
    server.answers(200, StubServer.LOGGED);
    ApiException e = server.failsWith(ApiException.class);
    assertEquals(status, e.status());
    assertTrue(e.getMessage().contains(server.baseUrl() + "/"), e.getMessage());
    assertTrue(e.getMessage().contains("trailing slash"), e.getMessage());
    server.sawRequests(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "true",
        "[]",
        "\"text\"",
        "{",
        "{}",
        "{\"error\": null}",
        "{\"error\": 1e99999999999}",
        "<html><body>502 Bad Gateway</body></html>",
        "{\"error\": \"a\"} trailing",
        "\u0000\u0001",
      })
  void anOddBodyDoesNotBreakTheErrorPath(String body) {
    BadRequestException e = server.answers(400, body).failsWith(BadRequestException.class);
    assertEquals(body, e.body());
    assertNull(e.errors());
    assertNull(e.fieldErrors());
  }

  @Test
  void numbersInErrorsStayExact() {
    ApiException e =
        server
            .answers(429, "{\"error\": {\"rate_reset\": 0.870, \"id\": 9007199254740993}}")
            .failsWith(ApiException.class);
    assertTrue(
        e.getMessage().contains("{\"rate_reset\":0.870,\"id\":9007199254740993}"), e.getMessage());
  }

  @Test
  void aBodyThatIsNotUtf8IsShownWithReplacements() {
    server.answers(
        new MockResponse()
            .setResponseCode(400)
            .setBody(new Buffer().writeByte(0xff).writeByte(0xfe).writeUtf8("a")));
    assertEquals("\ufffd\ufffda", server.failsWith(BadRequestException.class).body());
  }

  @Test
  void aByteOrderMarkBeforeAnErrorIsIgnored() {
    ApiException e =
        server.answers(400, "\ufeff{\"error\": \"a\"}").failsWith(BadRequestException.class);
    assertEquals("a", e.error());
  }

  @Test
  void ofAHugeErrorBodyOneMebibyteIsRead() {
    ApiException e = server.answers(500, "x".repeat((1 << 20) + 1)).failsWith(ApiException.class);
    assertEquals(1 << 20, e.body().length());
    assertTrue(e.getMessage().length() < 1_000, "shorten the body in the message");
  }

  @Test
  void anErrorNestedWithoutEndDoesNotBreakTheErrorPath() {
    String body = "{\"error\": " + "[".repeat(100_000);
    assertNull(server.answers(400, body).failsWith(BadRequestException.class).error());
  }

  @Test
  void anErrorBodyThatBreaksOffIsKeptAsFarAsItCame() {
    server.answers(
        new MockResponse()
            .setResponseCode(400)
            .setBody("e".repeat(100_000))
            .setSocketPolicy(SocketPolicy.DISCONNECT_DURING_RESPONSE_BODY));
    BadRequestException e = server.failsWith(BadRequestException.class);
    assertEquals(Delivery.REFUSED, e.delivery());
    assertTrue(e.body().length() < 100_000, "keep what came");
  }

  @Test
  void aMessageIsOneLineWhateverTheServerSends() {
    String body = "{\"error\": \"a\\r\\nINFO forged\\u001b[31m\\u2028b\"}";
    ApiException e = server.answers(400, body).failsWith(BadRequestException.class);
    assertFalse(e.getMessage().matches("(?s).*[\\p{Cntrl}\u2028].*"), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "[]",
        "{}",
        "{\"data\": [], \"has_more\": false}",
        "<html></html>",
        "{\"id\": ",
        "{\"id\": 1}",
        "{\"id\": \"user_1\"}",
        "{\"_type\": \"Lead\"}",
        "[{\"id\": \"acti_1\"}]",
        "{\"data\": [{\"id\": \"acti_1\"}]}",
        "{\"extra\": 1e99999999999}",
        "not json",
      })
  void aSuccessThatDoesNotShowTheCallIsUnknown(String body) {
    UnreadableAnswerException e =
        server.answers(200, body).failsWith(UnreadableAnswerException.class);
    assertEquals(Delivery.UNKNOWN, e.delivery());
    assertEquals(body, e.body());
    assertTrue(e.getMessage().contains("may have been logged"), e.getMessage());
    assertTrue(e.getMessage().contains(server.baseUrl() + "/"), e.getMessage());
    server.sawRequests(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"_type\": \"Call\"}",
        "{\"_type\": \"Call\", \"id\": null}",
        "{\"_type\": \"Call\", \"id\": 1}",
        "{\"_type\": \"Call\", \"id\": ",
        "{\"id\": 1, \"_type\": \"Call\"}",
        "{\"users\": [{}], \"id\": \"acti_1\", \"note\": \"bro",
      })
  void aSuccessThatShowsTheCallButCannotBeReadWholeIsAccepted(String body) {
    UnreadableAnswerException e =
        server.answers(200, body).failsWith(UnreadableAnswerException.class);
    assertEquals(Delivery.ACCEPTED, e.delivery());
    assertEquals(200, e.status());
    assertTrue(e.getMessage().contains("do not log the call again"), e.getMessage());
    server.sawRequests(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\": \"acti_1\"}",
        "{\"note\": \"x\", \"id\": \"acti_1\"}",
        "{\"id\": \"1\", \"_type\": \"Call\"}",
        "{\"_type\": null, \"id\": \"acti_1\"}",
        "{\"_type\": \"Activity\", \"id\": \"acti_1\"}",
        "{\"_type\": \"Call\", \"id\": \"acti_1\", \"users\": [null]}",
        "{\"_type\": \"Call\", \"id\": \"acti_1\", \"date_created\": \"2013-02-01T00:51:33\"}",
        "\ufeff{\"id\": \"acti_1\", \"extra\": 1e99999999999}",
      })
  void aCallIsReturnedAlthoughNotAllOfItIsAsTheContractSays(String body) {
    server.answers(200, body);
    CallActivity logged = server.client.calls().log(StubServer.call());
    assertTrue(body.contains("\"id\": \"" + logged.id() + '"'), logged.id());
    assertTrue(
        logged.deviations().stream().anyMatch(each -> each.pointer().equals("/date_created")),
        "Tell what deviates: " + logged.deviations());
    server.sawRequests(1);
  }

  @Test
  void aSuccessWithoutContentIsUnknown() {
    UnreadableAnswerException e =
        server
            .answers(new MockResponse().setResponseCode(204))
            .failsWith(UnreadableAnswerException.class);
    assertEquals(204, e.status());
    assertEquals(Delivery.UNKNOWN, e.delivery());
    assertEquals("", e.body());
  }

  /** OkHttp does not hand it out (RFC 9110, section 15.3.5: there is none). */
  @ParameterizedTest
  @ValueSource(ints = {204, 205})
  void aBodyWhereThereMustBeNoneIsNoAnswer(int status) {
    TransportException e =
        server.answers(status, StubServer.LOGGED).failsWith(TransportException.class);
    assertEquals(Delivery.UNKNOWN, e.delivery());
    server.sawRequests(1);
  }

  @Test
  void status407OfTheServerIsARefusalThoughNoProxyIsSet() {
    server.answers(
        new MockResponse()
            .setResponseCode(407)
            .setHeader("Proxy-Authenticate", "Basic realm=\"a\""));
    server.answers(200, StubServer.LOGGED);
    ApiException e = server.failsWith(ApiException.class);
    assertEquals(407, e.status());
    assertEquals(Delivery.REFUSED, e.delivery());
    assertEquals(List.of("Basic realm=\"a\""), e.headers().get("Proxy-Authenticate"));
    assertTrue(e.getMessage().contains("proxyAuthenticator"), e.getMessage());
    server.sawRequests(1);
  }

  @Test
  void aMissingPropertyIsNamed() {
    String body = StubServer.LOGGED.replace("\"id\":", "\"identity\":");
    UnreadableAnswerException e =
        server.answers(200, body).failsWith(UnreadableAnswerException.class);
    assertTrue(e.getMessage().contains("/id is required, but is absent"), e.getMessage());
  }

  @Test
  void textAfterTheAnswerMakesItUnreadable() {
    server.answers(200, StubServer.LOGGED + "x").failsWith(UnreadableAnswerException.class);
  }

  @Test
  void anAnswerNestedWithoutEndIsUnreadable() {
    server
        .answers(200, "{\"extra\": " + "[".repeat(100_000))
        .failsWith(UnreadableAnswerException.class);
  }

  @Test
  void aSuccessThatBreaksOffKeepsWhatCame() {
    server.answers(
        new MockResponse()
            .setBody("{\"id\": \"acti_1\", \"note\": \"" + "n".repeat(100_000))
            .setSocketPolicy(SocketPolicy.DISCONNECT_DURING_RESPONSE_BODY));
    UnreadableAnswerException e = server.failsWith(UnreadableAnswerException.class);
    assertEquals(Delivery.ACCEPTED, e.delivery());
    assertTrue(e.body().startsWith("{\"id\""), "keep what came");
    assertInstanceOf(java.io.IOException.class, e.getCause());
  }

  @Test
  void ofAHugeSuccessTenMebibytesAreReadAndOneIsShown() {
    UnreadableAnswerException e =
        server
            .answers(200, "{\"extra\": \"" + "x".repeat(10 << 20) + "\"}")
            .failsWith(UnreadableAnswerException.class);
    assertEquals(1 << 20, e.body().length());
    assertTrue(e.getMessage().contains("longer than 10485760 bytes"), e.getMessage());
  }

  @Test
  void anExceptionSurvivesSerialization() {
    ApiException e =
        server.answers(400, "{\"error\": {\"a\": 1}}").failsWith(BadRequestException.class);
    ApiException copy = Serialization.copyOf(e, ApiException.class);
    assertEquals(Delivery.REFUSED, copy.delivery());
    assertEquals(Map.of("a", 1L), copy.error());
  }
}
