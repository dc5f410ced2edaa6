package io.github.closecalls;

import java.io.Serializable;

/**
 * One rule that a call breaks, and how to correct it.
 *
 * <p>Its texts contain no personal data: a phone number is masked except for its last two digits,
 * and of a URL only the scheme is shown. Immutable, and safe to share between threads.
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

  /** The rule. */
  private final String rule;

  /** The value found, as far as it may be shown. */
  private final String found;

  /** The remedy. */
  private final String remedy;

  /** The section that explains the rule. */
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
   * Returns the rule that the property breaks.
   *
   * @return a phrase such as "must be an absolute https URL"
   */
  public String rule() {
    return rule;
  }

  /**
   * Returns how to correct it.
   *
   * @return a sentence
   */
  public String remedy() {
    return remedy;
  }

  TroubleshootingSection section() {
    return section;
  }

  /** Returns the property, the rule, the value found and the remedy, as sentences. */
  @Override
  public String toString() {
    return property + " " + rule + ", but " + found + ". " + remedy;
  }
}
