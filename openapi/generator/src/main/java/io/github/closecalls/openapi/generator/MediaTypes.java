package io.github.closecalls.openapi.generator;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The media types by which a contract describes a body. */
final class MediaTypes {
  private static final Pattern JSON =
      Pattern.compile("(?i)application/([\\w.+-]+\\+)?json(\\s*;.*)?");

  private MediaTypes() {}

  /** The first that is JSON, with its name. */
  static Optional<Map.Entry<String, Node>> json(Node content) {
    return content.members().entrySet().stream()
        .filter(media -> isJson(media.getKey()))
        .findFirst();
  }

  static boolean isJson(String mediaType) {
    return JSON.matcher(mediaType).matches();
  }

  /** The names of all, for Javadoc. */
  static String names(Node content) {
    return content.members().keySet().stream()
        .map(JavadocText::code)
        .collect(Collectors.joining(" or "));
  }
}
