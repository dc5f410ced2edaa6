package io.github.closecalls;

import static io.github.closecalls.SecretScan.assertThrows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.closecalls.model.CallActivity;
import io.github.closecalls.model.CreateCallActivity;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.RecordedRequest;
import okio.Buffer;
import okio.GzipSink;
import okio.Okio;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallsTest {
  private final StubServer server = new StubServer();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aCallIsPostedAsJsonToThePathWithItsTrailingSlash() throws Exception {
    server.answers(200, StubServer.LOGGED).client.calls().log(StubServer.call());
    RecordedRequest request = server.takeRequest();
    assertEquals("POST /api/v1/activity/call/ HTTP/1.1", request.getRequestLine());
    assertEquals("application/json", request.getHeader("Content-Type"));
    assertEquals(
        "{\"lead_id\":\"lead_1\",\"phone\":\"+14155550134\"}", request.getBody().readUtf8());
  }

  @Test
  void theCredentialIsSentOnce() throws Exception {
    server.answers(200, StubServer.LOGGED).client.calls().log(StubServer.call());
    assertEquals(
        List.of("Basic YXBpXzRReDcvc2VjcmV0Ljlaazo="),
        server.takeRequest().getHeaders().values("Authorization"));
  }

  @Test
  void theLengthOfTheBodyIsSentSinceCloseRefusesChunks() throws Exception {
    CreateCallActivity call = CreateCallActivity.builder().note("n".repeat(100_000)).build();
    server.answers(200, StubServer.LOGGED).client.calls().log(call);
    RecordedRequest request = server.takeRequest();
    assertEquals(String.valueOf(request.getBodySize()), request.getHeader("Content-Length"));
    assertNull(request.getHeader("Transfer-Encoding"));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202, 206, 299})
  void anyStatus2xxWithACallIsSuccess(int status) {
    CallActivity logged =
        server.answers(status, StubServer.LOGGED).client.calls().log(StubServer.call());
    assertEquals("acti_1", logged.id());
  }

  @Test
  void propertiesThatTheContractDoesNotListArrive() {
    String answer = StubServer.LOGGED.replaceFirst("\\{", "{\"in no contract\": \"0\", ");
    CallActivity logged = server.answers(200, answer).client.calls().log(StubServer.call());
    assertEquals("0", logged.additionalProperties().get("in no contract"));
  }

  @Test
  void aByteOrderMarkBeforeTheAnswerIsNoFailure() {
    CallActivity logged =
        server.answers(200, "\ufeff" + StubServer.LOGGED).client.calls().log(StubServer.call());
    assertEquals("acti_1", logged.id());
  }

  @Test
  void aCompressedAnswerIsRead() throws Exception {
    Buffer gzipped = new Buffer();
    try (var sink = Okio.buffer(new GzipSink(gzipped))) {
      sink.writeString(StubServer.LOGGED, StandardCharsets.UTF_8);
    }
    server.answers(new MockResponse().setHeader("Content-Encoding", "gzip").setBody(gzipped));
    assertEquals("acti_1", server.client.calls().log(StubServer.call()).id());
  }

  @Test
  void allViolationsAreReportedAtOnceAndNothingIsSent() {
    CreateCallActivity call =
        CreateCallActivity.builder()
            .phone("650 555 1234")
            .recordingUrl(URI.create("http://example.com/153.mp3"))
            .activityAt(OffsetDateTime.of(10_000, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC))
            .build();
    InvalidCallException e =
        assertThrows(InvalidCallException.class, () -> server.client.calls().log(call));
    assertEquals(
        List.of("phone", "recording_url", "activity_at"),
        e.violations().stream().map(Violation::property).toList());
    assertEquals(Delivery.NOT_SENT, e.delivery());
    for (Violation violation : e.violations()) {
      assertTrue(e.getMessage().contains(violation.toString()), e.getMessage());
    }
    server.sawRequests(0);
  }

  @Test
  void aCheckFindsWhatLoggingWouldRefuseAndSendsNothing() {
    CreateCallActivity call =
        CreateCallActivity.builder()
            .phone("650 555 1234")
            .recordingUrl(URI.create("http://example.com/153.mp3"))
            .activityAt(OffsetDateTime.of(10_000, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC))
            .build();
    List<Violation> found = server.client.calls().check(call);
    InvalidCallException e =
        assertThrows(InvalidCallException.class, () -> server.client.calls().log(call));
    assertEquals(
        e.violations().stream().map(Violation::toString).toList(),
        found.stream().map(Violation::toString).toList(),
        "find all that log() refuses");
    assertThrows(UnsupportedOperationException.class, () -> found.remove(0));
    server.sawRequests(0);
  }

  @Test
  void aCheckFindsNothingInACallThatCanBeLogged() {
    assertEquals(List.of(), server.client.calls().check(StubServer.call()));
    server.sawRequests(0);
  }

  @Test
  void aClosedClientStillChecks() {
    server.client.close();
    assertEquals(List.of(), server.client.calls().check(StubServer.call()));
  }

  @Test
  void theViolationsCannotBeChanged() {
    CreateCallActivity call = CreateCallActivity.builder().phone("1").build();
    InvalidCallException e =
        assertThrows(InvalidCallException.class, () -> server.client.calls().log(call));
    assertThrows(UnsupportedOperationException.class, () -> e.violations().remove(0));
  }

  @Test
  void aBearerTokenIsSentAsItIs() throws Exception {
    server.answers(200, StubServer.LOGGED);
    try (CloseClient client =
        CloseClient.builder()
            .baseUrl(server.baseUrl())
            .credentials(Credentials.bearer("token-1"))
            .build()) {
      client.calls().log(StubServer.call());
    }
    assertEquals("Bearer token-1", server.takeRequest().getHeader("Authorization"));
  }

  @Test
  void aClientWithoutCredentialsIsNotBuilt() {
    IllegalStateException e =
        assertThrows(IllegalStateException.class, () -> CloseClient.builder().build());
    assertTrue(String.valueOf(e.getMessage()).contains("credentials"), e.toString());
  }
}
