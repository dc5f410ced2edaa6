package io.github.closecalls.openapi.generator;

import java.nio.file.Path;
import java.util.Set;

/**
 * Refuses a contract that refers to other documents, as the last line of a build: OpenAPI
 * Generator's plugin prints what it refuses long before its end.
 */
public final class ContractCheck {
  /** Values that are given as they are, and refer to nothing. */
  private static final Set<String> DATA = Set.of("example", "examples", "default", "enum", "const");

  private ContractCheck() {}

  /**
   * Checks a contract.
   *
   * @param arguments the file of the contract
   * @throws IllegalArgumentException if it cannot be read, or refers to another document
   */
  public static void main(String[] arguments) {
    check(Contract.read(Path.of(arguments[0])).root());
  }

  private static void check(Node node) {
    Node reference = node.at("$ref");
    if (reference.value() instanceof String target && !target.startsWith("#")) {
      throw Refusal.REFERENCE_OUTSIDE.at(reference, target);
    }
    node.members()
        .forEach(
            (key, member) -> {
              if (!DATA.contains(key) || node.pointer().endsWith("/properties")) {
                check(member);
              }
            });
    node.items().forEach(ContractCheck::check);
  }
}
