package io.github.closecalls;

import java.io.IOException;

/** What code of the user can throw, with secrets in all its texts. */
enum ForeignThrowable {
  EXCEPTION,
  ERROR,
  THROWABLE,
  INTERRUPTED,
  STACK_OVERFLOW,
  OUT_OF_MEMORY;

  private static final String TEXT = "Qx-refresh-2";

  Throwable make() {
    Throwable made =
        switch (this) {
          case EXCEPTION -> new IOException(TEXT);
          case ERROR -> new AssertionError(TEXT);
          case THROWABLE -> new Throwable(TEXT, new IOException("Qx-access-2"));
          case INTERRUPTED -> new InterruptedException(TEXT);
          case STACK_OVERFLOW -> new StackOverflowError(TEXT);
          case OUT_OF_MEMORY -> new OutOfMemoryError(TEXT);
        };
    made.addSuppressed(new IllegalStateException(TEXT));
    return made;
  }

  /** Throws anything, as Kotlin does. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  static <E extends Throwable> E sneaky(Throwable thrown) throws E {
    throw (E) thrown;
  }
}
