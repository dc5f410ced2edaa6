package io.github.closecalls;

import static io.github.closecalls.SecretScan.assertThrows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
  @Test
  void aKeyIsTheUserNameOfBasicWithAnEmptyPassword() {
    assertEquals(
        "Basic eW91cmFwaWtleTo=", Secret.of(Secret.Scheme.BASIC, "yourapikey").authorization());
  }

  @Test
  void aTokenIsSentAsBearer() {
    assertEquals("Bearer a.b-c:d", Secret.of(Secret.Scheme.BEARER, "a.b-c:d").authorization());
  }

  @Test
  void aKeyWithAColonIsRefusedWithoutBeingShown() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Credentials.apiKey("api_Qx:password"));
    assertTrue(e.toString().contains("colon"), e.toString());
    assertFalse(e.toString().contains("api_Qx"), e.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "api_Qx ",
        " api_Qx",
        "api_Qx\n",
        "api_Qx\r\nX-Evil: 1",
        "api\t_Qx",
        "api_Qx\u0000",
        "api_Qx\u007f",
        "api_Qx\u0080",
        "api_Qx\u00e9",
        "api_Qx\u0430",
        "api_Qx\u200b",
        "\ufeffapi_Qx",
        "api_Qx\ud83d\udd11"
      })
  void anyOtherCharacterThanPrintableAsciiIsRefusedWithoutBeingShown(String secret) {
    IllegalArgumentException key =
        assertThrows(IllegalArgumentException.class, () -> Credentials.apiKey(secret));
    IllegalArgumentException token =
        assertThrows(IllegalArgumentException.class, () -> Credentials.bearer(secret));
    assertFalse(key.toString().contains("Qx"), key.toString());
    assertFalse(token.toString().contains("Qx"), token.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"api_Qx\"", "'api_Qx'", "\"api_Qx", "api_Qx'", "\""})
  void aSecretInQuotesIsRefusedWithItsRemedyAndWithoutBeingShown(String secret) {
    Credentials.OAuth2Builder oauth2 = Credentials.oauth2();
    Map<String, Executable> ways =
        Map.of(
            "The API key", () -> Credentials.apiKey(secret),
            "The bearer token", () -> Credentials.bearer(secret),
            "The client id", () -> oauth2.clientId(secret),
            "The client secret", () -> oauth2.clientSecret(secret),
            "The refresh token", () -> oauth2.refreshToken(secret),
            "The access token", () -> oauth2.accessToken(secret));
    ways.forEach(
        (subject, way) -> {
          IllegalArgumentException e = assertThrows(IllegalArgumentException.class, way);
          String message = String.valueOf(e.getMessage());
          assertTrue(message.startsWith(subject + " must not begin or end with a quote"), message);
          assertTrue(message.contains("docker --env-file"), message);
          assertFalse(message.contains("Qx"), message);
        });
  }

  @Test
  @SuppressWarnings("NullAway") // What callers without a null checker do.
  void aMissingKeySaysThatItIsMissing() {
    NullPointerException e =
        assertThrows(NullPointerException.class, () -> Credentials.apiKey((String) null));
    assertTrue(String.valueOf(e.getMessage()).startsWith("The API key is null"), e.toString());
  }

  @Test
  void toStringShowsNoSecret() {
    assertEquals("Credentials(API key, not shown)", Credentials.apiKey("Qx").toString());
    assertEquals("Credentials(bearer token, not shown)", Credentials.bearer("Qx").toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "api_Q/x\"1",
        "YXBpX1EveCIxOg==",
        "YXBpX1EveCIxOg",
        "api_Q\\/x\\\"1",
        "\\u0061pi_Q\\u002Fx\\u00221",
        "\\u0061pi_Q\\u002fx\\u00221",
        "YXBpX1EveCIx",
        "api_Q%2Fx%221",
        "api_Q&#47;x&#x22;1",
        "a\0p\0i\0_\0Q\0/\0x\0\"\0001\0",
        "API_q/X\"1"
      })
  void aSecretIsFoundInTextsHoweverItIsWritten(String written) {
    String redacted = Credentials.apiKey("api_Q/x\"1").redact("<a " + written + " b>");
    assertTrue(redacted.startsWith("<a [credential removed]"), redacted);
    assertTrue(redacted.endsWith(" b>"), redacted);
    assertFalse(redacted.contains(written), redacted);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\\", "a\\u00", "\\u", "\\uzzzz", "api_Q", "\\\\u0061", "api_Q\\"})
  void otherTextsStayAsTheyAre(String text) {
    assertEquals(text, Credentials.apiKey("api_Qx").redact(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"api_4Qx7", "api_4Qx7abcdEFG", "api_4Qx7%61bcd", "YXBpXzRReDdhYmNk"})
  void aSecretThatIsCutOffIsFound(String beginning) {
    Credentials credentials = Credentials.apiKey("api_4Qx7abcdEFGH");
    assertEquals(
        "{\"error\":\"[credential removed]", credentials.redact("{\"error\":\"" + beginning));
  }

  @Test
  void aSecretWithBackslashesIsFound() {
    assertEquals("-[credential removed]-", Credentials.bearer("a\\\\b").redact("-a\\\\b-"));
  }

  @Test
  void anErrorThatQuotesTheSecretIsDropped() {
    Credentials credentials = Credentials.bearer("Qx-token");
    IOException error = new IOException("outer", new IOException("at $.Qx-token"));
    assertNull(credentials.redact(error));
  }

  @Test
  void anErrorThatDoesNotQuoteTheSecretIsKept() {
    IOException error = new IOException("outer");
    assertSame(error, Credentials.bearer("Qx-token").redact(error));
  }
}
