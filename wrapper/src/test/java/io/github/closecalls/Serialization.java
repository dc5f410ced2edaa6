package io.github.closecalls;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;

/** Sends objects through Java serialization. */
final class Serialization {
  private Serialization() {}

  /** Returns what comes out at the other end. */
  @SuppressWarnings("BanSerializableRead") // What is read was written a moment before.
  static <T> T copyOf(T object, Class<T> type) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
      try (ObjectInputStream in =
          new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
        return type.cast(in.readObject());
      }
    } catch (IOException | ClassNotFoundException e) {
      throw new AssertionError("be serializable", e);
    }
  }
}
