package io.github.closecalls.compatibility.contract;

import static io.github.closecalls.compatibility.rule.Direction.NEITHER;

import io.github.closecalls.compatibility.rule.Direction;
import io.github.closecalls.compatibility.rule.Finding;
import io.github.closecalls.compatibility.rule.PrintedText;
import io.github.closecalls.compatibility.rule.Rule;
import io.github.closecalls.compatibility.rule.Severity;
import io.github.closecalls.openapi.generator.ContractModel;
import io.github.closecalls.openapi.generator.Node;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares two renderings of the contract by their effect on users of this client.
 *
 * <p>It denies by default: what no rule knows as additive or as documentation is breaking.
 * Operations are compared first, with the schemas that they lead to; then the components, each of
 * which gives Java even where nothing refers to it; then the names that Java code uses.
 */
public final class ContractComparison {
  private final Findings findings = new Findings();
  private final SchemaReader before;
  private final SchemaReader after;

  private ContractComparison(ContractModel before, ContractModel after) {
    this.before = new SchemaReader(before);
    this.after = new SchemaReader(after);
  }

  /** Returns the differences, none if both contracts say the same, however they write it. */
  public static List<Finding> findings(ContractModel before, ContractModel after) {
    return new ContractComparison(before, after).compare();
  }

  private List<Finding> compare() {
    // A contract walked with itself tells how each of its schemas is used.
    SchemaComparison uses = new SchemaComparison(before, before, new Findings());
    new OperationComparison(before, before, uses, new Findings()).judge();
    SchemaComparison schemas = new SchemaComparison(before, after, findings);
    new OperationComparison(before, after, schemas, findings).judge();
    components(uses, schemas);
    schemas.judge();
    otherComponents();
    names();
    return findings.all();
  }

  /** Each component is generated, referred to or not, and is matched by the name of its class. */
  private void components(SchemaComparison uses, SchemaComparison schemas) {
    Map<String, Node> olds = before.components().members();
    Map<String, Node> news = after.components().members();
    Map<String, String> oldNames = new HashMap<>();
    olds.keySet().forEach(name -> oldNames.putIfAbsent(PrintedText.letters(name), name));
    Map<String, Node> newsByOldName = new LinkedHashMap<>();
    news.forEach(
        (name, node) -> {
          String oldName = oldNames.getOrDefault(PrintedText.letters(name), name);
          boolean isTaken =
              olds.containsKey(name)
                  || news.containsKey(oldName)
                  || newsByOldName.containsKey(oldName);
          newsByOldName.put(isTaken ? name : oldName, node);
        });
    Both.matched(olds, newsByOldName)
        .values()
        .forEach(
            component -> {
              if (component.inBoth()) {
                Set<Direction> found = uses.usesOf(component.before());
                // What nothing refers to can be built and read by users all the same.
                schemas.use(component, found.isEmpty() ? Direction.BOTH : found);
              } else {
                component(component);
              }
            });
  }

  /** A component that one contract has, where the other may get its class from elsewhere. */
  private void component(Both component) {
    Node present = component.present();
    String type = (component.isGone() ? before : after).ownClassName(present);
    SchemaReader other = component.isGone() ? after : before;
    if (type.isEmpty()) {
      findings.add(Rule.COMPONENT_CHANGED, NEITHER, component);
    } else if (!other.model.javaNames().containsKey(type)) {
      findings.inBoth(type, component, NEITHER, Rule.CLASS_ADDED, Rule.CLASS_REMOVED);
    }
  }

  /** Components of other kinds count where something refers to them; the rest is said here. */
  private void otherComponents() {
    new Both(before.contract.root(), after.contract.root())
        .at("components")
        .members()
        .forEach(
            (kind, section) -> {
              if (!Set.of("schemas", "securitySchemes").contains(kind)) {
                section.members().values().forEach(this::otherComponent);
              }
            });
  }

  private void otherComponent(Both component) {
    if (!findings.about(component.after().pointer(), Severity.DOCUMENTATION)) {
      findings.add(Rule.COMPONENT_CHANGED, NEITHER, component);
    }
  }

  /** A thing that is in both contracts and has another name in Java. */
  private void names() {
    before.javaNames.forEach(
        (place, name) -> {
          String now = after.javaNames.getOrDefault(place, name);
          // A type may have no place of its own: none is the same in both.
          boolean hasPlace = place.contains("/");
          if (hasPlace && !name.equals(now) && !isSameMember(name, now)) {
            findings.add(
                Rule.JAVA_NAME_CHANGED, place.substring(place.indexOf('/')), NEITHER, name, now);
          }
        });
  }

  /** Of a property only its own name counts; that of its class is the class's. */
  private static boolean isSameMember(String name, String now) {
    int dot = name.indexOf('.');
    return dot >= 0
        && !name.contains("Api.")
        && name.substring(dot).equals(now.substring(Math.max(0, now.indexOf('.'))));
  }
}
