/**
 * A server that misbehaves on real sockets, and what a call is said to have become of because of
 * it.
 */
@NullMarked
package io.github.closecalls.faults;

import org.jspecify.annotations.NullMarked;
