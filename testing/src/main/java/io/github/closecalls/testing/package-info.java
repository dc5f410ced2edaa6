/**
 * A fake Close for tests; begin with {@link io.github.closecalls.testing.FakeClose}.
 *
 * <p>Nothing is null unless it is marked {@code @Nullable}.
 */
@NullMarked
package io.github.closecalls.testing;

import org.jspecify.annotations.NullMarked;
