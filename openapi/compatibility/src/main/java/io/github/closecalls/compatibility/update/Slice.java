package io.github.closecalls.compatibility.update;

import io.github.closecalls.openapi.generator.Contract;
import io.github.closecalls.openapi.generator.Node;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Cuts the calls out of Close's full specification, with all that they lead to. */
final class Slice {
  private static final Pattern OURS = Pattern.compile("/activity/call(/.*)?");
  private static final Pattern COMPONENT = Pattern.compile("#(/components/[^/]+/[^/]+)(/.*)?");

  private final Contract contract;
  private final Set<String> reached = new HashSet<>();
  private final Deque<Object> open = new ArrayDeque<>();

  private Slice(Contract contract) {
    this.contract = contract;
  }

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
    return new Slice(contract).slice();
  }

  private Map<String, @Nullable Object> slice() {
    Node root = contract.root();
    Map<String, @Nullable Object> paths = new LinkedHashMap<>();
    root.at("paths")
        .members()
        .forEach(
            (path, item) -> {
              if (isOurs(path)) {
                paths.put(path, item.value());
                reach(item.value());
              }
            });
    walk();
    reachHeirs();
    Set<String> schemes = schemes(paths);

    Map<String, @Nullable Object> sliced = new LinkedHashMap<>();
    for (String key : List.of("openapi", "jsonSchemaDialect", "info", "servers", "security")) {
      if (root.has(key)) {
        sliced.put(key, root.at(key).value());
      }
    }
    sliced.put("paths", paths);
    Map<String, @Nullable Object> components = new LinkedHashMap<>();
    root.at("components")
        .members()
        .forEach(
            (kind, section) -> {
              Map<String, @Nullable Object> kept = new LinkedHashMap<>();
              section
                  .members()
                  .forEach(
                      (name, component) -> {
                        boolean wanted =
                            kind.equals("securitySchemes")
                                ? schemes.contains(name)
                                : reached.contains(component.pointer());
                        if (wanted) {
                          kept.put(name, component.value());
                        }
                      });
              if (!kept.isEmpty()) {
                components.put(kind, kept);
              }
            });
    if (!components.isEmpty()) {
      sliced.put("components", components);
    }
    return sliced;
  }

  private void reach(@Nullable Object value) {
    if (value != null) {
      open.add(value);
    }
  }

  private void walk() {
    while (!open.isEmpty()) {
      Object value = open.remove();
      if (value instanceof Map<?, ?> map) {
        if (map.get("$ref") instanceof String reference) {
          follow(reference);
        }
        if (map.get("discriminator") instanceof Map<?, ?> discriminator
            && discriminator.get("mapping") instanceof Map<?, ?> mapping) {
          mapping.values().forEach(name -> followName(String.valueOf(name)));
        }
        map.values().forEach(this::reach);
      } else if (value instanceof List<?> list) {
        list.forEach(this::reach);
      }
    }
  }

  private void follow(String reference) {
    Matcher component = COMPONENT.matcher(reference);
    if (component.matches()) {
      Node target = contract.resolve(new Node("", "#" + component.group(1)));
      if (reached.add(target.pointer())) {
        reach(target.value());
      }
    }
  }

  /** A mapping names a schema, or refers to it. */
  private void followName(String name) {
    Node schema = contract.root().at("components").at("schemas").at(name);
    if (schema.value() == null) {
      follow(name);
    } else if (reached.add(schema.pointer())) {
      reach(schema.value());
    }
  }

  /** What extends a schema with a discriminator can stand wherever that schema is named. */
  private void reachHeirs() {
    boolean more = true;
    while (more) {
      more = false;
      for (Node schema : contract.root().at("components").at("schemas").members().values()) {
        if (!reached.contains(schema.pointer()) && extendsReached(schema)) {
          reached.add(schema.pointer());
          reach(schema.value());
          walk();
          more = true;
        }
      }
    }
  }

  private boolean extendsReached(Node schema) {
    return schema.at("allOf").items().stream()
        .filter(part -> part.has("$ref"))
        .map(contract::follow)
        .anyMatch(part -> part.has("discriminator") && reached.contains(part.pointer()));
  }

  /** The schemes that are demanded; all of them where the document demands none. */
  private Set<String> schemes(Map<String, @Nullable Object> paths) {
    Set<String> names = new TreeSet<>();
    names(contract.root().at("security"), names);
    Node sliced = new Node("", paths);
    sliced
        .members()
        .values()
        .forEach(
            item ->
                contract
                    .follow(item)
                    .members()
                    .values()
                    .forEach(operation -> names(operation.at("security"), names)));
    return names.isEmpty()
        ? contract.root().at("components").at("securitySchemes").members().keySet()
        : names;
  }

  private static void names(Node security, Set<String> names) {
    security.items().forEach(requirement -> names.addAll(requirement.members().keySet()));
  }
}
