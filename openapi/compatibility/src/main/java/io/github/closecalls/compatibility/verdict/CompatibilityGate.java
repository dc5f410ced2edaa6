package io.github.closecalls.compatibility.verdict;

import io.github.closecalls.compatibility.contract.ContractFile;
import io.github.closecalls.compatibility.jar.ClientCompiler;
import io.github.closecalls.compatibility.jar.JavaApi;
import io.github.closecalls.compatibility.jar.JavaApiComparison;
import io.github.closecalls.compatibility.jar.JavaApiReader;
import io.github.closecalls.compatibility.jar.Javac;
import io.github.closecalls.compatibility.rule.Finding;
import io.github.closecalls.compatibility.rule.PrintedText;
import io.github.closecalls.openapi.generator.ContractModel;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Compares the contract and the packaged jars with the baseline, for the Maven build.
 *
 * <p>Its findings are the message of an exception, since Maven prints that last.
 */
public record CompatibilityGate(
    Path root, String version, Path contract, List<Path> classPath, String buildFolder) {
  /** What is written by hand on the generated client, so that a new contract may not suit it. */
  private static final List<String> BY_HAND = List.of("close-calls", "close-calls-testing");

  /** Where the jars that are published are made. */
  private static final Map<String, String> MODULES =
      Map.of(
          Baseline.CLIENT,
          "generated-client",
          "close-calls",
          "wrapper",
          "close-calls-openapi-generator",
          "openapi/generator",
          "close-calls-openapi-runtime",
          "openapi/runtime",
          "close-calls-testing",
          "testing");

  /** What only generated code calls, and only that of the generator of the same version. */
  private static final String UNPROMISED = "io.github.closecalls.json.internal";

  /**
   * Runs the gate.
   *
   * @param arguments the root of the repository, the version of the project, the contract, the
   *     class path of the published jars, whether to write the baseline before, and the folder
   *     within each module where its jar is
   */
  public static void main(String[] arguments) throws IOException {
    CompatibilityGate gate =
        new CompatibilityGate(
            Path.of(arguments[0]).toAbsolutePath().normalize(),
            arguments[1],
            Path.of(arguments[2]).toAbsolutePath().normalize(),
            Stream.of(arguments[3].split(File.pathSeparator)).map(Path::of).toList(),
            arguments[5]);
    System.out.println(gate.run(Boolean.parseBoolean(arguments[4]), System.getenv()));
  }

  /**
   * Returns the report.
   *
   * @throws Red if the changes ask for a higher version, or the gate cannot judge
   */
  String run(boolean write, Map<String, String> environment) throws IOException {
    String report;
    boolean green = false;
    try {
      if (write) {
        write(environment);
      }
      Verdict verdict = judge();
      report = Report.of(verdict);
      green = verdict.isGreen();
    } catch (IllegalArgumentException e) {
      String why = PrintedText.visible(String.valueOf(e.getMessage()));
      report = "# Compatibility: the gate cannot judge\n\n" + why + "\n";
    }
    publish(report, environment);
    if (!green) {
      throw new Red(report);
    }
    return report;
  }

  private Baseline baseline() {
    return new Baseline(root.resolve("openapi/baseline"));
  }

  private Path work(String folder) {
    return root.resolve("openapi/compatibility/target/gate").resolve(folder);
  }

  private void write(Map<String, String> environment) throws IOException {
    if (environment.containsKey("CI")) {
      throw new IllegalArgumentException(
          "The baseline is written in a release commit, by a person who reads the difference, and"
              + " never in CI, where the variable CI is set. Run it on your own machine.");
    }
    if (baseline().exists()) {
      checkVersion();
    }
    String errors = String.join("", errors().values());
    if (!errors.isEmpty()) {
      throw new IllegalArgumentException("What is written by hand does not compile:\n" + errors);
    }
    Map<String, JavaApi> apis = new TreeMap<>();
    MODULES.keySet().forEach(artifact -> apis.put(artifact, api(artifact)));
    baseline().write(version, existing(contract), apis);
  }

  /** A promise that was released is kept, or broken by a version that says so. */
  private void checkVersion() throws IOException {
    Version promised = baseline().version();
    if (Version.parse(version).compareTo(promised) < 0) {
      throw new IllegalArgumentException(
          "The baseline promises %s, and %s is lower. Raise the version."
              .formatted(promised, version));
    }
    Verdict verdict = baseline().isUnreleased() ? null : judge();
    if (verdict != null && !verdict.isHighEnough()) {
      throw new IllegalArgumentException(
          """
          The baseline is not written for %s, which does not allow these changes. Raise the version to %s \
          first, in the same commit.

          %s"""
              .formatted(version, verdict.needed(), Report.of(verdict)));
    }
  }

  private Verdict judge() throws IOException {
    ContractModel promised = ContractFile.read(baseline().contract());
    ContractModel now = ContractFile.read(existing(contract));
    Map<String, String> errors = errors();
    List<Finding> java = new ArrayList<>();
    for (String artifact : new TreeSet<>(MODULES.keySet())) {
      // Without a new jar, the one that lies there is an old one.
      if (errors.getOrDefault(artifact, "").isEmpty()) {
        java.addAll(JavaApiComparison.findings(baseline().api(artifact), api(artifact)));
      }
    }
    return new Verdict(
        baseline().version(),
        !baseline().isUnreleased(),
        Version.parse(version),
        Consequences.findings(promised, now, java),
        JavaApiComparison.findings(
            baseline().client(),
            ClientCompiler.api(baseline().contract(), work("client"), classPath)),
        baseline().waivers(),
        String.join("", errors.values()));
  }

  private Path jar(String artifact) {
    return root.resolve(Objects.requireNonNull(MODULES.get(artifact)))
        .resolve(buildFolder)
        .resolve(artifact + "-" + version + ".jar");
  }

  private JavaApi api(String artifact) {
    return JavaApiReader.read(jar(artifact), classPath).without(fact -> fact.isOf(UNPROMISED));
  }

  /**
   * Says why what is written by hand cannot be compiled with the client: by artifact, the errors.
   *
   * <p>The build of the gate alone goes on when it cannot, so that there is a report also of a
   * contract that the code has yet to be adapted to.
   */
  private Map<String, String> errors() throws IOException {
    Map<String, String> errors = new TreeMap<>();
    for (String artifact : BY_HAND) {
      // With the template of the class that tells the version, which is Java before it is filled
      // in.
      Path sources =
          root.resolve(Objects.requireNonNull(MODULES.get(artifact))).resolve("src/main");
      List<Path> others = classPath.stream().filter(path -> !path.equals(jar(artifact))).toList();
      errors.put(
          artifact,
          Javac.errors(sources, work(artifact), others).replace(root + File.separator, ""));
    }
    return errors;
  }

  private static Path existing(Path contract) {
    if (!Files.isRegularFile(contract)) {
      throw new IllegalArgumentException(
          "There is no contract "
              + contract
              + ". A relative -Dcontract.file starts where mvn was started.");
    }
    return contract;
  }

  private void publish(String report, Map<String, String> environment) throws IOException {
    Path target = Files.createDirectories(root.resolve("target"));
    Files.writeString(target.resolve("compatibility.md"), report);
    // https://docs.github.com/actions/reference/workflow-commands-for-github-actions#adding-a-job-summary
    String summary = environment.getOrDefault("GITHUB_STEP_SUMMARY", "");
    if (!summary.isBlank()) {
      Files.writeString(
          Path.of(summary), report, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }

  /** The end of the build, with the report as its message. */
  static final class Red extends RuntimeException {
    private static final long serialVersionUID = 1;

    Red(String report) {
      // The report is for the reader of the build: no stack trace beside it.
      super("\n\n" + report, null, false, false);
    }
  }
}
