package io.github.closecalls.prism;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "These tests put shell scripts on the PATH")
class PrismInstallerTest {
  @TempDir private Path path;
  @TempDir private Path home;

  @Test
  void aBuildWithoutNodeFailsWithASentenceThatSaysWhatToInstall() throws Exception {
    assertFailure(
        "Node.js 20 or newer is needed to run Prism, the contract's mock server, and no `node` was"
            + " found on the PATH: install it from https://nodejs.org and run the build again.");
  }

  @Test
  void aBuildWithAnOldNodeFailsWithASentenceThatSaysWhatToInstall() throws Exception {
    program("node", "echo v18.20.8");

    assertFailure(
        "Node.js 20 or newer is needed to run Prism, the contract's mock server, and the `node` on"
            + " the PATH says it is v18.20.8: install it from https://nodejs.org and run the build"
            + " again.");
  }

  @Test
  void aBuildWithoutNpmFailsWithASentenceThatSaysWhatToInstall() throws Exception {
    program("node", "echo v20.0.0");

    assertFailure(
        "npm, which comes with Node.js, is needed to install Prism, the contract's mock server, and"
            + " no `npm` was found on the PATH: install it from https://nodejs.org and run the"
            + " build again.");
  }

  @Test
  void aBuildWhoseNpmFailsShowsWhatNpmSaid() throws Exception {
    program("node", "echo v20.0.0");
    program("npm", "echo the network is down; exit 1");

    String output = assertFailure("could not install Prism: its own words stand above.");

    assertTrue(output.contains("the network is down"), output);
  }

  private void program(String name, String script) throws IOException {
    Path file = Files.writeString(path.resolve(name), "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  private String assertFailure(String sentence) throws Exception {
    for (String name : new String[] {"package.json", "package-lock.json", ".npmrc"}) {
      Files.writeString(home.resolve(name), "");
    }
    ProcessBuilder builder = ChildJvm.command(PrismInstaller.class, home.toString());
    builder.environment().put("PATH", path.toString());
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertNotEquals(0, process.waitFor(), output);
    assertTrue(output.contains(sentence), () -> "Expected: " + sentence + "\nbut was: " + output);
    assertFalse(Files.exists(home.resolve("node_modules")), "A failed build must leave no stamp");
    return output;
  }
}
