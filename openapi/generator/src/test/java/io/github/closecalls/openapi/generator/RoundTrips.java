package io.github.closecalls.openapi.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.squareup.moshi.JsonDataException;
import io.github.closecalls.json.JsonModel;
import io.github.closecalls.openapi.generator.JavaType.Declared;
import java.util.Random;

/**
 * Sends random documents through every generated model of a contract, and each with one odd value.
 */
final class RoundTrips {
  private RoundTrips() {}

  /** Returns the number of the schemas that have a type of their own. */
  static int check(GeneratedClient client, int documents, long seed) {
    Contract contract = Contract.parse(client.contract());
    Types types = new Types(contract, "org.example.model", java.util.Set.of(), true);
    Random random = new Random(seed);
    RandomJson json = new RandomJson(contract, random);
    int checked = 0;
    for (Node schema : contract.root().at("components").at("schemas").members().values()) {
      if (types.use(schema, "").type() instanceof Declared declared) {
        checked++;
        for (int i = 0; i < documents; i++) {
          JsonNode document = json.of(schema);
          check(client, declared.name(), document, seed);
          if (i % 3 == 0) {
            OddJson.plantedIn(document, random)
                .ifPresent(odd -> checkOdd(client, declared.name(), odd, seed));
          }
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

  /** What is odd comes back the same, and is told of if and only if a strict model refuses it. */
  private static void checkOdd(GeneratedClient client, String model, JsonNode json, long seed) {
    try {
      Object value = client.read(model, json.toString());
      JsonNode written = ExactJson.parse(client.write(model, value));
      assertEquals("", ExactJson.difference(json, written), () -> message(model, json, seed));
      if (value instanceof JsonModel read) {
        assertEquals(
            isRefused(client, model, json),
            !read.deviations().isEmpty(),
            () ->
                read.deviations()
                    + " is what a strict model refuses: "
                    + message(model, json, seed));
      }
    } catch (JsonDataException e) {
      throw new AssertionError(message(model, json, seed), e);
    }
  }

  private static boolean isRefused(GeneratedClient client, String model, JsonNode json) {
    try {
      client.readStrictly(model, json.toString());
      return false;
    } catch (JsonDataException e) {
      return true;
    }
  }

  private static String message(String model, JsonNode json, long seed) {
    return model + " does not round-trip, -Dseed=" + seed + " repeats it: " + json;
  }
}
