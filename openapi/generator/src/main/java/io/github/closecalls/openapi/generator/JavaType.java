package io.github.closecalls.openapi.generator;

import org.jspecify.annotations.Nullable;

/**
 * A Java type, and how its values are read, written and copied.
 *
 * <p>Code is text in which a type stands in backticks, as a {@link TypeName} prints; {@link
 * JavaFile} replaces it by its simple name and an import.
 */
sealed interface JavaType {
  /** The type of values that are not null. */
  TypeName typeName();

  /** An expression that gives the adapter of values that are not null. */
  String adapter();

  /** An expression that gives the adapter of values that may be null. */
  String nullableAdapter();

  /** A name for the type, as part of other names. */
  String simpleName();

  /** Returns whether the adapter is a constant that needs no field. */
  default boolean isConstant() {
    return false;
  }

  /** A function that copies a value which a user hands over, or null if it is immutable. */
  @Nullable Copy copy();

  /** The primitive type that takes an {@code int} literal where the boxed one does not. */
  default @Nullable String primitive() {
    return null;
  }

  /** Code that copies a value. */
  interface Copy {
    String of(String value, int depth);
  }

  /** A type with a constant adapter. */
  record Scalar(String name, String constant, @Nullable String primitive) implements JavaType {
    static final Scalar STRING = new Scalar("String", "STRING", null);
    static final Scalar BOOLEAN = new Scalar("Boolean", "BOOLEAN", "boolean");
    static final Scalar INTEGER = new Scalar("Integer", "INTEGER", "int");
    static final Scalar LONG = new Scalar("Long", "LONG", "long");
    static final Scalar BIG_INTEGER = new Scalar("java.math.BigInteger", "BIG_INTEGER", null);
    static final Scalar BIG_DECIMAL = new Scalar("java.math.BigDecimal", "BIG_DECIMAL", null);
    static final Scalar DOUBLE = new Scalar("Double", "DOUBLE", "double");
    static final Scalar DATE = new Scalar("java.time.LocalDate", "DATE", null);
    static final Scalar DATE_TIME = new Scalar("java.time.OffsetDateTime", "DATE_TIME", null);
    static final Scalar URI = new Scalar("java.net.URI", "URI", null);
    static final Scalar UUID = new Scalar("java.util.UUID", "UUID", null);
    static final Scalar BYTES = new Scalar("okio.ByteString", "BYTES", null);
    static final Scalar ANY = new Scalar("Object", "ANY", null);
    static final Scalar NULL = new Scalar("Void", "NULL", null);

    @Override
    public TypeName typeName() {
      return TypeName.of(name);
    }

    @Override
    public String adapter() {
      return RetrofitMoshiCodegen.JSON_ADAPTERS + "." + constant;
    }

    @Override
    public String nullableAdapter() {
      return RetrofitMoshiCodegen.JSON_ADAPTERS + ".NULLABLE_" + constant;
    }

    @Override
    public String simpleName() {
      return typeName().simple();
    }

    @Override
    public boolean isConstant() {
      return true;
    }

    @Override
    public @Nullable Copy copy() {
      return equals(ANY)
          ? (value, depth) -> RetrofitMoshiCodegen.JSON_VALUES + ".copyOf(" + value + ")"
          : null;
    }
  }

  /** A type that is generated from a schema. */
  record Declared(String packageName, String name) implements JavaType {
    @Override
    public TypeName typeName() {
      return TypeName.of(packageName + "." + name);
    }

    @Override
    public String adapter() {
      return "moshi.adapter(" + typeName() + ".class)";
    }

    @Override
    public String nullableAdapter() {
      return adapter() + ".nullSafe()";
    }

    @Override
    public String simpleName() {
      return name;
    }

    @Override
    public @Nullable Copy copy() {
      return null;
    }
  }

  /** A list, a set or a map with strings as keys. */
  record Container(Kind kind, TypeUse item) implements JavaType {
    enum Kind {
      LIST("java.util.List"),
      SET("java.util.Set"),
      MAP("java.util.Map");

      private final String type;

      Kind(String type) {
        this.type = type;
      }

      String method() {
        return name().toLowerCase(java.util.Locale.ROOT);
      }
    }

    @Override
    public TypeName typeName() {
      return kind == Kind.MAP
          ? TypeName.of(kind.type, Scalar.STRING.typeName(), item.typeName())
          : TypeName.of(kind.type, item.typeName());
    }

    @Override
    public String adapter() {
      return RetrofitMoshiCodegen.JSON_ADAPTERS + "." + kind.method() + "(" + item.adapter() + ")";
    }

    @Override
    public String nullableAdapter() {
      return adapter() + ".nullSafe()";
    }

    @Override
    public String simpleName() {
      return Names.capitalize(kind.method()) + "Of" + item.simpleName();
    }

    @Override
    public Copy copy() {
      return (value, depth) ->
          RetrofitMoshiCodegen.ARGUMENTS
              + "."
              + kind.method()
              + "("
              + value
              + ", "
              + copyItem(depth)
              + ")";
    }

    private String copyItem(int depth) {
      Copy copy = item.type().copy();
      String variable = depth == 0 ? "item" : "item" + (depth + 1);
      if (copy == null) {
        return item.nullable()
            ? variable + " -> " + variable
            : RetrofitMoshiCodegen.ARGUMENTS + "::required";
      }
      if (item.type().equals(Scalar.ANY)) {
        return RetrofitMoshiCodegen.JSON_VALUES + "::copyOf";
      }
      String required =
          item.nullable()
              ? variable
              : RetrofitMoshiCodegen.ARGUMENTS + ".required(" + variable + ")";
      String copied = copy.of(required, depth + 1);
      return variable
          + " -> "
          + (item.nullable() ? variable + " == null ? null : " + copied : copied);
    }
  }

  /** A type at the place where it is used. */
  record TypeUse(JavaType type, boolean nullable) {
    TypeUse orNull(boolean alsoNull) {
      return alsoNull && !nullable ? new TypeUse(type, true) : this;
    }

    TypeName typeName() {
      return type.typeName().orNull(nullable);
    }

    String adapter() {
      return nullable ? type.nullableAdapter() : type.adapter();
    }

    String simpleName() {
      return (nullable ? "Nullable" : "") + type.simpleName();
    }

    /** Code that copies a value which is not null where the type has no null. */
    String copy(String value) {
      JavaType.Copy copy = type.copy();
      if (copy == null) {
        return value;
      }
      return nullable && !type.equals(Scalar.ANY)
          ? value + " == null ? null : " + copy.of(value, 0)
          : copy.of(value, 0);
    }
  }
}
