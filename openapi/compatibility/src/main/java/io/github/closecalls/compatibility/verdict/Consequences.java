package io.github.closecalls.compatibility.verdict;

import io.github.closecalls.compatibility.contract.ContractComparison;
import io.github.closecalls.compatibility.jar.ClientCompiler;
import io.github.closecalls.compatibility.rule.Finding;
import io.github.closecalls.compatibility.rule.PrintedText;
import io.github.closecalls.compatibility.rule.Rule;
import io.github.closecalls.compatibility.rule.Severity;
import io.github.closecalls.openapi.generator.ContractModel;
import io.github.closecalls.openapi.generator.Node;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Puts what changes in the generated client under the change of the contract that it comes from.
 *
 * <p>The build and {@code openapi/update} both ask here, so that they say the same.
 */
public final class Consequences {
  private static final Pattern TESTS = Pattern.compile("\\.has(\\p{Lu})");

  private final List<ContractModel> models;
  private final List<Finding> findings;

  private Consequences(ContractModel before, ContractModel after) {
    this.models = List.of(before, after);
    this.findings = new ArrayList<>(ContractComparison.findings(before, after));
  }

  /**
   * Returns the changes of the contract, and those of the jars that no one of them explains.
   *
   * @param java what changed in the jars
   */
  public static List<Finding> findings(
      ContractModel before, ContractModel after, List<Finding> java) {
    Consequences consequences = new Consequences(before, after);
    List<Finding> alone = java.stream().filter(finding -> !consequences.attach(finding)).toList();
    consequences.findings.addAll(alone);
    return consequences.findings;
  }

  private boolean attach(Finding java) {
    String name = name(java.place());
    if (name.isEmpty()) {
      return false;
    }
    if (java.rule() == Rule.JAVA_CONSTANT_ORDER) {
      // JSON Schema gives the order of a list of values no meaning, so neither does the client.
      return true;
    }
    String type = name.replaceFirst("\\..*", "");
    Set<String> ofClass = sources(pointers(type));
    Set<String> own = name.equals(type) ? ofClass : properties(name, ofClass);
    return Stream.<Predicate<Finding>>of(
            finding -> isConstant(finding, name, ofClass),
            about(own),
            about(references(own)),
            finding -> isMentioned(finding, java),
            about(ofClass),
            about(references(ofClass)))
        .anyMatch(reason -> attach(java, reason));
  }

  private boolean attach(Finding java, Predicate<Finding> isReason) {
    for (int i = 0; i < findings.size(); i++) {
      Finding finding = findings.get(i);
      if (finding.severity() != Severity.DOCUMENTATION && isReason.test(finding)) {
        // Who builds an answer passes no null for what no answer holds: the direction decides.
        boolean settled =
            java.rule() == Rule.JAVA_NULL_CHANGED
                && finding.rule() == Rule.NULL_EXCLUDED
                && java.place().contains(".Builder.");
        findings.set(i, finding.with(java, settled));
        return true;
      }
    }
    return false;
  }

  /** The generated name without its package, {@code Builder} and parameters; empty for others. */
  private static String name(String place) {
    String qualified = place.replaceFirst("\\(.*", "");
    return ClientCompiler.PACKAGES.stream()
        .filter(name -> qualified.startsWith(name + "."))
        .map(name -> qualified.substring(name.length() + 1))
        .map(name -> name.replaceFirst("\\.Builder(?=\\.|$)", ""))
        .findFirst()
        .orElse("");
  }

  /** Where the contract says what Java calls so. */
  private Set<String> pointers(String name) {
    // The method that tells null from absent has the property's name as well.
    String tested =
        TESTS.matcher(name).replaceFirst(found -> "." + found.group(1).toLowerCase(Locale.ROOT));
    Set<String> pointers = new LinkedHashSet<>();
    for (ContractModel model : models) {
      for (String candidate : List.of(name, tested)) {
        String pointer = model.javaNames().getOrDefault(candidate, "");
        if (!pointer.isEmpty()) {
          pointers.add(PrintedText.printable(pointer));
        }
      }
    }
    return pointers;
  }

  /** Where the properties of a class stand that has several sources. */
  private Set<String> properties(String name, Set<String> ofClass) {
    Set<String> properties = new LinkedHashSet<>(pointers(name));
    for (String pointer : pointers(name)) {
      String token = pointer.substring(pointer.lastIndexOf('/'));
      ofClass.forEach(source -> properties.add(source + "/properties" + token));
    }
    return properties;
  }

  /** What says together what the schemas there say. */
  private Set<String> sources(Set<String> pointers) {
    Set<String> sources = new LinkedHashSet<>(pointers);
    for (String pointer : pointers) {
      for (ContractModel model : models) {
        model.sources(at(model, pointer)).forEach(source -> sources.add(source.pointer()));
      }
    }
    return sources;
  }

  /** What the schemas there refer to. */
  private Set<String> references(Set<String> pointers) {
    Set<String> references = new LinkedHashSet<>();
    for (String pointer : pointers) {
      models.stream()
          .flatMap(model -> at(model, pointer).references().stream())
          .map(reference -> String.valueOf(reference.value()).substring(1))
          .forEach(references::add);
    }
    return references;
  }

  private static Node at(ContractModel model, String pointer) {
    Node node = model.contract().root();
    for (String token : pointer.substring(1).split("/", -1)) {
      node = node.at(token.replace("~1", "/").replace("~0", "~"));
    }
    return node;
  }

  private static Predicate<Finding> about(Set<String> pointers) {
    return finding ->
        pointers.stream()
            .anyMatch(pointer -> finding.isAbout(pointer) || isOfRequired(finding, pointer));
  }

  /** A property that is required stands in a list beside the properties. */
  private static boolean isOfRequired(Finding finding, String pointer) {
    int properties = pointer.lastIndexOf("/properties/");
    return properties >= 0
        && finding.place().equals(pointer.substring(0, properties) + "/required")
        && finding
            .before()
            .startsWith(pointer.substring(properties + "/properties/".length()) + " ");
  }

  /** One listed value gives one constant. */
  private static boolean isConstant(Finding finding, String name, Set<String> ofClass) {
    String constant = PrintedText.letters(name.substring(name.lastIndexOf('.') + 1));
    return finding.place().matches(".*/(enum|const)")
        && about(ofClass).test(finding)
        && Stream.of(finding.before(), finding.after())
            .anyMatch(value -> PrintedText.letters(value).equals(constant));
  }

  /** A class that comes, goes or changes its name is named wherever it is used. */
  private static boolean isMentioned(Finding finding, Finding java) {
    Set<Rule> ofClasses = Set.of(Rule.CLASS_REMOVED, Rule.CLASS_ADDED, Rule.JAVA_NAME_CHANGED);
    return ofClasses.contains(finding.rule())
        && Stream.of(finding.before(), finding.after())
            .filter(type -> !type.equals(Finding.NOTHING))
            .map(type -> type.replaceFirst("\\..*", ""))
            .anyMatch(
                type ->
                    Stream.of(java.place(), java.before(), java.after())
                        .anyMatch(text -> text.matches(".*\\." + type + "\\b.*")));
  }
}
