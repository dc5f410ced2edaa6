package io.github.closecalls.compatibility.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.closecalls.compatibility.contract.ContractFile;
import io.github.closecalls.compatibility.contract.Documents;
import io.github.closecalls.compatibility.jar.ClientCompiler;
import io.github.closecalls.compatibility.jar.Fact;
import io.github.closecalls.compatibility.jar.JavaApi;
import io.github.closecalls.compatibility.jar.Sources;
import io.github.closecalls.openapi.generator.ContractModel;
import io.github.closecalls.openapi.generator.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the contract half reads as nullable is what the compiled setter takes null for. */
class NullnessTest {
  private static final String NULLABLE = "@org.jspecify.annotations.Nullable";

  @TempDir Path folder;

  static List<Path> corpus() throws IOException {
    Path corpus = Documents.repository().resolve("openapi/generator/src/test/resources/corpus");
    try (Stream<Path> files = Files.list(corpus)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void theContractHalfAndTheJarHalfReadNullAlike(Path contract) {
    ContractModel model = ContractFile.read(contract);
    Map<String, String> setters =
        setters(ClientCompiler.api(contract, folder, Sources.classPath()));
    List<String> different = new ArrayList<>();
    model
        .javaNames()
        .forEach(
            (name, pointer) -> {
              String text = setters.get(name);
              if (text != null && !pointer.isEmpty()) {
                Node schema = property(model, pointer);
                boolean isFound = schema.value() != null;
                if (isFound && model.allowsNull(schema) != text.contains("(" + NULLABLE)) {
                  different.add(pointer + ": " + text);
                }
              }
            });

    assertEquals(List.of(), different);
  }

  /** A property may stand in a part of the schema that has it. */
  private static Node property(ContractModel model, String pointer) {
    try {
      return model.contract().resolve(new Node("", "#" + pointer.replace("%", "%25")));
    } catch (IllegalArgumentException merged) {
      int properties = pointer.lastIndexOf("/properties/");
      return model
          .effective(property(model, pointer.substring(0, properties)))
          .at("properties")
          .at(pointer.substring(properties + "/properties/".length()));
    }
  }

  private static Map<String, String> setters(JavaApi api) {
    Map<String, String> setters =
        api.facts().stream()
            .filter(fact -> fact.subject().contains(".Builder.") && fact.subject().contains("("))
            // Of several methods of one name, the one that takes null says whether it may be.
            .collect(
                Collectors.toMap(
                    NullnessTest::name, Fact::text, (a, b) -> a.contains(NULLABLE) ? a : b));
    assertTrue(!setters.isEmpty());
    return setters;
  }

  private static String name(Fact setter) {
    return setter
        .subject()
        .replaceFirst("\\(.*", "")
        .replaceFirst(".*\\.model\\.", "")
        .replace(".Builder.", ".");
  }
}
