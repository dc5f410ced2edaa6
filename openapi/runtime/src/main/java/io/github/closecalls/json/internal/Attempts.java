package io.github.closecalls.json.internal;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import okio.BufferedSource;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * Reads a value as one of several, which may be read as one of several within.
 *
 * <p>What an adapter made of a part is kept until the outermost attempt is over: the next attempt
 * to read the whole would try the part in the same ways, and with each level twice as often.
 */
final class Attempts {
  /** What the attempts under way in a thread made of parts; null while there is none. */
  private static final ThreadLocal<@Nullable Map<Attempt, Outcome>> OUTCOMES = new ThreadLocal<>();

  private Attempts() {}

  /** Returns whether what this thread reads is only tried. */
  static boolean areUnderWay() {
    return OUTCOMES.get() != null;
  }

  /** An adapter, told by its identity, and the text of a part. */
  private record Attempt(JsonAdapter<?> adapter, ByteString json) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Attempt that && adapter == that.adapter && json.equals(that.json);
    }

    @Override
    public int hashCode() {
      return 31 * System.identityHashCode(adapter) + json.hashCode();
    }
  }

  private record Outcome(@Nullable Object value) {}

  /** The value, or null if it is something else; the reader stays where it is. */
  static <T> @Nullable T read(JsonAdapter<T> adapter, JsonReader reader) throws IOException {
    Map<Attempt, Outcome> outcomes = OUTCOMES.get();
    if (outcomes == null) {
      OUTCOMES.set(new HashMap<>());
      try {
        return attempt(adapter, reader);
      } finally {
        OUTCOMES.remove();
      }
    }
    if (!isComposite(reader)) {
      return attempt(adapter, reader);
    }
    Attempt attempt = new Attempt(adapter, json(reader));
    Outcome outcome = outcomes.get(attempt);
    if (outcome == null) {
      outcome = new Outcome(attempt(adapter, reader));
      outcomes.put(attempt, outcome);
    }
    @SuppressWarnings("unchecked") // It is what the same adapter gave.
    T value = (T) outcome.value;
    return value;
  }

  private static boolean isComposite(JsonReader reader) throws IOException {
    JsonReader.Token token = reader.peek();
    return token == JsonReader.Token.BEGIN_OBJECT || token == JsonReader.Token.BEGIN_ARRAY;
  }

  private static <T> @Nullable T attempt(JsonAdapter<T> adapter, JsonReader reader)
      throws IOException {
    try (JsonReader ahead = reader.peekJson()) {
      return adapter.fromJson(ahead);
    } catch (JsonDataException e) {
      return null;
    }
  }

  private static ByteString json(JsonReader reader) throws IOException {
    try (JsonReader ahead = reader.peekJson();
        BufferedSource source = ahead.nextSource()) {
      return source.readByteString();
    }
  }
}
