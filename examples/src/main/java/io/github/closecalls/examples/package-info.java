/**
 * Programs to copy, each in one file.
 *
 * <p>Nothing is null unless it is marked {@code @Nullable}.
 */
@NullMarked
package io.github.closecalls.examples;

import org.jspecify.annotations.NullMarked;
