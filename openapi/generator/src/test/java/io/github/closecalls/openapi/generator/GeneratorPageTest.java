package io.github.closecalls.openapi.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openapitools.codegen.CliOption;
import org.openapitools.codegen.DefaultCodegen;

/** {@code docs/generator.md} says what the code does. */
class GeneratorPageTest {
  private static final Path ROOT = Path.of("..", "..");
  private static final Path PAGE = ROOT.resolve("docs").resolve("generator.md");

  /** The rows of the table below a heading, each as its cells. */
  private static List<List<String>> table(String heading) throws IOException {
    String page = Files.readString(PAGE);
    String section = page.substring(page.indexOf("\n## " + heading + "\n") + 4);
    int next = section.indexOf("\n## ");
    return (next < 0 ? section : section.substring(0, next))
        .lines()
        .filter(line -> line.startsWith("|"))
        .skip(2)
        .map(line -> line.substring(1, line.length() - 1))
        .map(line -> Arrays.stream(line.split("\\|", -1)).map(String::strip).toList())
        .toList();
  }

  @Test
  void itListsEveryRefusalAndNoOther() throws IOException {
    String written =
        table("What it refuses").stream()
            .map(row -> "| " + String.join(" | ", row) + " |")
            .collect(Collectors.joining("\n"));
    String table =
        Arrays.stream(Refusal.values())
            .map(
                refusal ->
                    "| `%s` | %s | %s |"
                        .formatted(
                            refusal, refusal.construct().replace("%s", "…"), refusal.wayOut()))
            .collect(Collectors.joining("\n"));
    assertEquals(table, written, "Paste the expected rows into docs/generator.md");
  }

  @Test
  void itSaysWhatBecomesOfEveryKeyword() throws IOException {
    String written =
        table("Every keyword").stream()
            .map(row -> "| " + String.join(" | ", row) + " |")
            .collect(Collectors.joining("\n"));
    String table =
        Arrays.stream(Place.values())
            .filter(place -> !keywords(place, Keyword.Verdict.USED).isEmpty())
            .map(
                place ->
                    "| %s | %s | %s | %s |"
                        .formatted(
                            place.words(),
                            keywords(place, Keyword.Verdict.USED),
                            keywords(place, Keyword.Verdict.IRRELEVANT),
                            keywords(place, Keyword.Verdict.REFUSED)))
            .collect(Collectors.joining("\n"));
    assertEquals(table, written, "Paste the expected rows into docs/generator.md");
  }

  /** The keywords of a place; those that are left out for one reason stand together. */
  private static String keywords(Place place, Keyword.Verdict verdict) {
    Map<String, List<String>> byWords = new LinkedHashMap<>();
    Keyword.all().stream()
        .filter(keyword -> keyword.place() == place && keyword.verdict() == verdict)
        .forEach(
            keyword ->
                byWords
                    .computeIfAbsent(
                        verdict == Keyword.Verdict.IRRELEVANT ? keyword.words() : "",
                        none -> new ArrayList<>())
                    .add("`" + keyword.name() + "`"));
    return byWords.entrySet().stream()
        .map(
            entry ->
                String.join(", ", entry.getValue())
                    + (entry.getKey().isEmpty() ? "" : ": " + entry.getKey()))
        .collect(Collectors.joining("; "));
  }

  static List<List<String>> schemas() throws IOException {
    return table("What it makes of a schema");
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void aSchemaBecomesTheTypeThatItSays(List<String> row) {
    Contract contract =
        Contract.parse(GeneratedClient.schemas("A: " + row.get(0).replace("`", "") + "\n"));
    Types types = new Types(contract, "org.example.model", Set.of(), false);
    TypeName type =
        types.use(contract.root().at("components").at("schemas").at("A"), "").typeName();
    assertEquals(row.get(1), "`" + readable(type) + "`", row.get(0));
  }

  private static String readable(TypeName type) {
    String arguments =
        type.arguments().stream()
            .map(GeneratorPageTest::readable)
            .collect(Collectors.joining(", ", "<", ">"));
    return (type.nullable() ? "@Nullable " : "")
        + type.simple()
        + (type.arguments().isEmpty() ? "" : arguments);
  }

  @Test
  void itNamesTheOptionsAndTheirDefaults() throws IOException {
    RetrofitMoshiCodegen codegen = new RetrofitMoshiCodegen();
    String options = table("Options").toString();
    assertTrue(options.contains("`apiPackage`, `" + codegen.apiPackage() + "`"), options);
    assertTrue(options.contains("`modelPackage`, `" + codegen.modelPackage() + "`"), options);
    List<String> own = new ArrayList<>(names(codegen));
    own.removeAll(names(new DefaultCodegen()));
    assertEquals(
        List.of("tagPrefix", "leaveOut", "leaveOutUnused", "shareEqualSchemas", "descriptions"),
        own,
        "Each option belongs into docs/generator.md");
    own.forEach(name -> assertTrue(options.contains("`" + name + "`"), options));
  }

  private static List<String> names(DefaultCodegen codegen) {
    return codegen.cliOptions().stream().map(CliOption::getOpt).toList();
  }

  @Test
  void itUsesTheVersionOfOpenApiGeneratorThatThisIsBuiltWith() throws IOException {
    String version =
        Files.readString(ROOT.resolve("pom.xml"))
            .replaceAll("(?s).*<openapi-generator.version>([^<]*)<.*", "$1");
    assertTrue(
        Files.readString(PAGE).contains("<version>" + version + "</version>"),
        () -> "docs/generator.md should show version " + version + " of the plugin");
  }
}
