package io.github.closecalls.compatibility.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.closecalls.compatibility.rule.Finding;
import io.github.closecalls.compatibility.rule.Severity;
import io.github.closecalls.openapi.generator.Contract;
import io.github.closecalls.openapi.generator.ContractModel;
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
public final class Documents {
  private static final JsonMapper JSON = new JsonMapper();

  private Documents() {}

  public static Path repository() {
    Path start = Path.of("").toAbsolutePath();
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      if (Files.isRegularFile(folder.resolve("openapi/close-calls.yaml"))) {
        return folder;
      }
    }
    throw new AssertionError("There is no openapi/close-calls.yaml above " + start);
  }

  public static String lines(String... lines) {
    return String.join("\n", lines) + "\n";
  }

  /**
   * Close's contract as it was when the rules were made. Tests of rules hang on it and not on
   * today's, so that taking in a rendering turns none of them red.
   */
  public static String closeCalls() {
    try {
      return Files.readString(
          repository().resolve("openapi/compatibility/src/test/resources/calls.yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A copy of a document that can be changed. */
  public static Map<String, Object> tree(String document) {
    return object(copy(Objects.requireNonNull(Contract.parse(document).root().value())));
  }

  public static Object copy(Object value) {
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
  public static Map<String, Object> object(Object value) {
    return (Map<String, Object>) value;
  }

  @SuppressWarnings("unchecked")
  public static List<Object> array(Object value) {
    return (List<Object>) value;
  }

  public static Object at(Object root, String pointer) {
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

  public static String json(Object tree) {
    try {
      return JSON.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  public static List<Finding> findings(String before, String after) {
    return ContractComparison.findings(rendering(before), rendering(after));
  }

  public static ContractModel rendering(String document) {
    return ContractFile.parse("under test", document.getBytes(StandardCharsets.UTF_8));
  }

  /** The worst of the changes: what the gate says as a whole. */
  public static Optional<Severity> worst(List<Finding> changes) {
    return changes.stream().map(Finding::severity).max(Comparator.naturalOrder());
  }
}
