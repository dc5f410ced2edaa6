package io.github.closecalls.openapi.generator;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;

/**
 * Java names from the names of a contract.
 *
 * <p>A name depends on the contract's name alone: its words are joined in camel case, leading
 * underscores stay, a leading digit gets an underscore before it, a name that Java or the generated
 * code needs itself gets one behind it, and a name without a letter or digit is spelled in code
 * points. Names of types, which are files as well, are in ASCII: accents fall off, other letters
 * are spelled in code points, and a name too long for a file is cut and ends in its hash. Only if
 * two still give the same Java name, the one that stands later in the contract gets {@code _2},
 * {@code _3} and so on, so that a name added at the end never changes another.
 */
final class Names {
  private final Set<String> taken = new HashSet<>();
  private final boolean caseSensitive;

  private Names(boolean caseSensitive) {
    this.caseSensitive = caseSensitive;
  }

  /** Names of members: two may differ in case only. */
  static Names ofMembers(Collection<String> reserved) {
    Names names = new Names(true);
    names.taken.addAll(reserved);
    return names;
  }

  /** Names of files, which some file systems tell apart by more than case only. */
  static Names ofTypes() {
    return new Names(false);
  }

  /** The name, or the name with the first number that makes it free. */
  String claim(String name) {
    return claim(name, List::of);
  }

  /** The same for a name from which others are derived, which must be free as well. */
  String claim(String name, Function<String, List<String>> derived) {
    String candidate = name;
    for (int number = 2; !free(candidate, derived.apply(candidate)); number++) {
      candidate = name + "_" + number;
    }
    taken.add(key(candidate));
    derived.apply(candidate).forEach(other -> taken.add(key(other)));
    return candidate;
  }

  /** Whether it is nobody's name yet. */
  boolean isFree(String name) {
    return free(name, List.of());
  }

  private boolean free(String name, List<String> derived) {
    return !taken.contains(key(name)) && derived.stream().noneMatch(d -> taken.contains(key(d)));
  }

  private String key(String name) {
    return caseSensitive ? name : name.toLowerCase(Locale.ROOT);
  }

  /** {@code lead_id} is {@code leadId}. */
  static String ofMember(String name) {
    List<String> words = words(name);
    String camel =
        decapitalize(words.get(0))
            + words.stream().skip(1).map(Names::capitalize).collect(Collectors.joining());
    return legal(leadingUnderscores(name) + camel);
  }

  /** {@code call_status} is {@code CallStatus}. */
  static String ofType(String name) {
    return legal(
        words(Normalizer.normalize(name, Normalizer.Form.NFD).replaceAll("\\p{M}", "")).stream()
            .map(Names::capitalize)
            .map(Names::ascii)
            .collect(Collectors.joining()));
  }

  /** Types are files, whose names not every file system takes in all scripts. */
  private static String ascii(String word) {
    return word.codePoints()
        .mapToObj(c -> c < 0x80 ? Character.toString(c) : codePoint(c))
        .collect(Collectors.joining());
  }

  private static String codePoint(int c) {
    return String.format(Locale.ROOT, "u%04x", c);
  }

  /** {@code in-progress} and {@code inProgress} are {@code IN_PROGRESS}. */
  static String ofConstant(String value) {
    if (value.isEmpty()) {
      return "EMPTY";
    }
    String sign = value.startsWith("-") ? "MINUS_" : value.startsWith("+") ? "PLUS_" : "";
    String words =
        words(value).stream()
            .map(word -> word.replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_"))
            .collect(Collectors.joining("_"));
    return legal(value.length() > 1 ? sign + upper(words) : upper(words));
  }

  static String capitalize(String word) {
    int first = word.codePointAt(0);
    return Character.toString(Character.toTitleCase(first))
        + word.substring(Character.charCount(first));
  }

  /** {@code AccountSid} is {@code accountSid}, {@code ID} is {@code id}. */
  static String decapitalize(String word) {
    if (word.equals(upper(word))) {
      return word.toLowerCase(Locale.ROOT);
    }
    int first = word.codePointAt(0);
    return Character.toString(Character.toLowerCase(first))
        + word.substring(Character.charCount(first));
  }

  /** The singular of a regular English plural; what may be none stays as it is. */
  static String singular(String word) {
    if (word.endsWith("ies")) {
      return word.substring(0, word.length() - 3) + "y";
    }
    if (word.matches(".*(ss|x|ch|sh)es")) {
      return word.substring(0, word.length() - 2);
    }
    return word.matches(".*[^sui]s") && !word.endsWith("uses")
        ? word.substring(0, word.length() - 1)
        : word;
  }

  private static String upper(String word) {
    return word.toUpperCase(Locale.ROOT);
  }

  private static String leadingUnderscores(String name) {
    int end = 0;
    while (end < name.length() && name.charAt(end) == '_') {
      end++;
    }
    return end == name.length() ? "" : name.substring(0, end);
  }

  private static List<String> words(String name) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    name.codePoints()
        .forEach(
            c -> {
              if (Character.isLetterOrDigit(c) && Character.isJavaIdentifierPart(c)) {
                word.appendCodePoint(c);
              } else if (!word.isEmpty()) {
                words.add(word.toString());
                word.setLength(0);
              }
            });
    if (!word.isEmpty()) {
      words.add(word.toString());
    }
    if (words.isEmpty()) {
      return List.of(
          name.isEmpty()
              ? "empty"
              : name.codePoints().mapToObj(Names::codePoint).collect(Collectors.joining("_")));
    }
    boolean shouted = words.size() > 1 && words.stream().allMatch(w -> w.equals(upper(w)));
    return shouted ? words.stream().map(w -> w.toLowerCase(Locale.ROOT)).toList() : words;
  }

  static String legal(String name) {
    String started = Character.isJavaIdentifierStart(name.codePointAt(0)) ? name : "_" + name;
    return SourceVersion.isKeyword(started) ? started + "_" : started;
  }
}
