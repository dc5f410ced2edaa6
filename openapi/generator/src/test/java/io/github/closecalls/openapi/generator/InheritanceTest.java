package io.github.closecalls.openapi.generator;

import static io.github.closecalls.openapi.generator.GeneratedClient.call;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.squareup.moshi.JsonDataException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Schemas that inherit from one with a discriminator, which lists none of them as a choice. */
class InheritanceTest {
  private static final GeneratedClient CLIENT =
      GeneratedClient.of(
          GeneratedClient.schemas(
              """
              Shelter:
                type: object
                properties:
                  guest: {$ref: '#/components/schemas/Animal'}
                  guests: {type: array, items: {$ref: '#/components/schemas/Animal'}}
                  vehicle: {oneOf: [{$ref: '#/components/schemas/Animal'}, {$ref: '#/components/schemas/Cart'}]}
                  orNumber: {oneOf: [{$ref: '#/components/schemas/Animal'}, {type: integer}]}
                  described: {allOf: [{$ref: '#/components/schemas/Animal'}], description: Any of them.}
              Lion:
                allOf:
                  - $ref: '#/components/schemas/Cat'
                  - {type: object, properties: {mane: {type: boolean}}}
              Animal:
                type: object
                required: [kind]
                discriminator: {propertyName: kind, mapping: {cat: '#/components/schemas/Cat', dog: Dog, silent: '#/components/schemas/Silent'}}
                properties:
                  kind: {type: string}
                  name: {type: [string, 'null'], description: What it is called.}
                  home: {type: object, properties: {street: {type: string}}}
                  size: {type: string}
                  old: {type: string, deprecated: true}
              Cat:
                allOf:
                  - $ref: '#/components/schemas/Animal'
                  - {type: object, required: [lives], properties: {lives: {type: integer}}}
              Dog:
                allOf:
                  - $ref: '#/components/schemas/Animal'
                  - {type: object, properties: {breed: {type: string, enum: [pug, boxer]}, size: {type: string, enum: [small, large]}}}
              Horse: {allOf: [{$ref: '#/components/schemas/Animal'}, {type: object, properties: {gait: {type: string}}}]}
              Silent: {allOf: [{$ref: '#/components/schemas/Animal'}]}
              Favourite: {allOf: [{$ref: '#/components/schemas/Animal'}], description: The one liked best.}
              Cart: {type: object, required: [wheels], properties: {kind: {type: string}, wheels: {type: integer}}}
              Event:
                type: object
                discriminator: {propertyName: code, mapping: {'9': '#/components/schemas/Cart'}}
                properties: {code: {type: integer}}
              '7': {allOf: [{$ref: '#/components/schemas/Event'}, {properties: {seven: {type: boolean}}}]}
              """));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Animal|Cat|{\"kind\":\"cat\",\"lives\":9}",
        "Animal|Dog|{\"kind\":\"dog\",\"name\":null,\"breed\":\"pug\"}",
        "Animal|Dog|{\"breed\":\"pug\",\"unlisted\":{\"kind\":\"cat\"},\"kind\":\"dog\"}",
        "Animal|Lion|{\"kind\":\"Lion\",\"lives\":1,\"mane\":true}",
        "Animal|Horse|{\"kind\":\"Horse\",\"gait\":\"trot\"}",
        "Animal|Silent|{\"kind\":\"silent\",\"name\":\"Hush\"}",
        "Animal|AnimalBase|{\"kind\":\"emu\",\"name\":\"Ed\",\"legs\":2.0}",
        "Animal|AnimalBase|{\"kind\":\"Animal\",\"home\":{\"street\":\"s\"}}",
        "Cat|CatBase|{\"kind\":\"cat\",\"lives\":9}",
        "Cat|Lion|{\"kind\":\"Lion\",\"lives\":9}",
        "Event|_7|{\"code\":7,\"seven\":true}",
        "Event|Cart|{\"code\":9,\"wheels\":2}",
        "Event|EventBase|{\"code\":8}",
        "Event|EventBase|{}"
      })
  void aBaseIsReadAsTheHeirThatItsDiscriminatorSays(String base, String type, String json) {
    Object value = CLIENT.read(base, json);
    assertTrue(
        CLIENT.model(type).isInstance(value), () -> json + " is read as " + value.getClass());
    assertEquals(json.length(), CLIENT.roundTrip(base, json).length());
    assertEquals(value, CLIENT.read(base, CLIENT.write(base, value)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "guest|{\"kind\":\"cat\",\"lives\":9}",
        "guests|[{\"kind\":\"dog\"},{\"kind\":\"emu\"}]",
        "vehicle|{\"kind\":\"cat\",\"lives\":9}",
        "vehicle|{\"wheels\":2}",
        "orNumber|{\"kind\":\"cat\",\"lives\":9}",
        "described|{\"kind\":\"cat\",\"lives\":9}"
      })
  void whereverTheBaseIsNamedItsHeirsStand(String property, String json) {
    String document = "{\"" + property + "\":" + json + "}";
    Object read = call(CLIENT.read("Shelter", document), property);
    Object value = read instanceof List<?> list ? list.get(0) : read;
    assertTrue(
        List.of("CatBase", "Dog", "Cart", "ShelterOrNumber")
            .contains(value.getClass().getSimpleName()),
        () -> json + " is read as " + value.getClass());
    assertEquals(document, CLIENT.roundTrip("Shelter", document));
  }

  @Test
  void whereTheBaseIsNamedAnHeirIsTaken() {
    Object dog = CLIENT.read("Dog", "{\"kind\":\"dog\"}");
    Object shelter = call(call(CLIENT.builder("Shelter"), "guest", dog), "build");
    assertEquals("{\"guest\":{\"kind\":\"dog\"}}", CLIENT.write("Shelter", shelter));
  }

  @Test
  void theBaseHasTheAccessorsThatAllItsHeirsHaveAlike() {
    assertEquals("home kind name old", methods("Animal"));
    assertEquals("", methods("Event"), "Cart has no code");
    assertEquals("Ed", call(CLIENT.read("Animal", "{\"kind\":\"emu\",\"name\":\"Ed\"}"), "name"));
  }

  private static String methods(String model) {
    return Arrays.stream(CLIENT.model(model).getDeclaredMethods())
        .map(Method::getName)
        .sorted()
        .collect(Collectors.joining(" "));
  }

  @Test
  void anHeirThatLacksWhatItRequiresIsReadAndTellsSo() {
    Object cat = CLIENT.read("Animal", "{\"kind\":\"cat\"}");
    assertEquals("[/lives is required, but is absent]", call(cat, "deviations").toString());
    assertThrows(
        JsonDataException.class, () -> CLIENT.readStrictly("Animal", "{\"kind\":\"cat\"}"));
    assertThrows(JsonDataException.class, () -> CLIENT.read("Animal", "[]"));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("io.github.closecalls.openapi.generator.CorpusTest#contracts")
  void whatIsInheritedIsOneTypeWhicheverSchemaStandsFirst(String document) {
    Contract contract = Contract.parse(document);
    Types types = new Types(contract, "model", Set.of(), false);
    Types reversed = new Types(reversed(contract), "model", Set.of(), false);
    types.declarations();
    reversed.declarations();
    for (Node heir : schemas(contract).members().values()) {
      for (Node part : heir.at("allOf").items()) {
        Node base = contract.follow(part);
        base.at("properties")
            .members()
            .forEach(
                (name, property) -> {
                  Node inherited =
                      types.schemas().properties(types.schemas().merged(heir)).get(name);
                  if (inherited != null && property.value() == inherited.value()) {
                    String message =
                        "-Dseed=" + CorpusTest.SEED + ": " + heir.pointer() + " inherits " + name;
                    String type = types.use(property, "").typeName().toString();
                    assertEquals(type, types.use(inherited, "").typeName().toString(), message);
                    // A number tells apart what would have one name, in the order of the contract.
                    if (!type.matches(".*_[0-9].*")) {
                      assertEquals(
                          type, reversed.use(inherited, "").typeName().toString(), message);
                    }
                  }
                });
      }
    }
  }

  @Test
  void aSchemaWithinABaseIsOneTypeForAllHeirsUnlessTheySayMoreOfIt() {
    Contract contract =
        Contract.parse(
            GeneratedClient.schemas(
                """
                C: {allOf: [{$ref: '#/components/schemas/B'}, {type: object, properties: {c: {type: string}}}]}
                A: {allOf: [{$ref: '#/components/schemas/Base'}, {type: object, properties: {a: {type: object, properties: {x: {}}}, owner: {properties: {name: {type: string}}}}}]}
                B: {allOf: [{$ref: '#/components/schemas/Base'}, {type: object, properties: {b: {type: string}}}]}
                Base: {type: object, properties: {state: {type: string, enum: [open, shut]}, owner: {type: object, properties: {id: {type: object, properties: {no: {}}}}}}}
                """));
    assertEquals(
        "A AA AOwner B Base BaseOwner BaseOwnerId BaseState C",
        ContractModel.of(contract, "").javaNames().keySet().stream()
            .filter(name -> !name.contains("."))
            .sorted()
            .collect(Collectors.joining(" ")));
  }

  private static Node schemas(Contract contract) {
    return contract.root().at("components").at("schemas");
  }

  private static Contract reversed(Contract contract) {
    List<Map.Entry<String, Node>> schemas = new ArrayList<>(schemas(contract).members().entrySet());
    Collections.reverse(schemas);
    Map<String, @Nullable Object> reversed = new LinkedHashMap<>();
    schemas.forEach(schema -> reversed.put(schema.getKey(), schema.getValue().value()));
    return contract.withRoot(
        new Node(
            "",
            Map.of(
                "openapi",
                contract.root().text("openapi").orElseThrow(),
                "components",
                Map.of("schemas", reversed))));
  }
}
