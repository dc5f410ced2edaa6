package io.github.closecalls.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.closecalls.cli.ScriptTree.Ended;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as people get it, run as they run it. */
@Tag("packaged")
class ToolTest {
  private static final Path JAR = Path.of(System.getProperty("tool.jar", ""));
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin/java").toString();
  private static final Map<String, String> C_LOCALE = Map.of("LC_ALL", "C");
  private static final String NOTE = "Grüße 日本";

  @TempDir Path folder;

  @Test
  void itLogsACallWithJavaAlone() throws Exception {
    Ended run =
        Ended.of(
            List.of(JAVA, "-jar", JAR.toString(), "log", "--phone=+16505551234"), C_LOCALE, folder);

    assertEquals(0, run.exit(), run::err);
    assertTrue(run.out().contains("\"phone\": \"+16505551234\""), run::out);
  }

  @Test
  void theScriptSendsANoteUnharmedInTheCLocale() throws Exception {
    Ended run = runInTheCLocale("sh", script().toString());

    assertEquals(0, run.exit(), run::err);
    assertTrue(run.out().contains(NOTE), run::out);
  }

  @Test
  void theJarAloneRefusesANoteThatTheCLocaleRuins() throws Exception {
    Ended run = runInTheCLocale(JAVA, "-jar", JAR.toString());

    assertEquals(2, run.exit(), run::out);
    assertTrue(run.err().contains("set LC_ALL to C.UTF-8"), run::err);
  }

  @Test
  void theFakeRunsUntilASignalEndsIt() throws Exception {
    Process fake =
        new ProcessBuilder(JAVA, "-jar", JAR.toString(), "fake")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader out = fake.inputReader(UTF_8)) {
      String url = out.readLine();
      assertTrue(
          String.valueOf(url).startsWith("http://127.0.0.1:"), () -> "Its address is " + url);

      fake.destroy(); // Not with the signal of Ctrl-C, which a build in the background ignores.
      assertTrue(fake.waitFor(60, TimeUnit.SECONDS), "SIGTERM should end it");
      assertEquals(143, fake.exitValue());
    } finally {
      fake.destroyForcibly();
    }
  }

  @Test
  void whatIsForNewerJavaIsUsedAndNoModuleDescriptorOrSignatureIsLeft() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      assertTrue(jar.isMultiRelease(), "Retrofit and Moshi have classes below META-INF/versions");
      List<String> left =
          jar.stream()
              .map(entry -> entry.getName())
              .filter(
                  name -> name.matches("(.*/)?module-info\\.class|META-INF/[^/]+\\.(SF|RSA|DSA)"))
              .toList();
      assertEquals(List.of(), left);
      assertNotNull(
          jar.getEntry("okhttp3/internal/publicsuffix/publicsuffixes.gz"),
          "OkHttp reads its list of public suffixes from the class path");
    }
  }

  @Test
  void theNoticeNamesAllThatIsInside() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      assertNotNull(jar.getEntry("META-INF/LICENSE"), "The licence should be in the jar");
      String notice =
          new String(jar.getInputStream(jar.getEntry("META-INF/NOTICE")).readAllBytes(), UTF_8);
      String components =
          new String(
              jar.getInputStream(jar.getEntry("META-INF/sbom/close-calls-cli.cdx.json"))
                  .readAllBytes(),
              UTF_8);
      List<String> inside =
          Pattern.compile("\"purl\" : \"pkg:maven/([^@]+)@")
              .matcher(components)
              .results()
              .map(component -> component.group(1).replace('/', ':'))
              .filter(component -> !component.startsWith("io.github.closecalls:"))
              .distinct()
              .toList();
      assertTrue(inside.contains("com.squareup.okhttp3:okhttp"), () -> "Not among " + inside);

      assertEquals(
          List.of(),
          inside.stream().filter(component -> !notice.contains(component + "\n")).toList(),
          "META-INF/NOTICE should name these, with holder and licence");
    }
  }

  @Test
  void thePomThatIsPublishedAsksForNothing() throws IOException {
    String pom = Files.readString(JAR.resolveSibling("flattened-pom.xml"));

    assertFalse(
        pom.contains("<dependencies>") || pom.contains("<parent>") || pom.contains("${"),
        "All of it is in the jar: whoever takes it from a repository, as JBang does, needs no more");
  }

  /** By a file: this JVM may run in a locale in which it cannot give the note to a process. */
  private Ended runInTheCLocale(String... command) throws Exception {
    Path file = folder.resolve("log.sh");
    Files.writeString(file, "exec \"$@\" log --note '" + NOTE + "'\n");
    List<String> line =
        Stream.concat(Stream.of("sh", file.toString()), Stream.of(command)).toList();
    return Ended.of(
        line,
        Map.of(
            "LC_ALL",
            "C",
            "PATH",
            System.getenv("PATH"),
            "JAVA_HOME",
            System.getProperty("java.home")),
        folder);
  }

  private Path script() throws IOException {
    ScriptTree tree = new ScriptTree(folder);
    tree.age();
    tree.write("cli/target/quick/built");
    Files.copy(JAR, tree.root.resolve("cli/target/quick/close-calls-cli-1.jar"));
    return tree.script();
  }
}
