package io.github.closecalls.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.closecalls.CloseClient;
import io.github.closecalls.CloseException;
import io.github.closecalls.Credentials;
import io.github.closecalls.RetryPolicy;
import io.github.closecalls.cli.command.ExitCode;
import io.github.closecalls.model.CreateCallActivity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class FakeCommandTest {
  private final ToolRun tool = new ToolRun();
  private final CompletableFuture<ExitCode> exit = new CompletableFuture<>();

  /** Runs the fake, and returns what became of three calls, in order. */
  private String outcomes(String... options) throws Exception {
    String[] arguments = new String[options.length + 1];
    arguments[0] = "fake";
    System.arraycopy(options, 0, arguments, 1, options.length);
    Thread running = new Thread(() -> exit.complete(tool.run(arguments)));
    running.start();
    while (!tool.out().endsWith("\n")) {
      assertTrue(
          running.isAlive(), () -> "It should run until it is stopped, but said:\n" + tool.err());
      Thread.sleep(10);
    }
    StringBuilder outcomes = new StringBuilder();
    try (CloseClient close =
        CloseClient.builder()
            .credentials(Credentials.apiKey("any"))
            .baseUrl(URI.create(tool.out().strip()))
            .retryPolicy(RetryPolicy.none())
            .build()) {
      for (int i = 0; i < 3; i++) {
        try {
          close.calls().log(CreateCallActivity.builder().note("secret").build());
          outcomes.append("LOGGED ");
        } catch (CloseException e) {
          outcomes.append(e.delivery()).append(' ');
        }
      }
    } finally {
      running.interrupt();
    }
    assertEquals(ExitCode.STOPPED, exit.get());
    assertFalse(tool.err().contains("secret"), "What is said of a call should not show its note");
    return outcomes.toString().strip();
  }

  @Test
  void itLogsWhatComes() throws Exception {
    assertEquals("LOGGED LOGGED LOGGED", outcomes());
    tool.says("any API key", ": answered 200 with the call, logged");
  }

  @ParameterizedTest
  @CsvSource({
    "--status 503, UNKNOWN UNKNOWN UNKNOWN, 'answered 503, not logged'",
    "--status=400 --every 2, LOGGED REFUSED LOGGED, 'answered 400, not logged'",
    "--drop --every 3, LOGGED LOGGED UNKNOWN, 'closed the connection, not logged'",
    "--drop --but-logged, UNKNOWN UNKNOWN UNKNOWN, 'closed the connection, logged'",
    "--rate 1, LOGGED REFUSED REFUSED, 'answered 429, not logged'",
    "--delay 1, LOGGED LOGGED LOGGED, 'POST '"
  })
  void itFailsAsItIsTold(String options, String expected, String said) throws Exception {
    assertEquals(expected, outcomes(options.split(" ")));
    tool.says(said);
  }

  @Test
  void aPortThatIsTakenIsRefused() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());
      tool.expect(ExitCode.BAD_INPUT, "fake", "--port", port)
          .printsNothing()
          .says("Port " + port + " cannot be used");
    }
  }

  @Test
  void whatWouldChangeNothingIsRefused() {
    tool.expect(ExitCode.BAD_INPUT, "fake", "--but-logged", "--every", "10")
        .printsNothing()
        .says("--but-logged changes nothing", "--every changes nothing");
  }

  @Test
  void badInputIsReportedAllAtOnce() {
    tool.expect(
            ExitCode.BAD_INPUT,
            "fake --port 70000 --status 99 --drop --rate 0 --delay soon --every 0 x".split(" "))
        .printsNothing()
        .says(
            "--port is \"70000\": give a number from 0 to 65535.",
            "--status is \"99\"",
            "--status and --drop are both given",
            "--rate is \"0\": give a number from 1 on.",
            "--delay is \"soon\"",
            "--every is \"0\"",
            "\"x\" belongs to no option");
  }
}
