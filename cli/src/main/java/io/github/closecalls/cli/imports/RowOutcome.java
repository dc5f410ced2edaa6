package io.github.closecalls.cli.imports;

/** What became of a row; each row has one of them. */
enum RowOutcome {
  LOGGED("logged"),
  REFUSED("refused"),
  UNKNOWN("may be logged"),
  WAITING("not sent yet");

  private final String text;

  RowOutcome(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }
}
