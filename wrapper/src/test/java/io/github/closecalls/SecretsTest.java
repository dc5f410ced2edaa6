package io.github.closecalls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;
import java.util.stream.Collectors;
import okhttp3.mockwebserver.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
  private static final String BASIC = "YXBpXzRReDcvc2VjcmV0Ljlaazo";

  private final CloseServer server = new CloseServer();

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 302, 400, 401, 404, 429, 500})
  void aCredentialThatTheServerSendsBackIsInNoText(int status) {
    for (String secret : new String[] {CloseServer.KEY, BASIC + "=", escaped(CloseServer.KEY)}) {
      for (String body :
          new String[] {
            secret,
            "<p>" + secret + "</p>",
            "{\"error\": \"" + secret + "\"}",
            "{\"errors\": [{\"" + secret + "\": 1}], \"field-errors\": {\"" + secret + "\": []}}",
            "{\"activity_at\": \"" + secret + "\"}",
            "{\"" + secret + "\": {\"a\": }",
            "x".repeat(490) + secret,
          }) {
        hidesTheSecret(server.answers(status, body).failsWith(CloseException.class));
      }
    }
  }

  @Test
  void aCredentialInAStatusLineIsInNoText() {
    server.answers(new MockResponse().setStatus(CloseServer.KEY + " " + BASIC));
    hidesTheSecret(server.failsWith(TransportException.class));
  }

  @Test
  void aClientShowsItsBaseUrlOnly() {
    assertEquals("CloseClient(" + server.baseUrl() + "/)", server.client.toString());
  }

  private static String escaped(String text) {
    return text.chars()
        .mapToObj(c -> String.format(Locale.ROOT, "\\u%04x", c))
        .collect(Collectors.joining());
  }

  private static void hidesTheSecret(CloseException e) {
    StringWriter trace = new StringWriter();
    e.printStackTrace(new PrintWriter(trace));
    hides(trace.toString());
    if (e instanceof ApiException answer) {
      hides(answer.body());
      hides(String.valueOf(answer.error()));
      hides(String.valueOf(answer.errors()));
      hides(String.valueOf(answer.fieldErrors()));
    } else if (e instanceof UnreadableAnswerException answer) {
      hides(answer.body());
    }
  }

  private static void hides(String text) {
    assertFalse(text.contains(CloseServer.KEY), () -> "hide the key in: " + text);
    assertFalse(text.contains("4Qx7"), () -> "hide all of the key in: " + text);
    assertFalse(text.contains(BASIC), () -> "hide the encoded key in: " + text);
    assertFalse(text.contains("\\u0034\\u0051\\u0078"), () -> "hide the escaped key in: " + text);
  }
}
