package io.github.closecalls.benchmarks.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A JDK that is measured. */
record Jdk(Path home, int feature, String version) {
  /**
   * The collector that a JVM on one core takes; with the others, the number of cores would count.
   */
  static final String COLLECTOR = "-XX:+UseSerialGC";

  /** The oldest that this library runs on. */
  static final int OLDEST = 17;

  private static final Pattern VERSION = Pattern.compile("version \"((\\d+)[^\"]*)\"");

  /** Returns the one that runs this. */
  static Jdk current() {
    return at(Path.of(System.getProperty("java.home")));
  }

  static Jdk at(Path home) {
    try {
      Process process =
          new ProcessBuilder(home.resolve("bin/java").toString(), "-version")
              .redirectErrorStream(true)
              .start();
      String text = new String(process.getInputStream().readAllBytes());
      Matcher version = VERSION.matcher(text);
      if (!version.find()) {
        throw new IllegalStateException(home + " does not say which version it is: " + text);
      }
      return new Jdk(home, Integer.parseInt(version.group(2)), version.group(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String tool(String name) {
    return home.resolve("bin").resolve(name).toString();
  }

  /** Returns a command that runs a class of the probe. */
  List<String> command(List<String> flags, String classPath, String type, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(tool("java"), COLLECTOR));
    command.addAll(flags);
    command.addAll(List.of("-cp", classPath, Subject.PACKAGE + type));
    command.addAll(arguments);
    return command;
  }

  @Override
  public String toString() {
    return "JDK " + feature;
  }
}
