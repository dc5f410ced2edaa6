package io.github.closecalls;

import com.squareup.moshi.JsonDataException;
import io.github.closecalls.json.Deviation;
import io.github.closecalls.model.CreateCallActivity;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rules that the contract states in prose, where no generated code can hold them. */
final class CallRules {
  private static final int MAX_DIGITS = 15;
  private static final int LONGEST_SHOWN = 32;

  /** What telephone systems hand over where there is no number. */
  private static final String NO_NUMBER =
      "(?is)\\s*(sips?:|(anonymous|unknown|private|restricted)\\b).*|\\P{Nd}*";

  private static final String PATH = "at path \\$\\.(\\S+)$";

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
              phone.matches(NO_NUMBER)
                  ? "If the number was withheld or is not known, leave phone out."
                  : "Write it with its country code and without spaces, such as +16505551234.",
              TroubleshootingSection.PHONE));
    }
    URI recording = call.recordingUrl();
    if (recording != null) {
      String fault = HttpsUrl.fault(recording);
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
    Matcher path = Pattern.compile(PATH).matcher(message);
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
}
