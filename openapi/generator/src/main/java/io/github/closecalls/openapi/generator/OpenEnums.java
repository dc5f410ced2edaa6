package io.github.closecalls.openapi.generator;

import io.github.closecalls.openapi.generator.Declaration.Constant;
import io.github.closecalls.openapi.generator.Declaration.OpenEnum;
import io.github.closecalls.openapi.generator.JavaType.Scalar;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The classes of listed values. */
final class OpenEnums {
  private static final String UNLISTED = "UNLISTED";

  /** A method of a class file has 64 KiB, and one names every value. */
  private static final int MOST_VALUES = 1_500;

  private OpenEnums() {}

  /**
   * The type of all the values, if a class of constants can have it.
   *
   * @param types the types that the contract names; an unlisted value may be any of them
   */
  static Optional<Scalar> type(List<Object> values, Set<String> types) {
    if (values.stream().allMatch(String.class::isInstance)) {
      return Optional.of(Scalar.STRING);
    }
    if (!types.contains("number")
        && values.stream().allMatch(v -> v instanceof BigInteger i && i.bitLength() < Long.SIZE)) {
      return Optional.of(Scalar.LONG);
    }
    return values.stream().allMatch(Number.class::isInstance)
        ? Optional.of(Scalar.BIG_DECIMAL)
        : Optional.empty();
  }

  /**
   * Computes the class.
   *
   * @param described the schemas that say something of single values, by their texts
   */
  static OpenEnum declare(
      String name, Node schema, Scalar type, List<Object> values, Map<Object, Node> described) {
    if (values.size() > MOST_VALUES) {
      throw Refusal.ENUM_TOO_LARGE.at(schema, values.size(), MOST_VALUES);
    }
    // A constant that is called as the class is hides it.
    Names names = Names.ofMembers(List.of(UNLISTED, name));
    List<Constant> constants = new ArrayList<>();
    for (Object value : values) {
      String text =
          value instanceof BigDecimal decimal ? decimal.toPlainString() : String.valueOf(value);
      constants.add(
          new Constant(
              names.claim(Names.ofConstant(text)),
              literal(type, text),
              words(text, described.get(String.valueOf(value)))));
    }
    return new OpenEnum(
        name,
        JavadocComments.type(
            schema, "One of the values that the contract lists, or any other value."),
        schema.isTrue("deprecated"),
        type.primitive() != null ? type.primitive() : type.typeName().toString(),
        type.adapter(),
        type.equals(Scalar.STRING),
        type.equals(Scalar.LONG),
        constants);
  }

  private static String words(String text, @Nullable Node described) {
    String value = "The value " + JavadocText.code(text);
    String words = described == null ? "" : JavadocComments.titled(described);
    return words.isEmpty() ? value + "." : value + ": " + words;
  }

  private static String literal(Scalar type, String text) {
    if (type.equals(Scalar.STRING)) {
      return Literals.string(text);
    }
    return type.equals(Scalar.LONG)
        ? text + "L"
        : "new `java.math.BigDecimal`(" + Literals.string(text) + ")";
  }
}
