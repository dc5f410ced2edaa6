/** Programs that show the library at work. */
@NullMarked
package io.github.closecalls.examples;

import org.jspecify.annotations.NullMarked;
