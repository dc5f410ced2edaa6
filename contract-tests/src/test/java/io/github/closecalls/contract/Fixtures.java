package io.github.closecalls.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;

final class Fixtures {
  private Fixtures() {}

  /** Returns an answer of the shape that Close gives: it has more properties than the contract. */
  static String callActivity() throws IOException {
    try (InputStream json = Fixtures.class.getResourceAsStream("/call-activity.json")) {
      return new String(json.readAllBytes(), UTF_8);
    }
  }
}
