/**
 * Reads and writes JSON for the generated models without reflection and without loss: numbers stay
 * exact, offsets are kept, and so is what the contract does not list.
 */
@NullMarked
package io.github.closecalls.json;

import org.jspecify.annotations.NullMarked;
