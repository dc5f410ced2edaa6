/**
 * Runs the examples against a fake Close.
 *
 * <p>Nothing is null unless it is marked {@code @Nullable}.
 */
@NullMarked
package io.github.closecalls.examples;

import org.jspecify.annotations.NullMarked;
