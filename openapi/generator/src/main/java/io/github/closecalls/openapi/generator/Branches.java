package io.github.closecalls.openapi.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What to call the branches of a choice that have no name of their own: by what they say, never by
 * where they stand, so that another branch renames none.
 */
final class Branches {
  private final Schemas schemas;

  Branches(Schemas schemas) {
    this.schemas = schemas;
  }

  /**
   * What tells the type of a branch from its siblings': its title, the schema that it names, a
   * listed value that only it has, a property that only it has, or else its type.
   */
  String name(Node branch, List<Node> all) {
    Optional<String> title = branch.text("title");
    if (title.isPresent()) {
      return Names.ofType(title.get());
    }
    if (branch.has("$ref")) {
      return Names.ofType(branch.text("$ref").map(text -> text.replaceAll(".*/", "")).orElse(""));
    }
    Node merged = merged(branch);
    Map<String, Node> own = schemas.properties(merged);
    List<Map<String, Node>> others =
        all.stream()
            .filter(other -> !other.pointer().equals(branch.pointer()))
            .map(other -> schemas.properties(merged(other)))
            .toList();
    for (Map.Entry<String, Node> property : own.entrySet()) {
      List<Object> values = values(property.getValue());
      if (values.size() == 1
          && values.get(0) instanceof String value
          && others.stream().noneMatch(other -> lists(other, property.getKey(), value))) {
        return Names.ofType(value);
      }
    }
    List<String> names = new ArrayList<>(schemas.required(merged));
    names.retainAll(own.keySet());
    names.addAll(own.keySet());
    return names.stream()
        .filter(name -> others.stream().noneMatch(other -> other.containsKey(name)))
        .findFirst()
        .or(() -> names.stream().findFirst())
        .map(name -> "With" + Names.ofType(name))
        .orElseGet(() -> type(merged));
  }

  private Node merged(Node schema) {
    return schemas.merged(schemas.followed(schema));
  }

  private List<Object> values(Node property) {
    Node merged = merged(property);
    return schemas.values(merged, schemas.branches(merged));
  }

  private boolean lists(Map<String, Node> properties, String name, String value) {
    return properties.containsKey(name) && values(properties.get(name)).contains(value);
  }

  private String type(Node merged) {
    String types =
        schemas.types(merged).stream().map(Names::ofType).collect(Collectors.joining("Or"));
    if (!types.isEmpty()) {
      return types;
    }
    return schemas.branches(merged).isEmpty() ? "Value" : "Choice";
  }
}
