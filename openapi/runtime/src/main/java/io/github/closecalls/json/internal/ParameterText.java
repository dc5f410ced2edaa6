package io.github.closecalls.json.internal;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import okio.ByteString;

/**
 * The text of a parameter in a path, a query, a header or a form.
 *
 * <p>All methods are safe for use by several threads.
 */
public final class ParameterText {
  private ParameterText() {}

  /**
   * Returns the text of a value.
   *
   * @param value the value
   * @return its form on the wire
   */
  public static String of(Object value) {
    if (value instanceof OffsetDateTime dateTime) {
      return DateTimes.format(dateTime);
    }
    if (value instanceof BigDecimal decimal) {
      return decimal.toPlainString();
    }
    return value instanceof ByteString bytes ? bytes.base64() : value.toString();
  }
}
