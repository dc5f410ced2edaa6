package io.github.closecalls.compatibility.verdict;

import io.github.closecalls.compatibility.jar.ClientCompiler;
import io.github.closecalls.compatibility.jar.JavaApi;
import io.github.closecalls.compatibility.rule.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** What the last release promised, as text in a folder. */
public record Baseline(Path folder) {
  /** The artifact whose classes come from the contract. */
  static final String CLIENT = "close-calls-generated-client";

  static final String COMMAND = "mvn -B -Dquick=gate verify -Dbaseline.write";

  Version version() {
    return Version.parse(read("VERSION"));
  }

  /** The lowest version that may bring such a change. */
  public String versionFor(Severity kind) {
    return version().next(kind).toString();
  }

  /** The contract of the last release. */
  public Path contract() {
    return existing("close-calls.yaml");
  }

  /** Returns the API of an artifact. */
  JavaApi api(String artifact) {
    try {
      return JavaApi.parse(read(artifact + ".api"));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          folder.resolve(artifact + ".api") + ": " + e.getMessage(), e);
    }
  }

  /** The API of what the generator makes of the contract. */
  public JavaApi client() {
    return ClientCompiler.generatedPart(api(CLIENT));
  }

  Waivers waivers() {
    return Waivers.parse(read("waivers.txt"));
  }

  private String read(String name) {
    try {
      return Files.readString(existing(name));
    } catch (IOException e) {
      throw new IllegalArgumentException("Cannot read " + folder.resolve(name) + ": " + e, e);
    }
  }

  private Path existing(String name) {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "The baseline lacks "
              + file
              + ". Restore it with git; before the first release, write it: "
              + COMMAND);
    }
    return file;
  }

  boolean exists() {
    return Files.exists(folder.resolve("VERSION"));
  }

  /** Whether its release is yet to come, so that it promises nothing yet. */
  boolean isUnreleased() {
    return read("VERSION").strip().contains("-");
  }

  /** Replaces it by what is there now; nothing is waived any longer. */
  void write(String version, Path contract, Map<String, JavaApi> apis) throws IOException {
    Map<String, String> files = new TreeMap<>();
    files.put("VERSION", version + "\n");
    files.put("close-calls.yaml", Files.readString(contract));
    files.put("waivers.txt", Waivers.NONE);
    apis.forEach((artifact, api) -> files.put(artifact + ".api", api.toString()));
    Files.createDirectories(folder);
    for (Map.Entry<String, String> file : files.entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
  }
}
