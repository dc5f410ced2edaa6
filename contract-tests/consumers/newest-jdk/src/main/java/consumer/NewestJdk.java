package consumer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Runs the consumer on the newest JDK among this one, its neighbours and those of JAVA_HOME*. */
public final class NewestJdk {
  private record Jdk(Runtime.Version version, Path home) {}

  public static void main(String[] args) throws Exception {
    Path own = Path.of(System.getProperty("java.home"));
    List<Path> homes = new ArrayList<>(List.of(own));
    try (Stream<Path> neighbours = Files.list(own.getParent())) {
      neighbours.forEach(homes::add);
    }
    System.getenv()
        .forEach(
            (name, value) -> {
              if (name.startsWith("JAVA_HOME")) {
                homes.add(Path.of(value));
              }
            });
    List<Jdk> jdks = new ArrayList<>();
    for (Path home : homes) {
      if (Files.isExecutable(java(home))) {
        jdks.add(new Jdk(version(home), home));
      }
    }
    Jdk newest = jdks.stream().max(Comparator.comparing(Jdk::version)).orElseThrow();

    Process consumer =
        new ProcessBuilder(
                java(newest.home()).toString(),
                "-classpath",
                System.getProperty("java.class.path"),
                LogOneCall.class.getName())
            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
            .start();
    String warnings = new String(consumer.getErrorStream().readAllBytes());
    int exit = consumer.waitFor();
    if (exit != 0 || !warnings.isEmpty()) {
      throw new AssertionError(
          "Java " + newest.version() + " should run it without a word but ended with " + exit + ": "
              + warnings);
    }
  }

  private static Path java(Path home) {
    return home.resolve("bin").resolve("java");
  }

  private static Runtime.Version version(Path home) throws IOException {
    try (Stream<String> release = Files.lines(home.resolve("release"))) {
      return release
          .filter(line -> line.startsWith("JAVA_VERSION="))
          .map(line -> Runtime.Version.parse(line.replaceAll(".*=\"|\"", "")))
          .findFirst()
          .orElseThrow();
    }
  }
}
