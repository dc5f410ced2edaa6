package io.github.closecalls.openapi.generator;

import io.github.closecalls.openapi.generator.JavaType.TypeUse;
import io.github.closecalls.openapi.generator.Parameters.Parameter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of an operation in one immutable class with a builder, as its template lays it
 * out. Another one breaks no caller, whether it is required or not.
 */
record ParameterObject(String name, List<String> javadoc, List<Member> members) {
  /** How many a method has as arguments, but for those of its path and its body. */
  static final int MOST_ARGUMENTS = 5;

  /** The code around the value that a statement writes. */
  record Call(String begin, String end) {}

  /**
   * A parameter as a member.
   *
   * @param pointer where the contract describes it
   * @param write what writes its value
   */
  record Described(
      String pointer,
      String wire,
      JavaType type,
      boolean required,
      boolean deprecated,
      List<String> accessorText,
      List<String> setterText,
      Call write) {

    /**
     * Describes a parameter.
     *
     * @param described whose words it has
     * @param note what is to be said beside them
     */
    static Described of(
        String wire,
        JavaType type,
        Node described,
        Node schema,
        boolean required,
        String note,
        Call write) {
      Node words = described.has("description") ? described : schema;
      return new Described(
          described.pointer(),
          wire,
          type,
          required,
          described.isTrue("deprecated"),
          text("Returns", wire, words, schema, required, note),
          text("Sets", wire, words, schema, required, note),
          write);
    }

    private static List<String> text(
        String verb, String wire, Node words, Node schema, boolean required, String note) {
      List<String> text =
          new ArrayList<>(
              JavadocComments.property(
                  verb, JavadocText.code(wire), words, schema, required, false));
      if (!note.isEmpty()) {
        text.add("<p>It is " + note + ".");
      }
      return text;
    }
  }

  /**
   * A member, as the template lays it out.
   *
   * @param literal the name in the contract as a Java string literal
   * @param type what the accessor returns and the builder takes
   * @param fieldType what the builder holds
   * @param primitive the overload that takes an {@code int} literal, if there is one
   * @param copy code that makes an immutable copy of {@code value}
   * @param write the statement that writes it
   */
  record Member(
      String pointer,
      String literal,
      String name,
      TypeName type,
      TypeName fieldType,
      @Nullable String primitive,
      boolean required,
      boolean deprecated,
      String copy,
      String write,
      List<String> accessorJavadoc,
      List<String> setterJavadoc,
      List<String> primitiveJavadoc) {}

  /** The object of an operation's parameters. */
  static ParameterObject of(String name, String operation, List<Parameter> parameters) {
    Set<String> reserved = new HashSet<>(Models.RESERVED);
    reserved.remove("additionalProperties");
    Names names = Names.ofMembers(reserved);
    List<Member> members = new ArrayList<>();
    for (Parameter parameter : parameters) {
      parameter.member().ifPresent(described -> members.add(member(described, reserved, names)));
    }
    return new ParameterObject(
        name,
        JavadocText.comment(
            2,
            List.of(
                "The parameters of {@code " + operation + "}, but for those of its path.",
                "<p>Immutable, and safe to share between threads.")),
        members);
  }

  private static Member member(Described described, Set<String> reserved, Names names) {
    String plain = Names.ofMember(described.wire);
    String name = names.claim(reserved.contains(plain) ? plain + "_" : plain);
    TypeUse use = new TypeUse(described.type, !described.required);
    return new Member(
        described.pointer,
        Literals.string(described.wire),
        name,
        use.typeName(),
        use.typeName().orNull(true),
        described.type.primitive(),
        described.required,
        described.deprecated,
        use.copy("value"),
        described.write.begin + "this." + name + described.write.end,
        JavadocComments.method(
            4,
            described.accessorText,
            "@return the value" + (described.required ? "" : ", or null if it is left out"),
            deprecation(described)),
        setterJavadoc(described, described.required ? "" : ", or null to leave it out"),
        setterJavadoc(described, ""));
  }

  private static List<String> setterJavadoc(Described described, String otherwise) {
    return JavadocComments.method(
        6,
        described.setterText,
        "@param value the value" + otherwise,
        "@return this builder",
        deprecation(described));
  }

  private static String deprecation(Described described) {
    return described.deprecated ? "@deprecated The contract deprecates it." : "";
  }

  /** Returns whether it cannot be built without some. */
  boolean hasRequired() {
    return members.stream().anyMatch(Member::required);
  }
}
