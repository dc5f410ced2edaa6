package io.github.closecalls.openapi.generator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/** Documents in which one value is changed into one that vendors are seen to send. */
final class OddJson {
  private static final List<JsonNode> ODD =
      List.of(
          ExactJson.parse("null"),
          ExactJson.parse("true"),
          ExactJson.parse("17"),
          ExactJson.parse("3.5"),
          ExactJson.parse("10000000000000000000"),
          ExactJson.parse("\"\""),
          ExactJson.parse("\"37.78\""),
          ExactJson.parse("\"2013-02-01T00:51:33\""),
          ExactJson.parse("\"https://example.com/u{/id} x\""),
          ExactJson.parse("[]"),
          ExactJson.parse("[null]"),
          ExactJson.parse("{}"),
          ExactJson.parse("{\"odd\":[1]}"));

  private OddJson() {}

  /** Returns a copy with one odd value somewhere within, if there is a place for it. */
  static Optional<JsonNode> plantedIn(JsonNode json, Random random) {
    return plantedIn(json, random, ODD);
  }

  /** The same, with one of these values. */
  static Optional<JsonNode> plantedIn(JsonNode json, Random random, List<JsonNode> values) {
    JsonNode copy = json.deepCopy();
    List<Consumer<JsonNode>> replacements = new ArrayList<>();
    List<Runnable> removals = new ArrayList<>();
    collect(copy, replacements, removals);
    if (replacements.isEmpty()) {
      return Optional.empty();
    }
    if (!removals.isEmpty() && random.nextInt(4) == 0) {
      removals.get(random.nextInt(removals.size())).run();
    } else {
      replacements
          .get(random.nextInt(replacements.size()))
          .accept(values.get(random.nextInt(values.size())));
    }
    return Optional.of(copy);
  }

  private static void collect(
      JsonNode json, List<Consumer<JsonNode>> replacements, List<Runnable> removals) {
    if (json instanceof ObjectNode object) {
      object
          .properties()
          .forEach(
              member -> {
                String name = member.getKey();
                replacements.add(odd -> object.set(name, odd));
                removals.add(() -> object.remove(name));
                collect(member.getValue(), replacements, removals);
              });
    } else if (json instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        int index = i;
        replacements.add(odd -> array.set(index, odd));
        collect(array.get(i), replacements, removals);
      }
    }
  }
}
