package io.github.closecalls;

import org.jspecify.annotations.Nullable;

/** Why there is no credential to send; becomes a {@link CredentialsException} of each call. */
final class NoCredentialException extends Exception {
  private static final long serialVersionUID = 1;

  final CredentialsException.Reason reason;

  /** What the user's code failed with, to be passed on as long as nothing was sent. */
  final @Nullable VirtualMachineError error;

  NoCredentialException(
      CredentialsException.Reason reason, String message, @Nullable Throwable cause) {
    this(reason, message, cause, null);
  }

  NoCredentialException(
      CredentialsException.Reason reason,
      String message,
      @Nullable Throwable cause,
      @Nullable VirtualMachineError error) {
    super(message, cause);
    this.reason = reason;
    this.error = error;
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
