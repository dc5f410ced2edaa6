package io.github.closecalls.cli.imports;

/** What became of a row; each row has one of them. */
enum Outcome {
  LOGGED("logged"),
  REFUSED("refused"),
  UNKNOWN("may be logged"),
  WAITING("not sent yet");

  private final String text;

  Outcome(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }
}
