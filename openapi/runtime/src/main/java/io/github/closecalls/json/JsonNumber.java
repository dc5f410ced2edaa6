package io.github.closecalls.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;

/**
 * A JSON number kept exactly as it was written.
 *
 * <p>A number without a type in the contract is decoded as {@link Long}, {@link BigInteger} or
 * {@link BigDecimal}, the first that prints it as it was; this class is for the rest, such as
 * {@code -0} or {@code 1e400}. Two of them are equal if their text is. Instances are immutable and
 * safe to share between threads.
 */
public final class JsonNumber extends Number {
  private static final long serialVersionUID = 1;

  /** Longer numbers are not parsed unasked: the time it takes grows with the square of it. */
  private static final int LONGEST_PARSED = 1_000;

  /** JSON sets exponents no limit, {@link BigDecimal} does. */
  private static final Pattern EXPONENT_TOO_LARGE = Pattern.compile("[eE][-+]?[0-9]{9,}");

  /**
   * The number as it was written.
   *
   * @serial a number as JSON writes it
   */
  private final String text;

  private JsonNumber(String text) {
    this.text = text;
  }

  /**
   * Returns the number with this text as the JDK type that prints it the same, or else as a {@code
   * JsonNumber}.
   *
   * @param text a number as JSON writes it (RFC 8259, section 6)
   * @return a {@link Long}, {@link BigInteger}, {@link BigDecimal} or {@code JsonNumber}
   * @throws NumberFormatException if the text is not a JSON number
   */
  public static Number of(String text) {
    int length = text.length();
    int end = endOfInteger(text);
    if (end == length) {
      boolean canonical = !text.startsWith("-0");
      if (canonical && length <= 18) {
        return Long.valueOf(text);
      }
      if (canonical && length <= LONGEST_PARSED) {
        BigInteger integer = new BigInteger(text);
        return integer.bitLength() < Long.SIZE ? (Number) integer.longValueExact() : integer;
      }
      return new JsonNumber(text);
    }
    if (endOfExponent(text, endOfFraction(text, end)) != length) {
      throw notANumber(text);
    }
    if (length <= LONGEST_PARSED && !EXPONENT_TOO_LARGE.matcher(text).find()) {
      BigDecimal decimal = new BigDecimal(text);
      return decimal.toString().equals(text) ? decimal : new JsonNumber(text);
    }
    return new JsonNumber(text);
  }

  private static int endOfInteger(String text) {
    int start = text.startsWith("-") ? 1 : 0;
    int end = endOfDigits(text, start);
    if (end > start + 1 && text.charAt(start) == '0') {
      throw notANumber(text);
    }
    return end;
  }

  private static int endOfFraction(String text, int at) {
    return text.startsWith(".", at) ? endOfDigits(text, at + 1) : at;
  }

  private static int endOfExponent(String text, int at) {
    if (!text.startsWith("e", at) && !text.startsWith("E", at)) {
      return at;
    }
    boolean signed = text.startsWith("+", at + 1) || text.startsWith("-", at + 1);
    return endOfDigits(text, signed ? at + 2 : at + 1);
  }

  private static int endOfDigits(String text, int start) {
    int end = start;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    if (end == start) {
      throw notANumber(text);
    }
    return end;
  }

  private static NumberFormatException notANumber(String text) {
    return new NumberFormatException("This is not a JSON number: " + text);
  }

  /**
   * Returns the exact value.
   *
   * @return the value, without the sign of a zero
   * @throws NumberFormatException if the exponent has more than nine digits
   */
  public BigDecimal toBigDecimal() {
    return new BigDecimal(text);
  }

  @Override
  public int intValue() {
    return (int) longValue();
  }

  @Override
  public long longValue() {
    return (long) doubleValue();
  }

  @Override
  public float floatValue() {
    return Float.parseFloat(text);
  }

  @Override
  public double doubleValue() {
    return Double.parseDouble(text);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JsonNumber number && text.equals(number.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** Returns the number as it was written. */
  @Override
  public String toString() {
    return text;
  }
}
