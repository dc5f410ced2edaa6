package io.github.closecalls.openapi.generator;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A path with placeholders, whose names Retrofit restricts. Immutable. */
final class PathTemplate {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}/]*)\\}");

  private final String path;
  private final Map<String, String> names = new LinkedHashMap<>();

  PathTemplate(String path) {
    this.path = path;
    Names legal = Names.ofMembers(Set.of());
    PLACEHOLDER
        .matcher(path)
        .results()
        .map(found -> found.group(1))
        .forEach(wire -> names.computeIfAbsent(wire, name -> legal.claim(legal(name))));
  }

  /** A name that Retrofit accepts between braces. */
  private static String legal(String wire) {
    String name = Names.ofMember(wire);
    return name.matches("[a-zA-Z][a-zA-Z0-9_-]*") ? name : "placeholder";
  }

  /** The names of the placeholders in the contract, in their order. */
  Set<String> placeholders() {
    return names.keySet();
  }

  /** What a placeholder is called within the braces. */
  String name(String placeholder) {
    return Objects.requireNonNull(names.get(placeholder));
  }

  /**
   * The path as Retrofit resolves it against the base URL.
   *
   * @param server the address it is below, if that is not the base URL
   * @param item where the contract describes the path
   */
  String at(Optional<String> server, Node item) {
    String relative =
        PLACEHOLDER
            .matcher(path)
            .replaceAll(found -> Matcher.quoteReplacement("{" + names.get(found.group(1)) + "}"));
    if (relative.matches("(?s).*\\?.*\\{.*")) {
      throw Refusal.PLACEHOLDER_IN_QUERY.at(item);
    }
    relative = relative.replaceFirst("^/", "");
    if (server.isPresent()) {
      return server.get() + relative;
    }
    if (relative.isEmpty()) {
      // Retrofit takes an empty path for a missing one.
      return ".";
    }
    // Before the first slash a colon would end a scheme.
    return relative.matches("[^/?#]*:.*") ? "./" + relative : relative;
  }
}
