package io.github.closecalls.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.closecalls.cli.ScriptTree.Ended;
import io.github.closecalls.cli.command.ExitCode;
import io.github.closecalls.cli.command.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptTest {
  @TempDir Path folder;
  private ScriptTree tree;

  @BeforeEach
  void checkOut() throws IOException {
    tree = new ScriptTree(folder);
  }

  private void build() throws Exception {
    tree.run("log");
    tree.age();
  }

  private static boolean hasBuilt(Ended run) {
    return run.err().contains("mvn -B -q ");
  }

  @Test
  void itBuildsOnceAndRunsTheJarWithTheArgumentsAsTheyAre() throws Exception {
    Ended first = tree.run("log", "--note", "two words", "", "$HOME");
    assertTrue(hasBuilt(first), first::err);
    assertTrue(first.err().startsWith("Building the tool"), first::err);
    assertTrue(
        first.out().endsWith("/close-calls-cli-1.jar\nlog\n--note\ntwo words\n\n$HOME\n"),
        first::out);

    Ended second = tree.run("log");
    assertEquals("", second.err(), "The second run should build nothing and say nothing");
  }

  @Test
  void itBuildsAgainWhenASourceIsNewer() throws Exception {
    build();
    tree.write("wrapper/src/main/a.java");

    assertTrue(hasBuilt(tree.run("log")));
  }

  @Test
  void itDoesNotBuildAgainForATest() throws Exception {
    build();
    tree.write("wrapper/src/test/a.java");

    assertFalse(hasBuilt(tree.run("log")));
  }

  @Test
  void twoThatAreStartedAtOnceBuildOnceAndBothRun() throws Exception {
    tree.command(
        "mvn",
        ScriptTree.MAVEN.replace("echo \"mvn $*\"", "sleep 1; echo built >>\"$TREE/builds\""));

    CompletableFuture<Ended> other = CompletableFuture.supplyAsync(() -> run("log"));
    Ended one = run("log");
    assertEquals(0, one.exit(), one::err);
    assertEquals(0, other.get().exit());
    String said = one.err() + other.get().err();
    assertTrue(said.contains("Somebody else is building the tool: waiting for it."), said);

    assertEquals("built\n", Files.readString(tree.root.resolve("builds")));
  }

  private Ended run(String... arguments) {
    try {
      return tree.run(arguments);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aBuildThatFailsIsSaidAndTriedAgain() throws Exception {
    tree.command("mvn", "#!/bin/sh\n[ $1 = -v ] && echo Apache Maven 3.9.1 && exit\nexit 1\n");
    for (int i = 0; i < 2; i++) {
      Ended run = tree.run("log");
      assertTrue(run.err().endsWith("The build has failed: Maven says why above.\n"), run::err);
      assertEquals(2, run.exit());
    }
  }

  @Test
  void itRunsThroughSymbolicLinksFromAnyFolderWithCdpathExported() throws Exception {
    Path links = Files.createDirectories(folder.resolve("li nks"));
    Files.createSymbolicLink(links.resolve("absolute"), tree.script());
    Files.createSymbolicLink(links.resolve("relative"), Path.of("absolute"));
    Files.createSymbolicLink(folder.resolve("work/cli"), tree.root.resolve("cli"));
    tree.with("CDPATH", tree.root + ":" + folder);

    for (String path :
        new String[] {links + "/relative", "../li nks/absolute", "cli/close-calls"}) {
      Ended run = tree.runAs(path, "log");
      assertTrue(
          run.out().endsWith("/a check out/cli/target/quick/close-calls-cli-1.jar\nlog\n"),
          () -> path + " should run: " + run);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"log --help", "log -h", "log --phone 12 --help", "log --nonsense --help"})
  void helpNeedsNeitherJavaNorMaven(String line) throws Exception {
    Ended run = tree.without("java").without("mvn").run(line.split(" "));

    assertEquals(new Ended(0, Usage.of("log").text(), ""), run);
  }

  @ParameterizedTest
  @ValueSource(strings = {"help", "--help", "nonsense -h", "close-calls --help", "help log"})
  void theListOfCommandsNeedsNeitherJavaNorMaven(String line) throws Exception {
    Ended run = tree.without("java").without("mvn").run(line.split(" "));
    ToolRun tool = new ToolRun().expect(ExitCode.DONE, line.split(" "));

    assertEquals(new Ended(0, tool.out(), ""), run, "It should print what the jar prints");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "close-calls", "--phone +16505551234", "../log"})
  void aWrongCommandIsRefusedWithoutABuildAndAsTheJarDoes(String line) throws Exception {
    Ended run = tree.without("java").run(line.split(" "));
    ToolRun tool = new ToolRun().expect(ExitCode.BAD_INPUT, line.split(" "));

    assertEquals(new Ended(2, "", tool.err()), run);
  }

  @Test
  void noCommandIsRefusedWithoutABuildAndAsTheJarDoes() throws Exception {
    assertEquals(
        new Ended(2, "", new ToolRun().expect(ExitCode.BAD_INPUT).err()),
        tree.without("java").run());
  }

  @Test
  void aMissingJavaIsSaid() throws Exception {
    tree.without("java")
        .run("log")
        .assertRefused("There is no java on the PATH: install a JDK, 17 or newer.");
  }

  @Test
  void aWrongJavaHomeIsSaid() throws Exception {
    tree.with("JAVA_HOME", "/no/jdk")
        .run("log")
        .assertRefused(
            "There is no /no/jdk/bin/java: set JAVA_HOME to a JDK, 17 or newer, or unset it.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "openjdk version \"11.0.2\" 2019-01-15",
        "java version \"1.8.0_392\"",
        "no java here"
      })
  void aJavaThatIsTooOldIsSaidEvenIfTheToolIsBuilt(String version) throws Exception {
    build();
    tree.command("java", "#!/bin/sh\necho '" + version + "' >&2\n")
        .run("log")
        .assertRefused("java is older than 17, or does not run: install a JDK, 17 or newer.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"openjdk version \"25\" 2025-09-16", "openjdk version \"26-ea\" 2026-03-17"})
  void aNewJavaIsTaken(String version) throws Exception {
    Ended run =
        tree.command("java", ScriptTree.JAVA.replaceFirst("openjdk version[^']*", version))
            .run("log");

    assertEquals(0, run.exit(), run::err);
  }

  @Test
  void aJavaWithoutCompilerIsSaidIfTheToolIsNotBuilt() throws Exception {
    String runtime = ScriptTree.JAVA.replace("jdk.compiler", "java.logging");
    tree.command("java", runtime)
        .run("log")
        .assertRefused(
            "Building the tool needs a JDK, 17 or newer, and java is a Java without compiler.");

    tree.command("java", ScriptTree.JAVA);
    build();
    assertEquals(
        0, tree.command("java", runtime).run("log").exit(), "Once it is built, it needs none");
  }

  @Test
  void aMissingMavenIsSaidIfTheToolIsNotBuilt() throws Exception {
    build();
    assertEquals(0, tree.without("mvn").run("log").exit(), "Once it is built, it needs none");

    tree.write("pom.xml");
    tree.run("log").assertRefused("There is no mvn on the PATH: install Maven 3.8 or newer.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.6.3", "2.2.1"})
  void aMavenThatIsTooOldIsSaid(String version) throws Exception {
    tree.command("mvn", "#!/bin/sh\necho 'Apache Maven " + version + "'\n")
        .run("log")
        .assertRefused("mvn is older than 3.8, or does not run: install Maven 3.8 or newer.");
  }

  @Test
  void aCheckoutThatCannotBeWrittenToIsSaid() throws Exception {
    // Access rights do not hold back whoever runs tests as root; a file in place of the folder
    // does.
    tree.write("cli/target");

    tree.run("log")
        .assertRefused(
            "The tool has to be built, and "
                + tree.root.toRealPath()
                + " cannot be written to: copy it, or have its owner run this once.");
  }

  @Test
  void inALocaleThatLosesCharactersJavaIsGivenOneThatDoesNot() throws Exception {
    build();

    assertTrue(tree.with("LC_ALL", "C").run("log").out().startsWith("LC_ALL=C.UTF-8\n"));
  }
}
