package io.github.closecalls.compatibility.verdict;

import io.github.closecalls.compatibility.rule.Severity;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version as in <a href="https://semver.org">semantic versioning</a>, without what stands behind
 * its three numbers.
 */
record Version(int major, int minor, int patch) implements Comparable<Version> {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,9})\\.(\\d{1,9})\\.(\\d{1,9})(-.+)?");
  private static final Comparator<Version> ORDER =
      Comparator.comparingInt(Version::major)
          .thenComparingInt(Version::minor)
          .thenComparingInt(Version::patch);

  /**
   * Reads a version; {@code 1.2.3-SNAPSHOT} is on its way to 1.2.3 and counts as that.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Version parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "\"" + text.strip() + "\" is no version. Write three numbers, such as 1.2.3.");
    }
    return new Version(
        Integer.parseInt(matcher.group(1)),
        Integer.parseInt(matcher.group(2)),
        Integer.parseInt(matcher.group(3)));
  }

  /** Returns the lowest version that may bring such a change. */
  Version next(Severity kind) {
    return switch (kind) {
      case DOCUMENTATION -> this;
      // https://semver.org/#spec-item-4 lets 0.x do anything; the custom is to move one number
      // down.
      case ADDITIVE ->
          major == 0 ? new Version(0, minor, patch + 1) : new Version(major, minor + 1, 0);
      case BREAKING -> major == 0 ? new Version(0, minor + 1, 0) : new Version(major + 1, 0, 0);
    };
  }

  @Override
  public int compareTo(Version other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
