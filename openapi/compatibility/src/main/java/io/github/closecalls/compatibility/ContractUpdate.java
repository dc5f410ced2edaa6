package io.github.closecalls.compatibility;

import io.github.closecalls.compatibility.Change.Kind;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** The command openapi/update: takes in a new rendering of the contract. */
public final class ContractUpdate {
  private static final String USAGE =
      """
      Usage: openapi/update <file or URL> [--write]

      Shows what a rendering of Close's contract changes, and takes it in if asked to.
      It may be Close's page in Markdown, YAML or JSON, of the calls alone or of the whole API.

        --write   write openapi/close-calls.yaml and its checksum
        --help    show this
      """;

  private static final String CONTRACT = "openapi/close-calls.yaml";

  private final Path repository;
  private final PrintStream out;
  private final Download download;

  ContractUpdate(Path repository, PrintStream out, Download download) {
    this.repository = repository;
    this.out = out;
    this.download = download;
  }

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
    int status = 0;
    try {
      status =
          new ContractUpdate(Path.of(args[0]), out, new Download(Duration.ofSeconds(60)))
              .run(from, given);
    } catch (IllegalArgumentException | IOException e) {
      err.println(e.getMessage());
      err.println("Nothing was changed.");
      status = 1;
    }
    System.exit(status);
  }

  /** Runs the command, and returns its exit status. */
  int run(Path from, List<String> given) throws IOException {
    List<String> sources = new ArrayList<>(given);
    boolean write = sources.removeIf("--write"::equals);
    if (sources.contains("--help")) {
      out.print(USAGE);
      return 0;
    }
    if (sources.size() != 1 || sources.get(0).startsWith("-")) {
      out.print(USAGE);
      return 2;
    }
    take(from, sources.get(0), write);
    return 0;
  }

  private void take(Path from, String source, boolean write) throws IOException {
    Source found = Source.find(source, read(from, source));
    Path contract = repository.resolve(CONTRACT);
    byte[] present = Files.readAllBytes(contract);
    out.println("Read " + source + " (" + found.how() + ").");
    out.println();
    if (Arrays.equals(present, found.contract())) {
      out.println(CONTRACT + " is this rendering already.");
    } else {
      show(
          ContractGate.changes(
              ContractGate.parse(CONTRACT, present), ContractGate.parse(source, found.contract())));
    }
    String digest = sha256(found.contract());
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

  private byte[] read(Path from, String source) throws IOException {
    if (source.matches("[A-Za-z][A-Za-z0-9+.-]+://.*")) {
      return download.fetch(URI.create(source));
    }
    Path file = from.resolve(source);
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "There is no file " + source + ": name one, or an address with https://");
    }
    if (Files.size(file) > ContractGate.MAX_BYTES) {
      throw ContractGate.tooLarge(source);
    }
    return Files.readAllBytes(file);
  }

  private void show(List<Change> changes) {
    if (changes.isEmpty()) {
      out.println("It says the same as " + CONTRACT + ", written differently.");
    }
    for (Kind kind : List.of(Kind.BREAKING, Kind.ADDITIVE, Kind.DOCUMENTATION)) {
      List<Change> some = changes.stream().filter(change -> change.kind() == kind).toList();
      if (!some.isEmpty()) {
        out.println(heading(kind, some.size()));
        out.println();
        some.forEach(this::show);
        out.println();
      }
    }
    boolean red = changes.stream().anyMatch(change -> change.kind() != Kind.DOCUMENTATION);
    if (changes.stream().anyMatch(change -> change.kind() == Kind.BREAKING)) {
      out.println(
          "The gate will be red until the version has a higher major than the last release.");
    } else if (red) {
      out.println(
          "The gate will be red until the version has a higher minor than the last release.");
    } else {
      out.println("The gate stays green: no code feels it.");
    }
  }

  private static String heading(Kind kind, int count) {
    String changes = count + (count == 1 ? " change" : " changes");
    return switch (kind) {
      case BREAKING -> "### " + changes + " that can break users' code";
      case ADDITIVE -> "### " + changes + " that users' code goes on with";
      case DOCUMENTATION -> "### " + changes + " of words";
    };
  }

  private void show(Change change) {
    out.println(
        "* "
            + code(change.place())
            + " ("
            + change.direction()
            + "): "
            + code(change.before())
            + " → "
            + code(change.after())
            + ". "
            + change.effect());
  }

  /**
   * The contract is written by others: a page that shows its texts takes nothing of them for
   * markup.
   */
  private static String code(String text) {
    String line = text.replace('\n', ' ').replace('`', '\'').strip();
    return "`" + (line.isEmpty() ? " " : line) + "`";
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /** Replaces a file as a whole or not at all. */
  private static void replace(Path file, byte[] bytes) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.write(fresh, bytes);
    try {
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
