package io.github.closecalls.compatibility.update;

import io.github.closecalls.openapi.generator.Contract;
import io.github.closecalls.openapi.generator.Node;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Cuts the calls out of Close's full specification, with all that they lead to. */
final class Slice {
  private static final Pattern OURS = Pattern.compile("/activity/call(/.*)?");

  private static final Set<String> HEAD =
      Set.of("openapi", "jsonSchemaDialect", "info", "servers", "security");

  private Slice() {}

  /** Whether it has operations that this client is not for. */
  static boolean isFull(Contract contract) {
    return contract.root().at("paths").members().keySet().stream()
        .anyMatch(path -> !path.startsWith("x-") && !isOurs(path));
  }

  static boolean isOurs(String path) {
    return OURS.matcher(path).matches();
  }

  /** The part of the document that is about calls. */
  static Map<String, @Nullable Object> of(Contract contract) {
    Node root = contract.root();
    Map<String, @Nullable Object> paths = some(root.at("paths"), Slice::isOurs);
    Set<String> reached = contract.reachedFrom(new Node("/paths", paths));
    Set<String> schemes = schemes(contract, paths);
    Map<String, @Nullable Object> components = new LinkedHashMap<>();
    for (Map.Entry<String, Node> kind : root.at("components").members().entrySet()) {
      Node section = kind.getValue();
      Predicate<String> isWanted =
          kind.getKey().equals("securitySchemes")
              ? schemes::contains
              : name -> reached.contains(section.at(name).pointer());
      Map<String, @Nullable Object> kept = some(section, isWanted);
      if (!kept.isEmpty()) {
        components.put(kind.getKey(), kept);
      }
    }
    Map<String, @Nullable Object> slice = some(root, HEAD::contains);
    slice.put("paths", paths);
    if (!components.isEmpty()) {
      slice.put("components", components);
    }
    return slice;
  }

  /** The values of some members. */
  static Map<String, @Nullable Object> some(Node holder, Predicate<String> isWanted) {
    Map<String, @Nullable Object> some = new LinkedHashMap<>();
    holder.members().forEach((name, member) -> some.put(name, member.value()));
    some.keySet().removeIf(isWanted.negate());
    return some;
  }

  /** The schemes that are demanded; all of them where the document demands none. */
  private static Set<String> schemes(Contract contract, Map<String, @Nullable Object> paths) {
    Set<String> names = new TreeSet<>();
    demand(contract.root(), names);
    for (Node item : new Node("", paths).members().values()) {
      contract.follow(item).members().values().forEach(operation -> demand(operation, names));
    }
    return names.isEmpty()
        ? contract.root().at("components").at("securitySchemes").members().keySet()
        : names;
  }

  private static void demand(Node holder, Set<String> names) {
    holder.at("security").items().forEach(each -> names.addAll(each.members().keySet()));
  }
}
