package io.github.closecalls.compatibility.jar;

import static io.github.closecalls.compatibility.rule.Severity.ADDITIVE;
import static io.github.closecalls.compatibility.rule.Severity.BREAKING;
import static io.github.closecalls.compatibility.rule.Severity.DOCUMENTATION;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.closecalls.compatibility.rule.Finding;
import io.github.closecalls.compatibility.rule.Severity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two versions of a tiny type for each way in which a Java API can change. */
@DisplayName("The Java gate")
class JavaApiComparisonTest {
  @TempDir static Path folder;

  private static JavaApi before = new JavaApi(List.of());
  private static JavaApi after = new JavaApi(List.of());

  /**
   * One way in which an API can change.
   *
   * @param kind the worst that must be found, or null for nothing at all
   * @param place of the worst, without its package
   * @param rule the rule that judges it
   */
  record Row(
      String name,
      String before,
      String after,
      @Nullable Severity kind,
      String place,
      String rule) {
    String packageName() {
      return "p" + Integer.toHexString(name.hashCode());
    }

    String source(String type) {
      return """
      package %s;
      import com.squareup.moshi.Json;
      import java.io.*;
      import java.util.*;
      import org.jspecify.annotations.*;
      import retrofit2.Call;
      import retrofit2.http.*;
      %s
      """
          .formatted(packageName(), type);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static final List<Row> ROWS = new ArrayList<>();

  private static void row(
      String name,
      String before,
      String after,
      @Nullable Severity kind,
      String place,
      String rule) {
    ROWS.add(new Row(name, before, after, kind, place, rule));
  }

  private static void nothing(String name, String before, String after) {
    row(name, before, after, null, "", "");
  }

  static {
    row(
        "a method of a final class takes null",
        "@NullMarked public final class A { public void f(String a, Map<String, String> b) {} }",
        "@NullMarked public final class A {"
            + " public void f(@Nullable String a, Map<String, String> b) {} }",
        ADDITIVE,
        "A.f(java.lang.String, java.util.Map)",
        "java-null-eased");
    row(
        "a method that users override takes null",
        "@NullMarked public interface A { void f(String a); }",
        "@NullMarked public interface A { void f(@Nullable String a); }",
        BREAKING,
        "A.f(java.lang.String)",
        "java-null-changed");
    row(
        "a method of a final class takes null no longer",
        "@NullMarked public final class A { public void f(@Nullable String a) {} }",
        "@NullMarked public final class A { public void f(String a) {} }",
        BREAKING,
        "A.f(java.lang.String)",
        "java-null-changed");
    row(
        "what is in a list that is returned is never null any longer",
        "public final class A { public List<@Nullable String> f() { return List.of(); } }",
        "public final class A { public List<String> f() { return List.of(); } }",
        BREAKING,
        "A.f()",
        "java-null-changed");
    row(
        "an array becomes a varying number of arguments",
        "public final class A { public void f(String[] a) {} }",
        "public final class A { public void f(String... a) {} }",
        ADDITIVE,
        "A.f(java.lang.String[])",
        "java-varargs");
    row(
        "a narrower type is returned, for which callers compile again but do not link",
        "public final class A { public CharSequence f() { return \"\"; } }",
        "public final class A { public String f() { return \"\"; } }",
        BREAKING,
        "A.f()",
        "java-signature");
    row(
        "a wider type is taken, for which callers compile again but do not link",
        "public final class A { public void f(List<String> a) {} }",
        "public final class A { public void f(Collection<String> a) {} }",
        BREAKING,
        "A.f(java.util.List)",
        "java-parameters");
    row(
        "a sealed type permits a class that nobody can name, which a switch does not cover",
        "public sealed interface A { record P() implements A {} }",
        "public sealed interface A permits A.P, Q { record P() implements A {} }"
            + " final class Q implements A {}",
        BREAKING,
        "A",
        "java-permits-added");
    row(
        "null fits two methods, where it fitted one",
        "public final class A { public void f(String a) {} }",
        "public final class A { public void f(String a) {} public void f(Integer a) {} }",
        BREAKING,
        "A.f(java.lang.Integer)",
        "java-overload");
    row(
        "a second method takes what is never null in the first one",
        "@NullMarked public final class A { public void f(String a) {} }",
        "@NullMarked public final class A {"
            + " public void f(String a) {} public void f(Integer a) {} }",
        ADDITIVE,
        "A.f(java.lang.Integer)",
        "java-member-added");
    row(
        "a second method takes a subtype, which the compiler prefers",
        "public final class A { public void f(CharSequence a) {} }",
        "public final class A { public void f(CharSequence a) {} public void f(String a) {} }",
        ADDITIVE,
        "A.f(java.lang.String)",
        "java-member-added");
    row(
        "a class that users extend gets a final method",
        "public class A { public A() {} }",
        "public class A { public A() {} public final int size() { return 0; } }",
        BREAKING,
        "A.size()",
        "java-override-forbidden");
    row(
        "a class that users extend gets a hidden abstract method",
        "public abstract class A { public A() {} }",
        "public abstract class A { public A() {} abstract void f(); }",
        BREAKING,
        "A",
        "java-duty-added");
    row(
        "a method moves to a superclass that callers can name",
        "public class A { public A() {} public static class B extends A {"
            + " public B() {} public void f() {} } }",
        "public class A { public A() {} public void f() {} public static class B extends A {"
            + " public B() {} } }",
        ADDITIVE,
        "A.f()",
        "java-member-added");
    row(
        "an interface promises to stay a function",
        "public interface A { void f(); }",
        "@FunctionalInterface public interface A { void f(); }",
        ADDITIVE,
        "A",
        "java-promise-added");
    row(
        "a nested class comes",
        "public final class A {}",
        "public final class A { public static final class B {} }",
        ADDITIVE,
        "A.B",
        "java-type-added");
    row(
        "a sealed type permits one subtype less",
        "public sealed interface A { final class B implements A {} final class C implements A {} }",
        "public sealed interface A { final class B implements A {} final class C {} }",
        BREAKING,
        "A",
        "java-permits-removed");
    row(
        "a method gets an annotation that others read",
        "public final class A { public void f() {} }",
        "public final class A { @SafeVarargs public static void f(List<String>... a) {} }",
        BREAKING,
        "A.f()",
        "java-parameters");
    row(
        "a type gets an annotation that others read",
        "public @interface A {}",
        "@java.lang.annotation.Documented public @interface A {}",
        BREAKING,
        "A",
        "java-annotation");
    nothing(
        "a placeholder of a path and the name of a header in another case",
        "public interface A { @GET(\"a/{b}\") Call<String> f("
            + "@Path(\"b\") String a, @Header(\"X\") String b); }",
        "public interface A { @GET(\"a/{c}\") Call<String> f("
            + "@Path(\"c\") String a, @Header(\"x\") String b); }");
    row(
        "C01: a method is removed",
        "public final class A { public void f() {} }",
        "public final class A {}",
        BREAKING,
        "A.f()",
        "java-member-removed");
    row(
        "C02: a method returns another type",
        "public final class A { public int f() { return 1; } }",
        "public final class A { public long f() { return 1; } }",
        BREAKING,
        "A.f()",
        "java-signature");
    row(
        "C03: an interface that users implement asks for one more method",
        "public interface A { void f(); }",
        "public interface A { void f(); void g(); }",
        BREAKING,
        "A.g()",
        "java-duty-added");
    row(
        "C04: a constant of an enum is removed",
        "public enum A { X, Y }",
        "public enum A { X }",
        BREAKING,
        "A.Y",
        "java-member-removed");
    row(
        "C05: a record has one more component",
        "public record A(int a) {}",
        "public record A(int a, int b) {}",
        BREAKING,
        "A",
        "java-record");
    row(
        "C06: a method throws a checked exception",
        "public final class A { public void f() {} }",
        "public final class A { public void f() throws IOException {} }",
        BREAKING,
        "A.f()",
        "java-exceptions");
    row(
        "C07: a Retrofit path changes",
        "public interface A { @POST(\"activity/call/\") Call<String> f(); }",
        "public interface A { @POST(\"activity/calls/\") Call<String> f(); }",
        BREAKING,
        "A.f()",
        "java-http-annotation");
    row(
        "C08: a type argument of the returned type changes",
        "public interface A { List<String> f(); }",
        "public interface A { List<Integer> f(); }",
        BREAKING,
        "A.f()",
        "java-signature");
    row(
        "C09: an interface gets a method with a body",
        "public interface A { void f(); }",
        "public interface A { void f(); default void g() {} }",
        ADDITIVE,
        "A.g()",
        "java-member-added");
    row(
        "C10: a class becomes final",
        "public class A {}",
        "public final class A {}",
        BREAKING,
        "A",
        "java-modifier");
    row(
        "C11: a method becomes final",
        "public class A { public void f() {} }",
        "public class A { public final void f() {} }",
        BREAKING,
        "A.f()",
        "java-modifier");
    row(
        "C12: an enum has one more constant",
        "public enum A { X, Z }",
        "public enum A { X, Y, Z }",
        ADDITIVE,
        "A.Y",
        "java-member-added");
    row(
        "C13: a parameter has another type",
        "public final class A { public void f(int a) {} }",
        "public final class A { public void f(String a) {} }",
        BREAKING,
        "A.f(int)",
        "java-parameters");
    row(
        "C14: what is returned may be null",
        "public interface A { String f(); }",
        "public interface A { @Nullable String f(); }",
        BREAKING,
        "A.f()",
        "java-null-changed");
    row(
        "C15: a public method becomes protected",
        "public class A { public void f() {} }",
        "public class A { protected void f() {} }",
        BREAKING,
        "A.f()",
        "java-modifier");
    row(
        "C16: a method is no longer static",
        "public final class A { public static void f() {} }",
        "public final class A { public void f() {} }",
        BREAKING,
        "A.f()",
        "java-modifier");
    row(
        "C17: a constant has another value",
        "public final class A { public static final int X = 1; }",
        "public final class A { public static final int X = 2; }",
        BREAKING,
        "A.X",
        "java-constant-value");
    row(
        "C18: a constructor has one more parameter",
        "public final class A { public A() {} }",
        "public final class A { public A(int a) {} }",
        BREAKING,
        "A.A()",
        "java-parameters");
    row(
        "C19: a class extends another one",
        "public final class A extends IOException {}",
        "public final class A extends RuntimeException {}",
        BREAKING,
        "A",
        "java-supertype-removed");
    row(
        "C20: a class no longer implements an interface",
        "public final class A implements Serializable {}",
        "public final class A {}",
        BREAKING,
        "A",
        "java-supertype-removed");
    row(
        "C21: a sealed type permits one more subtype",
        "public sealed interface A { record X() implements A {} }",
        "public sealed interface A { record X() implements A {} record Y() implements A {} }",
        BREAKING,
        "A",
        "java-permits-added");
    row(
        "C22: a type argument of a parameter changes",
        "public interface A { void f(List<String> a); }",
        "public interface A { void f(List<Integer> a); }",
        BREAKING,
        "A.f(java.util.List)",
        "java-signature");
    row(
        "C23: a method no longer throws a checked exception",
        "public final class A { public void f() throws IOException {} }",
        "public final class A { public void f() {} }",
        BREAKING,
        "A.f()",
        "java-exceptions");
    row(
        "C24: a class gets a method",
        "public class A {}",
        "public class A { public void f() {} }",
        ADDITIVE,
        "A.f()",
        "java-member-added");
    row(
        "C25: a class is removed",
        "public final class A { public static final class B { public void f() {} } }",
        "public final class A {}",
        BREAKING,
        "A.B",
        "java-type-removed");
    row(
        "C26: a component of a record is renamed",
        "public record A(int a) {}",
        "public record A(int b) {}",
        BREAKING,
        "A.a()",
        "java-member-removed");
    nothing(
        "C27: a parameter is renamed, which no Java caller feels",
        "public final class A { public void f(int a) {} }",
        "public final class A { public void f(int b) {} }");
    row(
        "C28: a method no longer takes a varying number of arguments",
        "public final class A { public void f(String... a) {} }",
        "public final class A { public void f(String[] a) {} }",
        BREAKING,
        "A.f(java.lang.String[])",
        "java-signature");
    row(
        "C29: a method is deprecated",
        "public final class A { public void f() {} }",
        "public final class A { @Deprecated(forRemoval = true) public void f() {} }",
        DOCUMENTATION,
        "A.f()",
        "java-deprecation");
    row(
        "C30: a type parameter has a bound",
        "public final class A<T> {}",
        "public final class A<T extends Number> {}",
        BREAKING,
        "A",
        "java-signature");
    row(
        "C31: the constants of an enum have another order",
        "public enum A { X, Y }",
        "public enum A { Y, X }",
        BREAKING,
        "A",
        "java-constant-order");
    nothing(
        "C32: a method does its work differently, which a text of the API cannot show",
        "public final class A { public int f() { return 1; } }",
        "public final class A { public int f() { return 2; } }");
    row(
        "C33: a class that users extend asks for one more method",
        "public abstract class A { public A() {} }",
        "public abstract class A { public A() {} protected abstract void f(); }",
        BREAKING,
        "A.f()",
        "java-duty-added");
    row(
        "C34: a Retrofit parameter has another name",
        "public interface A { @GET(\"x\") Call<String> f(@Query(\"a\") String a); }",
        "public interface A { @GET(\"x\") Call<String> f(@Query(\"b\") String a); }",
        BREAKING,
        "A.f(java.lang.String)",
        "java-http-annotation");
    row(
        "C35: a private field has another name in JSON",
        "public final class A { @Json(name = \"a\") private String f; }",
        "public final class A { @Json(name = \"b\") private String f; }",
        BREAKING,
        "A.f",
        "java-json-annotation");

    row(
        "an operation is added to a Retrofit interface, which nobody else implements",
        "public interface A { @GET(\"x\") Call<String> f(); }",
        "public interface A { @GET(\"x\") Call<String> f(); @GET(\"y\") Call<String> g(); }",
        ADDITIVE,
        "A.g()",
        "java-member-added");
    row(
        "a header is added to a Retrofit operation",
        "public interface A { @GET(\"x\") Call<String> f(); }",
        "public interface A { @Headers(\"H: 1\") @GET(\"x\") Call<String> f(); }",
        BREAKING,
        "A.f()",
        "java-http-annotation");
    row(
        "what is returned is never null any longer",
        "public final class A { public @Nullable String f() { return null; } }",
        "public final class A { public String f() { return \"\"; } }",
        ADDITIVE,
        "A.f()",
        "java-null-eased");
    row(
        "what is in a list may be null",
        "public interface A { List<String> f(); }",
        "public interface A { List<@Nullable String> f(); }",
        BREAKING,
        "A.f()",
        "java-null-changed");
    row(
        "what is in an array may be null",
        "public interface A { String[] f(); }",
        "public interface A { @Nullable String[] f(); }",
        BREAKING,
        "A.f()",
        "java-null-changed");
    row(
        "an array may be null",
        "public interface A { String[] f(); }",
        "public interface A { String @Nullable [] f(); }",
        BREAKING,
        "A.f()",
        "java-null-changed");
    row(
        "a field may be null",
        "public final class A { public final String f = new String(); }",
        "public final class A { public final @Nullable String f = new String(); }",
        BREAKING,
        "A.f",
        "java-null-changed");
    row(
        "a component of a record may be null",
        "public record A(String a) {}",
        "public record A(@Nullable String a) {}",
        BREAKING,
        "A",
        "java-record");
    row(
        "a bound may be null",
        "public interface A { <T> void f(T a); }",
        "public interface A { <T extends @Nullable Object> void f(T a); }",
        BREAKING,
        "A.f(java.lang.Object)",
        "java-signature");
    row(
        "a bound of a wildcard may be null",
        "public interface A { void f(List<? extends Object> a); }",
        "public interface A { void f(List<? extends @Nullable Object> a); }",
        BREAKING,
        "A.f(java.util.List)",
        "java-signature");
    row(
        "a class says that its types are not null",
        "public final class A {}",
        "@NullMarked public final class A {}",
        BREAKING,
        "A",
        "java-nullness-mark");
    row(
        "a class is no longer final",
        "public final class A { public A() {} }",
        "public class A { public A() {} }",
        ADDITIVE,
        "A",
        "java-restriction-lifted");
    row(
        "a class with a final method is no longer final",
        "public final class A { public A() {} public final void f() {} }",
        "public class A { public A() {} public final void f() {} }",
        ADDITIVE,
        "A.f()",
        "java-restriction-lifted");
    row(
        "a class with a final method becomes final",
        "public class A { public A() {} public final void f() {} }",
        "public final class A { public A() {} public final void f() {} }",
        BREAKING,
        "A",
        "java-modifier");
    row(
        "a class is no longer abstract",
        "public abstract class A { public A() {} }",
        "public class A { public A() {} }",
        ADDITIVE,
        "A",
        "java-restriction-lifted");
    row(
        "a class becomes abstract",
        "public class A { public A() {} }",
        "public abstract class A { public A() {} }",
        BREAKING,
        "A",
        "java-modifier");
    row(
        "a protected constructor becomes public",
        "public class A { protected A() {} }",
        "public class A { public A() {} }",
        ADDITIVE,
        "A.A()",
        "java-restriction-lifted");
    row(
        "a protected method that users override becomes public",
        "public class A { protected void f() {} }",
        "public class A { public void f() {} }",
        BREAKING,
        "A.f()",
        "java-modifier");
    row(
        "the only method of an interface gets a body, so that lambdas no longer fit",
        "public interface A { void f(); }",
        "public interface A { default void f() {} }",
        BREAKING,
        "A.f()",
        "java-modifier");
    row(
        "a class becomes sealed",
        "public class A { public A() {} public static final class B extends A {} }",
        "public sealed class A { public A() {} public static final class B extends A {} }",
        BREAKING,
        "A",
        "java-modifier");
    row(
        "the only constructor becomes private",
        "public class A { public A() {} }",
        "public class A { private A() {} }",
        BREAKING,
        "A.A()",
        "java-member-removed");
    row(
        "an interface that users implement extends another one",
        "public interface A {}",
        "public interface A extends AutoCloseable {}",
        BREAKING,
        "A",
        "java-supertype-duty");
    row(
        "a final class implements one more interface",
        "public final class A {}",
        "public final class A implements Serializable {}",
        ADDITIVE,
        "A",
        "java-supertype-added");
    row(
        "a sealed type that nobody else implements asks for one more method",
        "public sealed interface A { record X() implements A {} }",
        "public sealed interface A { default void g() {} void f();"
            + " record X() implements A { public void f() {} } }",
        ADDITIVE,
        "A.f()",
        "java-member-added");
    row(
        "a sealed type with an open subtype asks for one more method",
        "public sealed interface A { non-sealed interface X extends A {} }",
        "public sealed interface A { void f(); non-sealed interface X extends A {} }",
        BREAKING,
        "A.f()",
        "java-duty-added");
    row(
        "an annotation has one more element that must be given",
        "public @interface A {}",
        "public @interface A { int x(); }",
        BREAKING,
        "A.x()",
        "java-duty-added");
    row(
        "an annotation has one more element with a default",
        "public @interface A {}",
        "public @interface A { int x() default 1; }",
        ADDITIVE,
        "A.x()",
        "java-member-added");
    row(
        "an element of an annotation has another default",
        "public @interface A { int x() default 1; }",
        "public @interface A { int x() default 2; }",
        BREAKING,
        "A.x()",
        "java-signature");
    row(
        "a method that a public class inherits from a hidden one is removed",
        "public final class A extends B {} abstract class B { public void f() {} }",
        "public final class A extends B {} abstract class B {}",
        BREAKING,
        "A.f()",
        "java-member-removed");
    row(
        "an interface that a public class has from a hidden one changes its type argument",
        "public abstract class A extends B<String> {}"
            + " abstract class B<T> implements Comparable<List<T>> {}",
        "public abstract class A extends B<Integer> {}"
            + " abstract class B<T> implements Comparable<List<T>> {}",
        BREAKING,
        "A",
        "java-supertype-removed");
    row(
        "a method moves up into a class that had it not",
        "public class A { public A() {} public static class B extends A { public B() {} public void f() {} } }",
        "public class A { public A() {} public void f() {} public static class B extends A { public B() {} } }",
        ADDITIVE,
        "A.f()",
        "java-member-added");
    row(
        "a method loses an annotation that only compilers read",
        "@K public final class A { @K public int f(@K List<String> a) { return 1; } } @interface K {}",
        "@K public final class A { public int f(@K List<String> a) { return 1; } } @interface K {}",
        BREAKING,
        "A.f(java.util.List)",
        "java-annotation");
    row(
        "a final class takes lists of a supertype as well",
        "public final class A { public void f(Map<String, List<Integer>> a) {} }",
        "public final class A { public void f(Map<? extends CharSequence, List<Integer>> a) {} }",
        ADDITIVE,
        "A.f(java.util.Map)",
        "java-parameter-widened");
    row(
        "a final class takes lists of a subtype only",
        "public final class A { public void f(List<? extends CharSequence> a) {} }",
        "public final class A { public void f(List<? extends String> a) {} }",
        BREAKING,
        "A.f(java.util.List)",
        "java-signature");
    row(
        "a method that users override takes lists of a supertype as well",
        "public interface A { void f(List<String> a); }",
        "public interface A { void f(List<?> a); }",
        BREAKING,
        "A.f(java.util.List)",
        "java-signature");
    nothing(
        "a private method loses an annotation that only compilers read",
        "public final class A { @K private void f() {} } @interface K {}",
        "public final class A { private void f() {} } @interface K {}");
    nothing(
        "a hidden superclass gets another name",
        "public final class A extends B {} abstract class B { public void f() {} }",
        "public final class A extends C {} abstract class C { public void f() {} }");
    nothing(
        "a class that nobody can name is removed",
        "public final class A {} class B { public void f() {} }",
        "public final class A {}");
    nothing(
        "a protected method of a final class is removed",
        "public final class A { protected void f() {} }",
        "public final class A {}");
    nothing(
        "a private and a package-private method are removed",
        "public final class A { private void f() {} void g() {} }",
        "public final class A {}");
    nothing(
        "a method throws an unchecked exception",
        "public final class A { public void f() {} }",
        "public final class A { public void f() throws IllegalStateException {} }");
    nothing(
        "a method of a class that is returned and nobody can name is removed",
        "public final class A { public P f() { return new P(); } } class P { public void g() {} }",
        "public final class A { public P f() { return new P(); } } class P {}");
    nothing(
        "a method is synchronized",
        "public final class A { public void f() {} }",
        "public final class A { public synchronized void f() {} }");
    nothing(
        "the serialized form changes, which is not promised",
        "public final class A implements Serializable {"
            + " private static final long serialVersionUID = 1; private int a; }",
        "public final class A implements Serializable {"
            + " private static final long serialVersionUID = 2; private String a; }");
    nothing(
        "a value that is computed has another value",
        "public final class A { public static final int X = Integer.parseInt(\"1\"); }",
        "public final class A { public static final int X = Integer.parseInt(\"2\"); }");
    nothing(
        "methods, types and annotations stand in another order",
        "public final class A { public void f() {} @Deprecated public void g() {} class B {} }",
        "public final class A { class B {} @Deprecated public void g() {} public void f() {} }");
  }

  static List<Row> rows() {
    return ROWS;
  }

  @BeforeAll
  static void makeBothVersions() {
    Map<String, String> first = new HashMap<>();
    Map<String, String> second = new HashMap<>();
    for (Row row : ROWS) {
      first.put(row.packageName() + "/A.java", row.source(row.before()));
      second.put(row.packageName() + "/A.java", row.source(row.after()));
    }
    before = Sources.api(folder.resolve("before"), first);
    after = Sources.api(folder.resolve("after"), second);
  }

  private static List<Finding> changes(Row row) {
    return JavaApiComparison.findings(of(row, before), of(row, after)).stream()
        .sorted(Comparator.comparing(Finding::severity).reversed())
        .toList();
  }

  private static JavaApi of(Row row, JavaApi api) {
    return api.without(fact -> !fact.isWithin(row.packageName()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  @DisplayName("sees")
  void judges(Row row) {
    List<Finding> changes = changes(row);
    if (row.kind() == null) {
      assertEquals(List.of(), changes, "Nobody feels this, and the gate is red.");
      return;
    }
    assertTrue(!changes.isEmpty(), "The gate does not see it.");
    assertEquals(row.kind(), changes.get(0).severity(), "Judged wrongly: " + changes);
    assertTrue(
        changes.stream()
            .anyMatch(
                change ->
                    change.severity() == row.kind()
                        && change.place().equals(row.packageName() + "." + row.place())
                        && change.rule().id().equals(row.rule())),
        () -> row.name() + " The finding names another place or rule: " + changes);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  @DisplayName("sees nothing in the same class made twice:")
  void reportsNothingForTheSameJar(Row row) {
    assertEquals(List.of(), JavaApiComparison.findings(of(row, before), of(row, before)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  @DisplayName("finds each difference of the texts:")
  void dropsNoDifference(Row row) {
    boolean differs =
        !of(row, before).normalized().facts().equals(of(row, after).normalized().facts());
    boolean isNews = row.kind() != null;
    assertEquals(
        isNews, differs, "The text must differ where a caller can feel it, and only there.");
  }

  @Test
  @DisplayName("shows what a method was and what it is as one change")
  void pairsWhatBelongsTogether() {
    JavaApi old = JavaApi.parse("x.A: public final class\nx.A.f(int): public void");
    JavaApi now = JavaApi.parse("x.A: public final class\nx.A.f(long): public void");
    assertEquals(
        List.of("x.A.f(int): public void -> x.A.f(long): public void"),
        JavaApiComparison.findings(old, now).stream()
            .map(change -> change.before() + " -> " + change.after())
            .toList());
  }

  @Test
  @DisplayName("shows the placeholders of a path as they are written")
  void showsPlaceholders() {
    JavaApi old = JavaApi.parse("x.A: public interface\nx.A.f(): @retrofit2.http.GET(\"a/{id}\")");
    JavaApi now = JavaApi.parse("x.A: public interface\nx.A.f(): @retrofit2.http.GET(\"b/{key}\")");
    assertEquals(
        List.of("@retrofit2.http.GET(\"a/{id}\") -> @retrofit2.http.GET(\"b/{key}\")"),
        JavaApiComparison.findings(old, now).stream()
            .map(change -> change.before() + " -> " + change.after())
            .toList());
  }

  @Test
  @DisplayName("reports a removed type once, not each of its members")
  void reportsOneChangeForAType() {
    JavaApi old = JavaApi.parse("x.A: public final class\nx.A.f(int): public void");
    assertEquals(
        List.of("x.A"),
        JavaApiComparison.findings(old, new JavaApi(List.of())).stream()
            .map(Finding::place)
            .toList());
  }
}
