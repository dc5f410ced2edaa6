package io.github.closecalls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.closecalls.model.CreateCallActivity;
import io.github.closecalls.model.CreateCallActivityDirection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A call that could not be logged is kept as text, and logged later. */
class KeptCallTest {
  private static final CreateCallActivity CALL =
      CreateCallActivity.builder()
          .leadId("lead_1")
          .phone("+14155550134")
          .activityAt(OffsetDateTime.parse("2026-11-27T09:30:00.120+05:30"))
          .direction(CreateCallActivityDirection.of("sideways"))
          .note(null)
          .noteHtml("\u00fc \"quoted\"\n\ud83d\udcde </script>")
          .customFields(Map.of("lcf_1", List.of(1, "two")))
          .additionalProperty("custom.cf_1", 9007199254740993L)
          .additionalProperty("custom.cf_2", null)
          .build();

  private final StubServer server = new StubServer();

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 429})
  void whatIsReadFromTheKeptTextIsSentAsTheCallItself(int refusal, @TempDir Path outbox)
      throws Exception {
    server.answers(refusal, "").answers(200, StubServer.LOGGED);
    CloseException e =
        SecretScan.assertThrows(CloseException.class, () -> server.client.calls().log(CALL));
    assertEquals(Delivery.REFUSED, e.delivery());
    Path kept = outbox.resolve("call.json");
    Files.writeString(kept, e.call().orElseThrow().toJson());

    server.client.calls().log(CreateCallActivity.fromJson(Files.readString(kept)));

    assertEquals(
        server.takeRequest().getBody().readUtf8(),
        server.takeRequest().getBody().readUtf8(),
        "send the same bytes");
  }

  @Test
  void theKeptTextIsWhatIsSent() throws Exception {
    server.answers(200, StubServer.LOGGED).client.calls().log(CALL);
    assertEquals(server.takeRequest().getBody().readUtf8(), CALL.toJson());
  }

  @Test
  void aKeptValueThatTheContractDoesNotAllowIsKeptAndNotLogged() {
    String kept = "{\"phone\":12,\"duration\":\"long\",\"new\":[1.10]}";
    CreateCallActivity read = CreateCallActivity.fromJson(kept);
    assertEquals("{\"phone\":12,\"duration\":\"long\",\"new\":[1.10]}", read.toJson());
    assertEquals(
        List.of("phone", "duration"),
        server.client.calls().check(read).stream().map(Violation::property).toList());
    server.sawRequests(0);
  }

  @Test
  void whatAPersonWouldSetIsTakenAsItStandsInJson() {
    UUID id = new UUID(1, 2);
    CreateCallActivity call =
        CreateCallActivity.builder()
            .additionalProperty("custom.date", LocalDate.of(2026, 11, 27))
            .additionalProperty("custom.instant", Instant.EPOCH)
            .additionalProperty("custom.time", OffsetDateTime.parse("2026-11-27T09:30:00+01:00"))
            .additionalProperty("custom.uuid", id)
            .additionalProperty("custom.uri", URI.create("https://a.example/b"))
            .additionalProperty("custom.enum", CreateCallActivityDirection.INBOUND)
            .additionalProperty("custom.model", StubServer.call())
            .build();
    assertEquals(
        "{\"custom.date\":\"2026-11-27\",\"custom.instant\":\"1970-01-01T00:00:00Z\","
            + "\"custom.time\":\"2026-11-27T09:30:00+01:00\",\"custom.uuid\":\""
            + id
            + "\",\"custom.uri\":\"https://a.example/b\",\"custom.enum\":\"inbound\","
            + "\"custom.model\":"
            + StubServer.call().toJson()
            + "}",
        call.toJson());
  }

  @Test
  void whatJsonCannotExpressIsRefusedWithTheNameOfTheProperty() {
    IllegalArgumentException e =
        SecretScan.assertThrows(
            IllegalArgumentException.class,
            () -> CreateCallActivity.builder().additionalProperty("custom.cf_1", Thread.State.NEW));
    assertTrue(
        String.valueOf(e.getMessage()).startsWith("custom.cf_1 cannot be set. "), e.toString());
    e =
        SecretScan.assertThrows(
            IllegalArgumentException.class,
            () -> CreateCallActivity.builder().customFields(Map.of("lcf_1", new Object())));
    assertTrue(String.valueOf(e.getMessage()).startsWith("lcf_1 cannot be set. "), e.toString());
  }
}
