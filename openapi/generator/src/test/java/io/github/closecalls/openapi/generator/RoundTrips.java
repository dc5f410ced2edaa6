package io.github.closecalls.openapi.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.squareup.moshi.JsonDataException;
import io.github.closecalls.openapi.generator.JavaType.Declared;
import java.util.Random;

/** Sends random documents through every generated model of a contract. */
final class RoundTrips {
  private RoundTrips() {}

  /** Returns the number of the schemas that have a type of their own. */
  static int check(GeneratedClient client, int documents, long seed) {
    Contract contract = Contract.parse(client.contract());
    Types types = new Types(contract, "org.example.model", java.util.Set.of(), true);
    RandomJson json = new RandomJson(contract, new Random(seed));
    int checked = 0;
    for (Node schema : contract.root().at("components").at("schemas").members().values()) {
      if (types.use(schema, "").type() instanceof Declared declared) {
        checked++;
        for (int i = 0; i < documents; i++) {
          check(client, declared.name(), json.of(schema), seed);
        }
      }
    }
    assertTrue(checked > 0, "The contract has no schema with a type of its own");
    return checked;
  }

  private static void check(GeneratedClient client, String model, JsonNode json, long seed) {
    if (json.isNull()) {
      return;
    }
    try {
      JsonNode written = ExactJson.parse(client.roundTrip(model, json.toString()));
      assertEquals("", ExactJson.difference(json, written), () -> message(model, json, seed));
    } catch (JsonDataException e) {
      throw new AssertionError(message(model, json, seed), e);
    }
  }

  private static String message(String model, JsonNode json, long seed) {
    return model + " does not round-trip, -Dseed=" + seed + " repeats it: " + json;
  }
}
