package io.github.closecalls.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.closecalls.cli.command.ExitCode;
import io.github.closecalls.cli.command.Usage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "log --help",
        "log -h",
        "log --phone 12 --help",
        "log --help --phone",
        "log --nonsense --help"
      })
  void helpIsShownWhereverOneAsksForIt(String line) {
    ToolRun run = new ToolRun().expect(ExitCode.DONE, line.split(" "));

    assertEquals(Usage.of("log").text(), run.out());
    assertEquals("", run.err());
  }

  @Test
  void whatAVariableHoldsIsNoCryForHelp() {
    new ToolRun().expect(ExitCode.DONE, "log", "--dry-run", "--note", "-h").prints("\"-h\"");
    new ToolRun().expect(ExitCode.BAD_INPUT, "log", "--note", "--help").says("--note has no value");
  }

  @ParameterizedTest
  @ValueSource(strings = {"help", "--help", "-h", "nonsense --help"})
  void withoutACommandHelpListsTheCommands(String line) {
    ToolRun run = new ToolRun().expect(ExitCode.DONE, line.split(" "));

    assertEquals(Usage.of("close-calls").text(), run.out());
  }

  @Test
  void eachCommandIsListedAndHasAUsage() {
    for (String command : Main.commands()) {
      new ToolRun().expect(ExitCode.DONE, "--help").prints("\n  " + command + " ");
      new ToolRun()
          .expect(ExitCode.DONE, command, "--help")
          .prints("Usage: close-calls " + command + " ", "Exit codes: ");
    }
  }

  @Test
  void aWrongCommandIsRefused() {
    new ToolRun()
        .expect(ExitCode.BAD_INPUT, "lgo", "--phone", "+16505551234")
        .printsNothing()
        .says("\"lgo\" is not a command: use one of fake, ");
  }

  @Test
  void noCommandIsRefused() {
    new ToolRun().expect(ExitCode.BAD_INPUT).printsNothing().says("No command is given");
  }

  @Test
  void theVersionIsPrinted() {
    new ToolRun().expect(ExitCode.DONE, "--version").prints("close-calls ");
  }
}
