package io.github.closecalls.cli.command;

/** What the tool tells its caller; the same number means the same for every command. */
public enum ExitCode {
  /** All is done: each call is logged, or nothing is wrong with it where that was the question. */
  DONE(0),
  /** Nothing was sent, for a reason that may pass, such as a network that is down. */
  FAILED(1),
  /** The options, the environment or a file are wrong; nothing was sent. */
  BAD_INPUT(2),
  /** Close refused a call: it is not logged. */
  REFUSED(3),
  /** A call may have been logged: look in Close before it is logged again. */
  UNKNOWN(4),
  /** The work was stopped before its end, and goes on where it is begun again. */
  STOPPED(5);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  /**
   * Returns the number.
   *
   * @return 0 to 5
   */
  public int number() {
    return number;
  }
}
