package io.github.closecalls.json.internal;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import io.github.closecalls.json.Deviation;
import io.github.closecalls.json.JsonModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what stands in JSON where the contract says something else, beside the properties of a
 * model that the contract does not list.
 *
 * <p>All methods are safe for use by several threads.
 */
public final class Deviations {
  private Deviations() {}

  /**
   * Keeps a value of a property.
   *
   * @param <V> the type of what is not listed
   * @param unlisted what is kept so far, or null
   * @param property the name of the property
   * @param error the error about the value
   * @param strict whether to throw the error instead
   * @return what is kept now
   * @throws JsonDataException if it is to be strict, or the value was not read to its end
   */
  public static <V extends @Nullable Object> Map<String, V> keep(
      @Nullable Map<String, V> unlisted, String property, JsonDataException error, boolean strict) {
    OddValue value = UnexpectedValueException.value(error);
    if (strict) {
      throw UnexpectedValueException.refusal(error);
    }
    DeviatingMap<V> kept = deviating(unlisted);
    kept.keep(property, value);
    return kept;
  }

  /**
   * Keeps that required properties are absent.
   *
   * @param <V> the type of what is not listed
   * @param unlisted what is kept so far, or null
   * @param missing the properties that have no value as the contract says
   * @param reader the source of the model, for the error
   * @param strict whether to throw an error instead
   * @return what is kept now
   * @throws JsonDataException if it is to be strict
   */
  public static <V extends @Nullable Object> Map<String, V> missing(
      @Nullable Map<String, V> unlisted, List<String> missing, JsonReader reader, boolean strict) {
    if (strict || Attempts.areUnderWay()) {
      throw new JsonDataException(
          "Required but missing: " + String.join(", ", missing) + " at path " + reader.getPath());
    }
    DeviatingMap<V> kept = deviating(unlisted);
    for (String property : missing) {
      if (!kept.containsKey(property)) {
        kept.keep(property, OddValue.ABSENT);
      }
    }
    return kept;
  }

  private static <V extends @Nullable Object> DeviatingMap<V> deviating(
      @Nullable Map<String, V> unlisted) {
    return unlisted instanceof DeviatingMap<V> kept
        ? kept
        : new DeviatingMap<>(unlisted == null ? Map.of() : unlisted);
  }

  /**
   * Returns the properties that the contract does not list.
   *
   * @param <V> the type of their values
   * @param kept what a model keeps
   * @return an immutable map
   */
  public static <V extends @Nullable Object> Map<String, V> unlisted(Map<String, V> kept) {
    return kept instanceof DeviatingMap<V> deviating ? deviating.unlisted() : kept;
  }

  /**
   * Returns what a builder starts with.
   *
   * @param <V> the type of what is not listed
   * @param kept what a model keeps
   * @return a copy, or null if it is empty
   */
  public static <V extends @Nullable Object> @Nullable Map<String, V> copy(Map<String, V> kept) {
    if (kept.isEmpty()) {
      return null;
    }
    if (kept instanceof DeviatingMap) {
      return new DeviatingMap<>(kept);
    }
    Map<String, V> copy = new SmallMap<>();
    copy.putAll(kept);
    return copy;
  }

  /**
   * Forgets the odd value of a property that is set.
   *
   * @param kept what a builder keeps, or null
   * @param property the name of the property
   */
  public static void forget(@Nullable Map<String, ?> kept, String property) {
    if (kept instanceof DeviatingMap) {
      kept.remove(property);
    }
  }

  /**
   * Returns whether the value of a property is not as the contract says.
   *
   * @param kept what a model keeps
   * @param property the name of the property
   * @return false if there is nothing to say of it
   */
  public static boolean has(Map<String, ?> kept, String property) {
    return kept instanceof DeviatingMap && kept.get(property) instanceof OddValue;
  }

  /**
   * Returns the error about a required property that has no value as the contract says.
   *
   * @param kept what a model keeps
   * @param model the name of the model
   * @param property the name of the property
   * @return the error to throw
   */
  public static JsonDataException error(Map<String, ?> kept, String model, String property) {
    OddValue value = kept.get(property) instanceof OddValue odd ? odd : OddValue.ABSENT;
    return new JsonDataException(
        model
            + " was read without a usable value: "
            + value.at(OddValue.pointer(property))
            + ". Ask deviations() before, which has the value");
  }

  /**
   * Writes the properties that the contract does not list, and the odd values of those that it
   * does.
   *
   * @param <V> the type of what is not listed
   * @param writer where they are written
   * @param kept what a model keeps
   * @param adapter writes what is not listed
   * @throws IOException if the JSON cannot be written
   * @throws JsonDataException if a name or a text is not Unicode
   */
  public static <V extends @Nullable Object> void write(
      JsonWriter writer, Map<String, V> kept, JsonAdapter<V> adapter) throws IOException {
    boolean deviates = kept instanceof DeviatingMap;
    for (Map.Entry<String, V> entry : kept.entrySet()) {
      if (deviates && (Object) entry.getValue() instanceof OddValue odd) {
        if (!odd.absent()) {
          writer.name(UnicodeText.checked(entry.getKey(), writer));
          AnyAdapter.NULLABLE_ANY.toJson(writer, odd.value());
        }
      } else {
        writer.name(UnicodeText.checked(entry.getKey(), writer));
        adapter.toJson(writer, entry.getValue());
      }
    }
  }

  /**
   * Returns the deviations of a model and of the models within.
   *
   * @param kept what the model keeps
   * @param unlistedToo whether what the contract does not list can hold models, too
   * @param namesAndValues the names and values of the properties that can hold models
   * @return an immutable list
   */
  public static List<Deviation> of(
      Map<String, ?> kept, boolean unlistedToo, @Nullable Object... namesAndValues) {
    List<Deviation> all = new ArrayList<>(0);
    if (unlistedToo || kept instanceof DeviatingMap) {
      add(kept, all);
    }
    for (int i = 0; i < namesAndValues.length; i += 2) {
      addAt(namesAndValues[i], namesAndValues[i + 1], all);
    }
    return all.isEmpty() ? List.of() : List.copyOf(all);
  }

  /**
   * Returns the deviations of a value that is a model or is not.
   *
   * @param value the value
   * @return an immutable list
   */
  public static List<Deviation> of(Object value) {
    List<Deviation> all = new ArrayList<>(0);
    add(value, all);
    return List.copyOf(all);
  }

  /** Adds what a value deviates in, with pointers from there. */
  private static void add(@Nullable Object value, List<Deviation> all) {
    if (value instanceof OddValue odd) {
      all.add(odd.at(""));
    } else if (value instanceof JsonModel model) {
      all.addAll(model.deviations());
    } else if (value instanceof Collection<?> items) {
      int i = 0;
      for (Object item : items) {
        addAt(i++, item, all);
      }
    } else if (value instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        addAt(entry.getKey(), entry.getValue(), all);
      }
    }
  }

  /** Adds them with pointers from the outside: texts are made only of what deviates. */
  private static void addAt(
      @Nullable Object nameOrIndex, @Nullable Object value, List<Deviation> all) {
    int before = all.size();
    add(value, all);
    for (int i = before; i < all.size(); i++) {
      Deviation inner = all.get(i);
      String pointer = OddValue.pointer(String.valueOf(nameOrIndex)) + inner.pointer();
      all.set(i, new Deviation(pointer, inner.rule(), inner.isAbsent(), inner.value()));
    }
  }
}
