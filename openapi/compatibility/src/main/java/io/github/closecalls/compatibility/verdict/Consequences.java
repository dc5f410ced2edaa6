package io.github.closecalls.compatibility.verdict;

import io.github.closecalls.compatibility.contract.ContractComparison;
import io.github.closecalls.compatibility.jar.ClientCompiler;
import io.github.closecalls.compatibility.jar.JavaApi;
import io.github.closecalls.compatibility.jar.JavaApiComparison;
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
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Puts what changes in the generated client under the change of the contract that it comes from.
 *
 * <p>The build and {@code openapi/update} both ask here, so that they say the same.
 */
public final class Consequences {
  private final ContractModel before;
  private final ContractModel after;
  private final List<Finding> findings;

  private Consequences(ContractModel before, ContractModel after) {
    this.before = before;
    this.after = after;
    this.findings = new ArrayList<>(ContractComparison.findings(before, after));
  }

  /** Returns the changes of the contract, and those of the client that no one of them explains. */
  public static List<Finding> findings(
      ContractModel before, ContractModel after, JavaApi clientBefore, JavaApi clientAfter) {
    Consequences consequences = new Consequences(before, after);
    List<Finding> alone = new ArrayList<>();
    for (Finding java : JavaApiComparison.findings(clientBefore, clientAfter)) {
      if (!consequences.attach(java)) {
        alone.add(java);
      }
    }
    consequences.findings.addAll(alone);
    return consequences.findings;
  }

  private boolean attach(Finding java) {
    String name = name(java.place());
    if (name.isEmpty()) {
      return false;
    }
    Set<String> pointers = pointers(name);
    Set<String> ofClass = pointers(name.replaceFirst("\\..*", ""));
    return attach(java, finding -> isConstant(finding, name))
        || attach(java, finding -> isAbout(finding, pointers))
        || attach(java, finding -> isAbout(finding, references(pointers)))
        || attach(java, finding -> isInherited(finding, pointers, references(ofClass)))
        || attach(java, finding -> isMentioned(finding, java))
        || attach(java, finding -> isAbout(finding, ofClass))
        || attach(java, finding -> isAbout(finding, references(ofClass)));
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
        findings.set(i, settled ? finding.noting(java) : finding.with(java));
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
    Set<String> pointers = new LinkedHashSet<>();
    int has = name.indexOf(".has");
    String tested =
        has < 0 || has + 4 >= name.length()
            ? name
            : name.substring(0, has + 1)
                + name.substring(has + 4, has + 5).toLowerCase(Locale.ROOT)
                + name.substring(has + 5);
    for (String candidate : List.of(name, tested)) {
      for (ContractModel model : List.of(before, after)) {
        String pointer = model.javaNames().getOrDefault(candidate, "");
        if (!pointer.isEmpty()) {
          pointers.add(PrintedText.printable(pointer));
        }
      }
    }
    return pointers;
  }

  /** What the schemas there refer to. */
  private Set<String> references(Set<String> pointers) {
    Set<String> references = new LinkedHashSet<>();
    for (String pointer : pointers) {
      for (ContractModel model : List.of(before, after)) {
        addReferences(at(model, pointer), references);
      }
    }
    return references;
  }

  /** What stands there; a property of a merged schema stands nowhere. */
  private static @Nullable Object at(ContractModel model, String pointer) {
    Node node = model.contract().root();
    for (String token : pointer.substring(1).split("/", -1)) {
      node = node.at(token.replace("~1", "/").replace("~0", "~"));
    }
    return node.value();
  }

  private static void addReferences(@Nullable Object value, Set<String> references) {
    if (value instanceof Map<?, ?> map) {
      if (map.get("$ref") instanceof String reference && reference.startsWith("#/")) {
        references.add(reference.substring(1));
      }
      map.values().forEach(member -> addReferences(member, references));
    } else if (value instanceof List<?> list) {
      list.forEach(item -> addReferences(item, references));
    }
  }

  private static boolean isAbout(Finding finding, Set<String> pointers) {
    String place = finding.place();
    return pointers.stream()
        .anyMatch(
            pointer ->
                isWithin(place, pointer)
                    || isWithin(pointer, place)
                    || isOfRequired(finding, pointer));
  }

  /** A property that a part of the schema has, which the class refers to. */
  private static boolean isInherited(Finding finding, Set<String> pointers, Set<String> parts) {
    return isAbout(finding, parts)
        && pointers.stream()
            .map(pointer -> pointer.substring(pointer.lastIndexOf('/')))
            .anyMatch(
                token ->
                    (finding.place() + "/").contains("/properties" + token + "/")
                        || (finding.place().endsWith("/required")
                            && finding.before().startsWith(token.substring(1) + " ")));
  }

  private static boolean isWithin(String inner, String outer) {
    return inner.equals(outer) || inner.startsWith(outer + "/");
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
  private boolean isConstant(Finding finding, String name) {
    int dot = name.lastIndexOf('.');
    return finding.place().matches(".*/(enum|const)")
        && isAbout(finding, pointers(name.replaceFirst("\\..*", "")))
        && Stream.of(finding.before(), finding.after())
            .anyMatch(value -> letters(value).equals(letters(name.substring(dot + 1))));
  }

  private static String letters(String name) {
    return name.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
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
