/** Compares a jar with the text that the last release promised. */
@NullMarked
package io.github.closecalls.compatibility.jar;

import org.jspecify.annotations.NullMarked;
