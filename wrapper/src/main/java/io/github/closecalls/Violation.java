package io.github.closecalls;

import java.io.Serializable;

/**
 * One rule that a call breaks, and how to mend it.
 *
 * <p>Its texts hold no personal data: a phone number is masked except its last two digits, and of a
 * URL only the scheme is shown. Immutable, and safe to share between threads.
 *
 * @see <a
 *     href="https://github.com/close-calls/close-calls-java/blob/main/TROUBLESHOOTING.md#invalidcallexception">Troubleshooting:
 *     InvalidCallException</a>
 * @see <a href="https://developer.close.com/api/resources/activities/calls/create">The properties
 *     of a call, in Close's documentation</a>
 */
public final class Violation implements Serializable {
  private static final long serialVersionUID = 1;

  /** The name of the property. */
  private final String property;

  /** What it must be. */
  private final String rule;

  /** What it is instead. */
  private final String found;

  /** What to do. */
  private final String remedy;

  /** Where the rule is explained. */
  private final TroubleshootingSection section;

  Violation(
      String property, String rule, String found, String remedy, TroubleshootingSection section) {
    this.property = property;
    this.rule = rule;
    this.found = found;
    this.remedy = remedy;
    this.section = section;
  }

  /**
   * Returns the name of the property as the contract spells it.
   *
   * @return a name such as {@code recording_url}
   */
  public String property() {
    return property;
  }

  /**
   * Returns what the property must be.
   *
   * @return a phrase such as "must be an absolute https URL"
   */
  public String rule() {
    return rule;
  }

  /**
   * Returns what to do.
   *
   * @return a sentence
   */
  public String remedy() {
    return remedy;
  }

  TroubleshootingSection section() {
    return section;
  }

  /** Returns property, rule, what was found instead, and remedy, as sentences. */
  @Override
  public String toString() {
    return property + " " + rule + ", but " + found + ". " + remedy;
  }
}
