package io.github.closecalls.json.internal;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonWriter;

/** Text that UTF-8 can express. */
final class UnicodeText {
  private UnicodeText() {}

  /**
   * Returns the text. Okio would write half of a surrogate pair as a question mark.
   *
   * @throws JsonDataException if the text holds one
   */
  static String checked(String text, JsonWriter writer) {
    for (int i = 0; i < text.length(); i++) {
      // Almost no text has a surrogate, or one of the few characters above them.
      if (text.charAt(i) >= Character.MIN_SURROGATE) {
        return checkedPairs(text, writer);
      }
    }
    return text;
  }

  private static String checkedPairs(String text, JsonWriter writer) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          throw new JsonDataException(
              "The text contains half of a surrogate pair, at index "
                  + i
                  + ", which UTF-8 cannot express, at path "
                  + writer.getPath());
        }
        i++;
      }
    }
    return text;
  }
}
