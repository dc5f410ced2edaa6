package io.github.closecalls;

import com.squareup.moshi.JsonDataException;
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

  /** What java.net.URI does not call a host: a registered name with an underscore, for example. */
  private static final Pattern NAME_AND_PORT =
      Pattern.compile("[\\p{L}\\p{N}._-]*[\\p{L}\\p{N}][\\p{L}\\p{N}._-]*(:[0-9]{0,5})?");

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
              "Write it with its country code and without blanks, such as +16505551234.",
              Section.PHONE));
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
                "Give an address that begins with https:// and that Close can fetch without a"
                    + " password.",
                Section.RECORDING_URL));
      }
    }
    return violations;
  }

  /** Names a value that has a Java type but no form in JSON, such as a date in the year 10000. */
  static Violation unwritable(JsonDataException error) {
    String message = String.valueOf(error.getMessage());
    Matcher path = PATH.matcher(message);
    return new Violation(
        path.find() ? path.group(1) : "call",
        "must have a form in JSON",
        "has none: " + message,
        "Give a value that the format of the property allows.",
        Section.NO_JSON_FORM);
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
    return url.getHost() != null || NAME_AND_PORT.matcher(authority).matches()
        ? null
        : "has no valid host";
  }
}
