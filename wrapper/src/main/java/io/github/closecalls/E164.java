package io.github.closecalls;

/**
 * The form of a phone number.
 *
 * @see <a href="https://www.itu.int/rec/T-REC-E.164">ITU-T Recommendation E.164</a>
 */
final class E164 {
  private static final int MAX_DIGITS = 15;
  private static final int LONGEST_SHOWN = 32;

  /** What telephone systems hand over where there is no number. */
  private static final String NO_NUMBER =
      "(?is)\\s*(sips?:|(anonymous|unknown|private|restricted)\\b).*|\\P{Nd}*";

  private E164() {}

  /** Returns whether it is a number with its country code, and nothing else. */
  static boolean isNumber(String phone) {
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

  /** Returns whether it says that there is no number, or that it is not told. */
  static boolean isWithheld(String phone) {
    return phone.matches(NO_NUMBER);
  }

  /** Returns what may be shown of a phone number: its length, and its last two digits. */
  static String masked(String phone) {
    StringBuilder masked = new StringBuilder();
    int digits = 0;
    int start = Math.max(0, phone.length() - LONGEST_SHOWN);
    for (int i = phone.length() - 1; i >= start; i--) {
      char c = phone.charAt(i);
      masked.append(isDigit(c) && digits++ < 2 ? c : '*');
    }
    return (start > 0 ? "..." : "") + masked.reverse();
  }

  // Not Character.isDigit, which takes the digits of every script.
  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
