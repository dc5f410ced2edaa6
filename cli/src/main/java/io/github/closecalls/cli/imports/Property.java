package io.github.closecalls.cli.imports;

import io.github.closecalls.model.CreateCallActivity;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A property of a call, read from the generated model: a new one of the contract needs no code.
 *
 * @param name as the contract spells it
 * @param kind what its cells hold
 * @param values what the contract lists, or nothing if it lists none
 */
record Property(String name, Kind kind, List<String> values) {
  /** What the cells of a column hold. */
  enum Kind {
    TEXT,
    INTEGER,
    TIME,
    JSON
  }

  private static final String CUSTOM = "custom.";

  private static final Map<String, Property> ALL = all();

  /** Finds the property of this name; a custom field is one too, though no contract lists it. */
  static Optional<Property> named(String name) {
    return name.startsWith(CUSTOM) && name.length() > CUSTOM.length()
        ? Optional.of(new Property(name, Kind.TEXT, List.of()))
        : Optional.ofNullable(ALL.get(name));
  }

  static List<String> names() {
    return List.copyOf(ALL.keySet());
  }

  private static Map<String, Property> all() {
    Map<String, Property> all = new TreeMap<>();
    for (Method setter : CreateCallActivity.Builder.class.getMethods()) {
      if (setter.getParameterCount() == 1 && isGetter(setter.getName())) {
        String name = setter.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
        Class<?> type = setter.getParameterTypes()[0];
        all.put(name, new Property(name, kind(type), values(type)));
      }
    }
    return all;
  }

  private static boolean isGetter(String name) {
    return Arrays.stream(CreateCallActivity.class.getMethods())
        .anyMatch(method -> method.getName().equals(name) && method.getParameterCount() == 0);
  }

  private static Kind kind(Class<?> type) {
    if (type == long.class || type == Long.class) {
      return Kind.INTEGER;
    }
    if (type == OffsetDateTime.class) {
      return Kind.TIME;
    }
    return Map.class.isAssignableFrom(type) ? Kind.JSON : Kind.TEXT;
  }

  /** Returns the values of an enum, which are the constants of its class. */
  private static List<String> values(Class<?> type) {
    if (type.getPackage() != CreateCallActivity.class.getPackage()) {
      return List.of();
    }
    return Arrays.stream(type.getFields())
        .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == type)
        .map(Property::text)
        .toList();
  }

  private static String text(Field constant) {
    try {
      return String.valueOf(constant.get(null));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
