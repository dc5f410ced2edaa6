package io.github.closecalls.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogCallTest {
  private static final String KEY = "api_a-key-that-nobody-may-see";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private int run(Map<String, String> environment, String... arguments) {
    // A relative path counts from the root of the repository, where Maven is run.
    Path contract = Path.of("..").toAbsolutePath().resolve(System.getProperty("contract.file"));
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    return new LogCall(environment, contract, out).run(arguments);
  }

  private String printed() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private void assertPrinted(String expected) {
    assertTrue(
        printed().contains(expected), () -> "It should print " + expected + ", not:\n" + printed());
  }

  @Test
  void aCallIsLoggedAgainstPrismWhereThereIsNoKey() {
    int exit =
        run(
            Map.of(),
            "--phone",
            "+16505551234",
            "--direction",
            "outbound",
            "--duration",
            "153",
            "--recording-url",
            "https://example.com/153.mp3",
            "--note",
            "Grüße ☎ 𝄞",
            "--lead-id",
            "lead_1");

    assertEquals(LogCall.LOGGED, exit, this::printed);
    assertPrinted("\"duration\": 153");
    assertPrinted("\"note\": \"Grüße ☎ 𝄞\"");
    assertPrinted("\"_type\": \"string\"");
    assertPrinted("export CLOSE_API_KEY=");
  }

  @Test
  void brokenRulesArePrintedAllAtOnceAndExitWith2() {
    int exit =
        run(Map.of(), "--phone", "6505551234", "--recording-url", "http://example.com/1.mp3");

    assertEquals(LogCall.BAD_INPUT, exit, this::printed);
    assertPrinted("phone must");
    assertPrinted("recording_url must");
  }

  @Test
  void optionsThatCannotBeReadArePrintedAllAtOnceAndExitWith2() {
    int exit =
        run(
            Map.of(),
            "--direction",
            "outgoing",
            "--duration",
            "2 minutes",
            "--note",
            "a",
            "--note",
            "b",
            "--colour",
            "red");

    assertEquals(LogCall.BAD_INPUT, exit, this::printed);
    assertPrinted("--direction is neither inbound nor outbound");
    assertPrinted("--duration is not a number of seconds");
    assertPrinted("--colour is not an option");
    assertPrinted("--note is given twice");
  }

  @Test
  void anOptionWithoutAValueExitsWith2() {
    assertEquals(LogCall.BAD_INPUT, run(Map.of(), "--note"), this::printed);
    assertPrinted("--note has no value");
  }

  @Test
  void aCallOfWhichNothingIsSaidIsNotSent() {
    assertEquals(LogCall.BAD_INPUT, run(Map.of()), this::printed);
    assertPrinted("give at least one option");
  }

  @Test
  void withAKeyTheCallGoesToTheRealAddressAndARefusalExitsWith1() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body =
              "{\"field-errors\":{\"lead\":\"Object does not exist.\"}}"
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(400, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try {
      String baseUrl = "http://127.0.0.1:" + server.getAddress().getPort() + "/api/v1/";

      int exit =
          run(Map.of("CLOSE_API_KEY", KEY, "CLOSE_BASE_URL", baseUrl), "--lead-id", "lead_none");

      assertEquals(LogCall.FAILED, exit, this::printed);
      assertPrinted("CLOSE_API_KEY is set");
      assertPrinted("REFUSED");
      assertPrinted("Object does not exist.");
      assertFalse(printed().contains(KEY), "The key is printed: it must never be.");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aKeyThatCannotBeOneExitsWith2WithoutBeingShown() {
    int exit = run(Map.of("CLOSE_API_KEY", KEY + "\n"), "--note", "Hello");

    assertEquals(LogCall.BAD_INPUT, exit, this::printed);
    assertFalse(printed().contains(KEY), "The key is printed: it must never be.");
  }
}
