package io.github.closecalls.openapi.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code shareEqualSchemas} makes one type. */
class SharedSchemasTest {
  private static Types types(Contract contract, boolean shared) {
    return new Types(contract, "model", Set.of(), false, shared, Runnable::run);
  }

  private static Contract contract(String first, String second) {
    return Contract.parse(
        GeneratedClient.schemas(
            """
            First: {type: object, properties: {state: %s}}
            Second: {type: object, properties: {state: %s}}
            """
                .formatted(first, second)));
  }

  private static String names(Contract contract, boolean shared) {
    return types(contract, shared).declarations().stream()
        .map(Declaration::name)
        .filter(name -> !List.of("First", "Second").contains(name))
        .sorted()
        .collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{enum: [a, b], description: x, default: a} | {enum: [a, b], title: y, readOnly: true}",
        "{type: string, enum: [a, b]} | {type: [string, 'null'], enum: [a, b, null]}",
        "{type: object, properties: {x: {}}} | {type: object, properties: {x: {}}, nullable: true}",
        "{type: array, items: {enum: [a]}} | {type: array, items: {enum: [a]}, minItems: 1}",
        "{properties: {x: {properties: {y: {}}}}} | {properties: {x: {properties: {y: {}}}}}",
        "{oneOf: [{properties: {x: {}}}, {type: integer}]} | {oneOf: [{properties: {x: {}}}, {type: integer}]}"
      })
  void whatDiffersOnlyInWordsIsOneType(String first, String second) {
    String alone = names(contract(first, "{}"), true);
    assertEquals(alone, names(contract(first, second), true));
    assertEquals(
        List.of(alone.split(" ")).size() * 2,
        names(contract(first, second), false).split(" ").length,
        "unless it is asked for, each place has a type of its own");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{enum: [a, b]} | {enum: [b, a]}",
        "{enum: [a, b]} | {enum: [a, b], deprecated: true}",
        "{enum: [a, b]} | {enum: [a, b], maxLength: 1}",
        "{properties: {x: {}}} | {properties: {x: {description: d}}}",
        "{properties: {x: {}}} | {properties: {x: {}}, required: [x]}"
      })
  void whatDiffersInMoreIsNot(String first, String second) {
    assertEquals("FirstState SecondState", names(contract(first, second), true));
  }

  @Test
  void eachPlaceSaysItselfWhetherItMayBeNull() {
    Contract contract =
        contract("{type: [string, 'null'], enum: [a, null]}", "{type: string, enum: [a]}");
    Types types = types(contract, true);
    types.declarations();
    List<String> uses =
        contract.root().at("components").at("schemas").members().values().stream()
            .map(schema -> types.use(schema.at("properties").at("state"), "").typeName().toString())
            .toList();
    assertEquals(List.of("`?model.FirstState`", "`model.FirstState`"), uses);
  }

  @Test
  void aPropertyWithoutANameIsOneToo() {
    assertEquals(
        1,
        types(
                Contract.parse(
                    GeneratedClient.schemas(
                        """
                        First: {properties: {'': {enum: [x]}}}
                        Second: {properties: {'': {enum: [x]}}}
                        """)),
                true)
            .declarations()
            .stream()
            .filter(declaration -> declaration instanceof Declaration.OpenEnum)
            .count());
  }

  @Test
  void aPropertyOfAnotherNameHasAnotherType() {
    Contract contract =
        Contract.parse(
            GeneratedClient.schemas("First: {properties: {a: {enum: [x]}, b: {enum: [x]}}}"));
    assertEquals("FirstA FirstB", names(contract, true));
  }

  @ParameterizedTest
  @MethodSource("io.github.closecalls.openapi.generator.CorpusTest#contracts")
  void noTwoTypesOfPropertiesOfOneNameAreEqual(String document) {
    Contract contract = Contract.parse(document);
    Types types = types(contract, true);
    Map<Object, String> found = new HashMap<>();
    Set<String> places = new HashSet<>();
    for (Declaration declaration : types.declarations()) {
      String origin = types.origin(declaration.name());
      int property = origin.lastIndexOf("/properties/");
      Object schema = property < 0 ? null : value(contract.root(), origin);
      if (schema != null && places.add(origin)) {
        String other =
            found.putIfAbsent(List.of(origin.substring(property), schema), declaration.name());
        assertEquals(
            null, other, () -> "-Dseed=" + CorpusTest.SEED + ": equal to " + declaration.name());
      }
    }
  }

  private static @Nullable Object value(Node root, String pointer) {
    Node node = root;
    for (String token : pointer.substring(1).split("/", -1)) {
      node =
          node.value() instanceof List<?> list
              ? token.matches("[0-9]+") && Integer.parseInt(token) < list.size()
                  ? node.items().get(Integer.parseInt(token))
                  : new Node("", null)
              : node.at(token.replace("~1", "/").replace("~0", "~"));
    }
    return node.value();
  }
}
