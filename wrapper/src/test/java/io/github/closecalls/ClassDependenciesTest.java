package io.github.closecalls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassDependenciesTest {
  @TempDir Path folder;

  @Test
  void noTwoClassesOfTheWrapperUseEachOther() throws Exception {
    Path classes =
        Path.of(CloseClient.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    ClassDependencies wrapper = ClassDependencies.in(classes);

    assertTrue(
        wrapper.classes().contains(CloseClient.class.getName()),
        () -> "The classes of the wrapper should be among " + wrapper.classes());
    assertEquals(
        Collections.emptySortedSet(),
        wrapper.cycles(),
        "Move what both sides of a cycle need to a class of its own, or hand it over as a value");
  }

  @Test
  void aCycleIsShownWithAllItsClasses() throws Exception {
    compile(
        "class First { Object next() { return new Second(); } }",
        "class Second { Third third; }",
        "class Third { void call(First first) {} }",
        "class Bystander extends First {}");

    assertEquals(
        Set.of("First -> Second -> Third -> First"), ClassDependencies.in(folder).cycles());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class Other { First field; }",
        "class Other { java.util.List<First> generic; }",
        "class Other { void method(First[] parameter) {} }",
        "class Other { boolean method(Object o) { return o instanceof First; } }",
        "class Other { void method() throws First {} }",
        "class Other { static class Nested extends First {} }",
        "class Other { Runnable lambda() { return First::call; } }",
        "class Other { String name() { return First.class.getName(); } }",
        "@First.Mark class Other {}",
      })
  void eachKindOfUseCounts(String other) throws Exception {
    compile(
        "class First extends Exception { Other other; static void call() {} @interface Mark {} }",
        other);

    assertEquals(Set.of("First -> Other -> First"), ClassDependencies.in(folder).cycles());
  }

  @Test
  void aNestedClassAndItsOuterOneAreOne() throws Exception {
    compile("class Outer { Nested nested; static class Nested { Outer outer; } }");

    assertEquals(Set.of(), ClassDependencies.in(folder).cycles());
  }

  @Test
  void aSealedTypeMayListWhatExtendsIt() throws Exception {
    compile("sealed class Base permits Sub {}", "final class Sub extends Base {}");

    assertEquals(Set.of(), ClassDependencies.in(folder).cycles());
  }

  @Test
  void aSealedTypeMayNotUseWhatExtendsIt() throws Exception {
    compile(
        "sealed class Base permits Sub { static Base make() { return new Sub(); } }",
        "final class Sub extends Base {}");

    assertEquals(Set.of("Base -> Sub -> Base"), ClassDependencies.in(folder).cycles());
  }

  private void compile(String... sources) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<Source> files = Arrays.stream(sources).map(Source::new).toList();
    assertTrue(
        compiler
            .getTask(null, null, null, List.of("-proc:none", "-d", folder.toString()), null, files)
            .call(),
        "The classes of the test should compile");
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String text) {
      super(URI.create("string:///Source.java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }

    @Override
    public boolean isNameCompatible(String simpleName, Kind kind) {
      return kind == Kind.SOURCE && !simpleName.equals("package-info");
    }
  }
}
