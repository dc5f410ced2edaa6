package io.github.closecalls.json.internal;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a model that the contract does not list and, beside them, each {@link OddValue}
 * of one that it does.
 *
 * <p>A model whose values are all as the contract says has another map, so that it pays nothing.
 *
 * @param <V> the type of the values of the properties that are not listed
 */
final class DeviatingMap<V extends @Nullable Object> extends LinkedHashMap<String, V> {
  private static final long serialVersionUID = 1;

  DeviatingMap(Map<String, V> properties) {
    super(properties);
  }

  @SuppressWarnings("unchecked") // Models hand out what unlisted() gives, and nothing else.
  void keep(String name, OddValue value) {
    put(name, (V) value);
  }

  boolean deviates() {
    return values().stream().anyMatch(OddValue.class::isInstance);
  }

  Map<String, V> unlisted() {
    Map<String, V> unlisted = new LinkedHashMap<>(this);
    unlisted.values().removeIf(OddValue.class::isInstance);
    return Collections.unmodifiableMap(unlisted);
  }
}
