package io.github.closecalls.compatibility.jar;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedTypeVariable;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.Array;
import java.lang.reflect.GenericDeclaration;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.text.StringEscapeUtils;

/**
 * Writes types and annotations as Java does, with full names and with the annotations at each
 * place.
 *
 * <p>The JDK's own {@code toString} of them differs from one JDK to the next.
 *
 * @param substitutes what the type variables of a supertype stand for
 */
record TypeText(Map<TypeVariable<?>, String> substitutes) {
  /** Returns the writer for the members that a type inherits from a supertype. */
  TypeText within(AnnotatedType supertype) {
    if (!(supertype instanceof AnnotatedParameterizedType parameterized)) {
      return new TypeText(Map.of());
    }
    TypeVariable<?>[] variables = erasure(supertype.getType()).getTypeParameters();
    AnnotatedType[] arguments = parameterized.getAnnotatedActualTypeArguments();
    Map<TypeVariable<?>, String> inner = new HashMap<>();
    for (int i = 0; i < variables.length; i++) {
      inner.put(variables[i], of(arguments[i]));
    }
    return new TypeText(inner);
  }

  static Class<?> erasure(Type type) {
    return type instanceof ParameterizedType parameterized
        ? (Class<?>) parameterized.getRawType()
        : (Class<?>) type;
  }

  static String name(Class<?> type) {
    String name = type.getCanonicalName();
    return name == null ? type.getName() : name;
  }

  String of(AnnotatedType type) {
    if (type instanceof AnnotatedArrayType) {
      StringBuilder dimensions = new StringBuilder();
      AnnotatedType element = type;
      while (element instanceof AnnotatedArrayType array) {
        String annotations = annotations(array);
        dimensions.append(annotations.isEmpty() ? "" : " " + annotations).append("[]");
        element = array.getAnnotatedGenericComponentType();
      }
      return of(element) + dimensions;
    }
    return annotations(type) + plain(type);
  }

  private String plain(AnnotatedType type) {
    if (type instanceof AnnotatedTypeVariable variable) {
      TypeVariable<?> itself = (TypeVariable<?>) variable.getType();
      return substitutes.getOrDefault(itself, itself.getName());
    }
    if (type instanceof AnnotatedWildcardType wildcard) {
      AnnotatedType[] lower = wildcard.getAnnotatedLowerBounds();
      return lower.length > 0
          ? "? super " + of(lower[0])
          : "?" + bounds(wildcard.getAnnotatedUpperBounds());
    }
    if (type instanceof AnnotatedParameterizedType parameterized) {
      Class<?> raw = erasure(type.getType());
      AnnotatedType outer = parameterized.getAnnotatedOwnerType();
      String name =
          outer instanceof AnnotatedParameterizedType
              ? of(outer) + "." + raw.getSimpleName()
              : name(raw);
      return Stream.of(parameterized.getAnnotatedActualTypeArguments())
          .map(this::of)
          .collect(Collectors.joining(", ", name + "<", ">"));
    }
    return name((Class<?>) type.getType());
  }

  /** Returns {@code <T extends …>} with a space behind it, or nothing. */
  String typeParameters(GenericDeclaration declaration) {
    TypeVariable<?>[] variables = declaration.getTypeParameters();
    return variables.length == 0
        ? ""
        : Stream.of(variables)
            .map(
                variable ->
                    annotations(variable)
                        + variable.getName()
                        + bounds(variable.getAnnotatedBounds()))
            .collect(Collectors.joining(", ", "<", "> "));
  }

  private String bounds(AnnotatedType[] bounds) {
    List<String> texts = Stream.of(bounds).map(this::of).toList();
    return texts.isEmpty() || texts.equals(List.of("java.lang.Object"))
        ? ""
        : " extends " + String.join(" & ", texts);
  }

  /** Writes the annotations of a declaration and its type. */
  String declared(AnnotatedElement declaration, AnnotatedType type) {
    return joined(ownAnnotations(declaration, type)) + of(type);
  }

  /** The annotations of a declaration that are not those of its type. */
  static List<String> ownAnnotations(AnnotatedElement declaration, AnnotatedType type) {
    List<String> own = new ArrayList<>(annotationsOf(declaration));
    own.removeAll(annotationsOf(type));
    return own;
  }

  private static String joined(List<String> annotations) {
    return annotations.stream().map(annotation -> annotation + " ").collect(Collectors.joining());
  }

  private static String annotations(AnnotatedElement element) {
    return joined(annotationsOf(element));
  }

  /** Returns the annotations as Java writes them, sorted. */
  static List<String> annotationsOf(AnnotatedElement element) {
    return Stream.of(element.getDeclaredAnnotations()).map(TypeText::of).sorted().toList();
  }

  private static String of(Annotation annotation) {
    String members =
        Stream.of(annotation.annotationType().getDeclaredMethods())
            .sorted(Comparator.comparing(Method::getName))
            .filter(
                member -> !Objects.deepEquals(member.getDefaultValue(), get(annotation, member)))
            .map(
                member -> {
                  String value = value(get(annotation, member));
                  return member.getName().equals("value")
                      ? value
                      : member.getName() + " = " + value;
                })
            .collect(Collectors.joining(", "));
    return "@" + name(annotation.annotationType()) + (members.isEmpty() ? "" : "(" + members + ")");
  }

  private static Object get(Annotation annotation, Method member) {
    try {
      // An annotation type need not be public to annotate something public.
      member.setAccessible(true);
      return member.invoke(annotation);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("Cannot read the annotation " + annotation, e);
    }
  }

  /** Writes a constant or a member of an annotation as Java does. */
  static String value(Object value) {
    if (value instanceof String text) {
      return "\"" + StringEscapeUtils.escapeJava(text) + "\"";
    }
    if (value instanceof Character character) {
      String text = StringEscapeUtils.escapeJava(character.toString());
      return "'" + text.replace("'", "\\'") + "'";
    }
    if (value instanceof Class<?> type) {
      return name(type) + ".class";
    }
    if (value instanceof Enum<?> constant) {
      return name(constant.getDeclaringClass()) + "." + constant.name();
    }
    if (value instanceof Annotation annotation) {
      return of(annotation);
    }
    if (value.getClass().isArray()) {
      List<String> elements =
          IntStream.range(0, Array.getLength(value))
              .mapToObj(i -> value(Array.get(value, i)))
              .toList();
      return elements.size() == 1 ? elements.get(0) : "{" + String.join(", ", elements) + "}";
    }
    return value.toString();
  }
}
