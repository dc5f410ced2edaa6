package io.github.closecalls.compatibility.jar;

import io.github.closecalls.compatibility.contract.ContractFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.commons.io.FileUtils;
import org.openapitools.codegen.DefaultGenerator;
import org.openapitools.codegen.config.CodegenConfigurator;

/** Makes the generated client from a contract, as the POM of generated-client does. */
public final class ClientCompiler {
  private static final String API = "io.github.closecalls.api";
  private static final String MODEL = "io.github.closecalls.model";

  /** The packages that come from the contract; the module's descriptor does not. */
  public static final Set<String> PACKAGES = Set.of(API, MODEL);

  private ClientCompiler() {}

  /**
   * Generates, compiles and reads the client.
   *
   * @param folder a folder for it, which is emptied
   * @param classPath what generated code leans on
   * @throws IllegalArgumentException if the contract gives no client
   */
  public static JavaApi api(Path contract, Path folder, List<Path> classPath) {
    try {
      FileUtils.deleteDirectory(folder.toFile());
      Files.createDirectories(folder);
      generate(contract, folder);
      Path classes = folder.resolve("classes");
      String errors = Javac.errors(folder.resolve("src/main/java"), classes, classPath);
      if (!errors.isEmpty()) {
        throw new IllegalArgumentException("The generated client does not compile:\n" + errors);
      }
      return generatedPart(JavaApiReader.read(classes, classPath));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns what a contract decides of an API. */
  public static JavaApi generatedPart(JavaApi api) {
    return api.without(fact -> PACKAGES.stream().noneMatch(fact::isOf));
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
                  .addAdditionalProperty("tagPrefix", ContractFile.TAG_PREFIX)
                  .setValidateSpec(false)
                  .setQuiet(true)
                  .toClientOptInput())
          .generate();
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "No client can be generated from " + contract + ": " + e.getMessage(), e);
    }
  }
}
