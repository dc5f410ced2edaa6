package io.github.closecalls.compatibility.jar;

import static java.util.Objects.requireNonNullElse;
import static org.apache.commons.lang3.StringUtils.countMatches;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The declaration of a member in its parts.
 *
 * @param head the modifiers and the type
 * @param parameters the types of the parameters, with their annotations
 * @param thrown what stands behind the parameters
 */
record Signature(String head, List<String> parameters, String thrown) {
  private static final Pattern TEXT = Pattern.compile("(.*?)(?: \\((.*)\\))?( throws .*)?");
  private static final Pattern SUBJECT = Pattern.compile("[^(]*(?:\\((.*)\\))?");
  private static final String NULLABLE = "@org.jspecify.annotations.Nullable ";

  static Signature of(Fact member) {
    Matcher text = TEXT.matcher(member.text());
    Matcher subject = SUBJECT.matcher(member.subject());
    if (!text.matches() || !subject.matches()) {
      throw new IllegalArgumentException("No member of a Java API: " + member);
    }
    // Parameters that say no more than their erased types are in the subject only.
    String listed = requireNonNullElse(text.group(2), requireNonNullElse(subject.group(1), ""));
    return new Signature(text.group(1), split(listed), requireNonNullElse(text.group(3), ""));
  }

  /** Splits at the commas that stand in no brackets and no string. */
  private static List<String> split(String list) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    boolean quoted = false;
    StringBuilder part = new StringBuilder();
    for (int i = 0; i < list.length(); i++) {
      char c = list.charAt(i);
      quoted ^= c == '"' && list.charAt(Math.max(0, i - 1)) != '\\';
      depth += quoted ? 0 : "(<{".indexOf(c) >= 0 ? 1 : ")>}".indexOf(c) >= 0 ? -1 : 0;
      if (c == ',' && depth == 0 && !quoted) {
        parts.add(part.toString().strip());
        part.setLength(0);
      } else {
        part.append(c);
      }
    }
    if (!part.isEmpty()) {
      parts.add(part.toString().strip());
    }
    return parts;
  }

  /** Whether the other one only takes null where this one does not, or gives none where it does. */
  boolean isEasedBy(Signature now, boolean readOnly) {
    return (head.equals(now.head) || (readOnly && withoutNull(head).equals(now.head)))
        && takesMore(now, (was, is) -> withoutNull(is).equals(was));
  }

  /** Whether the other one only takes collections of a type where this one takes a subtype's. */
  boolean isWidenedBy(Signature now, BiPredicate<String, String> isSubtype) {
    return head.equals(now.head)
        && takesMore(
            now,
            (was, is) -> {
              int begin = was.indexOf('<') + 1;
              return begin > 0
                  && is.startsWith(was.substring(0, begin))
                  && pairwise(
                      split(was.substring(begin, was.lastIndexOf('>'))),
                      split(is.substring(begin, is.lastIndexOf('>'))),
                      (argument, wider) -> isWithin(argument, wider, isSubtype));
            });
  }

  private boolean takesMore(Signature now, BiPredicate<String, String> isMore) {
    return thrown.equals(now.thrown) && pairwise(parameters, now.parameters, isMore);
  }

  private static boolean pairwise(
      List<String> old, List<String> now, BiPredicate<String, String> fits) {
    return old.size() == now.size()
        && IntStream.range(0, old.size())
            .allMatch(i -> old.get(i).equals(now.get(i)) || fits.test(old.get(i), now.get(i)));
  }

  private static boolean isWithin(
      String argument, String wildcard, BiPredicate<String, String> isSubtype) {
    String bound = argument.replaceFirst("^\\? extends ", "");
    return List.of("?", "? super " + argument, "? extends " + bound).contains(wildcard)
        || (wildcard.startsWith("? extends ")
            && isSubtype.test(
                bound.replaceFirst("<.*", ""), wildcard.substring("? extends ".length())));
  }

  /** The text without the first {@code @Nullable} that stands in no brackets. */
  private static String withoutNull(String text) {
    int at = text.indexOf(NULLABLE);
    String before = text.substring(0, Math.max(0, at));
    boolean nested = countMatches(before, '<') != countMatches(before, '>');
    return at < 0 || nested ? text : before + text.substring(at + NULLABLE.length());
  }

  /** Whether a parameter is said to take null. */
  boolean takesNull(int parameter) {
    return !withoutNull(parameters.get(parameter)).equals(parameters.get(parameter));
  }

  Signature withVarargs() {
    List<String> varargs = new ArrayList<>(parameters);
    if (!varargs.isEmpty()) {
      int last = varargs.size() - 1;
      varargs.set(last, varargs.get(last).replaceFirst("\\[]$", "..."));
    }
    return new Signature(head, varargs, thrown);
  }

  Signature withoutNullness() {
    return new Signature(
        bare(head), parameters.stream().map(Signature::bare).toList(), bare(thrown));
  }

  private static String bare(String text) {
    return text.replaceAll(
        "@org\\.jspecify\\.annotations\\.\\w+|extends java\\.lang\\.Object\\b|\\s", "");
  }
}
