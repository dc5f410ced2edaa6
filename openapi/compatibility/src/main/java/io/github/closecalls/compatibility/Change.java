package io.github.closecalls.compatibility;

/**
 * One difference between what the last release promised and what is there now.
 *
 * @param kind what it means for users
 * @param place where it is: a JSON pointer into the contract, or a line of the Java API
 * @param direction what it concerns: "request", "response", "request and response", "contract" or
 *     "Java"
 * @param before what stood there, or "nothing"
 * @param after what stands there now, or "nothing"
 * @param effect one sentence on what it does to a user's code
 */
record Change(
    Kind kind, String place, String direction, String before, String after, String effect) {

  /** What a change means for users, in the order of how much. */
  enum Kind {
    /** Nothing that code can feel. */
    DOCUMENTATION,
    /** Code that was written before still compiles and works. */
    ADDITIVE,
    /** Code that was written before may no longer compile or work. */
    BREAKING
  }
}
