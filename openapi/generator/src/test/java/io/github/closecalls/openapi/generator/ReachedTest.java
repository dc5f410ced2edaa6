package io.github.closecalls.openapi.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code leaveOutUnused} leaves. */
class ReachedTest {
  private static final String OPERATION =
      """
      /a: {post: {operationId: a, requestBody: {$ref: '#/components/requestBodies/Named'}, responses: {'200': {description: x, content: {application/json: {schema: {$ref: '#/components/schemas/Answer/properties/deep'}}}}}}}
      """;

  private static final String COMPONENTS =
      """
      components:
        requestBodies:
          Named: {content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Alias'}}}}}
          Unused: {content: {application/json: {schema: {$ref: '#/components/schemas/OfUnusedBody'}}}}
        schemas:
          Alias: {$ref: '#/components/schemas/Animal'}
          Animal: {type: object, discriminator: {propertyName: kind, mapping: {m: Mapped}}, properties: {kind: {type: string}}}
          Cat: {allOf: [{$ref: '#/components/schemas/Animal'}, {properties: {owner: {$ref: '#/components/schemas/Owner'}}}]}
          Lion: {allOf: [{$ref: '#/components/schemas/Cat'}, {properties: {mane: {type: boolean}}}]}
          Mapped: {type: object, properties: {m: {type: string}}}
          Owner: {type: object, properties: {name: {type: string}, again: {$ref: '#/components/schemas/Owner'}}}
          Answer: {type: object, properties: {deep: {type: object, properties: {x: {type: string}}}, '100%': {$ref: '#/components/schemas/100%25'}}}
          '100%': {type: object, properties: {x: {type: string}}}
          OfUnusedBody: {type: object, properties: {x: {type: string}}}
          HeirOfTheUnused: {allOf: [{$ref: '#/components/schemas/OfUnusedBody'}]}
          HeirWithoutDiscriminator: {allOf: [{$ref: '#/components/schemas/Owner'}, {properties: {z: {}}}]}
          Dangling: {$ref: '#/components/schemas/Nowhere'}
      """;

  @Test
  void whatOperationsLeadToIsLeft() {
    Contract contract = Reached.only(Contract.parse(GeneratedClient.paths(OPERATION) + COMPONENTS));
    assertEquals(
        Set.of("100%", "Alias", "Animal", "Answer", "Cat", "Lion", "Mapped", "Owner"),
        contract.root().at("components").at("schemas").members().keySet());
    assertTrue(ContractModel.of(contract, "").javaNames().containsKey("DefaultApi.a"));
  }

  static Iterable<Path> corpus() throws IOException {
    return CorpusTest.corpus();
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void noOperationIsLeftOutOrChanged(Path file) throws IOException {
    Contract contract = Contract.parse(Files.readString(file));
    assertEquals(operations(contract), operations(Reached.only(contract)));
  }

  /** The methods with all that is said of them. */
  private static String operations(Contract contract) {
    Types types = new Types(contract, "model", Set.of(), true);
    return new Operations(contract, types, "").apis().toString();
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void whateverIsLeftIsNamedOrAnHeir(Path file) throws IOException {
    Contract left = Reached.only(Contract.parse(Files.readString(file)));
    Set<String> unnamed =
        new TreeSet<>(left.root().at("components").at("schemas").members().keySet());
    unnamed.removeIf(name -> left.root().toString().contains("#/components/schemas/" + name));
    unnamed.removeIf(heir -> left.root().at("components").at("schemas").at(heir).has("allOf"));
    assertEquals(Set.of(), unnamed);
  }
}
