package io.github.closecalls;

import static io.github.closecalls.SecretScan.assertThrows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.closecalls.model.CreateCallActivity;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.SocketPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TroubleshootingTest {
  private static final Path PAGE = Path.of("..", "TROUBLESHOOTING.md");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{2,} (.*)$");

  private final StubServer server = new StubServer();

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest
  @EnumSource
  void eachSectionStandsOnThePageOnce(TroubleshootingSection section) throws IOException {
    List<String> anchors =
        HEADING
            .matcher(Files.readString(PAGE))
            .results()
            .map(heading -> anchor(heading.group(1)))
            .toList();
    assertEquals(
        1, anchors.stream().filter(section.anchor()::equals).count(), section + " in " + anchors);
  }

  @Test
  void thePageHasNoSectionThatNoMessageEndsWith() throws IOException {
    List<String> known =
        Arrays.stream(TroubleshootingSection.values()).map(TroubleshootingSection::anchor).toList();
    HEADING
        .matcher(Files.readString(PAGE))
        .results()
        .map(heading -> anchor(heading.group(1)))
        .forEach(anchor -> assertTrue(known.contains(anchor), "know the section " + anchor));
  }

  @ParameterizedTest
  @CsvSource({
    "400, BAD_REQUEST",
    "401, UNAUTHORIZED",
    "404, NOT_FOUND",
    "300, REDIRECT",
    "301, REDIRECT",
    "303, REDIRECT",
    "429, RATE_LIMIT",
    "402, OTHER_REFUSAL",
    "403, OTHER_REFUSAL",
    "422, OTHER_REFUSAL",
    "407, OTHER_REFUSAL",
    "408, MAY_BE_LOGGED",
    "460, MAY_BE_LOGGED",
    "499, MAY_BE_LOGGED",
    "500, MAY_BE_LOGGED",
    "999, MAY_BE_LOGGED",
    "200, UNREADABLE_ANSWER",
  })
  void theMessageOfAnAnswerEndsWithItsSection(int status, TroubleshootingSection section) {
    endsWith(section, server.answers(status, "").failsWith(CloseException.class));
  }

  @Test
  void theMessageOfALostAnswerEndsWithItsSection() {
    server.answers(new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST));
    endsWith(TroubleshootingSection.UNKNOWN, server.failsWith(TransportException.class));
  }

  @Test
  void theMessageOfACallNotSentEndsWithItsSection() {
    server.client.close();
    endsWith(TroubleshootingSection.NOT_SENT, server.failsWith(TransportException.class));
  }

  @Test
  void theMessageOfAMissingCredentialEndsWithItsSection() {
    try (CloseClient client = server.builder().credentials(Credentials.apiKey(() -> "")).build()) {
      endsWith(
          TroubleshootingSection.CREDENTIALS,
          assertThrows(CredentialsException.class, () -> client.calls().log(StubServer.call())));
    }
  }

  @Test
  void theMessageOfABrokenRuleEndsWithTheSectionOfTheRule() {
    CreateCallActivity.Builder call = CreateCallActivity.builder();
    endsWith(TroubleshootingSection.PHONE, violationOf(call.phone("1").build()));
    endsWith(
        TroubleshootingSection.INVALID_CALL,
        violationOf(call.recordingUrl(URI.create("http://a.b/c")).build()));
    endsWith(
        TroubleshootingSection.RECORDING_URL,
        violationOf(CreateCallActivity.builder().recordingUrl(URI.create("http://a.b/c")).build()));
    endsWith(
        TroubleshootingSection.NO_JSON_FORM,
        violationOf(
            CreateCallActivity.builder()
                .activityAt(OffsetDateTime.of(10_000, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC))
                .build()));
  }

  private InvalidCallException violationOf(CreateCallActivity call) {
    return assertThrows(InvalidCallException.class, () -> server.client.calls().log(call));
  }

  private static void endsWith(TroubleshootingSection section, CloseException e) {
    assertTrue(e.getMessage().endsWith(" See " + section.address()), e.getMessage());
  }

  /** As GitHub makes it: lower case, no punctuation, hyphens for blanks. */
  private static String anchor(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_ -]", "").replace(' ', '-');
  }
}
