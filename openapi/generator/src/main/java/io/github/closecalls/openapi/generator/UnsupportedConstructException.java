package io.github.closecalls.openapi.generator;

/** Stops the build at a construct of the contract that has no correct Java. */
final class UnsupportedConstructException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  UnsupportedConstructException(Node node, String construct, String wayOut) {
    super(
        "Cannot generate Java for the contract at #"
            + node.pointer()
            + ": "
            + construct
            + ". "
            + wayOut);
  }
}
