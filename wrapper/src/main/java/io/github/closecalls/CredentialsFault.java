package io.github.closecalls;

import org.jspecify.annotations.Nullable;

/** Why there is no credential to send; becomes a {@link CredentialsException} of each call. */
final class CredentialsFault extends Exception {
  private static final long serialVersionUID = 1;

  final CredentialsException.Reason reason;

  CredentialsFault(CredentialsException.Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
