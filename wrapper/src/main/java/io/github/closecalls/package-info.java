/**
 * Logs calls made outside of Close in the Close CRM; begin with {@link
 * io.github.closecalls.CloseClient}.
 *
 * <p>Nothing may be null unless it is marked {@code @Nullable}. Every failure is a {@link
 * io.github.closecalls.CloseException} that says what became of the call.
 */
@NullMarked
package io.github.closecalls;

import org.jspecify.annotations.NullMarked;
