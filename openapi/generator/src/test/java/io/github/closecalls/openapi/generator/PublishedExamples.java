package io.github.closecalls.openapi.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.closecalls.json.JsonModel;
import io.github.closecalls.json.JsonValues;
import io.github.closecalls.openapi.generator.JavaType.Container;
import io.github.closecalls.openapi.generator.JavaType.Declared;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The examples that a contract gives of its schemas and of the bodies that have them. */
final class PublishedExamples {
  private record Example(Node schema, Node value) {}

  private final Contract contract;
  private final Set<String> visited = new HashSet<>();
  private final Deque<Runnable> open = new ArrayDeque<>();
  private final List<Example> examples = new ArrayList<>();

  private PublishedExamples(Contract contract) {
    this.contract = contract;
    visit(Place.DOCUMENT, contract.root());
    while (!open.isEmpty()) {
      open.remove().run();
    }
  }

  /** Reads each as its type and writes it; returns how many there are of generated types. */
  static int check(GeneratedClient client) {
    return check(client, client.contract());
  }

  /** The same with the examples of another contract. */
  static int check(GeneratedClient client, String document) {
    Contract contract = ClosedWorld.of(Contract.parse(document));
    Types types = new Types(contract, "org.example.model", RetrofitMoshiCodegen.RESERVED, false);
    new Operations(contract, types, "subpackage_").apis();
    types.declarations();
    List<String> models = client.models();
    int checked = 0;
    for (Example example : new PublishedExamples(contract).examples) {
      JavaType type = types.use(example.schema, "").type();
      checked += check(client, models, types, type, example.value);
    }
    return checked;
  }

  private static int check(
      GeneratedClient client, List<String> models, Types types, JavaType type, Node example) {
    int checked = 0;
    if (type instanceof Container container) {
      for (Node value :
          container.kind() == Container.Kind.MAP ? example.members().values() : example.items()) {
        checked += check(client, models, types, container.item().type(), value);
      }
    } else if (type instanceof Declared declared
        && models.contains(declared.name())
        // What is no object at all is refused where a model is to be read.
        && (example.isObject() || (!types.isObject(declared) && example.value() != null))) {
      String json = JsonValues.ADAPTER.toJson(example.value());
      JsonNode written = ExactJson.parse(client.roundTrip(declared.name(), json));
      assertEquals("", ExactJson.difference(ExactJson.parse(json), written), example.toString());
      if (client.read(declared.name(), json) instanceof JsonModel model) {
        assertEquals(List.of(), model.deviations(), () -> "An example is valid: " + example);
      }
      checked++;
    }
    return checked;
  }

  private void visit(Place place, Node node) {
    if (!visited.add(place + node.pointer())) {
      return;
    }
    if (place.takesReferences() && node.has("$ref")) {
      open.add(() -> visit(place, contract.resolve(node.at("$ref"))));
    }
    if (place == Place.SCHEMA) {
      node.find("example").ifPresent(value -> examples.add(new Example(node, value)));
      node.at("examples").items().forEach(value -> examples.add(new Example(node, value)));
    }
    if (place == Place.MEDIA_TYPE && node.has("schema")) {
      Node schema = node.at("schema");
      node.find("example").ifPresent(value -> examples.add(new Example(schema, value)));
      for (Node named : node.at("examples").members().values()) {
        contract.follow(named).find("value").ifPresent(v -> examples.add(new Example(schema, v)));
      }
    }
    Place item = place.item();
    if (item != null) {
      node.items().forEach(each -> open.add(() -> visit(item, each)));
      node.members().values().forEach(each -> open.add(() -> visit(item, each)));
    } else if (place.form() != Place.Form.MAP) {
      node.members()
          .forEach(
              (name, member) -> {
                @Nullable Place leadsTo =
                    name.startsWith("x-")
                        ? null
                        : Keyword.of(place, name, member.value()).leadsTo();
                if (leadsTo != null) {
                  open.add(() -> visit(leadsTo, member));
                }
              });
    }
  }
}
