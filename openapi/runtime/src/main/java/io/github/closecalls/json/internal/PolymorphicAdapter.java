package io.github.closecalls.json.internal;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonReader.Token;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes an object of a schema or of one that inherits from it.
 *
 * <p>The value of a property tells which; an object with any other value is one of the schema
 * itself. Safe to share between threads once all heirs are added.
 *
 * @param <T> the common type of the objects
 */
public final class PolymorphicAdapter<T> extends JsonAdapter<T> {
  private final String name;
  private final String discriminator;
  private final Branch<? extends T> base;
  private final List<Branch<? extends T>> heirs = new ArrayList<>();

  /**
   * Creates an adapter without heirs.
   *
   * @param <B> the type of an object that is none of the heirs
   * @param type the common type of the objects
   * @param discriminator the property whose value tells the heir
   * @param base the type of an object that is none of the heirs
   * @param adapter reads and writes such an object
   */
  public <B extends T> PolymorphicAdapter(
      Class<T> type, String discriminator, Class<B> base, JsonAdapter<B> adapter) {
    this.name = type.getSimpleName();
    this.discriminator = discriminator;
    this.base = new Branch<>(base, adapter, Set.of());
  }

  /**
   * Adds an heir.
   *
   * @param <H> the type of its objects
   * @param type the type of its objects
   * @param adapter reads and writes them
   * @param values the values of the discriminator that mean this heir
   * @return this adapter
   */
  public <H extends T> PolymorphicAdapter<T> heir(
      Class<H> type, JsonAdapter<H> adapter, Set<String> values) {
    heirs.add(new Branch<>(type, adapter, values));
    return this;
  }

  @Override
  public T fromJson(JsonReader reader) throws IOException {
    if (reader.peek() != Token.BEGIN_OBJECT) {
      throw JsonErrors.unexpected(reader, name + " (an object)");
    }
    String value = value(reader);
    for (Branch<? extends T> heir : heirs) {
      if (value != null && heir.values.contains(value)) {
        return heir.read(reader);
      }
    }
    return base.read(reader);
  }

  /** The value of the discriminator, or null if there is none. */
  private @Nullable String value(JsonReader reader) throws IOException {
    try (JsonReader ahead = reader.peekJson()) {
      ahead.beginObject();
      while (ahead.hasNext()) {
        if (ahead.nextName().equals(discriminator)) {
          return switch (ahead.peek()) {
            case STRING, NUMBER -> ahead.nextString();
            case BOOLEAN -> String.valueOf(ahead.nextBoolean());
            default -> null;
          };
        }
        ahead.skipValue();
      }
      return null;
    }
  }

  @Override
  public void toJson(JsonWriter writer, @Nullable T value) throws IOException {
    if (value == null) {
      throw JsonErrors.unexpectedNull(writer, name);
    }
    for (Branch<? extends T> heir : heirs) {
      if (heir.type.isInstance(value)) {
        heir.write(writer, value);
        return;
      }
    }
    base.write(writer, value);
  }

  @Override
  public String toString() {
    return "JsonAdapter(" + name + ")";
  }

  private record Branch<B>(Class<B> type, JsonAdapter<B> adapter, Set<String> values) {
    B read(JsonReader reader) throws IOException {
      return Arguments.required(adapter.fromJson(reader));
    }

    void write(JsonWriter writer, Object value) throws IOException {
      adapter.toJson(writer, type.cast(value));
    }
  }
}
