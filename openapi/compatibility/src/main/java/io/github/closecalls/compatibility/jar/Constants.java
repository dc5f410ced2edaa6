package io.github.closecalls.compatibility.jar;

import com.sun.source.util.JavacTask;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import org.jspecify.annotations.Nullable;

/**
 * The values of constants, as they are in class files.
 *
 * <p>Reflection would run the static initializers, and cannot tell a constant, which compilers copy
 * into the code that uses it, from a value that is computed.
 */
final class Constants implements Closeable {
  private final Collection<Path> classPath;

  // Most jars have no constants, and javac takes its time to start.
  private @Nullable StandardJavaFileManager files;
  private @Nullable Elements elements;

  Constants(Collection<Path> classPath) {
    this.classPath = classPath;
  }

  private Elements elements() {
    if (elements != null) {
      return elements;
    }
    JavaCompiler javac = Javac.compiler();
    files = javac.getStandardFileManager(null, null, StandardCharsets.UTF_8);
    try {
      files.setLocationFromPaths(StandardLocation.CLASS_PATH, classPath);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    JavacTask task =
        (JavacTask) javac.getTask(null, files, null, List.of("-proc:none"), null, null);
    elements = task.getElements();
    return elements;
  }

  /** Returns the value that compilers copy, if the field is a constant. */
  Optional<Object> of(String type, String field) {
    TypeElement element = elements().getTypeElement(type);
    if (element == null) {
      throw new IllegalArgumentException("javac finds no class " + type);
    }
    return ElementFilter.fieldsIn(element.getEnclosedElements()).stream()
        .filter(found -> found.getSimpleName().contentEquals(field))
        .findFirst()
        .map(VariableElement::getConstantValue);
  }

  @Override
  public void close() throws IOException {
    if (files != null) {
      files.close();
    }
  }
}
