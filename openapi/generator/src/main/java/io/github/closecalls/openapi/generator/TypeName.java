package io.github.closecalls.openapi.generator;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The name of a Java type where code uses it. It prints as {@link JavaFile} takes it, in backticks.
 *
 * @param qualified the name with its package, which {@code java.lang} does without
 * @param nullable whether the value may be null
 */
record TypeName(String qualified, boolean nullable, List<TypeName> arguments) {

  /** The name of a type whose value is never null. */
  static TypeName of(String qualified, TypeName... arguments) {
    return new TypeName(qualified, false, List.of(arguments));
  }

  /** The same type of a value that may be null, or may not. */
  TypeName orNull(boolean orNull) {
    return new TypeName(qualified, orNull, arguments);
  }

  String simple() {
    return qualified.substring(qualified.lastIndexOf('.') + 1);
  }

  /** An expression that gives the type at run time. */
  String expression() {
    String raw = "`" + qualified + "`.class";
    return arguments.isEmpty()
        ? raw
        : "`com.squareup.moshi.Types`.newParameterizedType("
            + raw
            + ", "
            + arguments.stream().map(TypeName::expression).collect(Collectors.joining(", "))
            + ")";
  }

  @Override
  public String toString() {
    String listed =
        arguments.stream().map(TypeName::toString).collect(Collectors.joining(", ", "<", ">"));
    return "`" + (nullable ? "?" : "") + qualified + "`" + (arguments.isEmpty() ? "" : listed);
  }
}
