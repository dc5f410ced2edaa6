package io.github.closecalls.json.internal;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import org.jspecify.annotations.Nullable;

/**
 * The cause of a {@link JsonDataException} about a value that was read to its end, but is not what
 * the contract says.
 *
 * <p>Who catches that can go on behind the value. After any other the reader is somewhere within.
 */
final class UnexpectedValueException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient OddValue value;

  private UnexpectedValueException(OddValue value, @Nullable Throwable cause) {
    super("The value was read to its end", cause, false, false);
    this.value = value;
  }

  static JsonDataException of(String message, OddValue value, @Nullable Throwable cause) {
    return new JsonDataException(message, new UnexpectedValueException(value, cause));
  }

  /**
   * Returns the value that an error is about.
   *
   * @throws JsonDataException the error, if it leaves the reader somewhere within the value
   */
  static OddValue value(JsonDataException error) {
    if (error.getCause() instanceof UnexpectedValueException unexpected) {
      return unexpected.value;
    }
    throw error;
  }

  /** Returns the error about the array or object, read to its end, of which the value is a part. */
  static JsonDataException within(
      JsonDataException error, Object whole, Object nameOrIndex, JsonReader reader) {
    return JsonErrors.isKept(reader)
        ? of(message(error), value(error).within(whole, nameOrIndex), cause(error))
        : refusal(error);
  }

  /** Returns the same error with a name before it. */
  static JsonDataException inModel(String model, JsonDataException error) {
    String message = model + ": " + message(error);
    return error.getCause() instanceof UnexpectedValueException unexpected
        ? of(message, unexpected.value, cause(error))
        : new JsonDataException(message, error);
  }

  /** Returns the error that ends the whole: who catches it cannot go on. */
  static JsonDataException refusal(JsonDataException error) {
    return new JsonDataException(message(error), cause(error));
  }

  private static String message(JsonDataException error) {
    return String.valueOf(error.getMessage());
  }

  private static @Nullable Throwable cause(JsonDataException error) {
    Throwable cause = error.getCause();
    return cause instanceof UnexpectedValueException ? cause.getCause() : cause;
  }
}
