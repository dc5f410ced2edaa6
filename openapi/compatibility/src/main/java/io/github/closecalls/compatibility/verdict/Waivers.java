package io.github.closecalls.compatibility.verdict;

import io.github.closecalls.compatibility.rule.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The changes that were waived since the last release, each with the reason.
 *
 * <p>A waived change stands on a line of its own, as the report writes it; the reason stands below
 * it, indented. A line that begins with {@code #} and a space is a comment.
 */
final class Waivers {
  /** The line that says that the same contract gives other code than it did. */
  static final String GENERATOR = "The generator changed";

  static final String NONE =
      """
      # Changes that are waived until the next release, each with its reason; README.md says how.
      """;

  private final Map<String, String> reasons = new LinkedHashMap<>();

  /**
   * Reads the file.
   *
   * @throws IllegalArgumentException if a line has no reason, or a reason has no line
   */
  static Waivers parse(String text) {
    Waivers waivers = new Waivers();
    String waived = "";
    // Editors on Windows put a byte order mark before the text.
    for (String line : text.replaceFirst("^\uFEFF", "").lines().toList()) {
      // A place in the contract can begin with "#/".
      boolean isComment = line.equals("#") || line.startsWith("# ");
      if (line.isBlank() || isComment) {
        waived = "";
      } else if (!line.startsWith(" ") && !line.startsWith("\t")) {
        waived = oneLine(line);
        waivers.reasons.put(waived, "");
      } else if (waived.isEmpty()) {
        throw new IllegalArgumentException(
            "waivers.txt has a reason without a change above it: " + line.strip());
      } else {
        waivers.reasons.merge(waived, " " + line.strip(), String::concat);
      }
    }
    waivers.reasons.replaceAll((change, reason) -> reason.strip());
    if (waivers.reasons.containsValue("")) {
      waivers.reasons.values().removeIf(reason -> !reason.isEmpty());
      throw new IllegalArgumentException(
          "waivers.txt waives a change without saying why: "
              + waivers.reasons.keySet().iterator().next()
              + "\nWrite the reason on the line below it, indented.");
    }
    return waivers;
  }

  /** Returns the line that waives a change. */
  static String line(Finding finding) {
    return oneLine(
        String.join(
            " | ", finding.rule().id(), finding.place(), finding.before(), finding.after()));
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }

  boolean waives(Finding finding) {
    return reasons.containsKey(line(finding));
  }

  boolean saysThatTheGeneratorChanged() {
    return reasons.containsKey(GENERATOR);
  }

  String reason(Finding finding) {
    return reasons.getOrDefault(line(finding), "");
  }

  /** Returns the waivers of what is not, or no longer, there. */
  List<String> unused(List<Finding> findings, boolean generatorChanged) {
    List<String> unused = new ArrayList<>(reasons.keySet());
    findings.forEach(finding -> unused.remove(line(finding)));
    if (generatorChanged) {
      unused.remove(GENERATOR);
    }
    return unused;
  }
}
