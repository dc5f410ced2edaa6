package io.github.closecalls.openapi.generator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A contract without the parts that a user has no use for, or that are refused.
 *
 * <p>A path or an operation is not there then; a schema takes any value.
 */
final class LeftOut {
  private LeftOut() {}

  /**
   * The contract without these parts.
   *
   * @param pointers their JSON pointers, as refusals say them, with blanks between them
   * @throws UnsupportedConstructException if one of them leads nowhere
   */
  static Contract of(Contract contract, String pointers) {
    Contract rest = contract;
    for (String pointer : pointers.strip().split("\\s+", -1)) {
      if (!pointer.isEmpty()) {
        List<String> tokens = new ArrayList<>(List.of(pointer.split("/", -1)));
        tokens.remove(0);
        if (tokens.isEmpty() || !(pointer.startsWith("/") || pointer.startsWith("#/"))) {
          throw Refusal.LEFT_OUT_NOTHING.at(contract.root(), pointer);
        }
        if (tokens.get(tokens.size() - 1).equals("$ref")) {
          tokens.remove(tokens.size() - 1);
        }
        boolean operation = tokens.get(0).equals("paths") && tokens.size() <= 3;
        rest =
            rest.withRoot(new Node("", without(rest.root(), tokens, operation, contract, pointer)));
      }
    }
    return rest;
  }

  private static @Nullable Object without(
      Node node, List<String> tokens, boolean operation, Contract contract, String pointer) {
    String name = tokens.get(0).replace("~1", "/").replace("~0", "~");
    List<String> further = tokens.subList(1, tokens.size());
    if (node.value() instanceof List<?> list
        && name.matches("[0-9]{1,6}")
        && Integer.parseInt(name) < list.size()) {
      List<@Nullable Object> copy = new ArrayList<>(list);
      int index = Integer.parseInt(name);
      copy.set(
          index,
          further.isEmpty()
              ? Map.of()
              : without(node.items().get(index), further, operation, contract, pointer));
      return copy;
    }
    if (!node.has(name)) {
      throw Refusal.LEFT_OUT_NOTHING.at(contract.root(), pointer);
    }
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    node.members().forEach((key, member) -> copy.put(key, member.value()));
    if (!further.isEmpty()) {
      copy.put(name, without(node.at(name), further, operation, contract, pointer));
    } else if (operation) {
      copy.remove(name);
    } else {
      copy.put(name, Map.of());
    }
    return copy;
  }
}
