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
  private static final String PATH = "at path \\$\\.(\\S+)$";

  private CallRules() {}

  static List<Violation> violations(CreateCallActivity call) {
    List<Violation> violations = new ArrayList<>();
    String phone = call.phone();
    if (phone != null && !E164.isNumber(phone)) {
      violations.add(
          new Violation(
              "phone",
              "must be an E.164 number: a plus sign and 2 to 15 digits 0 to 9, the first of them not"
                  + " 0, and nothing else",
              "is \"" + E164.masked(phone) + "\" (masked)",
              E164.isWithheld(phone)
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
}
