package io.github.closecalls.contract;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.Yaml;

/** The contract as data. The tests take their cases from it, so that they change as it does. */
final class ContractDocument {
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  private final Map<?, ?> document;

  private ContractDocument(Map<?, ?> document) {
    this.document = document;
  }

  /** An operation with a JSON request body. */
  record Operation(
      String method, String path, Schema request, Optional<Schema> answer, boolean demandsHeader) {
    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  static ContractDocument underTest() {
    Path file = Repository.contractUnderTest();
    try (Reader reader = Files.newBufferedReader(file)) {
      return new ContractDocument(new Yaml().load(reader));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The contract that -Dcontract.file names cannot be read: " + file, e);
    }
  }

  List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    map(document.get("paths"))
        .forEach(
            (path, item) ->
                map(item)
                    .forEach(
                        (method, operation) -> {
                          if (METHODS.contains(String.valueOf(method))) {
                            operation(String.valueOf(method), String.valueOf(path), map(operation))
                                .ifPresent(operations::add);
                          }
                        }));
    if (operations.isEmpty()) {
      throw new AssertionError("The contract has no operation with a JSON request body.");
    }
    return operations;
  }

  private Optional<Operation> operation(String method, String path, Map<?, ?> operation) {
    Optional<Schema> request = json(resolve(operation.get("requestBody")));
    Optional<Schema> answer = json(resolve(map(operation.get("responses")).get("200")));
    boolean demandsHeader =
        operation.get("parameters") instanceof List<?> parameters
            && parameters.stream()
                .map(this::resolve)
                .anyMatch(
                    parameter ->
                        "header".equals(parameter.get("in"))
                            && "Authorization".equalsIgnoreCase((String) parameter.get("name"))
                            && Boolean.TRUE.equals(parameter.get("required")));
    return request.map(
        schema ->
            new Operation(method.toUpperCase(Locale.ROOT), path, schema, answer, demandsHeader));
  }

  private Optional<Schema> json(Map<?, ?> body) {
    return Optional.ofNullable(map(map(body.get("content")).get("application/json")).get("schema"))
        .map(this::schema);
  }

  /** Returns a JSON Schema document for what an operation answers. */
  String schemaOfAnswers(Operation operation) {
    return Json.write(
        Map.of(
            "$schema",
            "https://json-schema.org/draft/2020-12/schema",
            "allOf",
            List.of(operation.answer().orElseThrow().node()),
            "components",
            map(document.get("components"))));
  }

  /** Returns a schema with its reference followed; what is not there allows everything. */
  Schema schema(Object node) {
    Map<?, ?> resolved = resolve(node);
    if (resolved.get("allOf") instanceof List<?> parts && parts.size() == 1) {
      return schema(parts.get(0));
    }
    return new Schema(this, resolved);
  }

  private Map<?, ?> resolve(Object node) {
    Map<?, ?> map = map(node);
    if (!(map.get("$ref") instanceof String reference)) {
      return map;
    }
    Object target = document;
    for (String step : reference.substring("#/".length()).split("/", -1)) {
      target = map(target).get(step.replace("~1", "/").replace("~0", "~"));
    }
    if (target == null) {
      throw new AssertionError("The contract has no " + reference);
    }
    return resolve(target);
  }

  private static Map<?, ?> map(Object node) {
    return node instanceof Map<?, ?> map ? map : Map.of();
  }
}
