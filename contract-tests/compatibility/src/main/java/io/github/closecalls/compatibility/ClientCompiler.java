package io.github.closecalls.compatibility;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.openapitools.codegen.DefaultGenerator;
import org.openapitools.codegen.config.CodegenConfigurator;

/** Makes the generated client from a contract, as the POM of generated-client does. */
final class ClientCompiler {
  private static final String API = "io.github.closecalls.api";
  private static final String MODEL = "io.github.closecalls.model";

  /** The packages that come from the contract; the rest of the jar is written by hand. */
  static final Set<String> PACKAGES = Set.of(API, MODEL);

  private ClientCompiler() {}

  /**
   * Generates, compiles and reads the client.
   *
   * @param folder a folder for it, which is emptied
   * @param classPath what generated code leans on
   * @throws IllegalArgumentException if the contract gives no client
   */
  static JavaApi api(Path contract, Path folder, List<Path> classPath) {
    try {
      delete(folder);
      Files.createDirectories(folder);
      generate(contract, folder);
      Path classes = folder.resolve("classes");
      compile(folder.resolve("src/main/java"), classes, classPath);
      return generatedPart(JavaApiReader.read(classes, classPath));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns what a contract decides of an API. */
  static JavaApi generatedPart(JavaApi api) {
    return api.without(fact -> PACKAGES.stream().noneMatch(name -> isOf(fact, name)));
  }

  private static boolean isOf(Fact fact, String packageName) {
    return fact.isWithin(packageName) || fact.subject().equals("package " + packageName);
  }

  /**
   * Returns the API without the order of generated constants, which is that of a list in the
   * contract: JSON Schema gives it no meaning, so neither does the client.
   */
  static JavaApi withoutOrder(JavaApi api) {
    return api.without(
        fact ->
            fact.aspect().equals("constants")
                && PACKAGES.stream().anyMatch(name -> isOf(fact, name)));
  }

  private static void generate(Path contract, Path folder) {
    try {
      new DefaultGenerator()
          .opts(
              new CodegenConfigurator()
                  .setGeneratorName("retrofit-moshi")
                  .setInputSpec(contract.toString())
                  .setOutputDir(folder.toString())
                  .setApiPackage(API)
                  .setModelPackage(MODEL)
                  .addAdditionalProperty("tagPrefix", "subpackage_")
                  .setValidateSpec(false)
                  .setQuiet(true)
                  .toClientOptInput())
          .generate();
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "No client can be generated from " + contract + ": " + e.getMessage(), e);
    }
  }

  private static void compile(Path sources, Path classes, List<Path> classPath) throws IOException {
    JavaCompiler javac =
        Objects.requireNonNull(
            ToolProvider.getSystemJavaCompiler(), "This needs a JDK, not only a JRE.");
    StringWriter errors = new StringWriter();
    Files.createDirectories(classes);
    String path =
        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    try (StandardJavaFileManager files =
            javac.getStandardFileManager(null, null, StandardCharsets.UTF_8);
        Stream<Path> found = Files.walk(sources)) {
      List<Path> javaFiles = found.filter(file -> file.toString().endsWith(".java")).toList();
      List<String> options =
          List.of(
              "--release", "17", "-proc:none", "-nowarn", "-cp", path, "-d", classes.toString());
      if (!javac
          .getTask(errors, files, null, options, null, files.getJavaFileObjectsFromPaths(javaFiles))
          .call()) {
        throw new IllegalArgumentException("The generated client does not compile:\n" + errors);
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
