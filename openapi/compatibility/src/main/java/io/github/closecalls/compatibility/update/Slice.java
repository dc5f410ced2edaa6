package io.github.closecalls.compatibility.update;

import io.github.closecalls.openapi.generator.Contract;
import io.github.closecalls.openapi.generator.Node;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Cuts the calls out of Close's full specification, with all that they lead to. */
final class Slice {
  private static final Pattern OURS = Pattern.compile("/activity/call(/.*)?");
  private static final Pattern COMPONENT = Pattern.compile("#(/components/[^/]+/[^/]+)(/.*)?");

  private static final Set<String> HEAD =
      Set.of("openapi", "jsonSchemaDialect", "info", "servers", "security");

  private final Contract contract;
  private final Node schemas;

  /** The pointers of the components that the calls lead to. */
  private final Set<String> reached = new LinkedHashSet<>();

  private Slice(Contract contract) {
    this.contract = contract;
    this.schemas = contract.root().at("components").at("schemas");
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
    Map<String, @Nullable Object> paths = some(root.at("paths"), (path, item) -> isOurs(path));
    reach(paths);
    while (schemas.members().values().stream().anyMatch(this::reachHeir)) {
      // An heir may be the base of others.
    }
    Set<String> schemes = schemes(paths);
    Map<String, @Nullable Object> components = new LinkedHashMap<>();
    root.at("components")
        .members()
        .forEach(
            (kind, section) -> {
              boolean named = kind.equals("securitySchemes");
              Map<String, @Nullable Object> kept =
                  some(
                      section,
                      (name, component) ->
                          named ? schemes.contains(name) : reached.contains(component.pointer()));
              if (!kept.isEmpty()) {
                components.put(kind, kept);
              }
            });
    Map<String, @Nullable Object> sliced = some(root, (key, member) -> HEAD.contains(key));
    sliced.put("paths", paths);
    if (!components.isEmpty()) {
      sliced.put("components", components);
    }
    return sliced;
  }

  private static Map<String, @Nullable Object> some(Node holder, BiPredicate<String, Node> wanted) {
    Map<String, @Nullable Object> some = new LinkedHashMap<>();
    holder
        .members()
        .forEach(
            (name, member) -> {
              if (wanted.test(name, member)) {
                some.put(name, member.value());
              }
            });
    return some;
  }

  private void reach(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      if (map.get("$ref") instanceof String reference) {
        follow(reference);
      }
      if (map.get("discriminator") instanceof Map<?, ?> discriminator
          && discriminator.get("mapping") instanceof Map<?, ?> mapping) {
        // A mapping names a schema, or refers to it.
        mapping.values().stream()
            .map(String::valueOf)
            .forEach(to -> follow(schemas.has(to) ? "#" + schemas.at(to).pointer() : to));
      }
      map.values().forEach(this::reach);
    } else if (value instanceof List<?> list) {
      list.forEach(this::reach);
    }
  }

  private void follow(String reference) {
    Matcher component = COMPONENT.matcher(reference);
    if (component.matches()) {
      add(contract.resolve(new Node("", "#" + component.group(1))));
    }
  }

  private boolean add(Node component) {
    boolean isNew = reached.add(component.pointer());
    if (isNew) {
      reach(component.value());
    }
    return isNew;
  }

  /** What extends a schema with a discriminator can stand wherever that schema is named. */
  private boolean reachHeir(Node schema) {
    return schema.at("allOf").items().stream()
            .filter(part -> part.has("$ref"))
            .map(contract::follow)
            .anyMatch(base -> base.has("discriminator") && reached.contains(base.pointer()))
        && add(schema);
  }

  /** The schemes that are demanded; all of them where the document demands none. */
  private Set<String> schemes(Map<String, @Nullable Object> paths) {
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
