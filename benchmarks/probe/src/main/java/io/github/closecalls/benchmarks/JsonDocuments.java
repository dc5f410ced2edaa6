package io.github.closecalls.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;

/** The JSON that is read and written. */
final class JsonDocuments {
  private JsonDocuments() {}

  /** Returns a document on one line, as it is sent. */
  static String text(String name) throws IOException {
    try (InputStream in = JsonDocuments.class.getResourceAsStream(name + ".json")) {
      return new String(in.readAllBytes(), UTF_8).replaceAll(",\n *", ", ").replaceAll("\n *", "");
    }
  }

  static byte[] bytes(String name) throws IOException {
    return text(name).getBytes(UTF_8);
  }
}
