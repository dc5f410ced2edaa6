package io.github.closecalls.compatibility.jar;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.apache.commons.io.FileUtils;

/** The compiler of the JDK that runs the gate. */
public final class Javac {
  private Javac() {}

  static JavaCompiler compiler() {
    return Objects.requireNonNull(
        ToolProvider.getSystemJavaCompiler(), "This needs a JDK, not only a JRE.");
  }

  /**
   * Compiles a folder of sources as users of the class path do.
   *
   * @param classes where the classes go; it is emptied before
   * @return one line for each error, empty if there are none
   */
  public static String errors(Path sources, Path classes, List<Path> classPath) throws IOException {
    FileUtils.deleteDirectory(classes.toFile());
    Files.createDirectories(classes);
    DiagnosticCollector<JavaFileObject> errors = new DiagnosticCollector<>();
    List<String> options =
        List.of("--release", "17", "-proc:none", "-nowarn", "-d", classes.toString());
    try (StandardJavaFileManager files =
            compiler().getStandardFileManager(null, null, StandardCharsets.UTF_8);
        Stream<Path> found = Files.walk(sources)) {
      files.setLocationFromPaths(StandardLocation.CLASS_PATH, classPath);
      List<Path> javaFiles =
          found
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> !file.endsWith("module-info.java"))
              .toList();
      compiler()
          .getTask(null, files, errors, options, null, files.getJavaFileObjectsFromPaths(javaFiles))
          .call();
      return errors.getDiagnostics().stream()
          .filter(error -> error.getKind() == Diagnostic.Kind.ERROR)
          .map(Javac::line)
          .collect(Collectors.joining());
    }
  }

  private static String line(Diagnostic<? extends JavaFileObject> error) {
    String where =
        error.getSource() == null ? "" : error.getSource().getName() + ":" + error.getLineNumber();
    return where + ": " + error.getMessage(Locale.ROOT).replaceAll("\\R *", ", ") + "\n";
  }
}
