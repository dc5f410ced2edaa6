package io.github.closecalls.contract;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What Prism found wrong with a request: its 400 looks the same as the one that Close documents.
 */
record PrismViolation(List<Object> location, String keyword) {
  static final String HEADER = "sl-violations";

  static List<PrismViolation> parse(Stream<String> headers) {
    return headers
        .flatMap(header -> ((List<?>) Json.read(header)).stream())
        .map(PrismViolation::of)
        .toList();
  }

  private static PrismViolation of(Object json) {
    Map<?, ?> violation = (Map<?, ?>) json;
    List<?> location = violation.get("location") instanceof List<?> list ? list : List.of();
    return new PrismViolation(List.copyOf(location), String.valueOf(violation.get("code")));
  }
}
