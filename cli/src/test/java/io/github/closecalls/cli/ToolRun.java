package io.github.closecalls.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.closecalls.cli.command.ExitCode;
import io.github.closecalls.cli.command.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A run of the tool in this JVM, with an environment of its own. */
final class ToolRun {
  private final Map<String, String> environment = new HashMap<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private byte[] in = {};
  private boolean interactive;

  ToolRun with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  ToolRun withInput(byte[] input) {
    in = input;
    return this;
  }

  ToolRun atATerminal() {
    interactive = true;
    return this;
  }

  ExitCode run(String... arguments) {
    return Main.run(
        List.of(arguments),
        new Terminal(
            environment,
            new ByteArrayInputStream(in),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            interactive));
  }

  /** Runs it, and fails unless it ends so. */
  ToolRun expect(ExitCode expected, String... arguments) {
    assertEquals(expected, run(arguments), () -> "It printed:\n" + out() + err());
    return this;
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  ToolRun prints(String... parts) {
    return contains("standard output", out(), parts);
  }

  ToolRun says(String... parts) {
    return contains("standard error", err(), parts);
  }

  ToolRun printsNothing() {
    assertEquals("", out(), "Standard output is for the answer alone");
    return this;
  }

  private ToolRun contains(String where, String text, String... parts) {
    for (String part : parts) {
      assertTrue(
          text.contains(part),
          () -> "There should be \"" + part + "\" in " + where + ", which is:\n" + text);
    }
    return this;
  }
}
