package io.github.closecalls;

import com.squareup.moshi.JsonDataException;
import io.github.closecalls.json.Deviation;
import io.github.closecalls.model.CreateCallActivity;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules that the contract states in prose, where no generated code can hold them. */
final class CallRules {
  private static final int MAX_DIGITS = 15;
  private static final int LONGEST_SHOWN = 32;

  /** What telephone systems hand over where there is no number. */
  private static final Pattern NO_NUMBER =
      Pattern.compile("(?is)\\s*(sips?:|(anonymous|unknown|private|restricted)\\b).*|\\P{Nd}*");

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

  private static final Pattern PATH = Pattern.compile("at path \\$\\.(\\S+)$");

  private CallRules() {}

  static List<Violation> violations(CreateCallActivity call) {
    List<Violation> violations = new ArrayList<>();
    String phone = call.phone();
    if (phone != null && !isE164(phone)) {
      violations.add(
          new Violation(
              "phone",
              "must be an E.164 number: a plus sign and 2 to 15 digits 0 to 9, the first of them not"
                  + " 0, and nothing else",
              "is \"" + masked(phone) + "\" (masked)",
              NO_NUMBER.matcher(phone).matches()
                  ? "If the number was withheld or is not known, leave phone out."
                  : "Write it with its country code and without spaces, such as +16505551234.",
              TroubleshootingSection.PHONE));
    }
    URI recording = call.recordingUrl();
    if (recording != null) {
      String fault = faultOfHttpsUrl(recording);
      if (fault != null) {
        violations.add(
            new Violation(
                "recording_url",
                "must be an absolute https URL with a host and without user-info",
                fault,
                "Use an address that begins with https:// and that Close can fetch without a"
                    + " password.",
                TroubleshootingSection.RECORDING_URL));
      }
    }
    for (Deviation deviation : call.deviations()) {
      violations.add(odd(deviation));
    }
    return violations;
  }

  /** Names a value that was read from JSON and that no Java type shows, so that no rule sees it. */
  private static Violation odd(Deviation deviation) {
    return new Violation(
        deviation.pointer().substring(1),
        deviation.rule(),
        "was read from JSON where it is something else", // Which may be a phone number.
        "Set it with toBuilder().",
        TroubleshootingSection.INVALID_CALL);
  }

  /** Names a value that has a Java type but no form in JSON, such as a date in the year 10000. */
  static Violation unwritable(JsonDataException error) {
    String message = String.valueOf(error.getMessage());
    Matcher path = PATH.matcher(message);
    return new Violation(
        path.find() ? path.group(1) : "call",
        "must be writable as JSON",
        "is not: " + message,
        "Use a value that the format of the property allows.",
        TroubleshootingSection.NO_JSON_FORM);
  }

  private static boolean isE164(String phone) {
    int digits = phone.length() - 1;
    if (digits < 2 || digits > MAX_DIGITS || phone.charAt(0) != '+' || phone.charAt(1) == '0') {
      return false;
    }
    for (int i = 1; i <= digits; i++) {
      if (!isDigit(phone.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  // Not Character.isDigit, which takes the digits of every script.
  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static String masked(String phone) {
    StringBuilder masked = new StringBuilder();
    int digits = 0;
    int start = Math.max(0, phone.length() - LONGEST_SHOWN);
    for (int i = phone.length() - 1; i >= start; i--) {
      char c = phone.charAt(i);
      masked.append(isDigit(c) && digits++ < 2 ? c : '*');
    }
    return (start > 0 ? "..." : "") + masked.reverse();
  }

  private static @Nullable String faultOfHttpsUrl(URI url) {
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
