package io.github.closecalls.compatibility.rule;

/** The effect of a change on users, in the order of its weight. */
public enum Severity {
  /** No code notices. */
  DOCUMENTATION,
  /** Code written before still compiles and works. */
  ADDITIVE,
  /** Code written before may no longer compile or work. */
  BREAKING
}
