package io.github.closecalls.openapi.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The Java that a contract gives, for those who compare two contracts by it.
 *
 * <p>Two contracts that give the same members are the same to a compiler, however differently their
 * operations, tags and schemas are named and nested. Immutable.
 */
public final class JavaApi {

  /** What a member is. */
  public enum Kind {
    /** A class or an interface. */
    TYPE,
    /** An interface that a class or an interface extends. */
    SUPERTYPE,
    /** A method that calls an operation. */
    CALL,
    /** A constant or a factory of a listed value. */
    CONSTANT,
    /** A method that gives a value. */
    ACCESSOR,
    /** A method that tells null from absent. */
    PRESENCE,
    /** A builder's method that takes a value. */
    SETTER,
    /** A builder's method that takes a value of a primitive type. */
    PRIMITIVE_SETTER
  }

  /**
   * One thing that Java code can name.
   *
   * @param pointer the JSON pointer of what it is generated from, empty if it has none of its own
   * @param kind what it is
   * @param name what Java code calls it, such as {@code CallActivity.leadId()}
   * @param signature what else a compiler or the other side of the wire sees of it
   * @param nullable whether what it gives or takes may be null
   */
  public record Member(
      String pointer, Kind kind, String name, String signature, boolean nullable) {}

  private static final Pattern NULLABLE_TYPE = Pattern.compile("`\\?(?:[a-z0-9]+\\.)*([^`]*)`");
  private static final Pattern TYPE = Pattern.compile("`(?:[a-z0-9]+\\.)*([^`]*)`");

  private final List<Member> members;

  private JavaApi(List<Member> members) {
    this.members = List.copyOf(members);
  }

  /**
   * Computes the Java of a contract.
   *
   * @param contract the contract
   * @param tagPrefix the generator's option of this name; empty for none
   * @return its Java
   * @throws IllegalArgumentException if the contract has something that has no correct Java
   */
  public static JavaApi of(Contract contract, String tagPrefix) {
    List<Member> members = new ArrayList<>();
    Contract read = ClosedWorld.of(contract);
    Types types = new Types(read, "model", Set.of(RetrofitMoshiCodegen.FACTORY), false);
    for (Operations.Api api : new Operations(read, types, tagPrefix).apis()) {
      for (Operations.Operation operation : api.operations()) {
        if (operation.bodiless()) {
          // It comes and goes with what the contract says of the body, which is compared itself.
          continue;
        }
        List<String> signature = new ArrayList<>(operation.annotations());
        // Java callers do not name parameters; whether a body may be null, its schema says.
        operation
            .parameters()
            .forEach(
                parameter ->
                    signature.add(
                        parameter.annotation()
                            + " "
                            + (RequestBodies.isBody(parameter)
                                ? bare(parameter.type())
                                : parameter.type())));
        signature.add("gives " + operation.returns());
        members.add(
            member(
                operation.pointer(),
                Kind.CALL,
                api.name() + "." + operation.name() + "(…)",
                String.join(", ", signature),
                false));
      }
    }
    for (Declaration declaration : types.declarations()) {
      String origin = types.origin(declaration.name());
      if (declaration instanceof Declaration.Model model) {
        add(model, origin, members);
      } else if (declaration instanceof Declaration.OpenEnum listed) {
        add(listed, origin, members);
      } else if (declaration instanceof Declaration.Choice choice) {
        add(choice, origin, members);
      } else if (declaration instanceof Declaration.Union union) {
        add(union, origin, members);
      }
    }
    return new JavaApi(members);
  }

  private static void add(Declaration.Model model, String origin, List<Member> members) {
    String name = model.name();
    String builder = name + ".Builder.";
    members.add(member(origin, Kind.TYPE, name, "class", false));
    addSupertypes(name, origin, model.choices(), members);
    Declaration.Additional additional = model.additional();
    members.add(
        member(
            origin,
            Kind.ACCESSOR,
            name + ".additionalProperties()",
            bare(additional.type()),
            additional.nullable()));
    if (additional.open()) {
      members.add(
          member(
              origin,
              Kind.SETTER,
              builder + "additionalProperty(…)",
              bare(additional.type()),
              additional.nullable()));
    }
    for (Declaration.Property property : model.properties()) {
      String at = property.pointer();
      String type = bare(property.parameterType()) + " " + property.literal();
      members.add(
          member(
              at, Kind.ACCESSOR, name + "." + property.name() + "()", type, !property.nonNull()));
      members.add(
          member(at, Kind.SETTER, builder + property.name() + "(…)", type, property.nullable()));
      if (property.has() != null) {
        members.add(member(at, Kind.PRESENCE, name + "." + property.has() + "()", "", false));
      }
      if (property.primitive() != null) {
        members.add(
            member(
                at,
                Kind.PRIMITIVE_SETTER,
                builder + property.name() + "(" + property.primitive() + ")",
                "",
                false));
      }
    }
  }

  private static void add(Declaration.OpenEnum listed, String origin, List<Member> members) {
    members.add(member(origin, Kind.TYPE, listed.name(), "values of " + listed.type(), false));
    for (Declaration.Constant constant : listed.constants()) {
      members.add(
          member(
              origin,
              Kind.CONSTANT,
              listed.name() + "." + constant.name(),
              constant.literal(),
              false));
    }
  }

  private static void addSupertypes(
      String name, String origin, Set<TypeName> supertypes, List<Member> members) {
    for (TypeName supertype : supertypes) {
      members.add(member(origin, Kind.SUPERTYPE, plain(name + " as a " + supertype), "", false));
    }
  }

  private static void add(Declaration.Choice choice, String origin, List<Member> members) {
    addSupertypes(choice.name(), origin, choice.choices(), members);
    // Which branch an object is read as can depend on their order, unless a property says it.
    Stream<String> branches =
        choice.discriminator() == null
            ? choice.branches().stream().map(branch -> branch.type().toString())
            : choice.branches().stream()
                .map(branch -> branch.type() + " " + branch.values())
                .sorted();
    members.add(
        member(
            origin,
            Kind.TYPE,
            choice.name(),
            "one of "
                + choice.permitted().stream().map(TypeName::toString).sorted().toList()
                + " by "
                + choice.discriminator()
                + " "
                + branches.toList(),
            false));
  }

  private static void add(Declaration.Union union, String origin, List<Member> members) {
    members.add(
        member(
            origin,
            Kind.TYPE,
            union.name(),
            "one of "
                + union.branches().stream()
                    .map(branch -> branch.name() + " " + branch.type())
                    .toList(),
            false));
  }

  private static Member member(
      String pointer, Kind kind, String name, String signature, boolean nullable) {
    return new Member(pointer, kind, name, plain(signature), nullable);
  }

  /** As if never null: a member says so itself. */
  private static String bare(TypeName type) {
    return type.orNull(false).toString();
  }

  /** As a reader writes it: without packages and the backticks of templates. */
  private static String plain(String code) {
    return TYPE.matcher(NULLABLE_TYPE.matcher(code).replaceAll("@Nullable $1")).replaceAll("$1");
  }

  /**
   * Returns all that Java code can name, calls first, in the order of the contract.
   *
   * @return an immutable list
   */
  public List<Member> members() {
    return members;
  }
}
