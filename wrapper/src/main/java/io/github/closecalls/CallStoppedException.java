package io.github.closecalls;

/** Says why a call does not go on; its {@link Exchange} turns it into a {@link CloseException}. */
final class CallStoppedException extends Exception {
  private static final long serialVersionUID = 1;

  private final String reason;
  private final String remedy;

  CallStoppedException(String reason, String remedy) {
    super(reason, null, false, false);
    this.reason = reason;
    this.remedy = remedy;
  }

  String reason() {
    return reason;
  }

  /** Returns what to do before the call is logged again, as a sentence. */
  String remedy() {
    return remedy;
  }
}
