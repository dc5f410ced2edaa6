package io.github.closecalls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.squareup.moshi.Moshi;
import io.github.closecalls.model.CreateCallActivity;
import io.github.closecalls.model.ModelJsonAdapterFactory;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallRulesTest {
  private static final long SEED = 20_261_123;

  @ParameterizedTest
  @ValueSource(
      strings = {"+12", "+14155550134", "+123456789012345", "+999999999999999", "+442071838750"})
  void aNumberInE164Passes(String phone) {
    assertEquals(List.of(), violationsOf(phone), () -> "accept the E.164 number " + phone);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "+",
        "+1",
        "1",
        "14155550134",
        "+04155550134",
        "+1234567890123456",
        "++14155550134",
        "0014155550134",
        "+1 650 555 1234",
        "+1-650-555-1234",
        "+1(650)5551234",
        " +14155550134",
        "+14155550134 ",
        "+14155550134\n",
        "\n+14155550134",
        "+1650\n5551234",
        "+14155550134\r",
        "+14155550134\u0000",
        "+14155550134\u00a0",
        "+14155550134\u200b",
        "\ufeff+14155550134",
        "+14155550134\u202c",
        "\uff0b14155550134",
        "+\uff11\uff16\uff15\uff10",
        "+1650555123\u0664",
        "+\u0661\u0666\u0665\u0660",
        "+1\ud835\udfce\ud835\udfcf",
        "+1650555123x",
        "+14155550134x12",
        "+1650.5551234",
        "tel:+14155550134",
        "+1e5",
        "+-12",
        "-14155550134"
      })
  void whatIsNotE164IsRefused(String phone) {
    List<Violation> violations = violationsOf(phone);
    assertEquals(1, violations.size(), () -> "refuse the phone \"" + phone + "\" once");
    assertEquals("phone", violations.get(0).property());
  }

  @Test
  void everyRandomTextIsJudgedAsTheDefinitionOfE164Says() {
    Pattern definition = Pattern.compile("\\A\\+[1-9][0-9]{1,14}\\z");
    String alphabet = "+++0123456789012345678901234567890123456789 -\n\u0661\uff0b\uff11";
    Random random = new Random(SEED);
    int accepted = 0;
    for (int i = 0; i < 50_000; i++) {
      StringBuilder text = new StringBuilder(random.nextBoolean() ? "+" : "");
      for (int length = random.nextInt(18); length > 0; length--) {
        int bound = random.nextInt(20) == 0 ? alphabet.length() : 40;
        text.append(alphabet.charAt(3 + random.nextInt(bound - 3)));
      }
      boolean expected = definition.matcher(text).matches();
      accepted += expected ? 1 : 0;
      assertEquals(
          expected,
          violationsOf(text.toString()).isEmpty(),
          () -> "judge \"" + text + "\" by the definition (seed " + SEED + ")");
    }
    assertTrue(accepted > 5_000, "let the random texts hit valid numbers as well");
  }

  @Test
  void aRefusedPhoneIsShownWithItsLastTwoDigitsOnly() {
    String text = violationsOf("+1 650 555-1234").get(0).toString();
    assertTrue(text.contains("\"*************34\""), text);
    assertFalse(text.contains("650 555"), text);
  }

  @Test
  void onlyDigitsOfARefusedPhoneAreShown() {
    String text = violationsOf("John +14155550134 Doe").get(0).toString();
    assertTrue(text.contains("\"***************34****\""), text);
  }

  @Test
  void aPhoneWithoutEndIsShownShortened() {
    String text = violationsOf("9".repeat(1_000_000)).get(0).toString();
    assertTrue(text.length() < 500, "shorten the masked phone");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.com",
        "https://example.com/153.mp3",
        "HTTPS://example.com/153.mp3",
        "hTtPs://example.com:8443/a?token=1#t=5",
        "https://call_recordings.example.com/153.mp3",
        "https://call_recordings:8443/153.mp3",
        "https://127.0.0.1/153.mp3",
        "https://[::1]:8443/153.mp3",
        "https://xn--exmpl-gra.com/a@b",
        "https://example.com./153.mp3",
        "https://example.com:/153.mp3",
        "https://example.com:1/",
        "https://example.com:65535/",
        "https://example.com:0443/",
        "https://[2001:db8::1]/",
        "https://[2001:db8::]/",
        "https://[2001:db8::1]:65535/",
        "https://[::ffff:192.0.2.1]/",
        "https://b\u00fccher.example/",
        "https://b\u00fccher_1.example:8443/",
        "https://\u0909\u0926\u093e\u0939\u0930\u0923.\u092a\u0930\u0940\u0915\u094d\u0937\u093e/",
        "https://\u0646\u0627\u0645\u0647\u200c\u0627\u06cc.example/",
        "https://-a-.example/"
      })
  void anAbsoluteHttpsUrlWithAHostPasses(String url) {
    assertEquals(List.of(), recordingViolationsOf(url), () -> "accept the recording_url " + url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "153.mp3",
        "/153.mp3",
        "//example.com/153.mp3",
        "http://example.com/153.mp3",
        "HTTP://example.com/153.mp3",
        "httpss://example.com/153.mp3",
        "ftp://example.com/153.mp3",
        "file:///153.mp3",
        "data:audio/mpeg;base64,AAAA",
        "https:153.mp3",
        "https:/153.mp3",
        "https:///153.mp3",
        "https://:443/153.mp3",
        "https://user@example.com/153.mp3",
        "https://user:password@example.com/153.mp3",
        "https://@example.com/153.mp3",
        "https://user@call_recordings/153.mp3",
        "https://call_recordings:port/153.mp3",
        "https://example.com:0/",
        "https://example.com:65536/",
        "https://example.com:99999/",
        "https://example.com:99999999999/",
        "https://example.com:-1/",
        "https://call_recordings:99999/",
        "https://[::1]:0/",
        "https://[::1]:99999/",
        "https://a:1:2/",
        "https://a..b/",
        "https://a../",
        "https://.a/",
        "https://.a./",
        "https://./",
        "https://../",
        "https://_/",
        "https://a%20b/",
        "https://a;b/"
      })
  void anyOtherRecordingUrlIsRefused(String url) {
    List<Violation> violations = recordingViolationsOf(url);
    assertEquals(1, violations.size(), () -> "refuse the recording_url " + url + " once");
    assertEquals("recording_url", violations.get(0).property());
  }

  @ParameterizedTest
  @CsvSource({
    "/153.mp3, is relative",
    "HTTP://example.com/, has the scheme \"http\"",
    "https:153.mp3, has no host",
    "https://user@example.com/, has user-info before its host",
    "https://@example.com/, has user-info before its host",
    "https://a%20b/, has no valid host",
    "https://:443/, has no host",
    "https://call_recordings:port/, has a port that is not a number from 1 to 65535",
    "https://example.com:0/, has a port that is not a number from 1 to 65535",
    "https://:65536/, has a port that is not a number from 1 to 65535",
    "https://[::1]:65536/, has a port that is not a number from 1 to 65535",
    "https://a..b/, 'has a host with two dots in a row, or a dot at its beginning'",
    "https://.a/, 'has a host with two dots in a row, or a dot at its beginning'",
  })
  void aRefusedUrlIsToldWhatIsWrongWithIt(String url, String fault) {
    String text = recordingViolationsOf(url).toString();
    assertTrue(text.contains(", but " + fault + ". "), text);
  }

  @Test
  void aHostIsAsLongAsTheNamesOfTheInternetCanBe() {
    String longest = "a".repeat(63);
    assertEquals(List.of(), recordingViolationsOf("https://" + longest + ".example/"));
    assertTrue(
        recordingViolationsOf("https://" + longest + "a.example/")
            .toString()
            .contains("has a host with more than 63 characters between two dots"));
    assertTrue(
        recordingViolationsOf("https://" + "\u00fc".repeat(60) + ".example/")
            .toString()
            .contains("has a host with more than 63 characters between two dots"));
    String host = (longest + ".").repeat(3) + "a".repeat(61);
    assertEquals(253, host.length());
    assertEquals(List.of(), recordingViolationsOf("https://" + host + "/"));
    assertEquals(List.of(), recordingViolationsOf("https://" + host + ".:443/"));
    assertTrue(
        recordingViolationsOf("https://" + host + "a/")
            .toString()
            .contains("has a host of more than 253 characters"));
  }

  @Test
  void aRefusedUrlIsNotShownBeyondItsScheme() {
    String text = recordingViolationsOf("ftp://me:secret@host.example/p?token=t").toString();
    assertTrue(text.contains("\"ftp\""), text);
    assertFalse(text.matches("(?s).*(secret|host\\.example|token).*"), text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "http://example.com/a.mp3", "ftp://u:p@h/", "urn:x"})
  void aVoicemailUrlIsNotRestricted(String url) {
    CreateCallActivity call = CreateCallActivity.builder().voicemailUrl(URI.create(url)).build();
    assertEquals(List.of(), CallRules.violations(call));
  }

  @Test
  void absentPropertiesBreakNoRule() {
    assertEquals(List.of(), CallRules.violations(CreateCallActivity.builder().build()));
  }

  @Test
  void nullPropertiesBreakNoRule() {
    CreateCallActivity call = CreateCallActivity.builder().phone(null).recordingUrl(null).build();
    assertEquals(List.of(), CallRules.violations(call));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"phone\": 14155550134} | phone must be a string",
        "{\"recording_url\": \"http://a b/\"} | recording_url must be a URI",
        "{\"status\": null} | status must be a string",
      })
  void whatWasReadThoughTheContractSaysSomethingElseIsRefused(String json, String expected)
      throws IOException {
    CreateCallActivity call =
        new Moshi.Builder()
            .add(new ModelJsonAdapterFactory())
            .build()
            .adapter(CreateCallActivity.class)
            .fromJson(json);
    assertEquals(
        List.of(
            expected
                + ", but was read from JSON where it is something else. Set it with"
                + " toBuilder()."),
        CallRules.violations(Objects.requireNonNull(call)).stream()
            .map(Violation::toString)
            .toList(),
        "send nothing that no rule has seen");
  }

  @Test
  void eachViolationNamesPropertyRuleAndRemedy() {
    Violation violation = violationsOf("123").get(0);
    assertEquals("phone", violation.property());
    assertTrue(violation.rule().startsWith("must be an E.164 number"), violation.rule());
    assertTrue(violation.remedy().contains("+16505551234"), violation.remedy());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "anonymous",
        "Anonymous@anonymous.invalid",
        "anonymous@10.0.0.1",
        "Unknown 2",
        "PRIVATE",
        "restricted",
        "Unbekannt",
        "sip:+14155550134@pbx.example.com",
        "SIPS:anonymous@anonymous.invalid",
        "",
        " ",
        "-",
        "+"
      })
  void whereThereIsNoNumberTheRemedyIsToLeaveItOut(String phone) {
    String text = violationsOf(phone).get(0).toString();
    assertTrue(text.contains("leave phone out"), text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "(650) 555-1234", "tel:+14155550134", "\u0661", "unknowns1"})
  void whereThereIsANumberTheRemedyIsHowToWriteIt(String phone) {
    String text = violationsOf(phone).get(0).toString();
    assertTrue(text.contains("+16505551234"), text);
  }

  private static List<Violation> violationsOf(String phone) {
    return CallRules.violations(CreateCallActivity.builder().phone(phone).build());
  }

  private static List<Violation> recordingViolationsOf(String url) {
    return CallRules.violations(CreateCallActivity.builder().recordingUrl(URI.create(url)).build());
  }
}
