package io.github.closecalls.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The script in a checkout of its own, on a machine of which each part can be missing: the PATH has
 * what every Unix has, and stand-ins for Java and Maven.
 */
final class ScriptTree {
  private static final Path MODULE = Path.of("").toAbsolutePath();
  private static final String USAGES = "src/main/resources/io/github/closecalls/cli/usage";
  private static final List<String> UNIX =
      List.of(
          "cat",
          "dirname",
          "find",
          "grep",
          "head",
          "locale",
          "mkdir",
          "mv",
          "readlink",
          "rm",
          "sed",
          "sleep");

  static final String JAVA =
      """
      #!/bin/sh
      case $1 in
        -version) echo 'openjdk version "17.0.15" 2025-04-15' >&2 ;;
        --list-modules) printf 'java.base@17.0.15\\njdk.compiler@17.0.15\\n' ;;
        *) printf '%s\\n' "LC_ALL=${LC_ALL-}" "$@" ;;
      esac
      """;

  static final String MAVEN =
      """
      #!/bin/sh
      case $1 in
        -v) echo 'Apache Maven 3.8.7' ;;
        *) echo "mvn $*"
           : >"$TREE/cli/target/quick/close-calls-cli-1.jar" ;;
      esac
      """;

  final Path root;
  final Path commands;
  private final Path work;
  private final Map<String, String> environment = new HashMap<>();

  ScriptTree(Path folder) throws IOException {
    root = Files.createDirectories(folder.resolve("a check out"));
    commands = Files.createDirectories(folder.resolve("bin"));
    work = Files.createDirectories(folder.resolve("work"));
    for (String name : UNIX) {
      command(name, "#!/bin/sh\nexec " + onThisMachine(name) + " \"$@\"\n");
    }
    command("java", JAVA);
    command("mvn", MAVEN);
    for (String file : List.of("pom.xml", "openapi/close-calls.yaml", "wrapper/src/main/a.java")) {
      write(file);
    }
    for (String sources :
        List.of("openapi/generator", "openapi/runtime", "generated-client", "testing")) {
      write(sources + "/src/main/a.java");
      write(sources + "/pom.xml");
    }
    Files.createDirectories(root.resolve("cli").resolve(USAGES));
    try (Stream<Path> usages = Files.list(MODULE.resolve(USAGES))) {
      for (Path usage : usages.toList()) {
        Files.copy(usage, root.resolve("cli").resolve(USAGES).resolve(usage.getFileName()));
      }
    }
    Files.copy(MODULE.resolve("close-calls"), script());
    environment.put("TREE", root.toString());
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("PATH", commands.toString());
  }

  private static Path onThisMachine(String command) {
    return Stream.of(System.getenv("PATH").split(":"))
        .map(folder -> Path.of(folder, command))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new AssertionError("There is no " + command + " on the PATH"));
  }

  Path script() {
    return root.resolve("cli/close-calls");
  }

  /** Puts a command on the PATH, in place of the one that is there. */
  ScriptTree command(String name, String script) throws IOException {
    Path file = Files.writeString(commands.resolve(name), script);
    assertTrue(file.toFile().setExecutable(true));
    return this;
  }

  ScriptTree without(String command) throws IOException {
    Files.delete(commands.resolve(command));
    return this;
  }

  ScriptTree with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** Writes a file as if somebody had just changed it. */
  void write(String file) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, "");
  }

  /** Sets back the time of each file, so that whatever is written next is newer. */
  void age() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.setLastModifiedTime(
            file, FileTime.fromMillis(Files.getLastModifiedTime(file).toMillis() - 10_000));
      }
    }
  }

  Ended run(String... arguments) throws Exception {
    return runAs(script().toString(), arguments);
  }

  Ended runAs(String script, String... arguments) throws Exception {
    List<String> line = new ArrayList<>(List.of(script));
    line.addAll(List.of(arguments));
    return Ended.of(line, environment, work);
  }

  /** A process that has ended. */
  record Ended(int exit, String out, String err) {
    static Ended of(List<String> line, Map<String, String> environment, Path folder)
        throws Exception {
      Path err = Files.createTempFile(folder, "err", "");
      ProcessBuilder builder =
          new ProcessBuilder(line).directory(folder.toFile()).redirectError(err.toFile());
      builder.environment().clear();
      builder.environment().putAll(environment);
      Process process = builder.start();
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertTrue(process.waitFor(60, TimeUnit.SECONDS), () -> line + " should have ended");
      return new Ended(process.exitValue(), out, Files.readString(err));
    }

    /** Fails unless it is refused with this sentence alone. */
    void assertRefused(String problem) {
      assertEquals("Nothing was sent:\n  " + problem + "\n", err);
      assertEquals("", out);
      assertEquals(2, exit);
    }
  }
}
