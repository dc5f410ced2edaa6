package io.github.closecalls.json;

import com.squareup.moshi.JsonDataException;

/**
 * A generated type, which can say what it is in JSON: a {@link JsonModel}, or a value of an enum.
 */
public interface JsonWritable {
  /**
   * Returns this as JSON, as it is sent: with what is set to null, what the contract does not list,
   * and what was read although it is not as the contract says.
   *
   * <p>Other libraries that write JSON see nothing of it in the accessors: give them this text.
   *
   * @return the JSON, in one line
   * @throws JsonDataException if a value has no form in JSON, such as a date in the year 10000; the
   *     message names it
   */
  String toJson();
}
