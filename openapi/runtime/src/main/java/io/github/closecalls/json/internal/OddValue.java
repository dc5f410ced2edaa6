package io.github.closecalls.json.internal;

import io.github.closecalls.json.Deviation;
import org.jspecify.annotations.Nullable;

/**
 * What stands in JSON where the contract says something else.
 *
 * @param rule what the contract says
 * @param place where in the value it says so, as a JSON pointer; empty for the value itself
 * @param absent whether there is no value
 * @param value the value as it came
 */
record OddValue(String rule, String place, boolean absent, @Nullable Object value) {
  static final OddValue ABSENT = new OddValue("is required", "", true, null);

  static OddValue of(String expected, @Nullable Object value) {
    return new OddValue("must be " + expected, "", false, value);
  }

  /** Returns the array or object of which this is a part. */
  OddValue within(Object whole, Object nameOrIndex) {
    return new OddValue(rule, pointer(nameOrIndex) + place, false, whole);
  }

  Deviation at(String pointer) {
    return new Deviation(pointer, ruleAndPlace(), absent, value);
  }

  private String ruleAndPlace() {
    return place.isEmpty() ? rule : rule + " at " + place;
  }

  /** Returns a name or an index as a step of a JSON pointer (RFC 6901). */
  static String pointer(Object nameOrIndex) {
    return "/" + nameOrIndex.toString().replace("~", "~0").replace("/", "~1");
  }

  /** Returns the value with the rule, for the text of a model. */
  @Override
  public String toString() {
    return (absent ? "absent" : value) + " (" + ruleAndPlace() + ")";
  }
}
