package io.github.closecalls.openapi.generator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What this generator makes of a contract, for those who compare two contracts by it.
 *
 * <p>It answers as the generated code does: which schema another one merely names, what the parts
 * of an {@code allOf} say together, whether null is allowed, and what Java calls things. Not safe
 * for use by several threads.
 */
public final class ContractModel {
  private final Contract contract;
  private final Types types;
  private final Map<String, String> javaNames = new LinkedHashMap<>();
  private final Set<String> withParameterObject = new HashSet<>();

  private ContractModel(Contract contract, String tagPrefix) {
    this.contract = contract;
    this.types = new Types(contract, "model", RetrofitMoshiCodegen.RESERVED, false);
    for (Operations.Api api : new Operations(contract, types, tagPrefix).apis()) {
      for (Operations.Operation operation : api.operations()) {
        javaNames.put(api.name() + "." + operation.name(), operation.pointer());
        operation
            .written()
            .map(Operations.Written::object)
            .ifPresent(object -> putNames(api.name(), operation.pointer(), object));
      }
    }
    for (Declaration declaration : types.declarations()) {
      String name = declaration.name();
      javaNames.put(name, types.origin(name));
      List<Declaration.Property> properties =
          declaration instanceof Declaration.Model model
              ? model.properties()
              : declaration instanceof Declaration.Hierarchy hierarchy
                  ? hierarchy.accessors()
                  : List.of();
      for (Declaration.Property property : properties) {
        javaNames.put(name + "." + property.name(), property.pointer());
      }
    }
  }

  private void putNames(String api, String operation, ParameterObject object) {
    String name = api + "." + object.name();
    javaNames.put(name, operation);
    withParameterObject.add(operation);
    for (ParameterObject.Member member : object.members()) {
      javaNames.put(name + "." + member.name(), member.pointer());
    }
  }

  /**
   * Reads all of a contract as the generator does.
   *
   * @param contract the contract
   * @param tagPrefix the generator's option of this name; empty for none
   * @return its model
   * @throws IllegalArgumentException if the contract has something that has no correct Java
   */
  public static ContractModel of(Contract contract, String tagPrefix) {
    return LongStack.call(() -> new ContractModel(ClosedWorld.of(contract), tagPrefix));
  }

  /**
   * Returns the contract that it is made of, with every reference where the generator follows it.
   *
   * @return the document
   */
  public Contract contract() {
    return contract;
  }

  /**
   * Returns what Java calls things: {@code CallActivity}, {@code CallActivity.leadId}, {@code
   * ActivitiesCallsApi.create}, each with the JSON pointer of what it is generated from, which is
   * empty where a type has none of its own.
   *
   * @return an unmodifiable map, operations first, in the order of the contract
   */
  public Map<String, String> javaNames() {
    return Collections.unmodifiableMap(javaNames);
  }

  /**
   * Returns whether the method of an operation takes its parameters in one object.
   *
   * @param operation the operation, a place of the contract
   * @return false also if there is no such operation
   */
  public boolean hasParameterObject(Node operation) {
    return withParameterObject.contains(operation.pointer());
  }

  /**
   * Returns the Java type of a schema's values, as if they were never null.
   *
   * @param schema a place that holds a schema
   * @return the type with the packages of all but generated types
   */
  public String javaType(Node schema) {
    return types
        .use(schema, "Unnamed")
        .typeName()
        .orNull(false)
        .toString()
        .replace("model.", "")
        .replace("`", "");
  }

  /**
   * Tells whether null is among a schema's values.
   *
   * @param schema a place that holds a schema
   * @return false if no value of it is null
   */
  public boolean allowsNull(Node schema) {
    return types.use(schema, "Unnamed").nullable();
  }

  /**
   * Tells whether null is the only value of a schema.
   *
   * @param schema a place that holds a schema
   * @return false if there are others or none
   */
  public boolean isNull(Node schema) {
    return types.schemas().isNull(schema);
  }

  /**
   * Returns what a schema says once it is followed to where it leads: its references, the parts of
   * its {@code allOf} and the only branch of a choice beside null are one with it.
   *
   * @param schema a place that holds a schema
   * @return a place with one object of keywords
   */
  public Node effective(Node schema) {
    Schemas schemas = types.schemas();
    Node effective = schemas.merged(schemas.followed(schema));
    List<Node> branches = schemas.branches(effective);
    while (branches.size() == 1) {
      effective = schemas.merged(schemas.followed(schemas.withBase(effective, branches.get(0))));
      branches = schemas.branches(effective);
    }
    return effective;
  }

  /**
   * Returns the places that say together what {@link #effective} says: the schema, what it refers
   * to, the parts of its {@code allOf} and the only branch of a choice beside null, each with its
   * own.
   *
   * @param schema a place that holds a schema
   * @return each place once, the schema first
   */
  public List<Node> sources(Node schema) {
    Map<String, Node> sources = new LinkedHashMap<>();
    addSources(schema, schema, sources);
    return List.copyOf(sources.values());
  }

  private void addSources(Node source, Node heir, Map<String, Node> sources) {
    if (!source.isObject() || sources.putIfAbsent(source.pointer(), source) != null) {
      return;
    }
    if (source.has("$ref")) {
      addSources(contract.resolve(source.at("$ref")), heir, sources);
    }
    source.at("allOf").items().forEach(part -> addSources(part, heir, sources));
    List<Node> branches = branches(source);
    // A base that lists its only heir as a choice says nothing of that to the heir.
    if (branches.size() == 1
        && !contract.follow(branches.get(0)).pointer().equals(heir.pointer())) {
      addSources(branches.get(0), heir, sources);
    }
  }

  /**
   * Returns the types of a schema's values, without null.
   *
   * @param effective a schema from {@link #effective}
   * @return none if every type is allowed
   */
  public Set<String> types(Node effective) {
    return types.schemas().types(effective);
  }

  /**
   * Returns the values that a schema lists, without null.
   *
   * @param effective a schema from {@link #effective}
   * @return none if it lists none
   */
  public List<Object> values(Node effective) {
    return types.schemas().values(effective, types.schemas().branches(effective));
  }

  /**
   * Returns the schemas between which a schema chooses, without those that only allow null.
   *
   * @param schema a place that holds a schema
   * @return none if it makes no choice of its own
   */
  public List<Node> branches(Node schema) {
    return new ArrayList<>(types.schemas().branches(schema));
  }

  /**
   * Returns the schemas that may stand where one with a discriminator is named, though it lists
   * none of them as a choice.
   *
   * @param schema a place that holds a schema
   * @return none if it has no discriminator
   */
  public List<Node> heirs(Node schema) {
    return schema.has("discriminator") ? types.schemas().heirs(schema) : List.of();
  }
}
