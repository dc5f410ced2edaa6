package io.github.closecalls.json.internal;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonReader.Token;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes one of several objects ({@code oneOf}, {@code anyOf}).
 *
 * <p>If there is a discriminator, its value decides. Otherwise the object belongs to the branch
 * whose required properties are all there, that lists most of the others, and that can read it. An
 * object that fits no branch is kept as it is. Safe to share between threads once all branches are
 * added.
 *
 * @param <T> the common type of the objects
 */
public final class ChoiceAdapter<T> extends JsonAdapter<T> {
  private final String name;
  private final @Nullable String discriminator;
  private final Class<? extends T> unlistedType;
  private final Function<Map<String, @Nullable Object>, ? extends T> unlisted;
  private final Function<T, Map<String, @Nullable Object>> properties;
  private final List<Branch<? extends T>> branches = new ArrayList<>();

  /**
   * Creates an adapter without branches.
   *
   * @param <U> the type of an object that fits no branch
   * @param name the name of the choice, for errors
   * @param discriminator the property whose value decides, or null if there is none
   * @param unlistedType the type of an object that fits no branch
   * @param unlisted creates such an object from its properties
   * @param properties gives the properties of such an object
   */
  public <U extends T> ChoiceAdapter(
      String name,
      @Nullable String discriminator,
      Class<U> unlistedType,
      Function<Map<String, @Nullable Object>, U> unlisted,
      Function<U, Map<String, @Nullable Object>> properties) {
    this.name = name;
    this.discriminator = discriminator;
    this.unlistedType = unlistedType;
    this.unlisted = unlisted;
    this.properties = value -> properties.apply(unlistedType.cast(value));
  }

  /**
   * Adds a branch.
   *
   * @param <B> the type of its objects
   * @param type the type of its objects
   * @param adapter reads and writes them
   * @param required the properties without which an object is not one
   * @param listed all properties that the contract lists
   * @param values the values of the discriminator that mean this branch
   * @return this adapter
   */
  public <B extends T> ChoiceAdapter<T> branch(
      Class<B> type,
      JsonAdapter<B> adapter,
      Set<String> required,
      Set<String> listed,
      Set<String> values) {
    branches.add(new Branch<>(type, adapter, required, listed, values));
    return this;
  }

  @Override
  public T fromJson(JsonReader reader) throws IOException {
    if (reader.peek() != Token.BEGIN_OBJECT) {
      throw JsonErrors.unexpected(reader, name + " (an object)");
    }
    Set<String> names = new HashSet<>();
    String value = null;
    try (JsonReader ahead = reader.peekJson()) {
      ahead.beginObject();
      while (ahead.hasNext()) {
        String next = ahead.nextName();
        names.add(next);
        if (next.equals(discriminator) && ahead.peek() == Token.STRING) {
          value = ahead.nextString();
        } else {
          ahead.skipValue();
        }
      }
    }
    if (value != null) {
      for (Branch<? extends T> branch : branches) {
        if (branch.values.contains(value)) {
          return Arguments.required(branch.adapter.fromJson(reader));
        }
      }
    } else {
      for (Branch<? extends T> branch : candidates(names)) {
        T read = ModelJson.readIf(branch.adapter, reader);
        if (read != null) {
          return read;
        }
      }
    }
    return unlisted.apply(AnyAdapter.MAP.fromJson(reader));
  }

  private List<Branch<? extends T>> candidates(Set<String> names) {
    List<Branch<? extends T>> candidates = new ArrayList<>();
    for (Branch<? extends T> branch : branches) {
      if (names.containsAll(branch.required)) {
        candidates.add(branch);
      }
    }
    candidates.sort(
        Comparator.comparingLong(
            branch -> names.stream().filter(each -> !branch.listed.contains(each)).count()));
    return candidates;
  }

  @Override
  public void toJson(JsonWriter writer, @Nullable T value) throws IOException {
    if (value == null) {
      throw JsonErrors.unexpectedNull(writer, name);
    }
    if (unlistedType.isInstance(value)) {
      AnyAdapter.MAP.toJson(writer, properties.apply(value));
      return;
    }
    for (Branch<? extends T> branch : branches) {
      if (branch.type.isInstance(value)) {
        branch.write(writer, value);
        return;
      }
    }
    throw new JsonDataException(name + " has no branch for " + value.getClass().getName());
  }

  @Override
  public String toString() {
    return "JsonAdapter(" + name + ")";
  }

  private record Branch<B>(
      Class<B> type,
      JsonAdapter<B> adapter,
      Set<String> required,
      Set<String> listed,
      Set<String> values) {

    void write(JsonWriter writer, Object value) throws IOException {
      adapter.toJson(writer, type.cast(value));
    }
  }
}
