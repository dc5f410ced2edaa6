package io.github.closecalls.json.internal;

import java.util.AbstractMap;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A map in the order of its entries, which takes a quarter of the memory of a {@link LinkedHashMap}
 * while they are few.
 *
 * @param <V> the type of the values
 */
final class SmallMap<V extends @Nullable Object> extends AbstractMap<String, V> {
  /** So many are looked through in no more time than it takes to look one up in another map. */
  private static final int FEW = 32;

  /** Names and values by turns. */
  private @Nullable Object[] namesAndValues = new Object[8];

  private int size;

  /** All entries, once they are not few. */
  private @Nullable Map<String, V> many;

  @Override
  public @Nullable V put(String name, V value) {
    int at = indexOf(name);
    if (at >= 0) {
      V old = value(at);
      namesAndValues[at + 1] = value;
      return old;
    }
    if (many == null && size == FEW) {
      many = new LinkedHashMap<>(this);
      namesAndValues = new Object[0];
      size = 0;
    }
    if (many != null) {
      return many.put(name, value);
    }
    if (2 * size == namesAndValues.length) {
      namesAndValues = Arrays.copyOf(namesAndValues, 4 * size);
    }
    namesAndValues[2 * size] = name;
    namesAndValues[2 * size + 1] = value;
    size++;
    return null;
  }

  @Override
  public @Nullable V get(@Nullable Object name) {
    int at = indexOf(name);
    return at >= 0 ? value(at) : many == null ? null : many.get(name);
  }

  /** Without this one, all entries would be looked through, and made for it while they are few. */
  @Override
  public boolean containsKey(@Nullable Object name) {
    return indexOf(name) >= 0 || (many != null && many.containsKey(name));
  }

  @Override
  public @Nullable V remove(@Nullable Object name) {
    int at = indexOf(name);
    if (at < 0) {
      return many == null ? null : many.remove(name);
    }
    V old = value(at);
    System.arraycopy(namesAndValues, at + 2, namesAndValues, at, 2 * --size - at);
    Arrays.fill(namesAndValues, 2 * size, 2 * size + 2, null);
    return old;
  }

  @Override
  public int size() {
    return many == null ? size : many.size();
  }

  /** Makes no entries. */
  @Override
  public void forEach(BiConsumer<? super String, ? super V> action) {
    if (many != null) {
      many.forEach(action);
    }
    for (int at = 0; at < 2 * size; at += 2) {
      action.accept(name(at), value(at));
    }
  }

  @Override
  public Set<Entry<String, V>> entrySet() {
    if (many != null) {
      return many.entrySet();
    }
    Set<Entry<String, V>> entries = new LinkedHashSet<>();
    for (int at = 0; at < 2 * size; at += 2) {
      entries.add(new SimpleImmutableEntry<>(name(at), value(at)));
    }
    return entries;
  }

  private int indexOf(@Nullable Object name) {
    for (int at = 0; at < 2 * size; at += 2) {
      if (name(at).equals(name)) {
        return at;
      }
    }
    return -1;
  }

  private String name(int at) {
    return (String) namesAndValues[at];
  }

  @SuppressWarnings("unchecked") // Behind a name stands what put() was given with it.
  private V value(int at) {
    return (V) namesAndValues[at + 1];
  }
}
