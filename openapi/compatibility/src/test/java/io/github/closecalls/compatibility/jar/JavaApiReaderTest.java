package io.github.closecalls.compatibility.jar;

import static io.github.closecalls.compatibility.rule.Severity.ADDITIVE;
import static io.github.closecalls.compatibility.rule.Severity.BREAKING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.closecalls.compatibility.rule.Finding;
import io.github.closecalls.compatibility.rule.Severity;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The text of a Java API")
class JavaApiReaderTest {
  private static final String A = "package x; public final class A {}";

  @TempDir Path folder;

  private List<String> lines(Map<String, String> files, String... options) {
    return Stream.of(Sources.api(folder.resolve("one"), files, options).toString().split("\n"))
        .toList();
  }

  @Test
  @DisplayName("is the same for two jars of the same sources, and can be read back")
  void isStable() {
    Map<String, String> files =
        Map.of(
            "x/A.java",
            """
            package x;
            import java.util.*;
            import org.jspecify.annotations.*;
            @NullMarked
            public abstract class A<T extends Comparable<? super T>> implements Comparable<A<T>> {
              public static final String TEXT = "a: \\"b\\"\\n\\u00e9";
              public static final char C = '\\'';
              public enum E { X { @Override void f() {} }; void f() {} }
              public record R(@Nullable String a, int @Nullable [] b) {}
              public sealed interface S permits S.One { record One() implements S {} }
              protected A() {}
              public <U extends T> Map<String, @Nullable List<? extends U>> f(U a, int... b)
                  throws java.io.IOException { return Map.of(); }
              public class Inner { public Inner(String a) {} }
            }
            """);
    JavaApi one = Sources.api(folder.resolve("one"), files);
    JavaApi two = Sources.api(folder.resolve("two"), files);
    assertEquals(one.toString(), two.toString());
    assertEquals(one.facts(), JavaApi.parse(one.toString()).facts());
    assertEquals(List.of(), JavaApiComparison.findings(one, two));
  }

  @Test
  @DisplayName("writes one sorted line for each thing that a caller can feel, with full names")
  void isReadable() {
    assertEquals(
        List.of(
                "class files: Java 17",
                "x.A: implements java.lang.AutoCloseable",
                "x.A: public abstract class <T extends java.lang.Number>",
                "x.A.A(java.lang.Object): protected constructor (T)",
                "x.A.N: public static final int = 3",
                "x.A.close(): public void throws java.io.IOException",
                "x.A.f(int[]): public @org.jspecify.annotations.Nullable java.lang.String (int...)",
                "x.A.f(int[]): @java.lang.Deprecated(since = \"2\")")
            .stream()
            .map(line -> line.replace("A(java.lang.Object)", "A(java.lang.Number)"))
            .sorted()
            .toList(),
        lines(
                Map.of(
                    "x/A.java",
                    """
                    package x;
                    import org.jspecify.annotations.Nullable;
                    public abstract class A<T extends Number> implements AutoCloseable {
                      public static final int N = 1 + 2;
                      protected A(T a) {}
                      @Override public void close() throws java.io.IOException {}
                      @Deprecated(since = "2") public @Nullable String f(int... a) { return null; }
                      private void hidden() {}
                    }
                    """))
            .stream()
            .sorted()
            .toList());
  }

  @Test
  @DisplayName("does not run the code that it reads")
  void runsNothing() {
    String property = "run.by.the.gate";
    lines(
        Map.of(
            "x/A.java",
            "package x; public final class A { public static final int N = 1;"
                + " static { System.setProperty(\""
                + property
                + "\", \"yes\"); } }"));
    assertEquals("no", System.getProperty(property, "no"));
  }

  @Test
  @DisplayName("has what a module exports, and no package that it keeps to itself")
  void readsModules() {
    List<String> lines =
        lines(
            Map.of(
                "module-info.java",
                "module m { requires transitive java.logging; requires java.sql; exports x;"
                    + " exports y to z; opens x; uses java.sql.Driver;"
                    + " provides Runnable with y.B; }",
                "x/A.java",
                A,
                "y/B.java",
                "package y; public class B implements Runnable { public void run() {} }"),
            "--release",
            "17",
            "-Xlint:-module");
    assertEquals(
        List.of(
            "class files: Java 17",
            "module m: exports x",
            "module m: opens x",
            "module m: provides java.lang.Runnable",
            "module m: requires transitive java.logging",
            "module m: uses java.sql.Driver",
            "x.A: public final class",
            "x.A.A(): public constructor"),
        lines);
  }

  @Test
  @DisplayName("has the services that a jar provides, and the name it has as a module")
  void readsServices() {
    List<String> lines =
        lines(
            Map.of(
                "x/A.java", A,
                "META-INF/services/java.lang.Runnable", "x.A",
                "META-INF/MANIFEST.MF", "Manifest-Version: 1.0\nAutomatic-Module-Name: m\n"));
    assertTrue(lines.contains("META-INF/services: provides java.lang.Runnable"), lines::toString);
    assertTrue(lines.contains("META-INF/MANIFEST.MF: Automatic-Module-Name m"), lines::toString);
  }

  @Test
  @DisplayName("has the annotations of packages")
  void readsPackages() {
    assertTrue(
        lines(
                Map.of(
                    "x/A.java",
                    A,
                    "x/package-info.java",
                    "@org.jspecify.annotations.NullMarked package x;"))
            .contains("package x: @org.jspecify.annotations.NullMarked"));
  }

  private List<Severity> kinds(String before, String after) {
    return JavaApiComparison.findings(JavaApi.parse(before), JavaApi.parse(after)).stream()
        .map(Finding::severity)
        .toList();
  }

  @Test
  @DisplayName("tells users of an older Java that they can no longer run it, or can from now on")
  void comparesClassFiles() {
    assertEquals(List.of(BREAKING), kinds("class files: Java 17", "class files: Java 21"));
    assertEquals(List.of(ADDITIVE), kinds("class files: Java 17", "class files: Java 11"));
  }

  @Test
  @DisplayName("tells users of modules what they lose and get")
  void comparesModules() {
    for (String fact :
        List.of("exports x", "opens x", "requires transitive y", "uses x.S", "provides x.S")) {
      String with = "module m: exports z\nmodule m: " + fact;
      assertEquals(List.of(BREAKING), kinds(with, "module m: exports z"), fact);
      assertEquals(List.of(ADDITIVE), kinds("module m: exports z", with), fact);
    }
  }

  @Test
  @DisplayName("keeps the order of constants apart from their number")
  void comparesOrders() {
    String declaration = "x.E: public enum\nx.E: constants in order ";
    assertEquals(List.of(), kinds(declaration + "A, C", declaration + "A, B, C"));
    assertEquals(List.of(BREAKING), kinds(declaration + "A, C", declaration + "C, B, A"));
  }

  @Test
  @DisplayName("refuses a jar that is not there, with the command that makes it")
  void refusesMissingJars() {
    String message =
        String.valueOf(
            assertThrows(
                    IllegalArgumentException.class,
                    () -> JavaApiReader.read(folder.resolve("none.jar"), List.of()))
                .getMessage());
    assertTrue(message.contains("none.jar") && message.contains("mvn"), message);
  }

  @Test
  @DisplayName("refuses a jar whose supertypes are not on its class path")
  void refusesMissingClasses() {
    Path jar =
        Sources.jar(
            folder.resolve("one"),
            Map.of(
                "x/A.java",
                "package x; public abstract class A extends com.squareup.moshi.JsonAdapter<A> {}"));
    String message =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> JavaApiReader.read(jar, List.of()))
                .getMessage());
    assertTrue(message.contains("class path"), message);
    assertFalse(message.isBlank());
  }
}
