package io.github.closecalls.openapi.generator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What others say of the parts of a contract that it does not describe itself. */
final class Descriptions {
  private Descriptions() {}

  /**
   * The contract with the descriptions of a file, which has a JSON pointer for each.
   *
   * <p>A place that is not in the contract is passed over, so that one file serves several
   * renderings; a description that the contract has stays.
   *
   * @param file its name, or nothing
   * @throws IllegalArgumentException if it is not readable as that
   */
  static Contract of(Contract contract, String file) {
    if (file.isBlank()) {
      return contract;
    }
    Contract described = contract;
    for (Map.Entry<String, Node> entry : read(Path.of(file)).members().entrySet()) {
      List<String> tokens = List.of(entry.getKey().split("/", -1));
      if (!tokens.get(0).isEmpty() || !(entry.getValue().value() instanceof String text)) {
        throw new IllegalArgumentException(
            file + " should have a text for each JSON pointer, but has " + entry.getKey());
      }
      described =
          described.withRoot(
              new Node("", with(described.root(), tokens.subList(1, tokens.size()), text)));
    }
    return described;
  }

  private static Node read(Path file) {
    try {
      return ContractReader.read(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the descriptions " + file, e);
    }
  }

  private static @Nullable Object with(Node node, List<String> tokens, String text) {
    boolean here = tokens.isEmpty();
    String name = here ? "description" : tokens.get(0).replace("~1", "/").replace("~0", "~");
    if (!node.isObject() || node.has(name) == here) {
      return node.value();
    }
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    node.members().forEach((key, member) -> copy.put(key, member.value()));
    copy.put(name, here ? text : with(node.at(name), tokens.subList(1, tokens.size()), text));
    return copy;
  }
}
