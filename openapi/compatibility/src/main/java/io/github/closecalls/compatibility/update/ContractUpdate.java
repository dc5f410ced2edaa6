package io.github.closecalls.compatibility.update;

import io.github.closecalls.compatibility.contract.ContractFile;
import io.github.closecalls.compatibility.jar.ClientCompiler;
import io.github.closecalls.compatibility.jar.JavaApiComparison;
import io.github.closecalls.compatibility.rule.Finding;
import io.github.closecalls.compatibility.rule.PrintedText;
import io.github.closecalls.compatibility.rule.Severity;
import io.github.closecalls.compatibility.verdict.Baseline;
import io.github.closecalls.compatibility.verdict.Consequences;
import io.github.closecalls.compatibility.verdict.Report;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.io.FileUtils;

/** The command openapi/update: takes in a new rendering of the contract. */
public record ContractUpdate(
    Path repository, PrintStream out, Download download, List<Path> classPath) {
  private static final String USAGE =
      """
      Usage: openapi/update <file or URL> [--write]

      Shows what a rendering of Close's contract changes, and takes it in if asked to.
      It may be Close's page in Markdown, YAML or JSON, of the calls alone or of the whole API.

        --write   write openapi/close-calls.yaml and its checksum
        --help    show this
      """;

  private static final String ADDRESS = "[A-Za-z][A-Za-z0-9+.-]+://.*";
  private static final String CONTRACT = "openapi/close-calls.yaml";

  /**
   * Runs the command and ends the program: with 0 if the rendering could be taken, whatever it
   * changes; with 1 if not; with 2 if the command is wrong.
   *
   * @param args the folder of the repository, the folder that names of files start from, and what
   *     the command was given
   */
  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    Path from = Path.of(args[1]);
    List<String> given = Arrays.asList(args).subList(2, args.length);
    List<Path> classPath =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .toList();
    Download download = new Download(Duration.ofSeconds(60));
    int status = 1;
    try {
      status = new ContractUpdate(Path.of(args[0]), out, download, classPath).run(from, given);
    } catch (IllegalArgumentException | IOException e) {
      err.println(PrintedText.visible(String.valueOf(e.getMessage())));
      err.println("Nothing was changed.");
    }
    System.exit(status);
  }

  /** Runs the command, and returns its exit status. */
  int run(Path from, List<String> given) throws IOException {
    List<String> sources = new ArrayList<>(given);
    boolean write = sources.removeIf("--write"::equals);
    // Also --help.
    if (sources.size() != 1 || sources.get(0).startsWith("-")) {
      out.print(USAGE);
      return sources.contains("--help") ? 0 : 2;
    }
    take(from, sources.get(0), write);
    return 0;
  }

  private void take(Path from, String source, boolean write) throws IOException {
    boolean isAddress = source.matches(ADDRESS);
    String name = isAddress ? Download.shown(source) : source;
    RenderingSource found =
        RenderingSource.find(
            name,
            isAddress ? download.fetch(source) : ContractFile.bytes(from.resolve(source), source));
    Path contract = repository.resolve(CONTRACT);
    byte[] present = Files.readAllBytes(contract);
    out.println("Read " + name + " (" + found.how() + ").");
    out.println();
    if (Arrays.equals(present, found.contract())) {
      out.println(CONTRACT + " is this rendering already.");
    } else {
      show(findings(name, found.contract()));
    }
    String digest = DigestUtils.sha256Hex(found.contract());
    out.println();
    out.println("SHA-256 " + digest);
    if (write) {
      replace(contract, found.contract());
      replace(
          contract.resolveSibling("close-calls.yaml.sha256"),
          (digest + "  close-calls.yaml\n").getBytes(StandardCharsets.UTF_8));
      out.println("Written to " + CONTRACT + ", the checksum beside it.");
    } else {
      out.println("Nothing was written: add --write to take it in.");
    }
  }

  private Baseline baseline() {
    return new Baseline(repository.resolve("openapi/baseline"));
  }

  /** What the build will say: the same comparison, with the same baseline. */
  private List<Finding> findings(String name, byte[] document) throws IOException {
    Path folder = Files.createTempDirectory("close-calls-update");
    try {
      Path rendering = Files.write(folder.resolve("contract.yaml"), document);
      return Consequences.findings(
          ContractFile.read(baseline().contract()),
          ContractFile.parse(name, document),
          JavaApiComparison.findings(
              baseline().client(),
              ClientCompiler.api(rendering, folder.resolve("client"), classPath)));
    } finally {
      FileUtils.deleteDirectory(folder.toFile());
    }
  }

  private void show(List<Finding> findings) {
    Severity worst =
        findings.stream()
            .map(Finding::severity)
            .max(Comparator.naturalOrder())
            .orElse(Severity.DOCUMENTATION);
    out.println(
        findings.isEmpty()
            ? "It says the same as the contract of the last release, written differently."
            : "Changes since the last release:");
    out.println(Report.of(findings));
    out.println(
        worst == Severity.DOCUMENTATION
            ? "The gate stays green: no code notices."
            : "The gate asks for the version " + baseline().versionFor(worst) + " or higher.");
  }

  /** Replaces a file as a whole or not at all. */
  private static void replace(Path file, byte[] bytes) throws IOException {
    Path fresh = Files.write(file.resolveSibling(file.getFileName() + ".new"), bytes);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
