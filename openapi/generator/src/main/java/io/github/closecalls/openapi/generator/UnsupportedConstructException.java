package io.github.closecalls.openapi.generator;

/** Stops the build at a construct of the contract that has no correct Java: a {@link Refusal}. */
final class UnsupportedConstructException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  UnsupportedConstructException(String message) {
    super(message);
  }

  /** Without frames: the message says the place, which is in the contract and not in our code. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
