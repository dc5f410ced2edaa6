package io.github.closecalls.json.internal;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonReader.Token;
import java.io.IOException;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Helpers that the adapters of generated models share.
 *
 * <p>All methods are safe for use by several threads.
 */
public final class ModelJson {
  private ModelJson() {}

  /**
   * Reads a value if it is what an adapter reads.
   *
   * @param <T> the type of the value
   * @param adapter the adapter
   * @param reader the source of the value; it does not move if it is something else
   * @return the value, or null if it is something else
   * @throws IOException if the JSON cannot be read
   */
  public static <T> @Nullable T readIf(JsonAdapter<T> adapter, JsonReader reader)
      throws IOException {
    return readIf(adapter, reader, value -> true);
  }

  /**
   * Reads a value if it is what an adapter reads and meets a condition.
   *
   * @param <T> the type of the value
   * @param adapter the adapter
   * @param reader where the value is read from; it stays where it is if it is something else
   * @param condition the condition
   * @return the value, or null if it is something else
   * @throws IOException if the JSON cannot be read
   */
  public static <T> @Nullable T readIf(
      JsonAdapter<T> adapter, JsonReader reader, Predicate<? super T> condition)
      throws IOException {
    T value = Attempts.read(adapter, reader);
    if (value == null || !condition.test(value)) {
      return null;
    }
    reader.skipValue();
    return value;
  }

  /**
   * Reads a model from the whole of a text.
   *
   * @param <T> the type of the model
   * @param adapter the adapter
   * @param json the text
   * @return the model
   * @throws JsonDataException if the text is not JSON, or not that of an object
   */
  public static <T> T read(JsonAdapter<T> adapter, String json) {
    try {
      return Objects.requireNonNull(adapter.fromJson(json));
    } catch (IOException e) {
      throw new JsonDataException("The text is not JSON, or is cut off", e);
    }
  }

  /**
   * Reads the opening of a model's object.
   *
   * @param reader the source of the model
   * @param model the name of the model, for the error
   * @throws IOException if the JSON cannot be read
   * @throws JsonDataException if the next value is not an object
   */
  public static void beginModel(JsonReader reader, String model) throws IOException {
    if (reader.peek() != Token.BEGIN_OBJECT) {
      throw JsonErrors.unexpected(reader, model + " (an object)");
    }
    reader.beginObject();
  }

  /**
   * Returns an error that also names the model in which it occurred.
   *
   * @param model the name of the model
   * @param error the error
   * @return the error to throw
   */
  public static JsonDataException inModel(String model, JsonDataException error) {
    return UnexpectedValueException.inModel(model, error);
  }
}
