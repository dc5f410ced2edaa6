package io.github.closecalls;

import static io.github.closecalls.SecretScan.assertThrows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.closecalls.model.CreateCallActivity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
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
  private static final Pattern ANCHOR = Pattern.compile("(?m)^<a id=\"([^\"]*)\"></a>$");
  private static final Pattern HEADING = Pattern.compile("(?m)^(.*)\n#{2,} .*$");

  private final StubServer server = new StubServer();

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest
  @EnumSource
  void eachSectionHasItsAnchorOnThePageOnce(TroubleshootingSection section) {
    assertEquals(
        1,
        anchors().stream().filter(section.anchor()::equals).count(),
        () -> "TROUBLESHOOTING.md should have <a id=\"" + section.anchor() + "\"></a> once");
  }

  @Test
  void eachAnchorIsTheEndOfAMessage() {
    List<String> known =
        Arrays.stream(TroubleshootingSection.values())
            .map(TroubleshootingSection::anchor)
            .sorted()
            .toList();

    assertEquals(
        known,
        anchors().stream().sorted().toList(),
        "TROUBLESHOOTING.md should explain what messages link to, and nothing else");
  }

  @Test
  void eachHeadingHasAnAnchorOfItsOwn() {
    HEADING
        .matcher(read())
        .results()
        .forEach(
            heading ->
                assertTrue(
                    ANCHOR.matcher(heading.group(1)).matches(),
                    () -> "Put an <a id> above this heading: " + heading.group()));
  }

  @ParameterizedTest
  @EnumSource
  void eachSectionSaysSymptomReasonAndRemedy(TroubleshootingSection section) {
    String text = text(section);

    assertTrue(
        text.matches("(?s).*\n```\n.*\n```\n.*\\*\\*Reason:\\*\\* .*\\*\\*Remedy:\\*\\*.*"),
        () -> "Show the message, and say **Reason:** and **Remedy:** in the section: " + text);
  }

  @ParameterizedTest
  @CsvSource({"1.0.0, v1.0.0", "1.10.2, v1.10.2", "1.0.0-SNAPSHOT, main"})
  void aReleaseLinksToThePageOfItsTag(String version, String place) {
    assertEquals(
        "https://github.com/close-calls/close-calls-java/blob/" + place + "/TROUBLESHOOTING.md#",
        TroubleshootingSection.page(version));
  }

  @Test
  void theLinksAreThoseOfThisVersion() {
    assertTrue(
        TroubleshootingSection.PHONE
            .address()
            .startsWith(TroubleshootingSection.page(CloseClient.version())),
        TroubleshootingSection.PHONE.address());
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
    assertTrue(
        symptoms(section).stream().anyMatch(symptom -> e.getMessage().matches(symptom)),
        () -> "The section should show this message as its symptom: " + e.getMessage());
  }

  /** The messages that a section shows, as patterns. */
  private static List<String> symptoms(TroubleshootingSection section) {
    String text = text(section);
    int begin = text.indexOf("\n```\n") + 5;
    return text.substring(begin, text.indexOf("\n```\n", begin))
        .lines()
        .map(line -> "(?s)" + Pattern.quote(line).replace("…", "\\E.*\\Q") + ".*")
        .toList();
  }

  /** A section from its anchor to the next. */
  private static String text(TroubleshootingSection section) {
    String page = read();
    int begin = page.indexOf("<a id=\"" + section.anchor() + "\"></a>");
    int end = page.indexOf("<a id=", begin + 1);
    return page.substring(begin, end < 0 ? page.length() : end);
  }

  private static List<String> anchors() {
    return ANCHOR.matcher(read()).results().map(anchor -> anchor.group(1)).toList();
  }

  private static String read() {
    try {
      return Files.readString(PAGE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
