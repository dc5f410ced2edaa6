package io.github.closecalls.openapi.generator;

import static io.github.closecalls.openapi.generator.GeneratedClient.call;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.squareup.moshi.JsonDataException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompositionTest {
  private static final GeneratedClient CLIENT =
      GeneratedClient.of(
          GeneratedClient.schemas(
              """
              Base:
                type: object
                required: [kind, note]
                properties:
                  kind: {type: string}
                  note: {type: [string, 'null']}
                  tags: {type: array, items: {type: [string, 'null']}}
              Heir:
                allOf:
                  - $ref: '#/components/schemas/Base'
                  - {type: object, required: [size], properties: {size: {type: integer}}}
              GrandHeir: {allOf: [{$ref: '#/components/schemas/Heir'}], properties: {age: {type: integer}}}
              MaybeBase: {type: [object, 'null'], properties: {a: {type: string}}}
              Holder:
                type: object
                properties:
                  sibling: {$ref: '#/components/schemas/Base', description: Hi., deprecated: true}
                  orNull: {$ref: '#/components/schemas/MaybeBase'}
                  wrapped: {allOf: [{$ref: '#/components/schemas/Base'}], description: Hi.}
                  either: {oneOf: [{$ref: '#/components/schemas/Base'}, {type: 'null'}]}
                  more: {$ref: '#/components/schemas/Base', properties: {extra: {type: integer}}}
                  withBase: {type: object, properties: {a: {type: string}}, anyOf: [{required: [a]}, {required: [b]}]}
                  one: {type: object, properties: {a: {type: integer}}, oneOf: [{properties: {b: {type: integer}}}]}

              Cat: {type: object, required: [kind, lives], properties: {kind: {const: cat}, lives: {type: integer}}}
              Dog: {type: object, required: [kind], properties: {kind: {const: dog}, barks: {type: boolean}}}
              Pet: {oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]}
              Car: {type: object, required: [type], properties: {type: {type: string}, doors: {type: integer}}}
              Boat: {type: object, required: [type], properties: {type: {type: string}, sails: {type: integer}}}
              Vehicle:
                oneOf: [{$ref: '#/components/schemas/Car'}, {$ref: '#/components/schemas/Boat'}]
                discriminator: {propertyName: type, mapping: {car: '#/components/schemas/Car', ship: Boat}}
              Step:
                oneOf:
                  - {type: object, required: [op], properties: {op: {const: start}, at: {type: string}}}
                  - {type: object, required: [op], properties: {op: {enum: [stop]}, at: {type: string}}}
                discriminator: {propertyName: op}
              SystemMessage: {type: object, required: [role], properties: {role: {type: string, enum: [system]}, text: {type: string}}}
              UserMessage: {type: object, required: [role], properties: {role: {type: string, enum: [user]}, text: {type: string}}}
              Message:
                oneOf: [{$ref: '#/components/schemas/SystemMessage'}, {$ref: '#/components/schemas/UserMessage'}]
                discriminator: {propertyName: role}
              Node: {type: object, required: [is], properties: {is: {type: string}}, discriminator: {propertyName: is}}
              LeafNode: {allOf: [{$ref: '#/components/schemas/Node'}, {properties: {is: {enum: [leaf]}}}]}
              Untold:
                oneOf: [{type: object, required: [a], properties: {is: {type: string}, a: {}}}, {type: object, required: [b], properties: {is: {type: string}, b: {}}}]
                discriminator: {propertyName: is}
              Named: {type: object, required: [name], properties: {name: {type: string}}}
              Sized: {type: object, required: [size], properties: {size: {type: integer}}}
              Either: {anyOf: [{$ref: '#/components/schemas/Named'}, {$ref: '#/components/schemas/Sized'}]}
              Any: {anyOf: [{$ref: '#/components/schemas/Pet'}, {$ref: '#/components/schemas/Either'}]}
              Expandable: {anyOf: [{type: string}, {$ref: '#/components/schemas/Cat'}]}
              Deep: {anyOf: [{type: string}, {$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]}
              Multi: {type: [string, integer, boolean, array, 'null'], items: {type: integer}}
              Numbers: {oneOf: [{type: number, format: double}, {type: integer}]}
              Dates: {oneOf: [{type: string, format: date}, {type: string, format: date-time}]}
              Recursive: {oneOf: [{type: string}, {type: array, items: {$ref: '#/components/schemas/Recursive'}}]}
              UnionHolder:
                type: object
                properties:
                  multi: {$ref: '#/components/schemas/Multi'}
                  pet: {oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}, {type: 'null'}]}
                  orNull: {anyOf: [{type: [string, 'null']}, {type: integer}]}

              Shape:
                type: object
                required: [shape]
                properties: {shape: {type: string}}
                oneOf: [{$ref: '#/components/schemas/Circle'}, {$ref: '#/components/schemas/Square'}]
                discriminator: {propertyName: shape, mapping: {circle: '#/components/schemas/Circle', square: '#/components/schemas/Square'}}
              Circle: {allOf: [{$ref: '#/components/schemas/Shape'}, {type: object, properties: {radius: {type: number}}}]}
              Square: {allOf: [{$ref: '#/components/schemas/Shape'}, {type: object, properties: {side: {type: number}}}]}
              """));

  @ParameterizedTest
  @ValueSource(strings = {"Base", "Heir", "GrandHeir"})
  void anInheritedPropertyKeepsItsNull(String model) {
    String json = "{\"kind\":\"k\",\"note\":null,\"tags\":[null]";
    String rest = model.equals("Base") ? "}" : ",\"size\":1}";
    assertEquals(json + rest, CLIENT.roundTrip(model, json + rest));
  }

  @Test
  void whatABaseRequiresItsHeirRequiresToo() {
    assertEquals(
        "Heir: Required but missing: kind, note, size at path $",
        String.valueOf(
            assertThrows(JsonDataException.class, () -> CLIENT.readStrictly("Heir", "{}"))
                .getMessage()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sibling|{\"kind\":\"k\",\"note\":null}",
        "orNull|null",
        "orNull|{\"a\":\"b\"}",
        "wrapped|{\"kind\":\"k\",\"note\":null}",
        "either|null",
        "either|{\"kind\":\"k\",\"note\":\"n\"}",
        "more|{\"kind\":\"k\",\"note\":null,\"extra\":1}",
        "withBase|{\"a\":\"b\"}",
        "one|{\"a\":1,\"b\":2}"
      })
  void referencesAndTheirSiblingsRoundTrip(String property, String value) {
    String json = "{\"" + property + "\":" + value + "}";
    assertEquals(json, CLIENT.roundTrip("Holder", json));
  }

  @Test
  void bothAReferenceAndItsSiblingAreChecked() {
    assertThrows(
        JsonDataException.class, () -> CLIENT.readStrictly("Holder", "{\"more\":{\"extra\":1}}"));
    assertThrows(
        JsonDataException.class,
        () -> CLIENT.readStrictly("Holder", "{\"one\":{\"a\":1,\"b\":\"x\"}}"));
  }

  @Test
  void aDeprecatedPropertyIsDeprecatedInJava() throws NoSuchMethodException {
    assertTrue(CLIENT.model("Holder").getMethod("sibling").isAnnotationPresent(Deprecated.class));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Pet|Cat|{\"kind\":\"cat\",\"lives\":9}",
        "Pet|Dog|{\"kind\":\"dog\",\"barks\":true}",
        "Pet|Unlisted|{\"kind\":\"emu\",\"legs\":1.10}",
        "Pet|Unlisted|{}",
        "Vehicle|Car|{\"type\":\"car\",\"doors\":3}",
        "Vehicle|Boat|{\"type\":\"ship\",\"sails\":3}",
        "Vehicle|Unlisted|{\"type\":\"sledge\",\"dogs\":null}",
        "Either|Named|{\"name\":\"n\",\"x\":1}",
        "Either|Sized|{\"size\":1}",
        "Either|Unlisted|{\"size\":\"XL\"}",
        "Any|Dog|{\"kind\":\"dog\"}",
        "Any|Sized|{\"size\":1}",
        "Shape|Circle|{\"shape\":\"circle\",\"radius\":1.10}",
        "Shape|Square|{\"shape\":\"square\",\"side\":2}"
      })
  void aChoiceOfObjectsIsReadAsItsBranch(String choice, String branch, String json) {
    Object value = CLIENT.read(choice, json);
    assertEquals(branch, value.getClass().getSimpleName());
    assertTrue(CLIENT.model(choice).isInstance(value));
    assertEquals(json, CLIENT.roundTrip(choice, json));
  }

  @Test
  void aChoiceOfObjectsIsSealed() {
    assertTrue(CLIENT.model("Pet").isSealed());
    assertEquals(3, CLIENT.model("Pet").getPermittedSubclasses().length);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Step | {\"op\":\"start\",\"at\":\"x\"} | StepStart",
        "Step | {\"op\":\"stop\"} | StepStop",
        "Message | {\"role\":\"user\"} | UserMessage",
        "Message | {\"role\":\"SystemMessage\"} | SystemMessage",
        "Node | {\"is\":\"leaf\"} | LeafNode",
        "Node | {\"is\":\"LeafNode\"} | LeafNode",
        "Untold | {\"is\":\"0\",\"b\":1} | UntoldWithB"
      })
  void withoutAMappingTheValueThatABranchListsNamesItToo(String model, String json, String type) {
    assertEquals(type, CLIENT.read(model, json).getClass().getSimpleName());
    assertEquals(json, CLIENT.roundTrip(model, json));
  }

  @Test
  void aBranchThatItsDiscriminatorNamesMustBeValid() {
    assertEquals(
        "Cat: Required but missing: lives at path $",
        String.valueOf(
            assertThrows(
                    JsonDataException.class, () -> CLIENT.readStrictly("Pet", "{\"kind\":\"cat\"}"))
                .getMessage()));
  }

  @Test
  void anObjectOfNoBranchCanBeMade() {
    Object unlisted = CLIENT.callStatic("Pet$Unlisted", "of", Map.of("kind", "emu"));
    assertEquals("{\"kind\":\"emu\"}", CLIENT.write("Pet", unlisted));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Expandable|\"cat_1\"|asString",
        "Expandable|{\"kind\":\"cat\",\"lives\":9}|asCat",
        "Expandable|[1.10]|asUnlisted",
        "Deep|\"cat_1\"|asString",
        "Deep|{\"kind\":\"dog\"}|asDeepObject",
        "Multi|\"a\"|asString",
        "Multi|3000000000|asLong",
        "Multi|true|asBoolean",
        "Multi|[1,2]|asListOfLong",
        "Multi|1.5|asUnlisted",
        "Multi|{\"a\":null}|asUnlisted",
        "Numbers|9007199254740993|asLong",
        "Numbers|1.5|asDouble",
        "Dates|\"2020-01-01\"|asLocalDate",
        "Dates|\"2020-01-01T00:00:00Z\"|asOffsetDateTime",
        "Dates|\"someday\"|asUnlisted",
        "Recursive|[\"a\",[\"b\",[]]]|asListOfObject"
      })
  void aChoiceOfSeveralTypesLosesNothing(String union, String json, String accessor) {
    Object value = CLIENT.read(union, json);
    Object branch = call(value, accessor.replace("ListOfObject", "ListOfNullableObject"));
    assertTrue(!branch.equals("null"), () -> accessor + " is null for " + json);
    assertEquals(json, CLIENT.roundTrip(union, json));
    assertEquals(value, CLIENT.read(union, json));
  }

  @Test
  void aUnionIsMadeOfAValue() {
    assertEquals("5", CLIENT.write("Multi", CLIENT.callStatic("Multi", "ofLong", 5)));
    assertEquals(
        "[1]", CLIENT.write("Multi", CLIENT.callStatic("Multi", "ofListOfLong", List.of(1L))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"multi", "pet", "orNull"})
  void aChoiceMayBeNullWhereABranchMay(String property) {
    String json = "{\"" + property + "\":null}";
    assertEquals(json, CLIENT.roundTrip("UnionHolder", json));
  }

  @Test
  void whatAPartOfAllOfOnlyDemandsIsDemanded() {
    GeneratedClient client =
        GeneratedClient.of(
            GeneratedClient.schemas(
                """
                Pet: {type: object, properties: {id: {type: string}, name: {type: string}}}
                NewPet: {allOf: [{$ref: '#/components/schemas/Pet'}, {required: [name]}]}
                SamePet: {allOf: [{$ref: '#/components/schemas/Pet'}, {description: d}]}
                """));
    assertThrows(
        IllegalStateException.class, () -> call(client.builder("NewPet"), "build"), "no name");
    assertEquals(List.of("NewPet", "Pet"), client.models());
  }

  @Test
  void whatAClosedObjectAllowsByPatternCanBeSet() {
    GeneratedClient client =
        GeneratedClient.of(
            GeneratedClient.schemas(
                """
                Lead: {type: object, properties: {note: {type: string}}, additionalProperties: false, patternProperties: {'^custom\\.': {}}}
                """));
    Object lead =
        call(
            call(client.builder("Lead"), "additionalProperty", "custom.cf_1", List.of("a")),
            "build");
    assertEquals("{\"custom.cf_1\":[\"a\"]}", client.write("Lead", lead));
  }
}
