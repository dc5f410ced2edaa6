package io.github.closecalls.openapi.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReachabilityMetadataTest {
  private static final List<String> INTERFACES =
      List.of("org.example.api.CatsApi", "org.example.api.DogsApi");

  private static final String TWO_TAGS =
      GeneratedClient.paths(
          """
          /a: {get: {tags: [cats], operationId: a, responses: {'204': {description: x}}}}
          /b: {get: {tags: [dogs], operationId: b, responses: {'204': {description: x}}}}
          /c: {get: {tags: [dogs], operationId: c, responses: {'204': {description: x}}}}
          """);

  @Test
  void graalVmIsToldOfTheProxyOfEachInterface() throws IOException {
    List<String> proxies = new ArrayList<>();
    for (JsonNode entry : reflection(TWO_TAGS)) {
      entry.at("/type/proxy").forEach(name -> proxies.add(name.asText()));
    }

    assertEquals(INTERFACES, proxies);
  }

  @Test
  void graalVmIsToldOfTheMethodsWhoseAnnotationsRetrofitReads() throws IOException {
    List<String> types = new ArrayList<>();
    for (JsonNode entry : reflection(TWO_TAGS)) {
      if (entry.path("allDeclaredMethods").asBoolean()) {
        types.add(entry.get("type").asText());
      }
    }

    assertEquals(INTERFACES, types);
  }

  @Test
  void aContractWithoutOperationsNeedsWhatMoshiLooksForOnly() throws IOException {
    List<String> types = new ArrayList<>();
    for (JsonNode entry : reflection(GeneratedClient.schemas("Model: {type: object}"))) {
      types.add(entry.get("type").asText());
    }

    assertEquals(List.of("kotlin.Metadata", "kotlin.jvm.internal.DefaultConstructorMarker"), types);
  }

  private static JsonNode reflection(String contract) throws IOException {
    String json =
        Files.readString(
            GeneratedClient.generate(contract)
                .resolveSibling("resources")
                .resolve("META-INF/native-image/org.example.api/reachability-metadata.json"));
    return ExactJson.parse(json).get("reflection");
  }
}
