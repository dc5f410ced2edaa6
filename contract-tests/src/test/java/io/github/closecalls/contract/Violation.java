package io.github.closecalls.contract;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What Prism found wrong with a request: its 400 looks the same as the one that Close documents.
 */
record Violation(List<Object> location, String keyword) {
  static final String HEADER = "sl-violations";

  static List<Violation> parse(Stream<String> headers) {
    return headers
        .flatMap(header -> ((List<?>) Json.read(header)).stream())
        .map(Violation::of)
        .toList();
  }

  private static Violation of(Object json) {
    Map<?, ?> violation = (Map<?, ?>) json;
    List<?> location = violation.get("location") instanceof List<?> list ? list : List.of();
    return new Violation(List.copyOf(location), String.valueOf(violation.get("code")));
  }
}
