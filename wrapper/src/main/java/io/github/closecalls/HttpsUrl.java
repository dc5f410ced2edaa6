package io.github.closecalls;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules for an https URL that others fetch. */
final class HttpsUrl {
  /**
   * What the label of a name is made of; with the underscore, which java.net.URI takes for no part
   * of a host, and letters of any script, with the marks and joiners that belong to them.
   */
  private static final Pattern LABEL = Pattern.compile("[\\p{L}\\p{M}\\p{N}\\x{200c}\\x{200d}_-]*");

  private static final Pattern LETTER_OR_DIGIT = Pattern.compile("[\\p{L}\\p{N}]");

  /**
   * In octets, as names go over the wire (RFC 1035, section 2.3.4); so much text is left of 255.
   */
  private static final int MAX_HOST = 253;

  private static final int MAX_LABEL = 63;
  private static final int MAX_PORT = 65_535;

  private HttpsUrl() {}

  /** Returns what keeps anyone from fetching a URL, or null if nothing is seen to. */
  static @Nullable String fault(URI url) {
    String scheme = url.getScheme();
    if (scheme == null) {
      return "is relative";
    }
    if (!scheme.equalsIgnoreCase("https")) {
      return "has the scheme \"" + scheme.toLowerCase(Locale.ROOT) + "\"";
    }
    String authority = url.getRawAuthority();
    if (authority == null) {
      return "has no host";
    }
    if (authority.indexOf('@') >= 0) {
      return "has user-info before its host";
    }
    int colon = authority.indexOf(':', authority.lastIndexOf(']') + 1);
    String host = colon < 0 ? authority : authority.substring(0, colon);
    if (colon >= 0 && !isPort(authority.substring(colon + 1))) {
      return "has a port that is not a number from 1 to 65535";
    }
    if (host.isEmpty()) {
      return "has no host";
    }
    // What stands in brackets is an IPv6 address, which java.net.URI has checked.
    return host.startsWith("[") ? null : faultOfName(host);
  }

  /** The port may be missing after its colon (RFC 3986, section 3.2.3). */
  private static boolean isPort(String text) {
    if (!text.matches("0*[0-9]{0,5}")) {
      return false;
    }
    return text.isEmpty() || (Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= MAX_PORT);
  }

  private static @Nullable String faultOfName(String host) {
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    int length = -1;
    for (String label : name.split("\\.", -1)) {
      if (label.isEmpty()) {
        return "has a host with two dots in a row, or a dot at its beginning";
      }
      if (!LABEL.matcher(label).matches()) {
        return "has no valid host";
      }
      if (octets(label) > MAX_LABEL) {
        return "has a host with more than 63 characters between two dots";
      }
      length += octets(label) + 1;
    }
    if (length > MAX_HOST) {
      return "has a host of more than 253 characters";
    }
    return LETTER_OR_DIGIT.matcher(name).find() ? null : "has no valid host";
  }

  /**
   * Returns how long a label is at least; {@code xn--} comes before one that is not ASCII (RFC
   * 5890).
   */
  private static int octets(String label) {
    int characters = label.codePointCount(0, label.length());
    return label.chars().allMatch(c -> c < 128) ? characters : "xn--".length() + characters;
  }
}
