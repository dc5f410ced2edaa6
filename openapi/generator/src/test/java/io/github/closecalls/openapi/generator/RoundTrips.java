package io.github.closecalls.openapi.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.squareup.moshi.JsonDataException;
import io.github.closecalls.json.JsonModel;
import io.github.closecalls.openapi.generator.JavaType.Declared;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        boolean alias = !types.origin(declared.name()).equals(schema.pointer());
        for (Node base : alias ? List.<Node>of() : bases(contract, schema)) {
          checkHeir(client, base, declared.name(), withKind(json.of(schema), base, schema), seed);
        }
      }
    }
    assertTrue(checked > 0, "The contract has no schema with a type of its own");
    return checked;
  }

  /** The schemas with a discriminator that a schema inherits from, at whatever distance. */
  private static List<Node> bases(Contract contract, Node schema) {
    List<Node> bases = new ArrayList<>();
    for (Node part : schema.at("allOf").items()) {
      if (part.has("$ref")) {
        Node base = contract.follow(part);
        bases.addAll(bases(contract, base));
        if (base.has("discriminator") && !base.has("oneOf")) {
          bases.add(base);
        }
      }
    }
    return bases;
  }

  private static JsonNode withKind(JsonNode json, Node base, Node heir) {
    String name = heir.pointer().substring(heir.pointer().lastIndexOf('/') + 1);
    String value =
        base.at("discriminator").at("mapping").members().entrySet().stream()
            .filter(each -> String.valueOf(each.getValue().value()).matches("(.*/)?" + name))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElse(name);
    return ((ObjectNode) json)
        .put(base.at("discriminator").text("propertyName").orElseThrow(), value);
  }

  private static void checkHeir(
      GeneratedClient client, Node base, String heir, JsonNode json, long seed) {
    String model = base.pointer().substring(base.pointer().lastIndexOf('/') + 1);
    Object value = client.read(model, json.toString());
    assertTrue(
        client.model(heir).isInstance(value),
        () -> "As " + model + ", read as " + value.getClass() + ": " + message(heir, json, seed));
    check(client, model, json, seed);
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
