package io.github.closecalls.compatibility;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.closecalls.openapi.generator.Contract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Contracts that tests change. */
final class Documents {
  private static final JsonMapper JSON = new JsonMapper();

  private Documents() {}

  static Path repository() {
    Path start = Path.of("").toAbsolutePath();
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      if (Files.isRegularFile(folder.resolve("openapi/close-calls.yaml"))) {
        return folder;
      }
    }
    throw new AssertionError("There is no openapi/close-calls.yaml above " + start);
  }

  static String lines(String... lines) {
    return String.join("\n", lines) + "\n";
  }

  static String closeCalls() {
    try {
      return Files.readString(repository().resolve("openapi/close-calls.yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A copy of a document that can be changed. */
  static Map<String, Object> tree(String document) {
    return object(copy(Objects.requireNonNull(Contract.parse(document).root().value())));
  }

  static Object copy(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> copy = new LinkedHashMap<>();
      map.forEach((key, member) -> copy.put((String) key, copy(member)));
      return copy;
    }
    return value instanceof List<?> list
        ? new ArrayList<>(list.stream().map(Documents::copy).toList())
        : value;
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> object(Object value) {
    return (Map<String, Object>) value;
  }

  @SuppressWarnings("unchecked")
  static List<Object> array(Object value) {
    return (List<Object>) value;
  }

  static Object at(Object root, String pointer) {
    Object value = root;
    for (String token : pointer.isEmpty() ? new String[0] : pointer.substring(1).split("/", -1)) {
      value =
          value instanceof List<?> list
              ? list.get(Integer.parseInt(token))
              : Objects.requireNonNull(
                  object(value).get(token.replace("~1", "/").replace("~0", "~")), pointer);
    }
    return value;
  }

  static String json(Object tree) {
    try {
      return JSON.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  static List<Change> changes(String before, String after) {
    return ContractGate.changes(rendering(before), rendering(after));
  }

  static Rendering rendering(String document) {
    return ContractGate.parse("under test", document.getBytes(StandardCharsets.UTF_8));
  }

  /** The worst of the changes: what the gate says as a whole. */
  static Optional<Change.Kind> worst(List<Change> changes) {
    return changes.stream().map(Change::kind).max(Comparator.naturalOrder());
  }
}
