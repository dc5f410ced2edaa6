package io.github.closecalls.cli.imports;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Turns the phone numbers of a column into E.164, if its owner has said of which country they are.
 *
 * <p>No cell shows whether it has lost its plus sign: 4520123456 is a Danish number without it, and
 * a valid American one. So it is the column that is judged: if some of it can only be read with the
 * plus sign, the column mixes two forms, and is refused.
 */
final class Phones {
  private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");
  private static final Pattern DECIMAL = Pattern.compile("[0-9]+[.,]0");
  private static final Pattern LETTERS = Pattern.compile(".*\\p{L}.*", Pattern.DOTALL);
  private static final int SAMPLES = 5;

  private final Optional<String> region;
  private final List<String> mixed = new ArrayList<>();
  private final List<String> samples = new ArrayList<>();
  private int mixedCount;
  private int converted;
  private int doubtful;

  Phones(Optional<String> region) {
    this.region = region;
  }

  /**
   * Converts a cell, or returns it as it is if no country was named.
   *
   * @throws IllegalArgumentException with what is wrong with it, and the remedy
   */
  String convert(long row, String cell) {
    if (region.isEmpty()) {
      return cell;
    }
    if (LETTERS.matcher(cell).matches()) {
      throw new IllegalArgumentException(
          "has letters in it, as an extension has: write the number alone");
    }
    if (DECIMAL.matcher(cell).matches()) { // Of which another number could be made.
      throw new IllegalArgumentException(
          "ends in a decimal place: a program took it for an amount. Export the column as text");
    }
    Optional<PhoneNumber> number = parsed(cell);
    if (number.isEmpty() || number.get().hasExtension()) {
      if (DIGITS.matcher(cell).matches() && parsed("+" + cell).isPresent()) {
        mixedCount++;
        if (mixed.size() < SAMPLES) {
          mixed.add("row " + row + ": " + masked(cell));
        }
      }
      throw new IllegalArgumentException(
          "is not a phone number of " + region.get() + ": write it with + and its country code");
    }
    String e164 = NUMBERS.format(number.get(), PhoneNumberFormat.E164);
    if (!e164.equals(cell)) {
      converted++;
      if (samples.size() < 2 * SAMPLES) {
        samples.add("row " + row + ": " + masked(cell) + " → " + masked(e164));
      }
    }
    if (!NUMBERS.isValidNumber(number.get())) {
      doubtful++;
    }
    return e164;
  }

  /** Refuses the column if it mixes two forms. */
  void check() {
    if (mixedCount > 0) {
      throw ImportException.badInput(
          "phone: %s %s a country code without +, and are no numbers of %s (%s). Then others of the"
              + " column may be read as numbers of the wrong country. Write + before each number"
              + " that has its country code.",
          mixedCount,
          mixedCount == 1 ? "number has" : "numbers have",
          region.orElseThrow(),
          String.join(", ", mixed));
    }
  }

  /** Returns what was made of the column, if anything was. */
  List<String> conversions() {
    String inNoRange =
        doubtful == 0 ? "." : "; " + doubtful + " of the whole column in no range that is in use.";
    return converted == 0
        ? List.of()
        : List.of(
            ImportReport.count(converted, "phone number")
                + " converted to E.164, as --region says"
                + inNoRange);
  }

  /** Returns the first that were changed, before and after, with their digits hidden. */
  List<String> samples() {
    return List.copyOf(samples);
  }

  private Optional<PhoneNumber> parsed(String cell) {
    try {
      PhoneNumber number = NUMBERS.parse(cell, region.orElseThrow());
      return NUMBERS.isPossibleNumberWithReason(number) == ValidationResult.IS_POSSIBLE
          ? Optional.of(number)
          : Optional.empty();
    } catch (NumberParseException e) {
      return Optional.empty();
    }
  }

  /** Shows only the last two digits, as the library does. */
  static String masked(String phone) {
    int shown = 0;
    StringBuilder masked = new StringBuilder();
    for (int i = phone.length() - 1; i >= 0; i--) {
      char c = phone.charAt(i);
      masked.append(Character.isLetterOrDigit(c) && ++shown > 2 ? '*' : c);
    }
    return masked.reverse().toString();
  }
}
