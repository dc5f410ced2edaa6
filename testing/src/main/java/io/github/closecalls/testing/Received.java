package io.github.closecalls.testing;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A request as it came, the credential included. */
record Received(String method, String target, Map<String, List<String>> headers, String body) {
  String path() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  Optional<String> header(String name) {
    return headers.getOrDefault(name, List.of()).stream().findFirst();
  }

  boolean isChunked() {
    return header("Transfer-Encoding").isPresent();
  }

  /** Returns the media type without its parameters. */
  String mediaType() {
    return header("Content-Type").orElse("").split(";", -1)[0].strip().toLowerCase(Locale.ROOT);
  }
}
