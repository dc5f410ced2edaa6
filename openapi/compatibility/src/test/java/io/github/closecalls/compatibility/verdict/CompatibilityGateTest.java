package io.github.closecalls.compatibility.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.closecalls.compatibility.jar.ClientCompiler;
import io.github.closecalls.compatibility.jar.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A repository in small: a contract, the client that is really generated from it, two other jars.
 */
@DisplayName("The compatibility gate")
class CompatibilityGateTest {
  private static final String CONTRACT =
      """
      openapi: 3.1.0
      info: {title: Things, version: 1.0.0}
      paths:
        /things/:
          get:
            tags: [things]
            operationId: list
            responses:
              '200':
                description: fine
                content:
                  application/json:
                    schema: {$ref: '#/components/schemas/Thing'}
      components:
        schemas:
          Thing:
            type: object
            properties:
              name: {type: [string, 'null']}
              kind: {type: string, enum: [small, large]}
      """;

  private static final String FAKE = "package x; public class Client {}";

  private static final String WRAPPER =
      """
      package x;
      import org.jspecify.annotations.Nullable;
      public class Client {
        public void close() {}
        public @Nullable String name() { return null; }
      }
      """;

  private static final Map<String, String> RUNTIME =
      Map.of(
          "io/github/closecalls/json/Numbers.java",
          "package io.github.closecalls.json; public class Numbers { public void keep() {} }",
          "io/github/closecalls/json/internal/Adapters.java",
          "package io.github.closecalls.json.internal; public class Adapters {"
              + " public void keep() {} }");

  /** Generating and compiling takes its time: what several tests need is made once. */
  @TempDir static Path made;

  private static final Map<String, Path> JARS = new HashMap<>();

  @TempDir Path root;

  @BeforeEach
  void release() throws IOException {
    Path baseline = made.resolve("baseline");
    if (!Files.exists(baseline)) {
      make("1.0.0", CONTRACT, WRAPPER);
      run("1.0.0", true, Map.of());
      copy(root.resolve("openapi/baseline"), baseline);
    }
    make("1.0.0-SNAPSHOT", CONTRACT, WRAPPER);
    copy(baseline, root.resolve("openapi/baseline"));
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private void make(String version, String contract, String wrapper) throws IOException {
    Files.createDirectories(root.resolve("openapi"));
    Files.writeString(root.resolve("openapi/close-calls.yaml"), contract);
    place("generated-client", Baseline.CLIENT, version, client(contract));
    place("wrapper", "close-calls", version, jar(wrapper));
    Path source = root.resolve("wrapper/src/main/java/x/Client.java");
    Files.createDirectories(source.getParent());
    Files.writeString(source, wrapper);
    place(
        "openapi/generator",
        "close-calls-openapi-generator",
        version,
        jar("package x; public class Client {}"));
    place("testing", "close-calls-testing", version, jar(FAKE));
    Path fake = root.resolve("testing/src/main/java/x/Client.java");
    Files.createDirectories(fake.getParent());
    Files.writeString(fake, FAKE);
    placeRuntime(version, RUNTIME);
  }

  private void placeRuntime(String version, Map<String, String> sources) throws IOException {
    place(
        "openapi/runtime",
        "close-calls-openapi-runtime",
        version,
        JARS.computeIfAbsent(
            sources.toString(), text -> Sources.jar(made.resolve("jar-" + JARS.size()), sources)));
  }

  private Path client(String contract) {
    return JARS.computeIfAbsent(
        contract,
        text -> {
          Path folder = made.resolve("client-" + JARS.size());
          ClientCompiler.api(root.resolve("openapi/close-calls.yaml"), folder, Sources.classPath());
          return Sources.packed(folder);
        });
  }

  private static Path jar(String source) {
    return JARS.computeIfAbsent(
        source,
        text -> Sources.jar(made.resolve("jar-" + JARS.size()), Map.of("x/Client.java", text)));
  }

  private void place(String module, String artifact, String version, Path jar) throws IOException {
    Path target = root.resolve(module).resolve("target");
    Files.createDirectories(target);
    Files.copy(
        jar,
        target.resolve(artifact + "-" + version + ".jar"),
        StandardCopyOption.REPLACE_EXISTING);
  }

  private String run(String version, boolean write, Map<String, String> environment)
      throws IOException {
    return new CompatibilityGate(
            root, version, root.resolve("openapi/close-calls.yaml"), Sources.classPath(), "target")
        .run(write, environment);
  }

  private String red(String version) {
    return String.valueOf(
        assertThrows(
                CompatibilityGate.Red.class,
                () -> run(version, false, Map.of()),
                "The gate lets it through")
            .getMessage());
  }

  private static void assertSays(String report, String... parts) {
    for (String part : parts) {
      assertTrue(report.contains(part), () -> "Lacks \"" + part + "\":\n" + report);
    }
  }

  @Test
  @DisplayName("is green while nothing changes, and writes the report where people look for it")
  void isGreen() throws IOException {
    Path summary = root.resolve("summary.md");
    Files.writeString(summary, "What another step wrote.\n");
    String report = run("1.0.0-SNAPSHOT", false, Map.of("GITHUB_STEP_SUMMARY", summary.toString()));
    assertSays(report, "green, nothing changed");
    assertEquals(report, Files.readString(root.resolve("target/compatibility.md")));
    assertEquals("What another step wrote.\n" + report, Files.readString(summary));
  }

  @Test
  @DisplayName("is red when a public method of the wrapper is removed, until the major is raised")
  void seesARemovedMethod() throws IOException {
    String without = WRAPPER.replace("public void close() {}", "");
    make("1.0.0-SNAPSHOT", CONTRACT, without);
    assertSays(
        red("1.0.0-SNAPSHOT"),
        "`x.Client.close()`",
        "before: `public void`",
        "after: nothing",
        "Code that uses it no longer compiles.",
        "to waive: `java-member-removed | x.Client.close() | public void | nothing`",
        "undo it",
        "raise the version to 2.0.0");
    make("1.9.0-SNAPSHOT", CONTRACT, without);
    assertSays(red("1.9.0-SNAPSHOT"), "raise the version to 2.0.0");
    make("2.0.0-SNAPSHOT", CONTRACT, without);
    assertSays(run("2.0.0-SNAPSHOT", false, Map.of()), "green, 1 breaking");
    run("2.0.0-SNAPSHOT", true, Map.of());
    assertSays(run("2.0.0-SNAPSHOT", false, Map.of()), "Compatibility with 2.0.0: green, nothing");
  }

  @Test
  @DisplayName("is red when a class of the wrapper is made final")
  void seesAFinalClass() throws IOException {
    make("1.0.0-SNAPSHOT", CONTRACT, WRAPPER.replace("public class", "public final class"));
    assertSays(red("1.0.0-SNAPSHOT"), "`x.Client`, `java-modifier`", "after: `public final class`");
  }

  @Test
  @DisplayName("is red when a method that users may override no longer returns null")
  void seesADroppedNullable() throws IOException {
    make("1.0.0-SNAPSHOT", CONTRACT, WRAPPER.replace("@Nullable String", "String"));
    assertSays(red("1.0.0-SNAPSHOT"), "`x.Client.name()`, `java-null-changed`");
  }

  @Test
  @DisplayName("is red when the contract gives an operation another path")
  void seesAPath() throws IOException {
    make("1.0.0-SNAPSHOT", CONTRACT.replace("/things/", "/thing/"), WRAPPER);
    assertSays(
        red("1.0.0-SNAPSHOT"),
        "red, 1 breaking",
        "1. `/paths/~1thing~1/get`, `operation-moved`",
        "Java: `io.github.closecalls.api.ThingsApi.list()`, `@retrofit2.http.GET(\"things/\")` →"
            + " `@retrofit2.http.GET(\"thing/\")`",
        "they cannot be undone here");
  }

  @Test
  @DisplayName("is red when an operation may succeed with another type")
  void seesAnotherSuccess() throws IOException {
    String with =
        CONTRACT.replace(
            "        '200':",
            "        '202': {description: later, content: {application/json: {schema: {type: string}}}}\n"
                + "        '200':");
    make("1.0.0-SNAPSHOT", with, WRAPPER);
    assertSays(
        red("1.0.0-SNAPSHOT"),
        "red, 1 breaking",
        "`/paths/~1things~1/get/responses/202`, `status-added`",
        "Java: `io.github.closecalls.api.ThingsApi.list()`",
        "io.github.closecalls.model.ThingsListResponse");
  }

  @Test
  @DisplayName("reports the findings also when the wrapper does not compile with the contract")
  void survivesTheWrapper() throws IOException {
    make("2.0.0", CONTRACT.replace("/things/", "/thing/"), WRAPPER);
    Files.writeString(
        root.resolve("wrapper/src/main/java/x/Client.java"),
        WRAPPER.replace("void close() {}", "void close() { gone(); }"));
    assertSays(
        red("2.0.0"),
        "red, 1 breaking",
        "`@retrofit2.http.GET(\"thing/\")`",
        "What is written by hand does not compile",
        "Client.java:4: cannot find symbol");
  }

  @Test
  @DisplayName("asks for a higher minor when something is added")
  void seesAnAddition() throws IOException {
    String with = CONTRACT + "        colour: {type: string}\n";
    make("1.0.0-SNAPSHOT", with, WRAPPER);
    assertSays(red("1.0.0-SNAPSHOT"), "Thing.colour()`", "raise the version to 1.1.0");
    make("1.1.0-SNAPSHOT", with, WRAPPER);
    assertSays(run("1.1.0-SNAPSHOT", false, Map.of()), "green, none breaking");
  }

  @Test
  @DisplayName("does not mind in which order the contract lists values")
  void ignoresTheOrderOfValues() throws IOException {
    make("1.0.0-SNAPSHOT", CONTRACT.replace("[small, large]", "[large, small]"), WRAPPER);
    assertSays(run("1.0.0-SNAPSHOT", false, Map.of()), "green, nothing changed");
  }

  @Test
  @DisplayName("lets change what only code of the generator of the same version calls")
  void ignoresWhatIsInternalToTheRuntime() throws IOException {
    String internal = "io/github/closecalls/json/internal/Adapters.java";
    placeRuntime("1.0.0-SNAPSHOT", without(internal));
    assertSays(run("1.0.0-SNAPSHOT", false, Map.of()), "green, nothing changed");
  }

  @Test
  @DisplayName("is red when what users call of the runtime is removed")
  void seesWhatTheRuntimePromises() throws IOException {
    placeRuntime("1.0.0-SNAPSHOT", without("io/github/closecalls/json/Numbers.java"));
    assertSays(red("1.0.0-SNAPSHOT"), "`io.github.closecalls.json.Numbers.keep()`");
  }

  /** The runtime whose class in this file has lost its method. */
  private static Map<String, String> without(String file) {
    Map<String, String> sources = new HashMap<>(RUNTIME);
    sources.computeIfPresent(file, (name, text) -> text.replace("public void keep() {}", ""));
    return sources;
  }

  @Test
  @DisplayName("accepts what waivers.txt waives with a reason")
  void acceptsWaivers() throws IOException {
    make("1.0.0-SNAPSHOT", CONTRACT, WRAPPER.replace("public void close() {}", ""));
    Files.writeString(
        root.resolve("openapi/baseline/waivers.txt"),
        "java-member-removed | x.Client.close() | public void | nothing\n  Nobody could call it.\n");
    assertSays(
        run("1.0.0-SNAPSHOT", false, Map.of()), "green, nothing changed", "Nobody could call it.");
  }

  @Test
  @DisplayName("is red when somebody edited the baseline by hand")
  void doubtsTheBaseline() throws IOException {
    Path api = root.resolve("openapi/baseline/close-calls-generated-client.api");
    String text = Files.readString(api);
    String line = "io.github.closecalls.model.Thing.name(): ";
    Files.writeString(
        api,
        text.lines()
            .filter(l -> !l.startsWith(line))
            .map(l -> l + "\n")
            .reduce("", String::concat));
    make("1.1.0", CONTRACT, WRAPPER);
    assertSays(
        red("1.1.0"),
        "The baseline does not prove itself",
        "Thing.name()`",
        "The generator changed");
    Files.writeString(
        root.resolve("openapi/baseline/waivers.txt"),
        Waivers.GENERATOR + "\n  It reads names now.\n");
    assertSays(run("1.1.0", false, Map.of()), "green");
  }

  @Test
  @DisplayName("writes no baseline for a version that does not allow the changes, nor a lower one")
  void refusesToWriteForALowVersion() throws IOException {
    make("1.0.0", CONTRACT, WRAPPER.replace("public void close() {}", ""));
    assertSays(refusal("1.0.0"), "java-member-removed", "Raise the version to 2.0.0 first");
    make("0.9.0", CONTRACT, WRAPPER);
    assertSays(refusal("0.9.0"), "promises 1.0.0, and 0.9.0 is lower");
    assertEquals("1.0.0\n", Files.readString(root.resolve("openapi/baseline/VERSION")));
  }

  @Test
  @DisplayName("writes the baseline of a version that is yet to come as often as it changes")
  void writesAnUnreleasedBaseline() throws IOException {
    Files.writeString(root.resolve("openapi/baseline/VERSION"), "1.0.0-SNAPSHOT\n");
    make("1.0.0-SNAPSHOT", CONTRACT, WRAPPER.replace("public void close() {}", ""));
    assertSays(red("1.0.0-SNAPSHOT"), "write the baseline anew");
    assertSays(run("1.0.0-SNAPSHOT", true, Map.of()), "green, nothing changed");
    assertEquals("1.0.0-SNAPSHOT\n", Files.readString(root.resolve("openapi/baseline/VERSION")));
  }

  private String refusal(String version) {
    return String.valueOf(
        assertThrows(CompatibilityGate.Red.class, () -> run(version, true, Map.of())).getMessage());
  }

  @Test
  @DisplayName("never writes the baseline in CI")
  void refusesToWriteInCi() throws IOException {
    make("1.1.0", CONTRACT, WRAPPER);
    CompatibilityGate.Red refusal =
        assertThrows(CompatibilityGate.Red.class, () -> run("1.1.0", true, Map.of("CI", "true")));
    assertSays(String.valueOf(refusal.getMessage()), "never in CI");
    assertEquals("1.0.0\n", Files.readString(root.resolve("openapi/baseline/VERSION")));
  }

  @Test
  @DisplayName("says which file of the baseline is missing, and how to get it back")
  void namesWhatIsMissing() throws IOException {
    Files.delete(root.resolve("openapi/baseline/close-calls.api"));
    assertSays(red("1.0.0-SNAPSHOT"), "close-calls.api", "Restore it with git");
    Files.delete(root.resolve("openapi/close-calls.yaml"));
    assertSays(red("1.0.0-SNAPSHOT"), "There is no contract", "where mvn was started");
  }

  @Test
  @DisplayName("has nothing of the machine in its report")
  void isTheSameEverywhere() throws IOException {
    make("1.0.0-SNAPSHOT", CONTRACT.replace("/things/", "/thing/"), WRAPPER);
    String report = red("1.0.0-SNAPSHOT");
    assertFalse(report.contains(root.toString()), report);
  }
}
