package io.github.closecalls.compatibility.jar;

import com.google.common.base.Suppliers;
import com.sun.source.util.JavacTask;
import java.io.Closeable;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;

/**
 * What reflection does not tell of class files, read by javac.
 *
 * <p>Reflection would run the static initializers, cannot tell a constant, which compilers copy
 * into the code that uses it, from a value that is computed, and sees no annotation that is for
 * compilers only.
 */
final class ClassFiles implements Closeable {
  private final StandardJavaFileManager files =
      Javac.compiler().getStandardFileManager(null, null, StandardCharsets.UTF_8);

  // Most jars need none, and javac takes its time to start.
  private final Supplier<JavacTask> task =
      Suppliers.memoize(
          () ->
              (JavacTask)
                  Javac.compiler().getTask(null, files, null, List.of("-proc:none"), null, null));

  ClassFiles(Collection<Path> classPath) throws IOException {
    files.setLocationFromPaths(StandardLocation.CLASS_PATH, classPath);
  }

  private TypeElement type(String name) {
    TypeElement element = task.get().getElements().getTypeElement(name);
    if (element == null) {
      throw new IllegalArgumentException("javac finds no class " + name);
    }
    return element;
  }

  /** Returns the value that compilers copy, if the field is a constant. */
  Optional<Object> constant(String type, String field) {
    return ElementFilter.fieldsIn(type(type).getEnclosedElements()).stream()
        .filter(found -> found.getSimpleName().contentEquals(field))
        .findFirst()
        .map(VariableElement::getConstantValue);
  }

  /** Gives the annotations for compilers of a type and its members, each with its subject. */
  void annotations(String name, BiConsumer<String, String> taker) {
    TypeElement type = type(name);
    annotations(name, type, "", taker);
    for (Element member : type.getEnclosedElements()) {
      String subject = name + "." + member.getSimpleName();
      if (member instanceof ExecutableElement method) {
        List<? extends VariableElement> parameters = method.getParameters();
        subject =
            parameters.stream()
                .map(parameter -> task.get().getTypes().erasure(parameter.asType()).toString())
                .collect(Collectors.joining(", ", subject + "(", ")"))
                .replace("<init>", type.getSimpleName());
        for (int i = 0; i < parameters.size(); i++) {
          annotations(subject, parameters.get(i), " of parameter " + (i + 1), taker);
        }
      }
      annotations(subject, member, "", taker);
    }
  }

  private static void annotations(
      String subject, Element element, String where, BiConsumer<String, String> taker) {
    for (AnnotationMirror annotation : element.getAnnotationMirrors()) {
      Element type = annotation.getAnnotationType().asElement();
      Retention retention = type.getAnnotation(Retention.class);
      if (retention == null || retention.value() == RetentionPolicy.CLASS) {
        taker.accept(subject, annotation + where);
      }
    }
  }

  @Override
  public void close() throws IOException {
    files.close();
  }
}
