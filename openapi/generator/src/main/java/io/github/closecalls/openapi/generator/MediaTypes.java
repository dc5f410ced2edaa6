package io.github.closecalls.openapi.generator;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The media types by which a contract describes a body. */
final class MediaTypes {
  /** What a body of JSON is sent as where the contract leaves it open. */
  private static final String APPLICATION_JSON = "application/json";

  private static final Pattern JSON =
      Pattern.compile("(?i)(application/([\\w.+-]+\\+)?|text/)json(\\s*;.*)?");
  private static final Pattern ANY = Pattern.compile("\\*/\\*|application/\\*");
  private static final Pattern ONE = Pattern.compile("[\\w.+-]+/[\\w.+-]+(\\s*;[^,]*)?");
  private static final Pattern TEXT = Pattern.compile("(?i)text/plain(\\s*;.*)?");

  private MediaTypes() {}

  /**
   * The first that is JSON, with its name; else the first that may be anything and has a schema,
   * but for a text, which is not in quotes then.
   */
  static Optional<Map.Entry<String, Node>> json(Node content, Contract contract) {
    return first(content, (name, media) -> isJson(name))
        .or(
            () ->
                first(content, (name, media) -> isAny(name, media) && !isText(media, contract))
                    .map(any -> Map.entry(APPLICATION_JSON, any.getValue())));
  }

  /** The first that is plain text, with its name. */
  static Optional<Map.Entry<String, Node>> text(Node content, Contract contract) {
    return first(
        content,
        (name, media) ->
            TEXT.matcher(name).matches()
                || (isAny(name, media)
                    && isText(media, contract)
                    && !contract.follow(media.at("schema")).at("format").hasValue("binary")));
  }

  private static Optional<Map.Entry<String, Node>> first(
      Node content, BiPredicate<String, Node> condition) {
    return content.members().entrySet().stream()
        .filter(media -> condition.test(media.getKey(), media.getValue()))
        .findFirst();
  }

  private static boolean isAny(String name, Node media) {
    return ANY.matcher(name).matches() && !media.at("schema").members().isEmpty();
  }

  private static boolean isText(Node media, Contract contract) {
    return contract.follow(media.at("schema")).at("type").hasValue("string");
  }

  /** Whether it is what is sent and read where nothing is said. */
  static boolean isUsual(String mediaType) {
    return mediaType.equals(APPLICATION_JSON);
  }

  /** Whether it is text, or may be. */
  static boolean isText(String mediaType) {
    return mediaType.toLowerCase(Locale.ROOT).startsWith("text/");
  }

  /** Whether it names one media type, and no range or list of them. */
  static boolean isOne(String mediaType) {
    return ONE.matcher(mediaType).matches();
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
