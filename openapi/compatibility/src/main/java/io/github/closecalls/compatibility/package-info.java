/** Compares the contract and the Java API with what the last release promised. */
@NullMarked
package io.github.closecalls.compatibility;

import org.jspecify.annotations.NullMarked;
