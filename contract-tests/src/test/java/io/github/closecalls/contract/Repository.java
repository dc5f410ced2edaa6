package io.github.closecalls.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Where the files of this repository are. */
public final class Repository {
  static final Set<String> NEVER_CHECKED_IN = Set.of("target", "node_modules", ".git");
  private static final String CONTRACT = "openapi/close-calls.yaml";

  private Repository() {}

  /** Returns the nearest folder with a contract, since Maven and IDEs start tests elsewhere. */
  static Path root() {
    Path start = Path.of("").toAbsolutePath();
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      if (Files.isRegularFile(folder.resolve(CONTRACT))) {
        return folder;
      }
    }
    throw new AssertionError("There is no " + CONTRACT + " above " + start);
  }

  static Path checkedInContract() {
    return root().resolve(CONTRACT);
  }

  /** Returns the file that {@code -Dcontract.file} names, from the folder where Maven is run. */
  public static Path contractUnderTest() {
    return root().resolve(System.getProperty("contract.file", CONTRACT)).normalize();
  }

  /** Returns what is checked in or would be; outside of git, as in an archive, all files. */
  static List<String> files() throws IOException, InterruptedException {
    if (Files.exists(root().resolve(".git"))) {
      try {
        Process git =
            new ProcessBuilder("git", "ls-files", "--cached", "--others", "--exclude-standard")
                .directory(root().toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> files =
            git.inputReader(UTF_8)
                .lines()
                .filter(file -> Files.isRegularFile(root().resolve(file)))
                .toList();
        if (git.waitFor() == 0) {
          return files;
        }
      } catch (IOException e) {
        // There is no git on the PATH; the walk below serves as well.
      }
    }
    return walk();
  }

  private static List<String> walk() throws IOException {
    List<String> files = new ArrayList<>();
    Path root = root();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return NEVER_CHECKED_IN.contains(folder.getFileName().toString())
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            files.add(root.relativize(file).toString().replace('\\', '/'));
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }
}
