package io.github.closecalls.compatibility.rule;

import java.util.Locale;

/** The effect of a change on users, in the order of its weight. */
public enum Severity {
  /** No code notices. */
  DOCUMENTATION,
  /** Code written before still compiles and works. */
  ADDITIVE,
  /** Code written before may no longer compile or work. */
  BREAKING;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
