package io.github.closecalls.cli.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.closecalls.cli.command.ExitCode;
import io.github.closecalls.testing.FakeClose;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an import does while no connection can be made: a class of its own, since its attempts wait
 * for one another.
 */
class NetworkDownTest {
  @AutoClose private final FakeClose close = FakeClose.start();

  @TempDir private Path folder;

  private ImportRun run;

  @BeforeEach
  void goDown() {
    run = new ImportRun(folder, close);
    close.goDown();
  }

  @Test
  void aNetworkThatIsDownStopsAndTheNextRunGoesOn() throws Exception {
    run.writeRows(50).assertEnds(ExitCode.STOPPED);
    assertEquals(List.of(), run.rows(Outputs.UNKNOWN), run::printed);

    close.comeUp();
    run.assertEnds(ExitCode.DONE);
    assertEquals(50, close.logged().size());
  }

  @Test
  void aCallThatCouldNotBeSentIsToldAlsoIfTheLimitIsReached() throws Exception {
    run.writeRows(1).assertEnds(ExitCode.STOPPED, "--limit", "1");

    run.assertPrinted("1 call could not be sent, the last one since: ");
    run.assertPrinted("0 of 1 call is logged. 1 is not sent yet.");
  }
}
